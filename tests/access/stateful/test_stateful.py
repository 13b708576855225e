"""U1 to U4, U6 and U7 hold after each of any steps, in worlds that are made up by chance."""

from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test
from tests.access.stateful.apart import ElsewhereIsNowhere, NothingByDefault
from tests.access.stateful.book import Book
from tests.access.stateful.confidential import (
    JointIsJoint,
    LearningSeesWhatIsOffered,
    PrivateIsPrivate,
    TiesAreQuiet,
)
from tests.access.stateful.place import Place
from tests.access.stateful.steps import Steps
from tests.access.stateful.wrong import breaking
from tests.figures import FULL, counts, record

RULES = (
    ElsewhereIsNowhere, NothingByDefault, PrivateIsPrivate, JointIsJoint, TiesAreQuiet,
    LearningSeesWhatIsOffered,
)  # fmt: skip
STEPS = [name for name, step in vars(Steps).items() if hasattr(step, RULE_MARKER)]
WALKS = settings(
    max_examples=counts(quick=2, full=30), stateful_step_count=counts(quick=9, full=20),
    phases=[Phase.generate, Phase.shrink] if FULL else [Phase.generate],
    deadline=None, derandomize=not FULL, database=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip
ONLY_FIND = settings(
    WALKS, max_examples=20, stateful_step_count=6, derandomize=True, phases=[Phase.generate],
    report_multiple_bugs=False,
)  # fmt: skip
SHOWN_BY = {
    "U1": "propose", "U2": "end_a_part", "U3": "write_for_oneself", "U4": "write_for_both",
    "U6": "declare", "U7": "give_feedback",
}  # fmt: skip


def broken(life):
    """Give a life in which nothing happens but that by which a breach of its rule would show."""
    others = [one for one in STEPS if one != SHOWN_BY[life.rule]]
    return type("Broken", (life,), {**dict.fromkeys(others), "counted": False, "often": None})


def name_of(life):
    return life.rule


@contextmanager
def started(stage, life, **how):
    """Begin two programmes, from which every life goes on in its own way."""
    place = Place(stage, **how)
    try:
        first = life(place, Book())
        begun = first.found()
        try:
            yield lambda: life(place, begun)
        finally:
            place.back_to(first.mark)
    finally:
        place.close()


@pytest.mark.parametrize("life", RULES, ids=name_of)
def test_the_rule_holds_after_every_step(stage, life):
    record(life.rule, "counterexamples", "one was found")
    with started(stage, life) as begin:
        run_state_machine_as_test(begin, settings=WALKS)
    record(life.rule, "counterexamples", 0)


@pytest.mark.parametrize("life", RULES, ids=name_of)
def test_a_product_that_breaks_the_rule_is_found_out(stage, life):
    record(life.rule, "a product that breaks it was noticed", "no")
    kind = broken(life)
    with (
        breaking(life.rule) as how,
        started(stage, kind, **how) as begin,
        pytest.raises(AssertionError),
    ):
        run_state_machine_as_test(begin, settings=ONLY_FIND)
    record(life.rule, "a product that breaks it was noticed", "yes")
