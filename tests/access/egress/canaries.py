"""A word of its own in everything that somebody writes or is given, and who may ever meet it.

The table is by hand, from the promises: nothing of the policy is read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NOBODY: frozenset[str] = frozenset()
ME = frozenset({"amara"})
US = frozenset({"amara", "ben"})
TEAM, LEADS, LEARNING = (
    frozenset({"efe", "gwen"}),
    frozenset({"gwen"}),
    frozenset({"chen", "dilys"}),
)
ASKED = frozenset({"idris"})  # by the second proposal: told a name and topics, and no more
EVERYBODY = frozenset({"amara", "ben", "hana", "idris", "efe", "gwen", "chen", "jo", "farah"})


@dataclass(frozen=True)
class Canary:
    """One word: who meets it in an answer, in their copy, in a mail and in a list in short.

    `kept` says that it is kept plain, and `proof` that it stays when its person is erased.
    """

    answers: frozenset[str] = NOBODY
    copies: frozenset[str] = NOBODY
    mails: frozenset[str] = NOBODY
    short: frozenset[str] = NOBODY
    kept: bool = False
    proof: bool = False


def _kept(answers: frozenset[str], copies: frozenset[str] = ME, **more: Any) -> Canary:
    return Canary(answers, copies, kept=True, **more)


WRITTEN: Mapping[str, Canary] = {
    "private note": Canary(ME, ME),
    "declaration": Canary(ME | LEADS, ME),
    "shared note": _kept(US, US),
    "feedback to the partner": _kept(US, US),
    "feedback to the team": _kept(ME | TEAM),
    "feedback to learning": _kept(ME | LEARNING),
    "given name": _kept(ME | TEAM),
    "family name": _kept(ME | TEAM),
    "name": _kept(US | ASKED | TEAM, US | ASKED, short=US | ASKED | TEAM),
    "name of the account": _kept(ME, mails=ME),
    "address of the account": _kept(ME, mails=ME),
    "address in the programme": _kept(US | TEAM),
    "telephone": _kept(US | TEAM),
    "access needs": _kept(US | TEAM),
    "job title": _kept(US | TEAM),
    "topics": _kept(US | ASKED | TEAM),
    "place": _kept(US | TEAM, US),
    "language of a consent": _kept(ME, proof=True),
    "what was said for them": _kept(ME | TEAM),
    "reason of a lead": _kept(LEADS, NOBODY, proof=True),
    "reason of a coordinator": _kept(NOBODY, NOBODY, proof=True),
}
# What lets somebody in. Digests and sealed secrets are kept of them; of a passkey its public part.
GIVEN: Mapping[str, Canary] = {
    "password": Canary(),
    "new password": Canary(),
    "mistyped password": Canary(),
    "secret of the app": Canary(),
    "recovery code": Canary(),
    "key of the passkey": Canary(),
    "credential of the passkey": Canary(kept=True),
    "when their tickets begin": Canary(kept=True),
    "first link": Canary(mails=ASKED),
    "link in a mail": Canary(mails=ME),
    "code in a mail": Canary(mails=ME),
    "link of this was not me": Canary(mails=ME),
    "access token": Canary(),
    "cookie": Canary(),
    "cookie of the device": Canary(),
}
EVERY = WRITTEN | GIVEN


@dataclass
class Planted:
    """The words themselves, each by what it is, in all the spellings that they might have."""

    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def plant(self, what: str, said: str | None = None, *spelled: str) -> str:
        made = said or f"kanari.{what.replace(' ', '.')}.end"
        assert what in EVERY
        self.words[what] = (made, *spelled)
        return made

    def met(self, told: str) -> set[str]:
        """Name what is found in a text, as it is, in bytes, and in letters of two bytes."""
        return {what for what, said in self.words.items() if any(_is_in(one, told) for one in said)}


def _is_in(word: str, told: str) -> bool:
    if word.isdigit():
        return re.search(rf"(?<![\w.-]){word}(?![\w.-])", told) is not None
    return word in told or word.encode().hex() in told
