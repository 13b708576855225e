"""What each may do with a pairing at each stage, what comes of it, and what each then sees."""

import pytest
from tests.answers import NOBODYS, said
from tests.pairings.conftest import STEPS

ACTIONS = ("accept", "decline", "pause", "resume", "end")
WHO = ("coach", "leader", "coordinator")

# For each stage and each of the three, what accepting, declining, pausing, resuming and ending
# lead to: the state that the pairing is in then, or the status of the refusal.
MATRIX = {
    "proposed": {
        "coach":       ("proposed", "declined", 409, 409, 409),
        "leader":      (404, 404, 404, 404, 404),
        "coordinator": (403, 403, 409, 403, "ended"),
    },
    "agreed": {
        "coach":       (409, "declined", 409, 409, 409),
        "leader":      ("active", "declined", 409, 409, 409),
        "coordinator": (403, 403, 409, 403, "ended"),
    },
    "active": {
        "coach":       (409, 409, "paused", 409, "ended"),
        "leader":      (409, 409, "paused", 409, "ended"),
        "coordinator": (403, 403, "paused", 403, "ended"),
    },
    "paused": {
        "coach":       (409, 409, 409, "active", "ended"),
        "leader":      (409, 409, 409, "active", "ended"),
        "coordinator": (403, 403, 409, 403, "ended"),
    },
}  # fmt: skip
OVER = {
    "coach": (409, 409, 409, 409, 409),
    "leader": (409, 409, 409, 409, 409),
    "coordinator": (403, 403, 409, 403, 409),
}
NEVER_ASKED = OVER | {"leader": (404, 404, 404, 404, 404)}
MATRIX |= {
    "ended": OVER,
    "ended in a break": OVER,
    "declined by the coach": NEVER_ASKED,
    "declined by the coach after a yes": OVER,
    "declined by the leader": OVER,
    "withdrawn": NEVER_ASKED,
    "withdrawn after a yes": OVER,
}

TOGETHER = ("active", True, ["pairing:end", "pairing:pause", "session:book"])
RESTING = ("paused", True, ["pairing:end", "pairing:resume"])
OVER_NOW = ("ended", True, [])

# What the coach, the leader and the coordinator see: state, `coach_accepted`, `allowed`.
SEEN = {
    "proposed": (
        ("proposed", False, ["pairing:accept", "pairing:decline"]),
        None,
        ("proposed", False, ["pairing:end"]),
    ),
    "agreed": (
        ("proposed", True, ["pairing:decline"]),
        ("proposed", True, ["pairing:accept", "pairing:decline"]),
        ("proposed", True, ["pairing:end"]),
    ),
    "active": (TOGETHER, TOGETHER, TOGETHER),
    "paused": (RESTING, RESTING, ("paused", True, ["pairing:end"])),
    "ended": (OVER_NOW, OVER_NOW, OVER_NOW),
    "ended in a break": (OVER_NOW, OVER_NOW, OVER_NOW),
    "declined by the coach": (("declined", False, []), None, ("declined", False, [])),
    "declined by the coach after a yes": (
        ("declined", False, []), OVER_NOW, ("declined", False, []),
    ),
    "declined by the leader": (OVER_NOW, ("declined", True, []), ("declined", True, [])),
    "withdrawn": (("ended", False, []), None, ("ended", False, [])),
    "withdrawn after a yes": (OVER_NOW, OVER_NOW, OVER_NOW),
}  # fmt: skip
OUTSIDERS = ("amara", "ben", "noor", "chen", "dilys", "jo", "kofi", "lena", "mo", "farah")


def expected_status(comes):
    return 200 if isinstance(comes, str) else comes


def test_every_stage_is_in_the_tables():
    assert MATRIX.keys() == SEEN.keys() == STEPS.keys()


@pytest.mark.parametrize("stage", STEPS)
def test_what_each_may_do_and_what_comes_of_it(api, cast, act, reach, undone, members, stage):
    reach(stage)
    path = f"/pairings/{cast.proposal.id}"
    before = said(api.as_(cast.efe).get(path))
    found = {}

    for who in WHO:
        for action, comes in zip(ACTIONS, MATRIX[stage][who], strict=True):
            with undone():
                answer = act(who, action)
                assert answer.status_code == expected_status(comes), (who, action)
                if answer.status_code == 200:
                    assert answer.json()["state"] == comes, (who, action)
                    assert said(api.as_(members[who]).get(path)) == said(answer), (who, action)
                else:
                    assert said(api.as_(cast.efe).get(path)) == before, (who, action)
                found[who, action] = answer.json()["code"] if answer.status_code == 409 else None

    assert set(found.values()) <= {None, "pairing_moved_on"}


@pytest.mark.parametrize("stage", STEPS)
def test_nobody_else_can_do_anything_with_it(api, cast, reach, stage):
    reach(stage)

    for outsider in OUTSIDERS:
        caller = api.as_(getattr(cast, outsider))
        missing = said(caller.post(f"/pairings/{NOBODYS}/end"))
        assert missing[0] == 404
        for action in ACTIONS:
            answer = caller.post(f"/pairings/{cast.proposal.id}/{action}")
            assert said(answer) == missing, (outsider, action)
        assert caller.get(f"/pairings/{cast.proposal.id}").status_code == 404


@pytest.mark.parametrize("stage", STEPS)
def test_what_each_sees_of_it(api, cast, reach, members, stage):
    reach(stage)

    for who, seen in zip(WHO, SEEN[stage], strict=True):
        caller = api.as_(members[who])
        answer = caller.get(f"/pairings/{cast.proposal.id}")
        listed = [one["id"] for one in caller.get("/pairings?limit=100").json()["items"]]
        if seen is None:
            assert said(answer) == said(caller.get(f"/pairings/{NOBODYS}"))
            assert str(cast.proposal.id) not in listed
            continue
        view = answer.json()
        assert (view["state"], view["coach_accepted"], view["allowed"]) == seen, who
        assert (view["coach"]["display_name"], view["leader"]["display_name"]) == ("Hana", "Idris")
        assert str(cast.proposal.id) in listed


@pytest.mark.parametrize("stage", STEPS)
def test_what_is_allowed_is_what_works(act, reach, undone, stage):
    reach(stage)

    for who, seen in zip(WHO, SEEN[stage], strict=True):
        allowed = {one.removeprefix("pairing:") for one in (seen or ("", "", []))[2]}
        for action in ACTIONS:
            with undone():
                assert (act(who, action).status_code == 200) == (action in allowed), (who, action)


@pytest.mark.parametrize("stage", STEPS)
def test_lists_are_narrowed_by_the_state_that_one_sees(api, cast, reach, members, stage):
    reach(stage)

    for who, seen in zip(WHO, SEEN[stage], strict=True):
        for state in ("proposed", "active", "paused", "ended", "declined"):
            listed = api.as_(members[who]).get(f"/pairings?state={state}").json()["items"]
            found = str(cast.proposal.id) in [one["id"] for one in listed]
            assert found == (seen is not None and seen[0] == state), (who, state)


def test_when_it_began_is_told_from_the_second_yes_on(api, cast, act, members):
    path = f"/pairings/{cast.proposal.id}"
    act("coach", "accept")
    assert api.as_(cast.hana).get(path).json()["started_at"] is None
    began = act("leader", "accept").json()["started_at"]

    for step in ("pause", "resume", "end"):
        assert act("coach", step).json()["started_at"] == began
    assert all(api.as_(one).get(path).json()["started_at"] == began for one in members.values())


def test_who_is_not_signed_in_hears_that_first(api, cast):
    for action in ACTIONS:
        answer = api.anonymous.post(f"/pairings/{cast.proposal.id}/{action}")
        assert answer.status_code == 401
    assert api.anonymous.post("/pairings", {"nonsense": 1}).status_code == 401
