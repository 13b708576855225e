"""Reading the files that say who is in the demo, and what happened. They lie in `words/`."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = Path(__file__).with_name("words")


@dataclass(frozen=True)
class Someone:
    """A person as the files tell of them, in one role of one programme."""

    key: str
    given: str
    family: str
    role: str = ""
    shown: str = ""
    email: str | None = None
    phone: str | None = None
    contact_by: str | None = None
    organisation: str | None = None
    job_title: str | None = None
    access_needs: str | None = None
    topics: str | None = None
    capacity: int | None = None
    lived_experience: bool = False
    safeguarding_lead: bool = False
    joined: bool = True

    @property
    def name(self) -> str:
        return self.shown or f"{self.given} {self.family}"

    @property
    def address(self) -> str | None:
        """Their e-mail: the one given, none if that is empty, or one made from the key."""
        return f"{self.key}@demo.example" if self.email is None else self.email or None


@dataclass(frozen=True)
class Said:
    """Feedback after one session: `answers` has a digit for each question, - if skipped."""

    session: int
    by: str
    to: str
    text: str = ""
    answers: str = "----"


@dataclass(frozen=True)
class Noted:
    """A note about one session, by the coach, by the leader, or by both."""

    session: int
    by: str
    text: str


@dataclass(frozen=True)
class Pair:
    """A coach and a leader. `story` has a letter a session; what follows | is still to come."""

    coach: str
    leader: str
    state: str
    story: str = "|"
    every: int = 2
    in_days: int = 1
    ended_weeks_ago: int = 0
    hour: str = "10:00"
    minutes: int = 60
    mode: str = "video"
    place: str = ""
    coach_accepted: bool = False
    said: tuple[Said, ...] = ()
    notes: tuple[Noted, ...] = ()


@dataclass(frozen=True)
class Offer:
    """One programme with everybody and everything in it."""

    name: str
    aims: str
    weeks_ago: int
    weeks_long: int
    labels: dict[str, str]
    feedback: int
    people: tuple[Someone, ...]
    pairs: tuple[Pair, ...]
    declarations: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Script:
    """All that the files tell."""

    organisations: dict[str, str]
    operator: Someone
    offers: tuple[Offer, ...]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text("utf-8"))


def _people(names: list[str]) -> tuple[Someone, ...]:
    files = [_read(name) for name in names]
    return tuple(
        Someone(**{"role": file.get("role", ""), **one}) for file in files for one in file["people"]
    )


def _pair(told: dict[str, Any]) -> Pair:
    said = tuple(Said(**one) for one in told.pop("said", ()))
    notes = tuple(Noted(**one) for one in told.pop("notes", ()))
    return Pair(**told, said=said, notes=notes)


def _offer(told: dict[str, Any]) -> Offer:
    together = _read(told["together"])
    return Offer(
        **{name: told[name] for name in ("name", "aims", "weeks_ago", "weeks_long", "labels")},
        feedback=told["feedback"],
        people=_people(told["people"]),
        pairs=tuple(_pair(one) for one in together["pairings"]),
        declarations=tuple(together.get("declarations", ())),
    )


def read_script() -> Script:
    told = _read("programmes")
    return Script(
        organisations={one["key"]: one["name"] for one in told["organisations"]},
        operator=Someone(**told["operator"]),
        offers=tuple(_offer(one) for one in told["programmes"]),
    )
