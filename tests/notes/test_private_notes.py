"""A note to oneself: nobody else reads it, and nobody else learns that it is there."""

import pytest
from tests.answers import NOBODYS, codes, said


@pytest.fixture
def private(cast):
    return f"/sessions/{cast.held.id}/private-note"


def test_before_anything_is_written_it_is_empty_and_has_a_tag(api, cast, private):
    answer = api.as_(cast.amara).get(private)

    assert answer.status_code == 200
    assert answer.headers["etag"]
    assert answer.json() == {
        "session_id": str(cast.held.id),
        "text": "",
        "changed_at": None,
        "allowed": ["note:write"],
        "readers": ["You"],
    }


def test_it_is_read_as_it_was_written_line_by_line(api, cast, private):
    amara = api.as_(cast.amara)

    kept = amara.put(private, {"text": "  First line\n\n\tthird line 🙂\r\nfourth  \n"})

    assert kept.status_code == 200
    assert kept.json()["text"] == "First line\n\n\tthird line 🙂\r\nfourth"
    assert kept.json()["changed_at"]
    assert said(amara.get(private)) == said(kept)


@pytest.mark.usefixtures("each_lock")
def test_each_of_the_two_has_their_own(api, cast, private):
    api.as_(cast.amara).put(private, {"text": "Amara's"})
    api.as_(cast.ben).put(private, {"text": "Ben's"})

    assert api.as_(cast.amara).get(private).json()["text"] == "Amara's"
    assert api.as_(cast.ben).get(private).json()["text"] == "Ben's"


def test_it_and_the_shared_note_stay_apart(api, cast, private):
    amara, shared = api.as_(cast.amara), f"/sessions/{cast.held.id}/shared-note"
    amara.put(private, {"text": "Mine"})
    amara.put(shared, {"text": "Ours"}, headers={"If-Match": amara.get(shared).headers["etag"]})

    assert amara.get(private).json()["text"] == "Mine"
    assert amara.get(shared).json()["text"] == "Ours"
    amara.put(private, {"text": "Mine, later"})
    assert amara.get(private).json()["text"] == "Mine, later"
    assert amara.get(shared).json()["text"] == "Ours"


def test_each_session_has_its_own(api, cast, private):
    amara = api.as_(cast.amara)
    amara.put(private, {"text": "Of the first"})

    assert amara.get(f"/sessions/{cast.booked.id}/private-note").json()["text"] == ""


@pytest.mark.parametrize("where", ["private-note", "shared-note", "readers"])
@pytest.mark.usefixtures("each_lock")
def test_for_everybody_else_there_is_nothing(api, cast, where):
    amara = api.as_(cast.amara)
    amara.put(f"/sessions/{cast.held.id}/private-note", {"text": "A secret"})
    others = [one for one in cast.everybody() if one.name not in {"amara", "ben"}]

    for other in map(api.as_, others):
        missing = said(other.get(f"/sessions/{NOBODYS}/{where}"))
        assert missing[0] == 404
        assert said(other.get(f"/sessions/{cast.held.id}/{where}")) == missing


@pytest.mark.parametrize("kind", ["private-note", "shared-note"])
def test_nobody_else_can_write_there_with_whatever_headers(api, cast, kind):
    others = [one for one in cast.everybody() if one.name not in {"amara", "ben"}]

    for other in map(api.as_, others):
        for headers in ({}, {"If-Match": "*"}, {"If-Match": '"stale"'}):
            missing = said(other.put(f"/sessions/{NOBODYS}/{kind}", {"text": "x"}, headers=headers))
            assert missing[0] == 404
            there = other.put(f"/sessions/{cast.held.id}/{kind}", {"text": "x"}, headers=headers)
            assert said(there) == missing


def test_nobody_can_tell_that_somebody_wrote_one(api, cast, private):
    def all_that_others_are_told():
        return [
            said(api.as_(other).get(path))
            for other in cast.everybody()
            if other is not cast.amara
            for path in (
                private,
                f"/sessions/{cast.held.id}/shared-note",
                f"/sessions/{cast.held.id}/readers",
                f"/sessions/{cast.held.id}",
                f"/pairings/{cast.pairing.id}",
                "/sessions",
                "/feedback",
            )
        ]

    before = all_that_others_are_told()
    api.as_(cast.amara).put(private, {"text": "A secret"})

    assert all_that_others_are_told() == before


def test_who_is_not_signed_in_hears_that_first(api, cast, private):
    assert api.anonymous.get(private).status_code == 401
    assert api.anonymous.put(private, {"nonsense": 1}).status_code == 401


def test_who_has_left_the_programme_reads_nothing_any_more(api, cast, private, as_owner):
    amara = api.as_(cast.amara)
    amara.put(private, {"text": "Mine"})
    as_owner("update participant set state = 'ended' where id = :id", id=cast.amara.participant_id)

    assert amara.get(private).status_code == 404
    assert amara.put(private, {"text": "More"}).status_code == 404


def test_a_tag_is_not_asked_for_but_kept_to_when_it_is_sent(api, cast, private):
    amara = api.as_(cast.amara)
    first = amara.get(private).headers["etag"]
    second = amara.put(private, {"text": "One"}, headers={"If-Match": first}).headers["etag"]

    stale = amara.put(private, {"text": "Two"}, headers={"If-Match": first})

    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    fresh = amara.put(private, {"text": "Two"}, headers={"If-Match": f'"other", {second}'})
    assert fresh.status_code == 200
    assert amara.put(private, {"text": "Three"}).status_code == 200
    assert amara.put(private, {"text": "Four"}, headers={"If-Match": "*"}).status_code == 200


def test_writing_the_same_again_changes_nothing(api, cast, private):
    amara = api.as_(cast.amara)
    once = amara.put(private, {"text": "The same"})

    assert said(amara.put(private, {"text": "The same"})) == said(once)


@pytest.mark.parametrize("step", ["pause", "end"])
def test_once_the_pairing_rests_nothing_is_written_and_all_stays_readable(api, cast, private, step):
    amara = api.as_(cast.amara)
    written = amara.put(private, {"text": "Mine"})
    api.as_(cast.ben).post(f"/pairings/{cast.pairing.id}/{step}")

    refused = amara.put(private, {"text": "More"})

    assert (refused.status_code, refused.json()["code"]) == (409, "pairing_not_active")
    now = amara.get(private)
    assert now.headers["etag"] == written.headers["etag"]
    assert now.json() == written.json() | {"allowed": ["note:withdraw"]}


@pytest.mark.parametrize("step", ["pause", "end"])
def test_what_one_wrote_can_be_taken_back_whatever_became_of_the_pairing(
    api, cast, private, step, as_owner
):
    amara = api.as_(cast.amara)
    amara.put(private, {"text": "Mine"})
    api.as_(cast.ben).post(f"/pairings/{cast.pairing.id}/{step}")

    taken_back = amara.put(private, {"text": ""})

    assert taken_back.status_code == 200
    assert (taken_back.json()["text"], taken_back.json()["allowed"]) == ("", [])
    (kept,) = as_owner("select text, sealed, key_id from note")
    assert dict(kept) == {"text": None, "sealed": None, "key_id": None}


def test_taking_back_what_was_never_written_keeps_nothing(api, cast, private, as_owner):
    answer = api.as_(cast.amara).put(private, {"text": "  "})

    assert (answer.status_code, answer.json()["changed_at"]) == (200, None)
    assert as_owner("select id from note") == []


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        ({"text": "x" * 4001}, ("/text", "string_too_long")),
        ({"text": "a\0b"}, ("/text", "unreadable_letters")),
        ({"text": None}, ("/text", "string_type")),
        ({"text": 7}, ("/text", "string_type")),
        ({}, ("/text", "missing")),
        ({"text": "fine", "author_id": NOBODYS}, ("/author_id", "extra_forbidden")),
    ],
)
@pytest.mark.parametrize("kind", ["private-note", "shared-note"])
def test_what_cannot_be_kept_is_refused_and_not_repeated(api, cast, kind, body, refused):
    path = f"/sessions/{cast.held.id}/{kind}"

    answer = api.as_(cast.amara).put(path, body, headers={"If-Match": "*"})

    assert answer.status_code == 422
    assert codes(answer) == [refused]
    assert "u0000b" not in answer.text


def test_half_a_character_is_refused(api, cast, private):
    answer = api.as_(cast.amara).request(
        "PUT",
        private,
        content=b'{"text": "\\ud800"}',
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 422


def test_4000_characters_are_kept_whole(api, cast, private):
    long = "🙂" * 4000

    assert api.as_(cast.amara).put(private, {"text": long}).json()["text"] == long


def test_that_it_was_there_and_went_is_told_to_no_lead_either(api, cast):
    """What both wrote is taken back from somebody; what is for oneself never was anybody else's."""
    for which in ("private", "shared"):
        for text in ("For now.", ""):
            path = f"/sessions/{cast.held.id}/{which}-note"
            sent = {"json": {"text": text}, "headers": {"If-Match": "*"}}
            assert api.as_(cast.amara).put(path, **sent).status_code == 200
        trail = f"/programmes/{cast.programme.id}/restricted-entries"
        told = api.as_(cast.gwen).post(trail, {"reason": "concern"}).json()["items"]
        found = [one["thing_id"] for one in told if one["action"] == "note:withdraw"]
        assert found == ([] if which == "private" else [str(cast.held.id)])
