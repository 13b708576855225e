import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.identity.forge import PERSON, SIGN_IN, Forge
from tests.identity.forgeries import FORGERIES

from alongside.core.errors import NotSignedIn
from alongside.identity.keys import load_keys
from alongside.identity.tokens import issue_access_token, read_access_token


@pytest.fixture
def forge(ring):
    return Forge(ring)


def test_the_forger_can_make_a_good_token(ring, forge):
    read = read_access_token(ring, forge.good())

    assert (read.person_id, read.sign_in_id) == (PERSON, SIGN_IN)


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forged_or_altered_token_is_refused(ring, forge, kind):
    token = FORGERIES[kind](forge)

    with pytest.raises(NotSignedIn) as refusal:
        read_access_token(ring, token)

    assert refusal.value == NotSignedIn(), "each refusal has the same words"
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize("kind", FORGERIES)
def test_it_is_refused_as_well_after_the_good_one_was_read(ring, forge, kind):
    good = forge.good()
    read_access_token(ring, good)

    with pytest.raises(NotSignedIn):
        read_access_token(ring, FORGERIES[kind](forge))


def test_the_table_is_long_enough():
    assert len(FORGERIES) >= 40


def test_a_token_of_another_installation_is_refused(ring, tmp_path):
    elsewhere = load_keys(tmp_path / "elsewhere")
    token, _ = issue_access_token(elsewhere, PERSON, SIGN_IN)

    with pytest.raises(NotSignedIn):
        read_access_token(ring, token)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """One ring for many examples, by the computer's own clock."""
    ring = load_keys(tmp_path_factory.mktemp("keys"))
    return ring, issue_access_token(ring, PERSON, SIGN_IN)[0]


@settings(settings.get_profile("same_each_time"))
@given(at=st.integers(0, 2000), letter=st.characters(max_codepoint=0x2FF))
def test_a_token_with_any_one_letter_changed_is_refused(lasting, at, letter):
    ring, good = lasting
    at %= len(good)
    altered = good[:at] + letter + good[at + 1 :]

    if altered == good:
        assert read_access_token(ring, altered)
    else:
        with pytest.raises(NotSignedIn):
            read_access_token(ring, altered)


@settings(settings.get_profile("same_each_time"))
@given(at=st.integers(0, 2000), bit=st.integers(0, 6))
def test_a_token_with_any_one_bit_flipped_is_refused(lasting, at, bit):
    ring, good = lasting
    raw = bytearray(good.encode())
    raw[at % len(raw)] ^= 1 << bit

    with pytest.raises(NotSignedIn):
        read_access_token(ring, raw.decode())


@settings(settings.get_profile("same_each_time"))
@given(text=st.text(max_size=300) | st.from_regex(r"[\w-]{0,99}\.[\w-]{0,99}\.[\w-]{0,99}"))
def test_any_text_is_refused(lasting, text):
    with pytest.raises(NotSignedIn):
        read_access_token(lasting[0], text)
