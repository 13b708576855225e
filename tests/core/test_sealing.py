import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.core.base64url import from_text, to_text
from alongside.core.sealing import Sealer

same_each_time = settings(derandomize=True, deadline=None, max_examples=200)
SEALER = Sealer(bytes(range(32)))
READER = b"amara /participants state=active"


@same_each_time
@given(payload=st.binary(max_size=200), context=st.binary(max_size=200))
def test_what_was_sealed_opens_again(payload, context):
    assert SEALER.open(SEALER.seal(payload, context), context) == payload


def test_a_usual_cursor_fits_a_url():
    text = SEALER.seal(b"p" * 64, READER)

    assert len(text) <= 512
    assert text.replace("-", "a").replace("_", "a").isalnum()


def test_the_payload_does_not_show_and_no_two_seals_are_alike():
    one, other = SEALER.seal(b"2027-03-27T12", READER), SEALER.seal(b"2027-03-27T12", READER)

    assert one != other
    assert b"2027" not in from_text(one)


def test_it_opens_for_its_own_context_alone():
    sealed = SEALER.seal(b"here", READER)

    for context in (b"", b"ben /participants state=active", READER + b" "):
        with pytest.raises(ValueError, match="not sealed here"):
            SEALER.open(sealed, context)


def test_another_key_does_not_open_it():
    with pytest.raises(ValueError, match="not sealed here"):
        Sealer(bytes(32)).open(SEALER.seal(b"here", READER), READER)


def test_every_bit_counts():
    sealed = from_text(SEALER.seal(b"here", READER))

    for bit in range(len(sealed) * 8):
        altered = bytearray(sealed)
        altered[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError, match="not sealed here"):
            SEALER.open(to_text(bytes(altered)), READER)


def test_every_cut_is_noticed():
    sealed = SEALER.seal(b"here", READER)

    for length in range(len(sealed)):
        with pytest.raises(ValueError, match="not sealed here"):
            SEALER.open(sealed[:length], READER)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + "=",
        lambda text: text + "A",
        lambda text: text + "AAAA",
        lambda text: text + "\n",
        lambda text: "é" + text,
        lambda text: "\ud800" + text,
        lambda text: text[:9] + "\0" + text[9:],
        lambda text: text + text,
        lambda text: text * 1000,
    ],
)
def test_another_spelling_is_refused(change):
    with pytest.raises(ValueError, match="not sealed here"):
        SEALER.open(change(SEALER.seal(b"here", READER)), READER)


@same_each_time
@given(text=st.text(max_size=200))
def test_any_text_is_refused_without_another_error(text):
    with pytest.raises(ValueError, match="not sealed here"):
        SEALER.open(text, READER)


def test_a_key_has_32_bytes():
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(bytes(16))


@same_each_time
@given(content=st.binary(max_size=99))
def test_text_for_bytes_has_one_spelling(content):
    text = to_text(content)

    assert from_text(text) == content
    assert "=" not in text


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A A", "+/AA", "AAA\n", "é", "AAAAA"])
def test_other_spellings_of_bytes_are_refused(text):
    with pytest.raises(ValueError, match="not base64url"):
        from_text(text)
