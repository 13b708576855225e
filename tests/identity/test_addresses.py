"""However an address was pasted, it is its owner's: one person is not taken for two."""

import unicodedata

import pytest
from tests.identity.conftest import KNOWN
from tests.identity.signing import QUICK_HASH

TYPED = [
    "h\u200bana@example.org",
    "\ufeffhana@example.org",
    "hana@exam\u00adple.org",
    "hana@example.org\u202c",
    "\u202ahana@example.org",
    "hana@example.org\u2060\u200d",
    "HANA@example.org",
]
ACCENTED = "zoë.nørgård@example.org"
KELVIN = "\u212aim@example.org"  # the sign for the unit, which looks as the letter does


@pytest.mark.parametrize("typed", TYPED)
def test_what_nobody_can_see_makes_no_other_address(signing, typed):
    assert signing.in_with(typed).status_code == 200


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_one_letter_is_one_letter_however_it_is_written(api, signing, as_owner, cast, form):
    sent = {"programme_id": str(cast.programme.id), "given_name": "Zoë", "family_name": ""}
    typed = unicodedata.normalize(form, ACCENTED)
    made = api.as_(cast.efe).post("/participants", {**sent, "role": "coach", "email": typed})
    assert (made.status_code, made.json()["email"]) == (201, ACCENTED)
    person = "select person_id as id from participant where id = :id"
    as_owner(KNOWN, hash=QUICK_HASH, id=as_owner(person, id=made.json()["id"])[0]["id"])

    for other in ("NFC", "NFD", "NFKC", "NFKD"):
        assert signing.in_with(unicodedata.normalize(other, ACCENTED)).status_code == 200
    other = {**sent, "role": "coach", "email": unicodedata.normalize("NFD", ACCENTED)}
    assert api.as_(cast.efe).post("/participants", other).status_code == 409


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(KELVIN, "Kim@example.org"), ("i\u200bdi\u00ad@example.org\u202c", "idi@example.org")],
)
def test_an_address_is_kept_as_it_is_seen(api, cast, typed, kept):
    changed = api.as_(cast.efe).patch(f"/participants/{cast.idris.id}", {"email": typed})

    assert (changed.status_code, changed.json()["email"]) == (200, kept)


def test_one_that_grows_too_long_is_no_surprise(api, cast):
    longest = "\u0958" * 242 + "@example.org"  # twice as long once composed
    changed = api.as_(cast.efe).patch(f"/participants/{cast.idris.id}", {"email": longest})

    assert (changed.status_code, changed.json()["email"]) == (200, longest)
