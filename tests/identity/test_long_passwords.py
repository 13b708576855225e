"""A password that was taken opens the door again, however long it is and however it was typed."""

import unicodedata

import pytest
from tests.answers import codes
from tests.identity.signing import PASSWORD

WORDS = "moss kettle violin harbour zigzag plum wicket ember "
TOO_LONG = ("/password", "too_long")


def text_of(length):
    return (WORDS * (length // len(WORDS) + 1))[: length - 1] + "q"


TAKEN = {
    "as long as may be": text_of(256),
    "longer as typed than as folded": unicodedata.normalize("NFD", "éàôüñçšžåø" + "ëïòùāēīōū" * 27),
    "as wide letters": "".join(chr(ord(one) + 0xFEE0) for one in "kettleviolinplum9"),
    "with room around it": f"  {text_of(256)}\u3000",
}
REFUSED = {
    "one letter more": (text_of(257), TOO_LONG),
    "as many as are read": (text_of(1024), TOO_LONG),
    "more than are read": (text_of(1025), ("/password", "string_too_long")),
    "many more once folded": ("\ufdfa" * 20 + "kettle violin", TOO_LONG),
}


@pytest.fixture
def link(signing, cast):
    return signing.link_for(cast.idris, cast.efe)


@pytest.mark.parametrize("password", TAKEN.values(), ids=TAKEN)
def test_what_is_taken_works_afterwards(signing, link, password):
    first = signing.first(link, password)
    assert first.status_code == 200

    for typed in (password, *(unicodedata.normalize(f, password) for f in ("NFC", "NFD", "NFKC"))):
        again = signing.in_with("idris@example.org", typed)
        assert again.status_code == 200
    sent = {"current_password": password, "new_password": PASSWORD}
    token = again.json()["access_token"]
    assert signing.ask("POST", "/me/password", sent, token=token).status_code == 204
    assert signing.in_with("idris@example.org").status_code == 200


@pytest.mark.parametrize(("password", "fault"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_told_and_changes_nothing(signing, link, password, fault):
    answered = signing.first(link, password)

    assert (answered.status_code, codes(answered)) == (422, [fault])
    assert answered.json()["errors"][0]["message"].startswith(("Use at most 256", "This is too lo"))
    assert signing.in_with("idris@example.org", password).status_code in {401, 422}
    assert signing.first(link).status_code == 200


def test_a_change_has_the_same_limits(signing):
    token = signing.in_with().json()["access_token"]
    longer = {"current_password": PASSWORD, "new_password": text_of(257)}
    refused = signing.ask("POST", "/me/password", longer, token=token)

    assert (refused.status_code, codes(refused)) == (422, [("/new_password", "too_long")])
    assert signing.in_with().status_code == 200
    changed = TAKEN["longer as typed than as folded"]
    sent = {"current_password": PASSWORD, "new_password": changed}
    assert signing.ask("POST", "/me/password", sent, token=token).status_code == 204
    assert signing.in_with(password=changed).status_code == 200
