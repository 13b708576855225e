"""Names come after the page: join people to the rows that a page holds, never before."""

from typing import Any

from sqlalchemy import FromClause, Select, and_, select

from alongside.models import Participant

_people = Participant.__table__


def with_both_names(page: FromClause, *further: Any, unseen: bool = False) -> Select[Any]:
    """Give each row the names of its coach and its leader, where the reader may see them.

    A row of somebody whom the reader may not see is left out, or with `unseen` has no name.
    """
    coach, leader = _people.alias("coach"), _people.alias("leader")

    def theirs(people: Any, participant_id: Any) -> Any:
        return and_(people.c.programme_id == page.c.programme_id, people.c.id == participant_id)

    return (
        select(
            *page.c,
            coach.c.display_name.label("coach_name"),
            leader.c.display_name.label("leader_name"),
            *further,
        )
        .join(coach, theirs(coach, page.c.coach_id), isouter=unseen)
        .join(leader, theirs(leader, page.c.leader_id), isouter=unseen)
    )
