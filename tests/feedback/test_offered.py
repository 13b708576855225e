"""What learning partners read: what was offered to them, and nothing that leads to whom."""

import re
from datetime import UTC, datetime

import pytest
from tests.answers import NOBODYS, said

LEARNING = ("chen", "dilys")


def offered_to(caller):
    return caller.get("/offered-feedback").json()["items"]


def test_it_tells_the_role_and_the_month_and_nothing_that_leads_to_whom(api, cast, give, as_owner):
    answers = {"listened": 5, "mattered": None, "suited": 3, "useful": 4}
    given = give(cast.amara, "learning_partners", answers=answers, text="Outside is better.").json()

    answer = api.as_(cast.chen).get("/offered-feedback")

    (item,) = answer.json()["items"]
    (kept,) = as_owner("select * from feedback")
    assert item == {
        "id": str(kept["offered_id"]),
        "pseudonym": kept["pseudonym"],
        "role": "coach",
        "answers": answers,
        "text": "Outside is better.",
        "readers": ["the person who gave it", "Chen", "Dilys"],
        "offered_in": kept["created_at"].strftime("%Y-%m"),
    }
    of_others = [given["id"], given["session_id"], cast.amara.id, str(cast.pairing.id), "Amara"]
    assert [one for one in of_others if one in answer.text] == []
    assert re.findall(r"\d\d:\d\d|\d{4}-\d\d-\d\d", answer.text) == []
    assert item["id"][14] == "4"


@pytest.mark.usefixtures("each_lock")
def test_only_what_was_offered_to_learning_is_there(api, cast, given):
    texts = {item["text"] for item in offered_to(api.as_(cast.chen))}

    assert texts == {"amara to learning_partners", "ben to learning_partners"}


def test_lived_experience_makes_no_difference_to_what_one_may_read(api, cast, given):
    chen, dilys = api.as_(cast.chen), api.as_(cast.dilys)

    assert chen.get("/offered-feedback").content == dilys.get("/offered-feedback").content
    for item in offered_to(chen):
        path = f"/offered-feedback/{item['id']}"
        assert said(chen.get(path)) == said(dilys.get(path))
        assert chen.get(path).json() == item


@pytest.mark.usefixtures("each_lock")
def test_for_everybody_else_there_is_nothing_at_that_address(api, cast, given):
    ids = [item["id"] for item in offered_to(api.as_(cast.chen))]
    assert len(ids) == 2

    for one in cast.everybody():
        if one.name in LEARNING:
            continue
        caller = api.as_(one)
        assert caller.get("/offered-feedback").json() == {"items": [], "next": None}
        missing = said(caller.get(f"/offered-feedback/{NOBODYS}"))
        assert missing[0] == 404
        assert {said(caller.get(f"/offered-feedback/{each}"))[1] for each in ids} == {missing[1]}


def test_neither_id_opens_at_the_others_address(api, cast, given):
    chen, amara = api.as_(cast.chen), api.as_(cast.amara)
    own = given["amara", "learning_partners"]
    offered = [item["id"] for item in offered_to(chen)]

    assert chen.get(f"/offered-feedback/{own}").status_code == 404
    assert chen.get(f"/feedback/{own}").status_code == 404
    for each in offered:
        assert amara.get(f"/feedback/{each}").status_code == 404
        assert amara.delete(f"/feedback/{each}").status_code == 404
        assert chen.get(f"/feedback/{each}").status_code == 404


@pytest.mark.usefixtures("each_lock")
def test_learning_partners_find_nothing_where_feedback_is_given(api, cast, given):
    for name in LEARNING:
        caller = api.as_(getattr(cast, name))
        assert caller.get("/feedback").json() == {"items": [], "next": None}
        assert caller.get(f"/feedback?session_id={cast.held.id}").json()["items"] == []


def test_one_person_keeps_one_pseudonym(api, cast, give, given, as_owner):
    first = {item["role"]: item for item in offered_to(api.as_(cast.chen))}
    api.as_(cast.amara).delete(f"/feedback/{given['amara', 'learning_partners']}")
    give(cast.amara, "learning_partners", text="Said anew")

    second = {item["role"]: item for item in offered_to(api.as_(cast.chen))}

    assert second["coach"]["pseudonym"] == first["coach"]["pseudonym"]
    assert second["coach"]["id"] != first["coach"]["id"]
    assert second["leader"] == first["leader"]
    assert first["coach"]["pseudonym"] != first["leader"]["pseudonym"]


@pytest.mark.usefixtures("each_lock")
def test_another_programmes_learning_partner_reads_their_own(api, cast, given):
    api.as_(cast.kofi).post(
        "/feedback",
        {"session_id": str(cast.their_session.id), "audience": "learning_partners", "text": "Ours"},
    )

    assert [item["text"] for item in offered_to(api.as_(cast.mo))] == ["Ours"]
    assert "Ours" not in [item["text"] for item in offered_to(api.as_(cast.chen))]
    narrowed = f"/offered-feedback?programme_id={cast.elsewhere.id}"
    assert api.as_(cast.mo).get(narrowed).json()["items"] != []
    assert api.as_(cast.chen).get(narrowed).json()["items"] == []


@pytest.mark.parametrize(
    ("zone", "month"),
    [("Europe/London", "2027-04"), ("UTC", "2027-03"), ("America/New_York", "2027-03")],
)
@pytest.mark.usefixtures("given")
def test_the_month_is_that_of_the_programmes_own_clock(api, cast, as_owner, zone, month):
    late = datetime(2027, 3, 31, 23, 30, tzinfo=UTC)
    as_owner("update feedback set created_at = :at", at=late)
    as_owner("update programme set time_zone = :zone", zone=zone)

    assert {item["offered_in"] for item in offered_to(api.as_(cast.chen))} == {month}


def test_pages_follow_one_another_and_a_cursor_is_its_readers_own(api, cast, given):
    chen = api.as_(cast.chen)
    whole = offered_to(chen)
    first = chen.get("/offered-feedback?limit=1").json()
    second = chen.get(f"/offered-feedback?limit=1&cursor={first['next']}").json()

    assert [*first["items"], *second["items"]] == whole
    assert second["next"] is None
    assert whole[0]["id"] not in first["next"]
    taken = api.as_(cast.dilys).get(f"/offered-feedback?cursor={first['next']}")
    assert (taken.status_code, taken.json()["code"]) == (422, "cursor_unknown")


def test_a_learning_partner_who_also_coaches_is_not_led_to_their_own(api, cast, given, as_owner):
    """What they offered reads for them like any other piece."""
    before = api.as_(cast.chen).get("/offered-feedback").content
    as_owner("update participant set person_id = :person where id = :id",
             person=cast.amara.person_id, id=cast.dilys.participant_id)  # fmt: skip

    assert api.as_(cast.amara).get("/offered-feedback").content == before
