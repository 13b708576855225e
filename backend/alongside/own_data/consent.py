"""What somebody agrees to just now: a pure function of all that they ever said."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from alongside.models import Audience, Purpose

# The words that are shown, version by version. Whoever agreed to a version agreed to those words:
# a version is never changed, a new one is added.
WORDINGS: dict[Purpose, tuple[str, ...]] = {
    Purpose.LEARNING_AFTER_LEAVING: (
        "If I am deleted, learning partners may keep what I offered them, under a made-up name.",
    ),
    Purpose.CONTACT_AFTERWARDS: (
        (
            "When the programme is long over, its team may keep my name and how to reach me, so "
            "that they can write to me."
        ),
    ),
}
LANGUAGE = "en-GB"
FOR_WHOM = {
    Purpose.LEARNING_AFTER_LEAVING: Audience.LEARNING_PARTNERS,
    Purpose.CONTACT_AFTERWARDS: Audience.TEAM,
}


class Said(NamedTuple):
    """One line of the ledger, as far as it decides what is agreed to."""

    programme_id: UUID
    purpose: Purpose
    at: datetime
    given: bool


def effective(ledger: Iterable[Said]) -> frozenset[tuple[UUID, Purpose]]:
    """Say what is agreed to, and where: the newest word on each counts, in whatever order."""
    newest: dict[tuple[UUID, Purpose], Said] = {}
    for said in ledger:
        key = (said.programme_id, said.purpose)
        if key not in newest or newest[key].at < said.at:
            newest[key] = said
    return frozenset(key for key, said in newest.items() if said.given)
