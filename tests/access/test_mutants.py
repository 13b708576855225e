"""T9: a policy that is wrong in one place is noticed, whatever the place."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest
from sqlalchemy.exc import DBAPIError
from tests.access.drawing import draw, draw_levels, seats_of_all
from tests.access.mutants import Mutant, policy_mutants
from tests.access.test_picture import SIGNED_OFF, TOLD
from tests.figures import FULL, record

from alongside.access.policy import POLICY, Action

EVERY = 9
# Wrong in writing and not in meaning: what is added or exchanged says nothing new.
SAME: dict[str, str] = {
    "organisation:read: * too": "anybody who holds a seat reads them already",
    "programme:read: anybody for *": "members and operators are all who hold a seat",
    "programme:read: * too": "members and operators are all who hold a seat",
    "pairing:read: coordinators_for_who_is_asked too": "coordinators read all of them",
    "pairing:pause: coordinators_for_who_is_asked too": "coordinators pause any of them",
    "pairing:end: coordinators_for_who_is_asked too": "coordinators end any of them",
    "pairing:withdraw: coordinators_for_who_is_asked too": "coordinators withdraw any of them",
    "session:book: coordinators_for_who_is_asked too": "coordinators book in any of them",
    "note_text:read: its_author too": "only private notes have an author: the table checks it",
    "note_text:read: its_author_when_to_pairing too": "notes for both have no author",
    "note_text:read: its_*_when_to_team too": "no note is to the team: the table checks it",
    "note_text:read: its_*_when_to_learning_partners too": "no note is to learning partners",
    "feedback:*: *_when_to_private too": "no feedback is private: the table checks it",
    "feedback:*: its_author_when_to_* too": "its author may already, whomever it is to",
    "offered_feedback:read: learning_partners_when_to_private too": "no feedback is private",
}


@dataclass
class Drawn:
    """The right policy, drawn action by action, and as what everybody sees what they read."""

    who: dict[Action, str]
    levels: dict[Action, str]


async def is_noticed(mutant: Mutant, drawn: Drawn, connection, world, seats) -> bool:
    """Say whether the drawing, made anew by the database, differs from the right one."""
    with mutant.in_place():
        try:
            if mutant.action:
                picture = await draw(connection, world, seats, mutant.action)
                if picture != drawn.who[mutant.action]:
                    return True
            reads = [mutant.action] if mutant.action else TOLD
            return any(
                [
                    await draw_levels(connection, world, seats, read) != drawn.levels[read]
                    for read in reads
                    if read in drawn.levels
                ]
            )
        except (DBAPIError, AttributeError, KeyError):
            return True  # it does not even compile


@pytest.fixture(scope="module")
def seats(stage):
    return stage.play(seats_of_all(stage))


@pytest.fixture(scope="module")
def drawn(stage, seats):
    async def scene():
        async with stage.as_superuser() as connection:
            who = {one: await draw(connection, stage.world, seats, one) for one in POLICY}
            reads = [one for one in POLICY if one.value.endswith(":read")]
            of = {one: await draw_levels(connection, stage.world, seats, one) for one in reads}
        return Drawn(who, of)

    return stage.play(scene())


def test_the_right_policy_is_the_one_that_was_signed_off(drawn):
    policy = "\n".join(drawn.who[action] for action in sorted(POLICY)) + "\n"

    assert policy == (SIGNED_OFF / "policy.txt").read_text()
    assert "".join(drawn.levels[one] for one in TOLD) == (SIGNED_OFF / "levels.txt").read_text()


def sample(mutants):
    """Give all of them, or in `make test` those that drop something and every so many others."""
    if FULL:
        return mutants
    drops = [one for one in mutants if one.what.startswith("without") or "told" in one.what]
    return [*drops, *[one for one in mutants if one not in drops][::EVERY]]


def test_no_wrong_policy_survives(stage, seats, drawn):
    every = policy_mutants()
    tried = sample(every)

    async def scene():
        async with stage.as_superuser() as connection:
            return [
                str(mutant)
                for mutant in tried
                if not await is_noticed(mutant, drawn, connection, stage.world, seats)
            ]

    unnoticed = stage.play(scene())
    survivors = [one for one in unnoticed if not meant_the_same(one)]
    record("T9", "wrong policies tried", f"{len(tried)} of {len(every)}")
    record("T9", "of these the same in meaning, each listed", len(unnoticed) - len(survivors))
    record("T9", "wrong policies that survived", len(survivors))
    assert survivors == []


def meant_the_same(mutant):
    return next((why for said, why in SAME.items() if fnmatchcase(mutant, said)), None)


def test_no_excuse_is_kept_that_excuses_nothing():
    every = [str(mutant) for mutant in policy_mutants()]

    assert [said for said in SAME if not any(fnmatchcase(one, said) for one in every)] == []
