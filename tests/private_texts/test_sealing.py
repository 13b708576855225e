"""What is sealed opens in its own place, by its own key, and otherwise not at all."""

import stat
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.vaults import VAULT, WRAPPING

from alongside.core.clock import now, use_clock
from alongside.core.vault import DECLARATION, NOTE, Holder, Locked, Place, Vault
from alongside.core.wrapping import KEPT_FOR, WrappingKeyFault, WrappingKeys

WHOSE = Holder(uuid4(), uuid4(), NOTE)
HERE = Place("note", "text", WHOSE.programme_id, uuid4())
KEY, WRAPPED = VAULT.make_key(WHOSE)
OTHER = "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba9876543210"


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4000))
def test_every_text_comes_back_as_it_was_and_is_never_sealed_alike_twice(words):
    once, again = KEY.seal(HERE, words), KEY.seal(HERE, words)

    assert KEY.open(HERE, once) == KEY.open(HERE, again) == words
    assert once != again
    assert 29 <= len(once) <= 16028


@pytest.mark.parametrize(
    "elsewhere",
    [
        HERE._replace(table="declaration"),
        HERE._replace(column="title"),
        HERE._replace(programme_id=uuid4()),
        HERE._replace(row_id=uuid4()),
    ],
)
def test_what_is_moved_to_another_place_does_not_open(elsewhere):
    with pytest.raises(Locked):
        KEY.open(elsewhere, KEY.seal(HERE, "Mine"))


@settings(deadline=None)
@given(st.data())
def test_what_is_altered_by_one_bit_or_cut_does_not_open(data):
    sealed = bytearray(KEY.seal(HERE, "Mine alone"))
    if data.draw(st.booleans()):
        sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del sealed[data.draw(st.integers(0, len(sealed) - 1)) :]
    with pytest.raises(Locked):
        KEY.open(HERE, bytes(sealed))


@pytest.mark.parametrize(
    "other",
    [
        WHOSE._replace(participant_id=uuid4()),
        WHOSE._replace(programme_id=uuid4()),
        WHOSE._replace(purpose=DECLARATION),
    ],
)
def test_a_key_opens_for_its_holder_and_purpose_alone(other):
    assert VAULT.unwrap(WHOSE, KEY.id, WRAPPED).secret == KEY.secret
    with pytest.raises(Locked):
        VAULT.unwrap(other, KEY.id, WRAPPED)
    with pytest.raises(Locked):
        VAULT.unwrap(WHOSE, uuid4(), WRAPPED)


def test_another_wrapping_key_or_none_opens_nothing():
    for others in (Vault(WrappingKeys(None, OTHER)), Vault(WrappingKeys(None))):
        with pytest.raises(Locked):
            others.unwrap(WHOSE, KEY.id, WRAPPED)


def test_what_holds_a_key_does_not_show_it():
    shown = f"{KEY!r} {VAULT.wrapping.newest()!r} {VAULT!r}"

    assert KEY.secret.hex() not in shown
    assert WRAPPING not in shown
    assert repr(KEY.secret) not in shown


@pytest.mark.parametrize("weak", ["", "00" * 32, "ab" * 32, "0102030405060708" * 4, "no key", "ab"])
def test_a_weak_key_is_refused_without_being_told(weak, tmp_path):
    with pytest.raises(WrappingKeyFault, match="32 bytes made by chance") as told:
        WrappingKeys(None, weak or " ")
    assert weak == "" or weak not in str(told.value)


def test_a_file_that_others_may_read_is_refused(tmp_path):
    keys = WrappingKeys(tmp_path)
    keys.check([])
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    file.chmod(0o644)

    with pytest.raises(WrappingKeyFault, match="Others may read"):
        WrappingKeys(tmp_path)


def test_a_file_that_is_not_as_we_wrote_it_is_refused(tmp_path):
    file = tmp_path / "wrapping-0.key"
    file.write_text("once upon a time")
    file.chmod(0o600)

    with pytest.raises(WrappingKeyFault, match="not a wrapping key as we wrote it"):
        WrappingKeys(tmp_path)


def test_a_key_that_is_needed_and_not_here_is_named_and_no_other_is_made(tmp_path):
    keys = WrappingKeys(tmp_path)

    with pytest.raises(WrappingKeyFault, match="No new key is made"):
        keys.check([b"elsewhere"[:8]])

    assert list(tmp_path.iterdir()) == []
    with pytest.raises(WrappingKeyFault, match="no wrapping key yet"):
        Vault(keys).make_key(WHOSE)


def test_a_key_that_another_process_made_is_noticed(tmp_path):
    here, there = WrappingKeys(tmp_path), WrappingKeys(tmp_path)
    here.check([])

    key, wrapped = Vault(here).make_key(WHOSE)

    assert Vault(there).unwrap(WHOSE, key.id, wrapped).secret == key.secret


def test_an_older_key_goes_when_nothing_needs_it_and_no_copy_can(tmp_path):
    keys = WrappingKeys(tmp_path)
    keys.check([])
    first, second = keys.newest(), keys.add()
    assert keys.newest().id == second.id != first.id

    assert keys.forget_old([second.id]) == 0  # copies of the keys may still need it
    later = now() + KEPT_FOR + timedelta(hours=1)
    before = use_clock(lambda: later)
    try:
        assert keys.forget_old([first.id, second.id]) == 0  # something does
        assert keys.forget_old([second.id]) == 1
    finally:
        use_clock(before)
    assert keys.ids() == {second.id}


def test_with_a_given_key_the_next_one_is_given_too(tmp_path):
    keys = WrappingKeys(tmp_path, f"{OTHER}, {WRAPPING}")

    assert keys.newest().secret.hex() == OTHER
    assert VAULT.wrapping.newest().id in keys.ids()
    with pytest.raises(WrappingKeyFault, match="the next key comes from you"):
        keys.add()
