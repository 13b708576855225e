"""Fifty people press the button at once: one booking stands, and the others are told why not."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.cast import NOW
from tests.conftest import owners_engine

MANY = 50
START = NOW.replace(minute=0, second=0) + timedelta(days=40)


def booking(pairing_id, minutes=0, start=START):
    begins = start + timedelta(minutes=minutes)
    return {
        "pairing_id": str(pairing_id),
        "starts_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "mode": "video",
    }


def all_at_once(asks):
    with ThreadPoolExecutor(max_workers=MANY) as pool:
        return [one.result() for one in [pool.submit(ask) for ask in asks]]


@pytest.fixture
def pair_up(own_api, cast):
    """Give an active pairing of two people of the cast."""

    def pair(coach, leader, coach_id=None, leader_id=None):
        team = own_api.as_(cast.efe)
        sent = {
            "programme_id": str(cast.programme.id),
            "coach_id": coach_id or coach.id,
            "leader_id": leader_id or leader.id,
        }
        made = team.post("/pairings", sent).json()["id"]
        own_api.as_(coach).post(f"/pairings/{made}/accept")
        assert own_api.as_(leader).post(f"/pairings/{made}/accept").json()["state"] == "active"
        return made

    return pair


def judge(answers):
    counts = Counter(one.status_code for one in answers)
    assert counts == {201: 1, 409: MANY - 1}
    assert {one.json()["code"] for one in answers if one.status_code == 409} == {"time_taken"}


def test_one_coach_in_two_pairings(own_api, cast, pair_up):
    other = pair_up(cast.amara, cast.idris)
    amara = own_api.as_(cast.amara)
    asks = [
        lambda n=n: amara.post("/sessions", booking((cast.pairing.id, other)[n % 2], n))
        for n in range(MANY)
    ]

    judge(all_at_once(asks))


def test_one_leader_in_two_pairings(own_api, cast, pair_up):
    other = pair_up(cast.hana, cast.ben)
    ben = own_api.as_(cast.ben)
    asks = [
        lambda n=n: ben.post("/sessions", booking((cast.pairing.id, other)[n % 2], n))
        for n in range(MANY)
    ]

    judge(all_at_once(asks))


def test_one_person_who_coaches_here_and_is_coached_there(own_api, cast, pair_up):
    team = own_api.as_(cast.efe)
    amara_as_leader = team.post(
        "/participants",
        {
            "programme_id": str(cast.programme.id), "role": "leader", "given_name": "Amara",
            "family_name": "Example", "email": "amara@example.org",
        },
    ).json()["id"]  # fmt: skip
    other = pair_up(cast.hana, cast.amara, leader_id=amara_as_leader)
    amara = own_api.as_(cast.amara)
    asks = [
        lambda n=n: amara.post("/sessions", booking((cast.pairing.id, other)[n % 2], n))
        for n in range(MANY)
    ]

    judge(all_at_once(asks))


def test_back_to_back_is_fine(own_api, cast):
    amara = own_api.as_(cast.amara)

    first = amara.post("/sessions", booking(cast.pairing.id))
    second = amara.post("/sessions", booking(cast.pairing.id, 120))

    assert (first.status_code, second.status_code) == (201, 201)


def test_forty_retries_with_one_key_make_one_booking(own_api, own_database, cast):
    amara = own_api.as_(cast.amara)
    key = {"Idempotency-Key": "the-same-word"}
    sent = booking(cast.pairing.id)

    answers = all_at_once([lambda: amara.post("/sessions", sent, headers=key)] * 40)

    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        made = text("select count(*) from session where starts_at = :start")
        assert connection.scalar(made, {"start": START}) == 1


def test_one_key_for_two_different_bookings_is_refused(own_api, cast):
    amara = own_api.as_(cast.amara)
    key = {"Idempotency-Key": "the-same-word"}
    amara.post("/sessions", booking(cast.pairing.id), headers=key)

    other = amara.post("/sessions", booking(cast.pairing.id, 600), headers=key)

    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_commit_that_fails_is_told_and_keeps_nothing(own_api, own_database, cast):
    with owners_engine(own_database.owner_url) as engine, engine.begin() as connection:
        connection.execute(
            text("""
                create function refuse() returns trigger language plpgsql as
                $$ begin raise exception 'not today'; end $$
            """)
        )
        connection.execute(
            text("""
                create constraint trigger at_the_end after insert on session
                deferrable initially deferred for each row execute function refuse()
            """)
        )
    amara = own_api.as_(cast.amara)

    answered = amara.post("/sessions", booking(cast.pairing.id))

    assert answered.status_code == 500
    assert "not today" not in answered.text
    listed = amara.get("/sessions", params={"from": START.isoformat()}).json()["items"]
    assert listed == []


def test_accepting_and_withdrawing_at_once_leaves_one_truth(own_api, cast):
    hana, efe = own_api.as_(cast.hana), own_api.as_(cast.efe)
    path = f"/pairings/{cast.proposal.id}"

    answers = all_at_once(
        [lambda: hana.post(f"{path}/accept"), lambda: efe.post(f"{path}/end")] * 5
    )

    assert {one.status_code for one in answers} <= {200, 409}
    assert efe.get(path).json()["state"] == "ended"
