"""Proposing: by a coordinator, to a coach and a leader of the programme who are two people."""

import pytest
from tests.answers import NOBODYS, codes, said
from tests.pairings.conftest import STEPS

GOING_ON = {"proposed", "agreed", "active", "paused"}


def test_it_is_shown_as_it_is_kept(api, cast, propose):
    answer = propose(cast.efe, cast.hana.id, cast.ben.id)

    view = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/pairings/{view['id']}"
    assert view == {
        "id": view["id"],
        "programme_id": str(cast.programme.id),
        "coach": {"id": cast.hana.id, "display_name": "Hana"},
        "leader": {"id": cast.ben.id, "display_name": "Ben"},
        "state": "proposed",
        "coach_accepted": False,
        "started_at": None,
        "created_at": view["created_at"],
        "allowed": ["pairing:end"],
        "readers": None,
    }
    read = api.as_(cast.gwen).get(f"/pairings/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])


@pytest.mark.parametrize("stage", STEPS)
def test_the_same_two_have_one_at_a_time(cast, reach, propose, stage):
    reach(stage)

    again = propose(cast.efe, cast.hana.id, cast.idris.id)

    if stage in GOING_ON:
        assert (again.status_code, again.json()["code"]) == (409, "pairing_exists")
    else:
        assert (again.status_code, again.json()["state"]) == (201, "proposed")


def test_with_others_each_may_have_more(api, cast, propose):
    for coach, leader in ((cast.hana, cast.ben), (cast.pia, cast.idris), (cast.amara, cast.idris)):
        assert propose(cast.efe, coach.id, leader.id).status_code == 201


def test_how_many_a_coach_takes_on_is_for_people_to_weigh(api, cast, propose):
    """`capacity` is told to the coordinator, who may ask all the same: the coach decides."""
    assert api.as_(cast.amara).patch(f"/participants/{cast.amara.id}", {"capacity": 0}).is_success

    assert propose(cast.efe, cast.amara.id, cast.idris.id).status_code == 201


def test_it_takes_two_different_people(api, cast, propose):
    """Amara comes in as a leader too, by the address that she signs in with."""
    body = {
        "programme_id": str(cast.programme.id), "role": "leader", "given_name": "Amara",
        "family_name": "Example", "email": "AMARA@example.org",
    }  # fmt: skip
    as_leader = api.as_(cast.efe).post("/participants", body).json()["id"]

    answer = propose(cast.efe, cast.amara.id, as_leader)

    assert (answer.status_code, answer.json()["code"]) == (422, "two_people")


# Who cannot be one of the two: which of them it is, and whose id is sent.
NOT_THESE = [
    ("coach_id", "idris"), ("coach_id", "efe"), ("coach_id", "chen"), ("coach_id", "noor"),
    ("coach_id", "kofi"), ("leader_id", "hana"), ("leader_id", "lena"), ("leader_id", "gwen"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "name"), NOT_THESE)
def test_each_takes_part_here_now_and_in_that_role(cast, propose, field, name):
    ids = {"coach_id": cast.hana.id, "leader_id": cast.ben.id} | {field: getattr(cast, name).id}

    answer = propose(cast.efe, *ids.values())

    assert answer.status_code == 422
    assert codes(answer) == [(f"/{field}", "no_such_participant")]


def test_somebody_of_elsewhere_is_told_as_nobody_is(cast, propose):
    theirs = propose(cast.efe, cast.kofi.id, cast.ben.id)

    assert said(theirs) == said(propose(cast.efe, NOBODYS, cast.ben.id))


@pytest.mark.parametrize("field", ["coach_id", "leader_id", "programme_id"])
@pytest.mark.parametrize("value", [None, "nonsense", 7])
def test_what_is_no_id_is_refused(api, cast, field, value):
    body = {
        "programme_id": str(cast.programme.id), "coach_id": cast.hana.id, "leader_id": cast.ben.id,
    }  # fmt: skip

    answer = api.as_(cast.efe).post("/pairings", body | {field: value})

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [f"/{field}"]


def test_nothing_else_can_be_sent(api, cast):
    body = {
        "programme_id": str(cast.programme.id), "coach_id": cast.hana.id, "leader_id": cast.ben.id,
    }  # fmt: skip

    answer = api.as_(cast.efe).post("/pairings", body | {"state": "active"})

    assert (answer.status_code, codes(answer)) == (422, [("/state", "extra_forbidden")])


def test_only_coordinators_of_the_programme_propose(cast, propose):
    for name in ("amara", "hana", "idris", "chen", "dilys", "farah"):
        answer = propose(getattr(cast, name), cast.hana.id, cast.ben.id)
        assert answer.status_code == 403, name
    for name in ("jo", "kofi", "noor"):
        who = getattr(cast, name)
        missing = propose(who, cast.hana.id, cast.ben.id, NOBODYS)
        assert missing.status_code == 404
        assert said(propose(who, cast.hana.id, cast.ben.id)) == said(missing), name


def test_asking_twice_proposes_once(api, cast, propose):
    first = propose(cast.efe, cast.hana.id, cast.ben.id, **{"Idempotency-Key": "k"})

    again = propose(cast.efe, cast.hana.id, cast.ben.id, **{"Idempotency-Key": "k"})
    other = propose(cast.efe, cast.amara.id, cast.idris.id, **{"Idempotency-Key": "k"})

    assert said(again) == said(first)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_repeated_answer_is_told_as_things_are_now(api, cast, propose):
    first = propose(cast.efe, cast.hana.id, cast.ben.id, **{"Idempotency-Key": "k"}).json()["id"]
    api.as_(cast.hana).post(f"/pairings/{first}/decline")

    again = propose(cast.efe, cast.hana.id, cast.ben.id, **{"Idempotency-Key": "k"})

    assert (again.status_code, again.json()["id"]) == (201, first)
    assert again.json()["state"] == "declined"


@pytest.fixture
def efe_coaches(api, cast):
    """Give Efe, who coordinates, a part as a coach too: the id of it."""
    body = {
        "programme_id": str(cast.programme.id), "role": "coach", "given_name": "Efe",
        "family_name": "Example", "email": "efe@example.org",
    }  # fmt: skip
    return api.as_(cast.gwen).post("/participants", body).json()["id"]


def test_a_coordinator_who_coaches_answers_for_themselves_alone(api, cast, propose, efe_coaches):
    mine = propose(cast.gwen, efe_coaches, cast.ben.id).json()["id"]
    efe, ben = api.as_(cast.efe), api.as_(cast.ben)
    path = f"/pairings/{mine}"

    assert efe.get(path).json()["allowed"] == ["pairing:accept", "pairing:decline", "pairing:end"]
    said_yes = efe.post(f"{path}/accept")
    assert (said_yes.status_code, said_yes.json()["coach_accepted"]) == (200, True)
    assert said_yes.json()["allowed"] == ["pairing:decline", "pairing:end"]
    assert efe.post(f"{path}/accept").status_code == 409
    assert ben.post(f"{path}/accept").json()["state"] == "active"


def test_a_coordinator_who_is_coached_waits_for_the_coachs_yes(api, cast, propose):
    body = {
        "programme_id": str(cast.programme.id), "role": "leader", "given_name": "Efe",
        "family_name": "Example", "email": "efe@example.org",
    }  # fmt: skip
    as_leader = api.as_(cast.gwen).post("/participants", body).json()["id"]
    mine = f"/pairings/{propose(cast.gwen, cast.hana.id, as_leader).json()['id']}"
    efe = api.as_(cast.efe)

    assert efe.get(mine).json()["allowed"] == ["pairing:end"]
    assert efe.post(f"{mine}/accept").status_code == 403
    api.as_(cast.hana).post(f"{mine}/accept")
    assert "pairing:accept" in efe.get(mine).json()["allowed"]
    assert efe.post(f"{mine}/accept").json()["state"] == "active"
