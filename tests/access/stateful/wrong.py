"""For each rule one product that breaks it, so that the steps are seen to notice."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from tests.access.mutants import policy_mutants

from alongside.access.enforce import statement
from alongside.models import Note

NO_LOCK = "none"
ENDED_SEATS_STAY = """
    do $$ begin
      execute replace(pg_get_functiondef('enter'::regproc), 'state = ''active''', 'true');
    end $$
"""
WRONG = {
    "U3": "note_text:read: its_coach_when_to_private too",
    "U6": "declaration:read: coordinators too",
    "U7": "feedback:read: learning_partners_when_to_learning_partners too",
}


def _whatever_programme(_rule, lane):
    return lane.way


def _keep_what_was_taken_back(note, text, at, *, write=Note.write):
    write(note, text or note.text, at)


@contextmanager
def _patched(*places: tuple[object, str, object]) -> Iterator[None]:
    statement.cache_clear()
    ways = [patch(f"{place}.{name}", new) if isinstance(place, str)
            else patch.object(place, name, new) for place, name, new in places]  # fmt: skip
    for way in ways:
        way.start()
    try:
        yield
    finally:
        for way in ways:
            way.stop()
        statement.cache_clear()


@contextmanager
def breaking(rule: str) -> Iterator[dict[str, str]]:
    """Break one rule for a while; give how a life must begin that is to meet it."""
    if rule == "U1":
        lanes = [(f"alongside.access.{one}", "placed", _whatever_programme)
                 for one in ("lanes", "enforce")]  # fmt: skip
        with _patched(*lanes):
            yield {"role": NO_LOCK}
    elif rule == "U2":
        yield {"wrong": ENDED_SEATS_STAY}
    elif rule == "U4":
        with _patched((Note, "write", _keep_what_was_taken_back)):
            yield {}
    else:
        (mutant,) = (one for one in policy_mutants() if str(one) == WRONG[rule])
        with mutant.in_place():
            yield {"role": NO_LOCK}
