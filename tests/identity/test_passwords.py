import asyncio
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.identity import passwords
from alongside.identity.passwords import check_password, hash_password, verify_password
from alongside.identity.queues import KNOWN, STRANGERS

GOOD = "kettle lamp river 7"


class FakeHasher:
    """Stands in for argon2id and tells what was asked of it."""

    def __init__(self, together=1):
        self.calls, self.threads = [], set()
        self.running = self.most = 0
        self.barrier, self.lock = threading.Barrier(together), threading.Lock()

    def hash(self, _given):
        with self.lock:
            self.running += 1
            self.most = max(self.most, self.running)
        self.threads.add(threading.get_ident())
        self.barrier.wait(timeout=20)
        with self.lock:
            self.running -= 1
        return "stand-in"

    def verify(self, _given, stored):
        self.calls.append(stored)
        return True


@pytest.fixture(scope="module")
def stored():
    return asyncio.run(hash_password(GOOD))


def codes(given, about=()):
    return [error.code for error in check_password(given, about)]


def test_the_password_fits_its_hash_and_no_other_does(stored):
    assert asyncio.run(verify_password(stored, GOOD))
    assert not asyncio.run(verify_password(stored, GOOD.upper()))
    assert not asyncio.run(verify_password(stored, ""))


def test_the_hash_is_argon2id_as_recommended(stored):
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert GOOD not in stored


def test_two_hashes_of_one_password_differ(stored):
    assert asyncio.run(hash_password(GOOD)) != stored


def test_without_a_stored_hash_nothing_fits():
    assert not asyncio.run(verify_password(None, GOOD))


def test_without_a_stored_hash_the_same_work_is_done(monkeypatch):
    fake = FakeHasher()
    monkeypatch.setattr(passwords, "_hasher", fake)
    passwords._stand_in.cache_clear()

    assert asyncio.run(verify_password("hers", GOOD))
    assert not asyncio.run(verify_password(None, GOOD)), "although the stand-in says that it fits"

    passwords._stand_in.cache_clear()
    assert fake.calls == ["hers", "stand-in"]


@pytest.mark.parametrize("line", [KNOWN, STRANGERS], ids=lambda line: line.name)
def test_at_most_two_are_hashed_at_a_time_and_never_on_the_event_loop(monkeypatch, line):
    fake = FakeHasher(together=2)
    monkeypatch.setattr(passwords, "_hasher", fake)

    async def hash_six():
        await asyncio.gather(*(hash_password(GOOD, line) for _ in range(6)))

    asyncio.run(hash_six())

    assert fake.most == len(fake.threads) == 2
    assert threading.get_ident() not in fake.threads


def test_each_line_has_threads_of_its_own(monkeypatch):
    fake = FakeHasher(together=4)
    monkeypatch.setattr(passwords, "_hasher", fake)

    async def hash_in_both():
        await asyncio.gather(*(hash_password(GOOD, one) for one in (KNOWN, STRANGERS) * 2))

    asyncio.run(hash_in_both())

    assert fake.most == len(fake.threads) == 4


def test_letters_that_look_alike_are_the_same_password(stored):
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in GOOD)

    assert wide != GOOD
    assert asyncio.run(verify_password(stored, wide))


def test_any_text_can_be_hashed():
    odd = "\ud800\0 a lone surrogate and a NUL"
    assert asyncio.run(verify_password(asyncio.run(hash_password(odd)), odd))


@pytest.mark.parametrize(
    "given",
    [
        GOOD,
        "correct horse battery",
        "my old red bicycle",
        "princess monkey dragon",
        "αρκούδα στο δάσος",
        "雨の日は図書館で本を読む",
        "xK9$mQ2&vR7!",
        "739201846527",
        "a" + "bcdefghij klm nop" * 15,
        "alongside the river bank",
    ],
)
def test_a_good_password_is_taken_whatever_it_is_made_of(given):
    assert check_password(given) == []


def test_length_is_counted_in_characters():
    assert codes("kettle lamp") == ["too_short"]
    assert codes("kettle lamps") == []
    assert codes("x1b y2" * 42 + "four") == []
    assert codes("x1b y2" * 42 + "four+") == ["too_long"]
    assert codes("🦊🐻🦉🐢🐙🦋🐌🐞🦀🐳🦆") == ["too_short"]


@pytest.mark.parametrize(
    "given",
    [
        "aaaaaaaaaaaa",
        "abababababab",
        "aababbabaabb",
        "112211122213",
        "abcabcabcabcab",
        "ab12ab12ab12",
        "😀" * 12,
        "123456789012",
        "123412341234",
        "0987654321098",
        "qwertyuiop[]",
        "QWERTYuiop12",
        "asdfghjklzxcvbnm",
        "zaq12wsxcde3",
        "1q2w3e4r5t6y",
        "!QAZ2wsx#EDC",
        "abcdefghijkl",
        "passwordpassword",
        "Password2027!",
        "P4ssw0rd1345!!",
        "passw0rd$$$$",
        "alongside2027",
        "Alongside!!!!",
        "AlongsideAlongside1",
        "Welcome12345!",
        "ILoveYou1234",
        "letmein123456",
        "Summer2027!!",
        "MonkeyDragon12",
        "administrator",
        "Liverpool2005",
        "Nurse1234567",
        "\uff50\uff41\uff53\uff53\uff57\uff4f\uff52\uff44\uff11\uff12\uff13\uff14",
    ],
)
def test_what_everybody_tries_first_is_refused(given):
    (error,) = check_password(given)

    assert (error.pointer, error.code) == ("/password", "too_common")
    assert "guess" in error.message


def test_names_of_the_person_themself_are_refused():
    about = ["amara.okafor@trust.example", "Amara", "Okafor"]

    assert codes("AmaraOkafor27", about) == ["too_common"]
    assert codes("okafor-1985-06", about) == ["too_common"]
    assert codes("AmaraOkafor27") == []
    assert codes("amara keeps bees", about) == []


@settings(settings.get_profile("same_each_time"))
@given(given=st.text(max_size=300), about=st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gets_at_most_one_thing_to_mend(given, about):
    assert len(check_password(given, about)) <= 1


def test_the_shipped_words_are_a_few_hundred():
    words = passwords._common_words()

    assert len(words) > 400
    assert all(word.isalpha() and word == word.casefold() and len(word) > 2 for word in words)
