"""Row-security policies that are wrong in one place, and what enter() might be told wrongly.

A policy is dropped, opened, loses one way in or one of its conditions, or looks into another of
the sets that enter() fills. The database's own text of each policy is what is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SETS = ("mine", "member", "partners", "coordinator", "learning_partner", "lead")
POLICIES = """
    select tablename, policyname, cmd, qual, with_check from pg_policies
     where schemaname = 'public' order by tablename, cmd
"""
KINDS = {"SELECT": "select", "INSERT": "insert", "UPDATE": "update", "DELETE": "delete"}


@dataclass(frozen=True)
class LockMutant:
    """One wrong policy of the second lock: the command that makes it so, and where."""

    table: str
    doing: str
    what: str
    sql: str

    def __str__(self) -> str:
        return f"{self.table} {self.doing}: {self.what}"


def split(said: str, word: str) -> list[str]:
    """Split an expression at a word outside of every parenthesis and quotation."""
    parts, depth, start, quoted = [], 0, 0, False
    for i, letter in enumerate(said):
        quoted ^= letter == "'"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if depth == 0 and not quoted and said.startswith(word, i):
            parts.append(said[start:i].strip())
            start = i + len(word)
    return [*parts, said[start:].strip()]


def bare(said: str) -> str:
    """Take away the parentheses around a whole expression."""
    while said.startswith("(") and said.endswith(")") and not _closes_early(said):
        said = said[1:-1].strip()
    return said


def _closes_early(said: str) -> bool:
    depth = 0
    for i, letter in enumerate(said):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return i < len(said) - 1
    return True


def _narrower(said: str) -> Iterator[tuple[str, str]]:
    """Drop one way in."""
    arms = split(bare(said), " OR ")
    for i, arm in enumerate(arms):
        if len(arms) > 1:
            yield f"without {arm}", " OR ".join(arms[:i] + arms[i + 1 :])


def _wider(said: str) -> Iterator[tuple[str, str]]:
    """Drop one condition of one way in."""
    arms = split(bare(said), " OR ")
    for i, arm in enumerate(arms):
        conditions = split(bare(arm), " AND ")
        for j, condition in enumerate(conditions):
            if len(conditions) > 1:
                kept = f"({' AND '.join(conditions[:j] + conditions[j + 1 :])})"
                yield f"without the condition {condition}", _joined(arms, i, kept)


def _joined(arms: Sequence[str], i: int, arm: str) -> str:
    return " OR ".join([*arms[:i], arm, *arms[i + 1 :]])


def _of_another_set(said: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"app_ids\('(\w+)'::text\)", said):
        for other in SETS:
            if other != found[1]:
                swapped = f"{said[: found.start(1)]}{other}{said[found.end(1) :]}"
                yield f"{other} for {found[1]} at {found.start()}", swapped


def _expressions(said: str) -> Iterator[tuple[str, str]]:
    inner = said.removeprefix("COALESCE(").removesuffix(", false)")
    yield "open", "true"
    for what, changed in (*_narrower(inner), *_wider(inner), *_of_another_set(inner)):
        yield what, f"coalesce({changed}, false)"


def mutants_of(
    table: str, policy: str, command: str, using: str | None, check: str | None
) -> Iterator[LockMutant]:
    """Make every wrong form of one policy."""
    doing = KINDS[command]
    yield LockMutant(table, doing, "dropped", f"drop policy {policy} on {table}")
    for clause, said in (("using", using), ("with check", check)):
        for what, changed in _expressions(said) if said else ():
            sql = f"alter policy {policy} on {table} {clause} ({changed})"
            yield LockMutant(table, doing, f"{clause} {what}", sql)


# Places in enter() and what could stand there instead.
WRONG_ENTERING = {
    "ended places count": (" and state = 'active'", ""),
    "everybody coordinates": ("filter (where role = 'coordinator')", ""),
    "everybody learns": ("filter (where role = 'learning_partner')", ""),
    "everybody leads": ("filter (where safeguarding_lead)", ""),
    "leaders know before they are asked": (" and leader_asked", ""),
    "everybody operates": ("is_operator::text, true", "'true', true"),
    "places of everybody": ("from participant where person_id = who and", "from participant where"),
    "leads as coordinators": ("where role = 'coordinator'", "where safeguarding_lead"),
    "partners are one's own": ("coalesce(mine, '{}')", "coalesce(partners, '{}')"),
}
