"""Whose participant it is: a corrected address, before the first sign-in and after."""

import pytest
from tests.answers import said


@pytest.fixture
def person_of(as_owner):
    def finding(member):
        sql = "select p.email, p.id from participant a join person p on p.id = a.person_id"
        row = as_owner(f"{sql} where a.id = :id", id=str(getattr(member, "id", member)))[0]
        return row["email"], str(row["id"])

    return finding


@pytest.fixture
def correct(api, cast):
    """Let Efe correct the address of somebody."""

    def correcting(member, email):
        key = getattr(member, "id", member)
        return api.as_(cast.efe).patch(f"/participants/{key}", {"email": email})

    return correcting


@pytest.fixture
def sign_up(as_owner):
    """Let somebody have set a password, as their first sign-in does."""

    def signing_up(member):
        who = member.person_id
        as_owner("update person set password_hash = 'x' where id = :who", who=who)

    return signing_up


def test_before_the_first_sign_in_the_entry_goes_to_whose_address_it_is(cast, correct, person_of):
    assert correct(cast.idris, "lena@example.org").status_code == 200

    assert person_of(cast.idris) == ("lena@example.org", str(cast.lena.person_id))


def test_what_else_the_person_takes_part_in_stays_theirs(cast, add, correct, person_of):
    """The other programme knows Lena by her own entry, whatever is corrected here."""
    here = add(email="lena@example.org").json()["id"]

    assert correct(here, "somebody.else@example.org").status_code == 200

    assert person_of(here)[0] == "somebody.else@example.org"
    assert person_of(cast.lena) == ("lena@example.org", str(cast.lena.person_id))


def test_an_address_that_nobody_has_makes_a_new_person(cast, correct, person_of):
    correct(cast.idris, "Idris.New@example.org")

    email, key = person_of(cast.idris)
    assert email == "Idris.New@example.org"
    assert key != str(cast.idris.person_id)


def test_who_was_never_anybody_is_forgotten(add, correct, as_owner):
    made = add(email="slip@example.org").json()["id"]

    correct(made, "right@example.org")

    assert as_owner("select id from person where email = 'slip@example.org'") == []
    assert len(as_owner("select id from person where email = 'right@example.org'")) == 1


@pytest.mark.parametrize(
    "address", ["IDRIS@side.example", "idris@EXAMPLE.org", "idris@example.org"]
)
def test_another_spelling_is_the_same_person(cast, correct, person_of, address):
    """Idris signs in by example.org; the programme wrote side.example."""
    correct(cast.idris, "idris@example.org")

    assert correct(cast.idris, address).json()["email"] == address
    if "example.org" in address.lower():
        assert person_of(cast.idris)[1] == str(cast.idris.person_id)


def test_without_an_address_it_is_somebody_of_their_own(cast, correct, person_of):
    assert correct(cast.idris, None).json()["email"] is None

    email, key = person_of(cast.idris)
    assert email is None
    assert key != str(cast.idris.person_id)


def test_afterwards_it_is_only_how_the_programme_reaches_them(
    api, cast, correct, person_of, sign_up
):
    sign_up(cast.idris)

    answer = correct(cast.idris, "lena@example.org")

    assert (answer.status_code, answer.json()["email"]) == (200, "lena@example.org")
    assert person_of(cast.idris) == ("idris@example.org", str(cast.idris.person_id))
    assert api.as_(cast.idris).get(f"/participants/{cast.idris.id}").status_code == 200
    assert api.as_(cast.lena).get(f"/participants/{cast.idris.id}").status_code == 404


def test_the_answer_does_not_tell_whether_the_address_is_known(cast, correct, sign_up):
    sign_up(cast.lena)

    known = correct(cast.idris, "lena@example.org")
    unknown = correct(cast.idris, "nobody.yet@example.org")

    def told(answer):
        return answer.status_code, answer.json() | {"email": ""}, sorted(answer.headers)

    assert told(known) == told(unknown)


def test_nobody_takes_a_role_twice_by_a_correction(api, cast, correct):
    """Ben is a leader here already."""
    before = said(api.as_(cast.efe).get(f"/participants/{cast.idris.id}"))

    answer = correct(cast.idris, "ben@example.org")

    assert (answer.status_code, answer.json()["code"]) == (409, "participant_exists")
    assert said(api.as_(cast.efe).get(f"/participants/{cast.idris.id}")) == before


def test_nobody_is_paired_with_themselves_by_a_correction(api, cast, correct):
    """Hana has been asked about Idris: his entry cannot become hers."""
    answer = correct(cast.idris, "hana@example.org")

    assert (answer.status_code, answer.json()["code"]) == (409, "same_person")
    assert correct(cast.idris, "amara@example.org").status_code == 200


def test_the_entry_takes_its_booked_time_along(api, cast, correct, add, sign_up):
    """Ben's entry becomes Lena's, who coaches Idris here: his booking is hers from then on."""
    coach = add(email="lena@example.org").json()["id"]
    body = {"programme_id": str(cast.programme.id), "coach_id": coach, "leader_id": cast.idris.id}
    pairing = api.as_(cast.efe).post("/pairings", body).json()["id"]
    for who in (cast.lena, cast.idris):
        assert api.as_(who).post(f"/pairings/{pairing}/accept").status_code == 200
    sent = {
        "pairing_id": pairing, "mode": "phone",
        "starts_at": cast.booked.starts_at.isoformat(), "ends_at": cast.booked.ends_at.isoformat(),
    }  # fmt: skip
    at_once = api.as_(cast.efe).post("/sessions", sent)
    assert at_once.status_code == 201

    clash = correct(cast.ben, "lena@example.org")

    assert (clash.status_code, clash.json()["code"]) == (409, "time_taken")
    api.as_(cast.efe).post(f"/sessions/{at_once.json()['id']}/cancel")
    assert correct(cast.ben, "lena@example.org").status_code == 200
    again = api.as_(cast.efe).post("/sessions", sent)
    assert (again.status_code, again.json()["code"]) == (409, "time_taken")
