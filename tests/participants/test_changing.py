"""Correcting an entry: one's own words oneself, the rest by a coordinator, whole or not at all."""

import pytest
from tests.answers import NOBODYS, codes, said
from tests.participants.conftest import EDGE_EMAIL, EDGE_NAME, EDGE_TEXT

OWN = {
    "display_name": "Mara", "phone": "07700 900999", "contact_by": "post",
    "access_needs": "A quiet room", "topics": "Waiting well", "capacity": 1,
}  # fmt: skip
COORDINATORS = {
    "given_name": "Amarachi", "family_name": "Obi", "email": "new@side.example",
    "job_title": "Baker",
}  # fmt: skip
UNKNOWN = {
    "role": "leader", "state": "ended", "programme_id": NOBODYS, "id": NOBODYS,
    "lived_experience": True, "safeguarding_lead": True, "pseudonym": "ABC", "joined": True,
    "created_at": "2026-01-01T00:00:00Z", "allowed": [],
}  # fmt: skip
NO_TAG, STALE = {}, {"If-Match": '"0123456789abcdef0123456789abcdef"'}


@pytest.fixture
def path(cast):
    return f"/participants/{cast.amara.id}"


@pytest.mark.parametrize("field", OWN)
@pytest.mark.parametrize("who", ["amara", "efe"])
def test_ones_own_words_are_changed_by_oneself_or_a_coordinator(api, cast, path, who, field):
    caller = api.as_(getattr(cast, who))
    before = caller.get(path).json()

    answer = caller.patch(path, {field: OWN[field]})

    assert answer.status_code == 200
    named = answer.json()["readers"]
    assert answer.json() == before | {field: OWN[field], "readers": named}
    assert named == before["readers"] or field == "display_name"
    assert said(caller.get(path)) == said(answer)


@pytest.mark.parametrize("field", [*COORDINATORS, "organisation_id"])
def test_the_rest_is_for_coordinators(api, cast, path, field):
    value = COORDINATORS.get(field, str(cast.trust.id))
    amara, efe = api.as_(cast.amara), api.as_(cast.efe)
    before = said(amara.get(path))

    for sent in ({field: value}, {field: value, "topics": "Half done"}):
        refused = amara.patch(path, sent)
        assert (refused.status_code, codes(refused)) == (403, [(f"/{field}", "not_yours")])
        assert said(amara.get(path)) == before

    answer = efe.patch(path, {field: value})
    assert (answer.status_code, answer.json()[field]) == (200, value)


@pytest.mark.parametrize("field", UNKNOWN)
@pytest.mark.parametrize("who", ["amara", "efe"])
def test_what_nobody_changes_is_refused(api, cast, path, who, field):
    caller = api.as_(getattr(cast, who))
    before = said(caller.get(path))

    answer = caller.patch(path, {"topics": "Half done", field: UNKNOWN[field]})

    assert (answer.status_code, codes(answer)) == (422, [(f"/{field}", "extra_forbidden")])
    assert said(caller.get(path)) == before


@pytest.mark.parametrize("who", ["ben", "hana", "idris", "chen", "dilys", "noor", "jo", "farah"])
def test_nobody_else_changes_anything(api, cast, path, who):
    """Ben is Amara's partner: he knows that she is there. To the others there is nobody."""
    caller = api.as_(getattr(cast, who))

    for headers in (NO_TAG, STALE, {"If-Match": "*"}):
        answer = caller.patch(path, {"topics": "Mine"}, headers=headers)
        if who == "ben":
            assert answer.status_code == 403
        else:
            missing = caller.patch(f"/participants/{NOBODYS}", {"topics": "x"}, headers=headers)
            assert missing.status_code == 404
            assert said(answer) == said(missing)


def test_an_operator_sees_a_coordinator_and_changes_nothing(api, cast):
    path = f"/participants/{cast.efe.id}"
    answer = api.as_(cast.farah).patch(path, {"display_name": "F"})

    assert answer.status_code == 403
    assert api.as_(cast.efe).get(path).json()["display_name"] == "Efe"


CLEARED = ("phone", "contact_by", "access_needs", "topics", "capacity", "job_title",
           "organisation_id", "email")  # fmt: skip


@pytest.mark.parametrize("field", CLEARED)
def test_null_clears(api, cast, path, field):
    efe = api.as_(cast.efe)
    full = OWN | COORDINATORS | {"organisation_id": str(cast.trust.id)}
    before = efe.patch(path, full).json()

    answer = efe.patch(path, {field: None})

    assert answer.status_code == 200
    assert answer.json() == before | {field: None}


def test_a_family_name_may_be_cleared_and_the_others_not(api, cast, path):
    efe = api.as_(cast.efe)

    assert efe.patch(path, {"family_name": None}).json()["family_name"] == ""
    for field in ("given_name", "display_name"):
        for nothing in (None, "", " "):
            answer = efe.patch(path, {field: nothing})
            assert (answer.status_code, codes(answer)[0][0]) == (422, f"/{field}")


def test_nothing_sent_changes_nothing(api, cast, path):
    before = api.as_(cast.amara).get(path)

    answer = api.as_(cast.amara).patch(path, {})

    assert (answer.status_code, answer.json()) == (200, before.json())
    assert answer.headers["etag"] == before.headers["etag"]


EDGES = [
    ("given_name", EDGE_NAME), ("family_name", EDGE_NAME), ("display_name", EDGE_NAME),
    ("job_title", EDGE_NAME), ("phone", EDGE_NAME), ("email", EDGE_EMAIL),
    ("access_needs", EDGE_TEXT), ("topics", EDGE_TEXT),
]  # fmt: skip


@pytest.mark.parametrize(("field", "longest"), EDGES)
def test_the_longest_is_kept_and_one_letter_more_is_refused(api, cast, path, field, longest):
    efe = api.as_(cast.efe)

    fits = efe.patch(path, {field: longest})
    too_long = efe.patch(path, {field: f"x{longest}"})

    assert (fits.status_code, fits.json()[field]) == (200, longest)
    assert (too_long.status_code, codes(too_long)) == (422, [(f"/{field}", "string_too_long")])


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"organisation_id": NOBODYS}, "/organisation_id"), ({"capacity": 101}, "/capacity"),
        ({"capacity": -1}, "/capacity"), ({"capacity": 1.5}, "/capacity"),
        ({"contact_by": "fax"}, "/contact_by"), ({"email": "x"}, "/email"),
        ({"email": ""}, "/email"), ({"phone": "1\n2"}, "/phone"), ({"topics": "\0"}, "/topics"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_whole(api, cast, path, sent, pointer):
    efe = api.as_(cast.efe)
    before = said(efe.get(path))

    answer = efe.patch(path, {"display_name": "Half done"} | sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]
    assert said(efe.get(path)) == before


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [(NO_TAG, 428, "match_needed"), (STALE, 412, "changed_meanwhile")],
)
@pytest.mark.parametrize("who", ["amara", "efe"])
def test_nobody_changes_what_they_have_not_seen(api, cast, path, who, headers, status, code):
    caller = api.as_(getattr(cast, who))
    before = said(caller.get(path))

    answer = caller.patch(path, {"topics": "Blind"}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert said(caller.get(path)) == before


def test_each_readers_tag_is_of_what_they_see(api, cast, path):
    """Amara's capacity is none of Ben's business, so his tag does not tell that it changed."""
    ben = api.as_(cast.ben)
    before = ben.get(path)
    api.as_(cast.amara).patch(path, {"capacity": 7})

    assert said(ben.get(path)) == said(before)
    api.as_(cast.amara).patch(path, {"phone": "07700 900777"})
    assert ben.get(path).headers["etag"] != before.headers["etag"]


def test_a_coordinator_corrects_their_own_entry(api, cast):
    path = f"/participants/{cast.efe.id}"

    answer = api.as_(cast.efe).patch(path, {"job_title": "Lead", "family_name": "Bello"})

    assert (answer.json()["job_title"], answer.json()["family_name"]) == ("Lead", "Bello")


def test_who_coordinates_elsewhere_is_a_coach_here(api, cast):
    """Pia coordinates another programme: that gives no right over her entry in this one."""
    answer = api.as_(cast.pia).patch(f"/participants/{cast.pia.id}", {"job_title": "Lead"})

    assert (answer.status_code, codes(answer)) == (403, [("/job_title", "not_yours")])


def test_an_ended_entry_is_corrected_by_coordinators_alone(api, cast):
    path = f"/participants/{cast.noor.id}"

    assert api.as_(cast.efe).patch(path, {"topics": "Once"}).json()["topics"] == "Once"
    assert api.as_(cast.noor).patch(path, {"topics": "Mine"}).status_code == 404
