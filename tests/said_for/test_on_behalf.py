"""Coordinators act for people who cannot sign in: with whom for, how they said so, and a copy."""

from datetime import timedelta

import pytest
from tests.answers import NOBODYS
from tests.cast import NOW

SILENT = (
    "update participant set email = null, joined_at = null where id = :id",
    "update person p set email = null from participant a where a.person_id = p.id and a.id = :id",
)
HELD = "select * from said_for order by created_at, id"


@pytest.fixture
def silence(as_owner):
    """Take from somebody the address by which they could sign in."""

    def silenced(member):
        for sql in SILENT:
            as_owner(sql, id=member.participant_id)

    return silenced


@pytest.fixture
def answer(api, cast):
    """Write down somebody's answer to the proposal: `answer("efe", cast.hana, accept=True)`."""

    def answering(who, member, *, accept, means="phone"):
        body = {"accept": accept, "on_behalf": {"participant_id": member.id, "means": means}}
        return api.as_(getattr(cast, who)).post(f"/pairings/{cast.proposal.id}/answer-for", body)

    return answering


def restricted(as_owner):
    return as_owner("select * from restricted_entry order by at, id")


def proposal(api, who, cast):
    return api.as_(who).get(f"/pairings/{cast.proposal.id}")


def test_a_yes_is_written_down_and_asks_the_leader(api, cast, silence, answer, as_owner):
    silence(cast.hana)
    assert "pairing:answer_for" in proposal(api, cast.efe, cast).json()["allowed"]
    told = answer("efe", cast.hana, accept=True)

    assert told.status_code == 200
    assert (told.json()["state"], told.json()["coach_accepted"]) == ("proposed", True)
    assert "pairing:answer_for" not in told.json()["allowed"]
    assert proposal(api, cast.idris, cast).status_code == 200
    mails = as_owner("select person_id from mail where kind = 'proposal' and about_id = :id",
                     id=cast.proposal.id)  # fmt: skip
    assert [row["person_id"] for row in mails] == [cast.idris.person_id]


def test_a_no_stays_with_the_one_who_said_it(api, cast, silence, answer):
    silence(cast.hana)
    told = answer("efe", cast.hana, accept=False, means="post")

    assert told.json()["state"] == "declined"
    assert proposal(api, cast.hana, cast).json()["state"] == "declined"
    assert proposal(api, cast.idris, cast).status_code == 404


def test_a_leader_who_cannot_sign_in_answers_so_too(api, cast, silence, answer):
    silence(cast.idris)
    assert answer("efe", cast.idris, accept=True).status_code == 403, "Hana is asked first"
    api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/accept")
    told = answer("gwen", cast.idris, accept=True, means="in_person")

    assert told.json()["state"] == "active"
    assert proposal(api, cast.hana, cast).json()["state"] == "active"


def test_it_is_noted_as_done_by_one_on_behalf_of_the_other(cast, silence, answer, as_owner):
    silence(cast.hana)
    answer("efe", cast.hana, accept=False)

    (noted,) = restricted(as_owner)
    assert (noted["action"], noted["actor_id"], noted["subject_id"], noted["reason"]) == (
        "pairing:decline", cast.efe.participant_id, cast.hana.participant_id, "on_behalf:phone",
    )  # fmt: skip
    (held,) = as_owner(HELD)
    assert (held["participant_id"], held["by_id"], held["means"], held["action"]) == (
        cast.hana.participant_id, cast.efe.participant_id, "phone", "pairing:decline",
    )  # fmt: skip
    assert (held["thing"], held["thing_id"]) == ("pairing", cast.proposal.id)


def test_they_read_what_was_done_for_them_and_so_does_the_team(api, cast, silence, answer):
    silence(cast.hana)
    answer("efe", cast.hana, accept=True)

    for who in (cast.hana, cast.gwen):
        (shown,) = api.as_(who).get("/said-for").json()["items"]
        assert api.as_(who).get(f"/said-for/{shown['id']}").json() == shown
        assert (shown["by"], shown["means"], shown["action"]) == ("Efe", "phone", "pairing:accept")
        assert shown["participant"]["id"] == cast.hana.id


@pytest.mark.parametrize("who", ["amara", "idris", "ben", "chen", "noor", "jo", "kofi", "farah"])
def test_nobody_else_reads_or_counts_it(api, cast, silence, answer, who):
    silence(cast.hana)
    answer("efe", cast.hana, accept=False)
    (shown,) = api.as_(cast.hana).get("/said-for").json()["items"]

    caller = api.as_(getattr(cast, who))
    assert caller.get("/said-for").json() == {"items": [], "next": None}
    assert caller.get(f"/said-for?participant_id={cast.hana.id}").json()["items"] == []
    found, missing = caller.get(f"/said-for/{shown['id']}"), caller.get(f"/said-for/{NOBODYS}")
    assert found.status_code == missing.status_code == 404
    assert {**found.json(), "instance": ""} == {**missing.json(), "instance": ""}


def test_who_can_sign_in_speaks_for_themselves(api, cast, answer, as_owner):
    assert "pairing:answer_for" not in proposal(api, cast.efe, cast).json()["allowed"]
    assert answer("efe", cast.hana, accept=True).status_code == 403

    assert proposal(api, cast.efe, cast).json()["coach_accepted"] is False
    assert as_owner(HELD) == restricted(as_owner) == []


@pytest.mark.parametrize("came", ["joined_at = now()", "email = 'hana@example.org'"])
def test_so_does_who_came_in_by_a_link_or_has_an_address_now(cast, silence, answer, as_owner, came):
    silence(cast.hana)
    as_owner(f"update participant set {came} where id = :id", id=cast.hana.participant_id)

    assert answer("efe", cast.hana, accept=True).status_code == 403
    assert as_owner(HELD) == []


@pytest.mark.parametrize(
    ("who", "status"),
    [("hana", 403), ("idris", 404), ("amara", 404), ("chen", 404), ("jo", 404), ("farah", 404)],
)
def test_nobody_but_its_coordinators_may(cast, silence, answer, as_owner, who, status):
    silence(cast.hana)

    assert answer(who, cast.hana, accept=True).status_code == status
    assert as_owner(HELD) == restricted(as_owner) == []


def test_it_is_for_the_one_who_is_asked_and_for_nobody_else(cast, silence, answer, as_owner):
    silence(cast.hana)
    silence(cast.idris)

    assert answer("efe", cast.idris, accept=True).json()["code"] == "pairing_moved_on"
    other = answer("efe", cast.ben, accept=True)
    assert (other.status_code, other.json()["errors"][0]["pointer"]) == (
        422, "/on_behalf/participant_id"
    )  # fmt: skip
    assert as_owner(HELD) == []


def test_a_coordinator_who_is_the_other_of_the_two_may_not(api, cast, silence, answer, as_owner):
    silence(cast.hana)
    as_owner("update participant set person_id = :who where id = :id",
             who=cast.efe.person_id, id=cast.idris.participant_id)  # fmt: skip

    assert "pairing:answer_for" not in proposal(api, cast.efe, cast).json()["allowed"]
    assert answer("efe", cast.hana, accept=True).status_code == 403
    assert as_owner(HELD) == []


def test_an_answer_counts_once(cast, silence, answer, as_owner):
    silence(cast.hana)
    answer("efe", cast.hana, accept=False)

    assert answer("efe", cast.hana, accept=True).json()["code"] == "pairing_moved_on"
    assert len(as_owner(HELD)) == 1


@pytest.mark.parametrize("means", ["guessed", None, ""])
def test_how_they_said_so_is_asked(cast, silence, answer, as_owner, means):
    silence(cast.hana)

    assert answer("efe", cast.hana, accept=True, means=means).status_code == 422
    assert as_owner(HELD) == []


def said_by(member, means="phone"):
    return {"on_behalf": {"participant_id": member.id, "means": means}}


@pytest.fixture
def booking(cast):
    start = NOW - timedelta(days=40)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()}
    return {"pairing_id": str(cast.pairing.id), "mode": "phone", **times}


def test_booking_moving_and_saying_it_was_held_are_kept_for_them(
    api, cast, silence, booking, as_owner
):
    silence(cast.amara)
    efe, said = api.as_(cast.efe), said_by(cast.amara)
    made = efe.post("/sessions", booking | said).json()
    moved = efe.patch(f"/sessions/{made['id']}", {"place": "By the lift"} | said)
    held = efe.post(f"/sessions/{made['id']}/record", {"held": True} | said)

    assert [moved.status_code, held.json()["state"]] == [200, "held"]
    assert moved.json()["place"] == "By the lift"
    done = [(row["action"], str(row["thing_id"])) for row in as_owner(HELD)]
    assert sorted(done) == sorted([
        ("session:book", made["id"]), ("session:change", made["id"]),
        ("session:record", made["id"]),
    ])  # fmt: skip
    assert {(row["subject_id"], row["reason"]) for row in restricted(as_owner)} == {
        (cast.amara.participant_id, "on_behalf:phone")
    }


def test_so_is_a_session_that_they_cancel(api, cast, silence, as_owner):
    silence(cast.amara)
    told = api.as_(cast.efe).post(f"/sessions/{cast.booked.id}/cancel", said_by(cast.amara))

    assert told.json()["state"] == "cancelled"
    (held,), (noted,) = as_owner(HELD), restricted(as_owner)
    assert (held["action"], held["thing_id"]) == ("session:cancel", cast.booked.id)
    assert (noted["subject_id"], noted["reason"]) == (cast.amara.participant_id, "on_behalf:phone")


@pytest.mark.parametrize("body", [None, {}, {"on_behalf": None}])
def test_who_cancels_need_not_say_for_whom(api, cast, as_owner, body):
    told = api.as_(cast.efe).post(f"/sessions/{cast.booked.id}/cancel", body)

    assert (told.status_code, as_owner(HELD)) == (200, [])


def test_what_helps_them_is_too(api, cast, silence, as_owner):
    silence(cast.amara)
    path = f"/participants/{cast.amara.id}"
    told = {"access_needs": "Large print."} | said_by(cast.amara, "in_person")
    changed = api.as_(cast.efe).patch(path, told)

    assert changed.json()["access_needs"] == "Large print."
    (held,) = as_owner(HELD)
    assert (held["action"], held["thing_id"], held["means"]) == (
        "participant:change", cast.amara.participant_id, "in_person",
    )  # fmt: skip
    looks = api.as_(cast.amara).get("/who-looked").json()["items"]
    assert "participant:change" in {one["action"] for one in looks}


def test_without_it_a_coordinator_acts_in_their_own_name(api, cast, silence, booking, as_owner):
    silence(cast.amara)
    assert api.as_(cast.efe).post("/sessions", booking).status_code == 201

    assert as_owner(HELD) == []
    assert [row["reason"] for row in restricted(as_owner)] == [None]


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [("efe", "amara", 409), ("amara", "ben", 403), ("ben", "amara", 403), ("efe", "hana", 422)],
)
def test_sessions_are_said_for_nobody_else_either(api, cast, booking, as_owner, who, whom, status):
    """Amara can sign in; Ben and Amara are no coordinators; Hana is not of the two."""
    caller, said = api.as_(getattr(cast, who)), said_by(getattr(cast, whom))
    before = as_owner("select id, place, state from session order by id")

    assert caller.post("/sessions", booking | said).status_code == status
    place = {"place": "Elsewhere"} | said
    assert caller.patch(f"/sessions/{cast.booked.id}", place).status_code == status
    assert caller.post(f"/sessions/{cast.booked.id}/cancel", said).status_code == status
    assert as_owner(HELD) == restricted(as_owner) == []
    assert as_owner("select id, place, state from session order by id") == before


def test_nobody_says_for_anybody_what_is_private_or_for_learning(api, cast, silence, as_owner):
    silence(cast.amara)
    efe, said = api.as_(cast.efe), said_by(cast.amara)
    at = f"/sessions/{cast.held.id}"
    tries = [
        efe.put(f"{at}/private-note", {"text": "Words."} | said),
        efe.put(f"{at}/shared-note", {"text": "Words."} | said),
        efe.post("/feedback", {
            "session_id": str(cast.held.id), "audience": "learning_partners",
            "answers": {"useful": 5}, "text": "Words.", **said,
        }),
        efe.post("/declarations", {"participant_id": cast.amara.id, "text": "Words."} | said),
    ]  # fmt: skip

    assert all(one.status_code in (403, 404, 422) for one in tries)
    for table in ("note", "feedback", "declaration", "said_for"):
        assert as_owner(f"select count(*) as many from {table}")[0]["many"] == 0
