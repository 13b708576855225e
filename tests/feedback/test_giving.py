"""Short answers after a session: all may be skipped, something must be said, once to each."""

import pytest
from tests.answers import codes, said


def test_it_is_shown_as_it_was_given(api, cast, give):
    answers = {"listened": 5, "mattered": 4, "suited": None, "useful": 1}

    answer = give(cast.amara, "pairing", answers=answers, text="More time\n\nnext week.")

    assert answer.status_code == 201
    view = answer.json()
    assert answer.headers["location"] == f"/api/v1/feedback/{view['id']}"
    assert view == {
        "id": view["id"],
        "session_id": str(cast.held.id),
        "audience": "pairing",
        "answers": answers,
        "text": "More time\n\nnext week.",
        "author": {"id": cast.amara.id, "display_name": "Amara"},
        "readers": ["You", "Ben"],
        "created_at": view["created_at"],
        "allowed": ["feedback:withdraw"],
    }
    read = api.as_(cast.amara).get(f"/feedback/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])


def test_its_id_tells_nothing_of_when(give, cast):
    assert give(cast.amara, "pairing").json()["id"][14] == "4"


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("pairing", ["Amara"]),
        ("team", ["Efe", "Gwen"]),
        ("learning_partners", ["Chen", "Dilys"]),
    ],
)
def test_its_readers_are_named_as_was_said_before(api, cast, give, audience, readers):
    before = api.as_(cast.ben).get(f"/sessions/{cast.held.id}/readers").json()

    given = give(cast.ben, audience).json()

    assert before[audience] == readers
    assert given["readers"] == ["You", *readers]
    assert given["author"] == {"id": cast.ben.id, "display_name": "Ben"}


@pytest.mark.parametrize("name", ["listened", "mattered", "suited", "useful"])
@pytest.mark.parametrize("value", [1, 5])
def test_one_answer_is_enough(give, cast, name, value):
    answer = give(cast.ben, "team", answers={name: value})

    skipped = dict.fromkeys(["listened", "mattered", "suited", "useful"])
    assert answer.status_code == 201
    assert answer.json()["answers"] == skipped | {name: value}
    assert answer.json()["text"] == ""


def test_a_text_is_enough(give, cast):
    assert give(cast.ben, "team", text="Good").json()["answers"]["useful"] is None


@pytest.mark.parametrize(
    "nothing",
    [
        {"text": ""},
        {"text": " \n "},
        {"answers": {}},
        {"answers": {"listened": None, "useful": None}, "text": ""},
    ],
)
def test_saying_nothing_is_refused(api, cast, give, nothing):
    answer = give(cast.amara, "team", **nothing)

    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_said")
    assert codes(answer) == [("/text", "nothing_said")]
    assert api.as_(cast.amara).get("/feedback").json()["items"] == []


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"answers": {"listened": 0}}, "/answers/listened"),
        ({"answers": {"listened": 6}}, "/answers/listened"),
        ({"answers": {"listened": "3"}}, "/answers/listened"),
        ({"answers": {"listened": True}}, "/answers/listened"),
        ({"answers": {"listened": 2.5}}, "/answers/listened"),
        ({"answers": {"overall": 3}}, "/answers/overall"),
        ({"answers": [3]}, "/answers"),
        ({"text": "a\0b"}, "/text"),
        ({"text": "x" * 4001}, "/text"),
        ({"text": "x", "author_id": "me"}, "/author_id"),
    ],
)
def test_what_is_not_an_answer_is_refused(give, cast, sent, pointer):
    answer = give(cast.amara, "team", **sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]


@pytest.mark.parametrize("audience", ["private", "programme", "public", "", None])
def test_there_are_three_audiences(give, cast, audience):
    answer = give(cast.amara, audience)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == ["/audience"]


def test_before_it_has_been_held_there_is_nothing_to_say(api, cast):
    body = {"session_id": str(cast.booked.id), "audience": "team", "text": "Early"}

    answer = api.as_(cast.amara).post("/feedback", body)

    assert (answer.status_code, answer.json()["code"]) == (409, "session_not_held")


@pytest.mark.parametrize("state", ["not_held", "cancelled"])
def test_of_what_did_not_happen_neither(give, cast, as_owner, state):
    as_owner("update session set state = :state where id = :id", state=state, id=cast.held.id)

    assert give(cast.amara, "team").json()["code"] == "session_not_held"


@pytest.mark.parametrize("step", ["pause", "end"])
def test_of_what_did_happen_one_may_speak_after_the_pairing_too(api, cast, give, step):
    api.as_(cast.ben).post(f"/pairings/{cast.pairing.id}/{step}")

    assert give(cast.amara, "team").status_code == 201
    assert give(cast.ben, "pairing").status_code == 201


def test_it_is_given_once_to_each_audience_by_each(cast, give, given):
    answer = give(cast.amara, "team", text="Again")

    assert len(set(given.values())) == 6
    assert (answer.status_code, answer.json()["code"]) == (409, "feedback_given")


def test_it_is_not_edited(api, cast, given):
    amara, path = api.as_(cast.amara), f"/feedback/{given['amara', 'team']}"

    assert amara.request("PATCH", path, json={"text": "x"}).status_code == 405
    assert amara.request("PUT", path, json={"text": "x"}).status_code == 405


def test_the_team_sees_the_session_but_does_not_speak_for_anybody(give, cast):
    for who in (cast.efe, cast.gwen):
        assert give(who, "team").status_code == 403


def test_for_everybody_else_there_is_no_such_session(api, cast, give):
    others = [one for one in cast.everybody() if one.name not in {"amara", "ben", "efe", "gwen"}]

    for other in others:
        missing = api.as_(other).post(
            "/feedback",
            {"session_id": str(cast.proposal.id), "audience": "team", "text": "x"},
        )
        assert missing.status_code == 404
        assert said(give(other, "team", text="x")) == said(missing)


def test_who_is_not_signed_in_hears_that_first(api):
    assert api.anonymous.post("/feedback", {"nonsense": 1}).status_code == 401
    assert api.anonymous.get("/feedback?limit=0").status_code == 401
    assert api.anonymous.get("/offered-feedback?limit=0").status_code == 401
