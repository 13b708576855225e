"""Private ties: told by oneself, read by oneself and the safeguarding leads, and nobody else."""

import pytest
from tests.answers import NOBODYS, codes, overtaken_by, said

TIE = "My sister works at Northmere."


@pytest.fixture
def declare(api, cast):
    def declaring(who, text=TIE, of=None, key=None):
        headers = {"Idempotency-Key": key} if key else {}
        body = {"participant_id": (of or who).id, "text": text}
        return api.as_(who).post("/declarations", body, headers=headers)

    return declaring


@pytest.fixture
def declared(declare, cast):
    return declare(cast.amara).json()


def ids(answer):
    return [item["id"] for item in answer.json()["items"]]


def not_meant(cast):
    return [one for one in cast.everybody() if one.name not in {"amara", "gwen"}]


def test_it_is_shown_as_it_was_told_with_its_readers_named(api, cast, declare):
    answer = declare(cast.amara, "My sister\n\nworks there.")

    assert answer.status_code == 201
    view = answer.json()
    assert answer.headers["location"] == f"/api/v1/declarations/{view['id']}"
    assert view == {
        "id": view["id"],
        "participant_id": cast.amara.id,
        "text": "My sister\n\nworks there.",
        "created_at": view["created_at"],
        "allowed": ["declaration:remove"],
        "readers": ["You", "Gwen"],
    }
    read = api.as_(cast.amara).get(f"/declarations/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])
    assert api.as_(cast.amara).get("/declarations").json() == {"items": [view], "next": None}


def test_its_id_tells_nothing_of_when(declared):
    assert declared["id"][14] == "4"


def test_a_safeguarding_lead_reads_it(api, cast, declared):
    gwen = api.as_(cast.gwen)

    seen = gwen.get(f"/declarations/{declared['id']}").json()

    own_words = {"allowed": [], "readers": ["the person whose it is", "You"]}
    assert seen == declared | own_words
    assert gwen.get("/declarations").json()["items"] == [seen]


def test_a_lead_who_declares_is_named_once(cast, declare):
    assert declare(cast.gwen).json()["readers"] == ["You"]


def test_where_nobody_leads_one_is_told_that_nobody_else_reads_it(cast, declare, as_owner):
    as_owner("update participant set safeguarding_lead = false")

    assert declare(cast.amara).json()["readers"] == ["You"]


def test_who_ceases_to_be_lead_reads_it_no_more(api, cast, declared, as_owner):
    as_owner("update participant set safeguarding_lead = false")
    gwen = api.as_(cast.gwen)

    missing = said(gwen.get(f"/declarations/{NOBODYS}"))
    assert said(gwen.get(f"/declarations/{declared['id']}")) == missing
    assert ids(gwen.get("/declarations")) == []


@pytest.mark.usefixtures("each_lock")
def test_to_everybody_else_an_empty_list_and_nothing_there(api, cast, declared):
    for other in map(api.as_, not_meant(cast)):
        missing = said(other.get(f"/declarations/{NOBODYS}"))
        assert missing[0] == 404
        assert said(other.get(f"/declarations/{declared['id']}")) == missing
        for query in ("", f"?participant_id={cast.amara.id}", f"?programme_id={cast.programme.id}"):
            assert other.get(f"/declarations{query}").json() == {"items": [], "next": None}


def test_nobody_can_tell_that_there_is_one(api, cast, declare):
    def all_they_are_told():
        return [
            said(api.as_(other).get(path))
            for other in not_meant(cast)
            for path in (
                "/declarations",
                f"/declarations?participant_id={cast.amara.id}",
                "/participants",
                f"/participants/{cast.amara.id}",
                f"/pairings/{cast.pairing.id}",
                f"/programmes/{cast.programme.id}",
            )
        ]

    before = all_they_are_told()
    declare(cast.amara)

    assert all_they_are_told() == before


@pytest.mark.usefixtures("each_lock")
def test_one_declares_for_oneself_alone(api, cast, declare, as_owner):
    """Who may see somebody may know that there is such a thing; to others they are not there."""
    for other in not_meant(cast):
        sees = api.as_(other).get(f"/participants/{cast.amara.id}").status_code == 200
        answer = declare(other, of=cast.amara)
        nobody = api.as_(other).post("/declarations", {"participant_id": NOBODYS, "text": TIE})
        assert nobody.status_code == 404
        if sees:
            assert answer.status_code == 403
        else:
            assert said(answer) == said(nobody)
    assert declare(cast.efe, of=cast.amara).status_code == 403
    assert declare(cast.gwen, of=cast.amara).status_code == 403
    assert declare(cast.hana, of=cast.amara).status_code == 404
    assert as_owner("select id from declaration") == []


@pytest.mark.usefixtures("each_lock")
def test_one_takes_it_back_oneself_and_nothing_of_it_is_kept(api, cast, declared, as_owner):
    path = f"/declarations/{declared['id']}"
    assert api.as_(cast.gwen).delete(path).status_code == 403
    for other in map(api.as_, not_meant(cast)):
        assert said(other.delete(path)) == said(other.delete(f"/declarations/{NOBODYS}"))

    answer = api.as_(cast.amara).delete(path)

    assert (answer.status_code, answer.content) == (204, b"")
    assert api.as_(cast.amara).delete(path).status_code == 404
    assert api.as_(cast.gwen).get(path).status_code == 404
    assert as_owner("select id from declaration") == []


def test_who_takes_it_back_a_moment_later_finds_nothing(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)
    made = amara.post("/declarations", {"participant_id": cast.amara.id, "text": TIE}).json()

    answer = overtaken_by(
        own_database.superuser_url,
        "delete from declaration",
        lambda: amara.delete(f"/declarations/{made['id']}"),
    )

    assert answer.status_code == 404


def test_several_roles_have_declarations_of_their_own(api, cast, declare):
    pia = api.as_(cast.pia)
    here = declare(cast.pia).json()
    body = {"participant_id": str(cast.pia.others["coordinator"]), "text": "Elsewhere"}
    there = pia.post("/declarations", body).json()

    assert set(ids(pia.get("/declarations"))) == {here["id"], there["id"]}
    assert ids(pia.get(f"/declarations?programme_id={cast.elsewhere.id}")) == [there["id"]]
    assert ids(pia.get(f"/declarations?participant_id={cast.pia.id}")) == [here["id"]]
    assert (here["readers"], there["readers"]) == (["You", "Gwen"], ["You"])
    assert ids(api.as_(cast.gwen).get("/declarations")) == [here["id"]]


def test_a_list_is_read_page_by_page_newest_first(api, cast, declare):
    made = [declare(cast.amara, f"Tie {i}").json()["id"] for i in range(3)]
    gwen = api.as_(cast.gwen)

    first = gwen.get("/declarations?limit=2")
    rest = gwen.get(f"/declarations?limit=2&cursor={first.json()['next']}")

    assert [*ids(first), *ids(rest)] == made[::-1]
    assert rest.json()["next"] is None
    assert first.headers["link"].endswith('rel="next"')


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "string_too_short"),
        (" \n ", "string_too_short"),
        ("x" * 4001, "string_too_long"),
        ("a\0b", "unreadable_letters"),
        (None, "string_type"),
    ],
)
def test_what_cannot_be_kept_is_refused(cast, declare, text, code):
    answer = declare(cast.amara, text)

    assert answer.status_code == 422
    assert codes(answer) == [("/text", code)]


def test_it_has_no_other_fields(api, cast):
    body = {"participant_id": cast.amara.id, "text": TIE, "readers": ["Ben"]}

    answer = api.as_(cast.amara).post("/declarations", body)

    assert (answer.status_code, codes(answer)) == (422, [("/readers", "extra_forbidden")])


def test_asking_twice_declares_once(api, cast, declare):
    first = declare(cast.amara, key="k")

    assert said(declare(cast.amara, key="k")) == said(first)
    assert declare(cast.amara, "Other words", key="k").json()["code"] == "idempotency_key_reused"
    assert len(ids(api.as_(cast.amara).get("/declarations"))) == 1


def test_what_was_taken_back_is_not_told_again(api, cast, declare):
    first = declare(cast.amara, key="k").json()
    api.as_(cast.amara).delete(f"/declarations/{first['id']}")

    assert declare(cast.amara, key="k").status_code == 404


def test_who_has_left_the_programme_reads_nothing_any_more(api, cast, declared, as_owner):
    as_owner("update participant set state = 'ended' where id = :id", id=cast.amara.participant_id)

    assert api.as_(cast.amara).get(f"/declarations/{declared['id']}").status_code == 404
    assert ids(api.as_(cast.gwen).get("/declarations")) == [declared["id"]]


def test_who_is_not_signed_in_hears_that_first(api):
    assert api.anonymous.get("/declarations?limit=0").status_code == 401
    assert api.anonymous.post("/declarations", {"nonsense": 1}).status_code == 401
    assert api.anonymous.delete("/declarations/nonsense").status_code == 401
