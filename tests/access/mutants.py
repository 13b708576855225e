"""Policies that are wrong in one place: each must be noticed by some test.

Our own operator: a relation dropped, added, or put in another's place; a level changed; a field or
a telling taken away or added. Everything is changed in memory, and put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from unittest.mock import patch

from sqlalchemy import Table

from alongside.access import relations
from alongside.access.enforce import statement
from alongside.access.policy import FIELDS, POLICY, SEEN, Action, Level, Rule, Way
from alongside.access.relations import Relation, offered
from alongside.models import Audience

PLAIN: tuple[Relation, ...] = (
    relations.anybody, relations.members, relations.coordinators, relations.operators,
    relations.learning_partners, relations.safeguarding_leads, relations.oneself,
    relations.whose_it_is, relations.its_author, relations.its_coach, relations.its_leader,
    relations.its_leader_once_asked, relations.partner_now, relations.partner_at_some_time,
    relations.appointed_coordinators, relations.coordinators_for_who_is_asked,
)  # fmt: skip
OFFERED = tuple(
    offered(audience, relation)
    for audience, relation in product(
        Audience,
        (
            relations.its_author, relations.its_coach, relations.its_leader,
            relations.coordinators, relations.learning_partners, relations.safeguarding_leads,
        ),
    )
)  # fmt: skip
NEEDS = {
    "whose_it_is": "participant_id",
    "its_author": "author_id",
    "its_coach": "coach_id",
    "its_leader": "leader_id",
    "its_leader_once_asked": "leader_asked",
    "appointed_coordinators": "role",
    "coordinators_for_who_is_asked": "coach_accepted",
}
PEOPLE_ONLY = {"oneself", "partner_now", "partner_at_some_time"}


@dataclass(frozen=True)
class Mutant:
    """One wrong policy: which action it is about, and what is wrong with it."""

    action: Action | None
    what: str
    rule: Rule | None = None
    fields: tuple[Level, frozenset[str] | None] | None = None
    seen: tuple[Level, str] | None = None

    def __str__(self) -> str:
        return f"{self.action.value if self.action else 'fields'}: {self.what}"

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Put the wrong policy in the right one's place for a while."""
        with patch.dict(POLICY), patch.dict(FIELDS), patch.dict(SEEN):
            if self.rule and self.action:
                POLICY[self.action] = self.rule
            if self.fields:
                level, kept = self.fields
                FIELDS.pop(level)
                FIELDS.update({level: kept} if kept is not None else {})
            if self.seen:
                level, field = self.seen
                SEEN[level] = {k: v for k, v in SEEN[level].items() if k != field}
            statement.cache_clear()
            yield
        statement.cache_clear()


def name(relation: Relation) -> str:
    return relation.__name__


def fits(relation: Relation, table: Table) -> bool:
    """Say whether a relation makes sense of a table at all; one that does not cannot compile."""
    plain, _, audience = name(relation).partition("_when_to_")
    if plain in PEOPLE_ONLY:
        return table.name == "participant"
    wanted = {NEEDS.get(plain, "id")} | ({"audience"} if audience else set())
    return wanted <= set(table.c.keys())


def _rule(rule: Rule, i: int, *ways: Way) -> Rule:
    return Rule(rule.on, (*rule.who[:i], *ways, *rule.who[i + 1 :]))


def _of_rule(action: Action, rule: Rule) -> Iterator[Mutant]:
    there = {name(way.relation) for way in rule.who}
    others = [one for one in (*PLAIN, *OFFERED) if fits(one, rule.on) and name(one) not in there]
    for i, way in enumerate(rule.who):
        mine = name(way.relation)
        yield Mutant(action, f"without {mine}", _rule(rule, i))
        for other in others:
            swapped = _rule(rule, i, Way(other, way.level))
            yield Mutant(action, f"{name(other)} for {mine}", swapped)
        for level in sorted(set(Level) - {way.level}) if action.value.endswith(":read") else ():
            told = _rule(rule, i, Way(way.relation, level))
            yield Mutant(action, f"{mine} as {level.value}", told)
    for other in others:
        wider = Rule(rule.on, (*rule.who, Way(other, Level.WHOLE)))
        yield Mutant(action, f"{name(other)} too", wider)


def _of_fields() -> Iterator[Mutant]:
    every = frozenset(POLICY[Action.PARTICIPANT_READ].on.c.keys())
    for level, fields in FIELDS.items():
        yield Mutant(None, f"{level.value} sees all", fields=(level, None))
        for field in sorted(fields):
            yield Mutant(None, f"{level.value} without {field}", fields=(level, fields - {field}))
        for field in sorted(every - fields):
            yield Mutant(None, f"{level.value} with {field}", fields=(level, fields | {field}))
    for level, told in SEEN.items():
        for field in told:
            yield Mutant(None, f"{level.value} told {field} as it is", seen=(level, field))


def policy_mutants() -> list[Mutant]:
    """Give every wrong policy that differs from the right one in one place."""
    of_rules = [mutant for action, rule in POLICY.items() for mutant in _of_rule(action, rule)]
    return [*of_rules, *_of_fields()]
