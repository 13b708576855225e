"""Whether somebody has come in is for each programme to know by itself, and from no other."""

import pytest
from tests.figures import record
from tests.identity.by_mail import FORGET

HERE, THERE = "efe", "jo"
WAYS = ("password", "mail code", "mail link", "passkey")


@pytest.fixture
def both(api, cast):
    """Have Hana take part in the other programme too; gives her places here and there."""
    told = {
        "programme_id": str(cast.elsewhere.id), "role": "coach", "given_name": "Hana",
        "family_name": "Example", "email": "hana@example.org",
    }  # fmt: skip
    made = api.as_(cast.jo).post("/participants", told)
    assert made.status_code == 201, made.text
    return {HERE: cast.hana.id, THERE: made.json()["id"]}


@pytest.fixture
def told(api, cast, both):
    """Say what each programme is told of whether she came in, by her entry and by the list."""

    def look():
        seen = {}
        for who, place in both.items():
            caller = api.as_(getattr(cast, who))
            entry = caller.get(f"/participants/{place}").json()["joined"]
            listed = caller.get("/participants?joined=true&in_short=true&limit=100").json()["items"]
            assert entry is (place in {one["id"] for one in listed})
            seen[who] = entry
        return seen

    return look


@pytest.fixture
def come_in(signing, asking, passkeys):
    """Come in as Hana, by one of the ways that everybody has."""

    def by(way):
        if way == "password":
            return signing.in_with()
        if way == "passkey":
            key = passkeys.added(signing.in_with().json()["access_token"])
            return passkeys.enter(key)
        attempt, code, link = asking.start()
        return asking.by_code(attempt, code) if way == "mail code" else asking.by_link(link)

    return by


def open_place(signing, token, place):
    return signing.ask("POST", f"/me/participants/{place}/open", token=token)


@pytest.mark.parametrize("way", WAYS)
def test_coming_in_tells_no_programme_and_opening_one_tells_that_one(
    signing, come_in, both, told, way
):
    token = come_in(way).json()["access_token"]
    assert told() == {HERE: False, THERE: False}

    opened = open_place(signing, token, both[THERE])
    assert opened.status_code == 200
    mine = {one["id"]: one["joined"] for one in opened.json()["participants"]}
    assert mine == {both[HERE]: False, both[THERE]: True}
    assert told() == {HERE: False, THERE: True}
    assert open_place(signing, token, both[HERE]).status_code == 200
    assert told() == {HERE: True, THERE: True}


def test_a_first_link_tells_the_programme_that_gave_it(signing, as_owner, cast, api, told, both):
    """A link is for one programme; the second place is given to her after she has come in."""
    as_owner("update participant set person_id = :other where id = :id",
             other=cast.noor.person_id, id=both[THERE])  # fmt: skip
    as_owner(FORGET, id=cast.hana.person_id)
    assert signing.first(signing.link_for(cast.hana, cast.efe)).status_code == 200
    as_owner("update participant set person_id = :hers where id = :id",
             hers=cast.hana.person_id, id=both[THERE])  # fmt: skip
    assert told() == {HERE: True, THERE: False}


def test_what_one_programme_learns_does_not_depend_on_another(signing, both, api, cast, as_owner):
    """What a coordinator can ask for as often as they like stays the same, byte by byte."""
    watched = "/participants?joined=false&in_short=true&limit=100"
    before = api.as_(cast.efe).get(watched).content
    token = signing.in_with().json()["access_token"]
    for path in ("/me", "/programmes", f"/programmes/{cast.elsewhere.id}"):
        assert signing.ask("GET", path, token=token).status_code == 200
    assert open_place(signing, token, both[THERE]).status_code == 200
    assert signing.ask("POST", "/sign-out", token=token).status_code == 204

    same = api.as_(cast.efe).get(watched).content == before
    record("Sign-in", "programmes that learn of a coming in to another one", int(not same))
    assert same


def test_nobody_opens_the_place_of_somebody_else(api, cast, as_owner):
    other = f"/me/participants/{cast.idris.id}/open"
    nobodys = f"/me/participants/{cast.programme.id}/open"
    for who in (cast.hana, cast.efe, cast.jo, cast.farah):
        answers = [api.as_(who).post(path) for path in (other, nobodys)]
        assert {one.status_code for one in answers} == {404}
        assert answers[0].json()["code"] == answers[1].json()["code"] == "not_found"
    assert api.anonymous.post(other).status_code == 401
    (idris,) = as_owner(
        "select joined_at from participant where id = :id", id=cast.idris.participant_id
    )
    assert idris["joined_at"] is None


def test_a_place_that_is_over_is_opened_no_more(api, cast, as_owner):
    assert api.as_(cast.noor).post(f"/me/participants/{cast.noor.id}/open").status_code == 404
    (noor,) = as_owner("select joined_at from participant where id = :id",
                       id=cast.noor.participant_id)  # fmt: skip
    assert noor["joined_at"] is None


def test_the_first_opening_counts(api, cast, as_owner):
    place = f"/me/participants/{cast.hana.id}/open"
    assert api.as_(cast.hana).post(place).status_code == 200
    as_owner("update participant set joined_at = '2027-01-04' where id = :id",
             id=cast.hana.participant_id)  # fmt: skip
    assert api.as_(cast.hana).post(place).status_code == 200
    (row,) = as_owner("select joined_at::date::text as day from participant where id = :id",
                      id=cast.hana.participant_id)  # fmt: skip
    assert row["day"] == "2027-01-04"
