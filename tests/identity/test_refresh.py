import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.base64url import from_text
from alongside.identity.keys import load_keys
from alongside.identity.refresh import Decision, decide, make, read

FAMILY = UUID("7b1c1f0e-55ad-4c52-9a63-0f4d8f5f3a11")
THEN = datetime(2027, 3, 27, 12, tzinfo=UTC)
same_each_time = settings(settings.get_profile("same_each_time"))
generations = st.integers(0, 2**31 - 1)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    return load_keys(tmp_path_factory.mktemp("keys"))


@same_each_time
@given(family=st.uuids(), generation=generations)
def test_what_was_made_is_read_back(lasting, family, generation):
    value = make(lasting, family, generation)

    assert read(lasting, value) == (family, generation)
    assert len(value) == 72


def test_the_same_generation_is_the_same_token_each_time(lasting):
    assert make(lasting, FAMILY, 7) == make(lasting, FAMILY, 7)


@same_each_time
@given(family=st.uuids(), one=generations, other=generations)
def test_each_generation_has_its_own_token(lasting, family, one, other):
    assert (make(lasting, family, one) == make(lasting, family, other)) == (one == other)


@same_each_time
@given(at=st.integers(0, 71), letter=st.characters(max_codepoint=0x2FF))
def test_a_token_with_one_letter_changed_is_nobodys(lasting, at, letter):
    good = make(lasting, FAMILY, 7)
    altered = good[:at] + letter + good[at + 1 :]

    assert read(lasting, altered) == ((FAMILY, 7) if altered == good else None)


@same_each_time
@given(value=st.text(max_size=100) | st.text("AZaz09-_", min_size=72, max_size=72))
def test_any_text_is_nobodys(lasting, value):
    assert read(lasting, value) is None


def test_it_is_what_it_was_in_the_last_release(lasting):
    """Nobody is signed out by an update: family, generation, and a code under a key of its own."""
    content = from_text(make(lasting, FAMILY, 7))
    body = FAMILY.bytes + bytes([0, 0, 0, 0, 0, 7])

    assert content == body + hmac.digest(lasting.derive("refresh"), body, "sha256")


def test_a_token_of_another_server_is_nobodys(lasting, tmp_path):
    assert read(load_keys(tmp_path / "elsewhere"), make(lasting, FAMILY, 7)) is None


@pytest.mark.parametrize(
    ("presented", "seconds", "decision"),
    [
        (5, 0, Decision.SAME),
        (5, 10, Decision.SAME),
        (5, 10.001, Decision.ROTATE),
        (5, 86_400, Decision.ROTATE),
        (4, 0, Decision.SAME),
        (4, 10, Decision.SAME),
        (4, 10.001, Decision.END_FAMILY),
        (3, 0, Decision.END_FAMILY),
        (3, 86_400, Decision.END_FAMILY),
        (0, 5, Decision.END_FAMILY),
        (6, 0, Decision.END_FAMILY),
        (6, 86_400, Decision.END_FAMILY),
    ],
)
def test_the_table_of_decisions(presented, seconds, decision):
    now = THEN + timedelta(seconds=seconds)

    assert decide(presented, current=5, rotated_at=THEN, now=now) is decision


def test_a_first_token_has_no_one_before_it():
    assert decide(0, 0, THEN, THEN) is Decision.SAME
    assert decide(-1, 0, THEN, THEN + timedelta(seconds=11)) is Decision.END_FAMILY


class Row:
    """What the database keeps of a sign-in, and what an endpoint does with a decision."""

    def __init__(self):
        self.generation, self.rotated_at, self.ended = 0, THEN, False

    def refresh(self, presented, now):
        decision = decide(presented, self.generation, self.rotated_at, now)
        if decision is Decision.ROTATE:
            self.generation, self.rotated_at = self.generation + 1, now
        self.ended = self.ended or decision is Decision.END_FAMILY
        return None if self.ended else self.generation


@same_each_time
@given(steps=st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=60))
def test_two_tabs_with_one_cookie_never_lose_the_sign_in(steps):
    """Each tab sends the cookie as it was when it last looked, up to ten seconds ago."""
    row, now, cookie = Row(), THEN, 0
    for seconds, both_at_once in steps:
        now += timedelta(seconds=seconds)
        sent = cookie
        cookie = row.refresh(sent, now)
        if both_at_once:
            late = now + timedelta(seconds=9)
            assert row.refresh(sent, late) == row.generation
            cookie, now = row.generation, late
        assert not row.ended


@same_each_time
@given(steps=st.lists(st.integers(11, 10_000), min_size=2, max_size=40), data=st.data())
def test_a_token_used_again_later_always_ends_the_family(steps, data):
    row, now, used = Row(), THEN, [0]
    for seconds in steps:
        now += timedelta(seconds=seconds)
        used.append(row.refresh(used[-1], now))
    stolen = data.draw(st.sampled_from(used[:-2]))

    assert row.refresh(stolen, now) is None
    assert row.refresh(used[-1], now) is None, "nor does the owner's own token help any more"


@same_each_time
@given(
    presented=st.integers(0, 20),
    current=st.integers(0, 20),
    seconds=st.floats(-20, 100, allow_nan=False),
)
def test_every_decision_follows_the_rule(presented, current, seconds):
    decision = decide(presented, current, THEN, THEN + timedelta(seconds=seconds))
    settled = timedelta(seconds=seconds) > timedelta(seconds=10)

    assert (decision is Decision.ROTATE) == (presented == current and settled)
    assert (decision is Decision.SAME) == (presented in {current, current - 1} and not settled)
