"""What goes in and out about feedback."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field

from alongside.access.audiences import WHO_GAVE_IT, Around, Someone, readers, you_first
from alongside.access.enforce import words
from alongside.access.policy import Action
from alongside.access.readers import Reader
from alongside.core.people import Named, Readers
from alongside.core.views import FREE_TEXT, Allowed, Command, FreeText, View, Whole
from alongside.models import Audience
from alongside.models.feedback import ANSWERS

To = Annotated[
    Literal[Audience.PAIRING, Audience.TEAM, Audience.LEARNING_PARTNERS],
    Field(description="Who reads it: your partner, the programme team or the learning partners."),
]
Agree = Annotated[
    int,
    Field(
        strict=True,
        ge=1,
        le=5,
        description="From 1, I do not agree at all, to 5, I agree fully.",
        examples=[4],
        json_schema_extra={"format": "int32"},
    ),
    Whole,
]
Text = Annotated[str, Field(max_length=FREE_TEXT)]


class GiveAnswers(Command):
    """Each may be left out."""

    listened: Annotated[Agree | None, Field(description="I felt listened to.")] = None
    mattered: Annotated[Agree | None, Field(description="We talked of what mattered to me.")] = None
    suited: Annotated[Agree | None, Field(description="The way we worked suited me.")] = None
    useful: Annotated[Agree | None, Field(description="I take something useful away.")] = None


class GiveFeedback(Command):
    """Answers, or a text, or both."""

    session_id: UUID
    audience: To
    answers: GiveAnswers = GiveAnswers()
    text: Annotated[FreeText, Field(examples=["One thing to change: more time."])] = ""

    @property
    def says_nothing(self) -> bool:
        return not self.text and all(
            answer is None for answer in self.answers.model_dump().values()
        )


class AnswersView(View):
    listened: Agree | None
    mattered: Agree | None
    suited: Agree | None
    useful: Agree | None


class FeedbackView(View):
    """Feedback as its author and its readers see it."""

    id: UUID
    session_id: UUID
    audience: To
    answers: AnswersView
    text: Text
    author: Named
    readers: Readers
    created_at: datetime
    allowed: Allowed


class FeedbackPage(View):
    items: Annotated[list[FeedbackView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


class OfferedView(View):
    """Feedback as learning partners read it: nothing in it leads to whoever gave it."""

    id: UUID
    pseudonym: Annotated[str, Field(max_length=12, examples=["K7QMXA"])]
    role: Literal["coach", "leader"]
    answers: AnswersView
    text: Text
    readers: Readers
    offered_in: Annotated[
        str,
        Field(
            max_length=7,
            pattern=r"^\d{4}-\d{2}$",
            description="The month, in the programme's time zone.",
            examples=["2027-03"],
        ),
    ]


class OfferedPage(View):
    items: Annotated[list[OfferedView], Field(max_length=100)]
    next: Annotated[str | None, Field(max_length=1024)]


def _answers(row: Any) -> AnswersView:
    return AnswersView(**{name: row[name] for name in ANSWERS})


def _who_reads(row: Any, programme: Sequence[Reader], mine: Collection[UUID]) -> list[str]:
    """Name its readers, and whoever gave it, as one says it to one of them."""
    coach = Someone(row["coach_id"], row["coach_name"])
    leader = Someone(row["leader_id"], row["leader_name"])
    author = coach if row["author_id"] == coach.id else leader
    here = Around(mine, programme, Audience(row["audience"]), coach, leader, author=author)
    return you_first(readers("feedback.text", here))


def see_feedback(row: Any, programme: Sequence[Reader], mine: Collection[UUID]) -> FeedbackView:
    author = row["coach_name" if row["author_id"] == row["coach_id"] else "leader_name"]
    return FeedbackView(
        id=row["id"],
        session_id=row["session_id"],
        audience=row["audience"],
        answers=_answers(row),
        text=row["text"],
        author=Named(id=row["author_id"], display_name=author),
        readers=_who_reads(row, programme, mine),
        created_at=row["created_at"],
        allowed=sorted(words(Action.FEEDBACK_READ, row["allowed"])),
    )


def see_offered(row: Any, programme: Sequence[Reader]) -> OfferedView:
    """Show what was offered; to all its readers alike, so that it tells nothing of who reads."""
    giver = Someone(None, WHO_GAVE_IT)
    here = Around((), programme, Audience.LEARNING_PARTNERS, author=giver)
    return OfferedView(
        id=row["offered_id"],
        pseudonym=row["pseudonym"],
        role=row["author_role"],
        answers=_answers(row),
        text=row["text"],
        readers=readers("feedback.text", here),
        offered_in=f"{row['created_at'].astimezone(ZoneInfo(row['time_zone'])):%Y-%m}",
    )
