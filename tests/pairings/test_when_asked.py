"""To a leader a pairing began when they were asked: how long the coach thought is not theirs."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.dialects import postgresql
from tests.answers import said
from tests.cast import NOW
from tests.figures import record
from tests.identity.conftest import MovedClock

from alongside.access.actor import Seat
from alongside.access.enforce import build_newest
from alongside.core.clock import use_clock
from alongside.models import Role
from alongside.pairings.queries import PAIRINGS

HESITATED = {"not at all": timedelta(0), "for an hour": timedelta(hours=1),
             "for three weeks": timedelta(weeks=3)}  # fmt: skip
LONGEST_WALK = 50
PROPOSED = "update pairing set created_at = :at where id = :id"
JUST_NOW = "update sign_in set created_at = :at"


@pytest.fixture
def clock():
    """Stand still at this moment, and move on when told."""
    moved = MovedClock(datetime.now(UTC))
    before = use_clock(moved)
    yield moved
    use_clock(before)


@pytest.fixture
def told(api, cast, as_owner, clock):
    """Gather all that the leader is told of the pairing, in whatever way."""

    def gather():
        as_owner(JUST_NOW, at=clock())
        idris, path = api.as_(cast.idris), f"/pairings/{cast.proposal.id}"
        reads = (path, "/pairings", "/pairings?limit=1", "/pairings?state=proposed",
                 f"/participants/{cast.hana.id}", f"/participants/{cast.idris.id}",
                 "/participants", "/sessions", "/me", "/who-looked")  # fmt: skip
        copy = idris.post("/me/copy").json()
        return [said(idris.get(one)) for one in reads], copy["pairings"]

    return gather


def test_a_leader_is_told_the_same_however_long_the_coach_thought_about_it(
    told, act, undone, as_owner, cast, clock
):
    found = []
    for how_long in HESITATED.values():
        with undone():
            as_owner(PROPOSED, at=clock() - how_long, id=cast.proposal.id)
            assert act("coach", "accept").status_code == 200
            found.append(told())

    differ = sum(one != found[0] for one in found)
    record("T1", "lengths of a coach's thinking that a leader can tell apart", differ)
    assert differ == 0
    assert str(cast.proposal.id) in found[0][0][1][1], "it is there to be looked at"


@pytest.mark.parametrize("stage", ["active", "ended", "declined by the leader"])
def test_nor_can_they_tell_it_later(told, act, undone, as_owner, cast, clock, stage):
    further = {"active": [("leader", "accept")], "declined by the leader": [("leader", "decline")],
               "ended": [("leader", "accept"), ("coach", "end")]}  # fmt: skip
    found = []
    for how_long in HESITATED.values():
        with undone():
            as_owner(PROPOSED, at=clock() - how_long, id=cast.proposal.id)
            for who, what in [("coach", "accept"), *further[stage]]:
                assert act(who, what).status_code == 200
            found.append(told())

    assert all(one == found[0] for one in found)


def test_each_is_told_when_they_were_asked_and_the_team_when_it_was_proposed(
    api, cast, propose, clock
):
    proposed_at = clock()
    path = f"/pairings/{propose(cast.efe, cast.hana.id, cast.ben.id).json()['id']}"
    clock.move(days=3)
    asked_at = clock()
    assert api.as_(cast.hana).post(f"{path}/accept").status_code == 200
    clock.move(days=1)
    assert api.as_(cast.ben).post(f"{path}/accept").status_code == 200

    def began(who):
        return datetime.fromisoformat(api.as_(who).get(path).json()["created_at"])

    assert [began(one) for one in (cast.hana, cast.efe, cast.ben)] == [
        proposed_at, proposed_at, asked_at,
    ]  # fmt: skip


def test_second_thoughts_of_the_coach_do_not_tell_it_either(api, cast, act, as_owner, clock):
    as_owner(PROPOSED, at=clock() - timedelta(weeks=3), id=cast.proposal.id)
    asked_at = clock()
    act("coach", "accept")
    clock.move(days=1)
    act("coach", "decline")

    shown = api.as_(cast.idris).get(f"/pairings/{cast.proposal.id}").json()
    assert (shown["state"], datetime.fromisoformat(shown["created_at"])) == ("ended", asked_at)


def test_its_id_tells_no_time(propose, cast):
    made = [
        propose(cast.efe, cast.hana.id, cast.ben.id),
        propose(cast.efe, cast.pia.id, cast.ben.id),
    ]

    assert [UUID(one.json()["id"]).version for one in made] == [4, 4]


def ids_page_by_page(caller):
    """Walk a list one by one; it has an end."""
    found, cursor = [], ""
    for _ in range(LONGEST_WALK):
        page = caller.get(f"/pairings?limit=1{cursor and f'&cursor={cursor}'}").json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return found
    return [*found, "and so on"]


@pytest.fixture
def two(api, cast, propose, clock):
    """Ask two coaches about Idris: who was asked first says yes last."""
    first, second = (propose(cast.efe, one.id, cast.idris.id).json()["id"]
                     for one in (cast.amara, cast.pia))  # fmt: skip
    clock.move(hours=1)
    for coach, made in ((cast.pia, second), (cast.amara, first)):
        assert api.as_(coach).post(f"/pairings/{made}/accept").status_code == 200
        clock.move(hours=1)
    return first, second


def test_their_list_is_in_the_order_in_which_they_were_asked(api, cast, two):
    """Else its order would tell what the rows do not."""
    first, second = two
    idris = api.as_(cast.idris)

    listed = [one["id"] for one in idris.get("/pairings").json()["items"]]
    assert listed == [first, second] == ids_page_by_page(idris)
    dates = [one["created_at"] for one in idris.get("/pairings").json()["items"]]
    assert dates == sorted(dates, reverse=True)


def test_a_list_of_many_of_one_moment_is_walked_to_its_end_and_none_comes_twice(
    api, cast, propose, clock
):
    """Their ids are made by chance: they are an order as good as any other, and no time."""
    coaches = (cast.amara, cast.pia, cast.hana)
    leaders = (cast.ben, cast.idris)
    for coach in coaches:
        for leader in leaders:
            made = propose(cast.efe, coach.id, leader.id)
            if made.status_code == 201:
                api.as_(coach).post(f"/pairings/{made.json()['id']}/accept")

    for who in (cast.ben, cast.idris, cast.amara, cast.efe):
        caller = api.as_(who)
        whole = [one["id"] for one in caller.get("/pairings?limit=100").json()["items"]]
        assert len(whole) >= 2
        assert ids_page_by_page(caller) == whole


def _walked(plan, parent=None):
    """Give each index that a plan walks, with the step above it and what it is asked for."""
    if "Index Name" in plan:
        yield plan["Index Name"], parent, plan.get("Index Cond", "")
    for one in plan.get("Plans", ()):
        yield from _walked(one, plan["Node Type"])


CROWD = """
    insert into pairing (programme_id, id, coach_id, leader_id, state, leader_asked,
                         leader_asked_at, created_at)
    select :here, gen_random_uuid(), case when i % 40 = 0 then :ben else gen_random_uuid() end,
           case when i % 40 = 1 then :ben else gen_random_uuid() end, 'ended', true,
           now() - i * interval '1 hour', now() - i * interval '2 hours'
      from generate_series(1, 8000) i
"""
INDEXES = {
    Role.LEADER: ("pairing_leader", "leader_asked_at"),
    Role.COACH: ("pairing_coach", "created_at"),
    Role.COORDINATOR: ("pairing_newest", "created_at"),
}


@pytest.mark.parametrize("role", INDEXES)
def test_each_page_walks_an_index_of_its_own_and_sorts_nothing(cast, as_owner, role):
    seat = Seat(cast.programme.id, cast.ben.participant_id, role)
    page = build_newest((seat,), PAIRINGS, (), 51, after=True)
    page = page.params(after_value=NOW, after_id=cast.pairing.id)
    words = page.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    as_owner("set local session_replication_role = replica")  # made-up people will do here
    as_owner(CROWD, here=cast.programme.id, ben=cast.ben.participant_id)
    as_owner("analyze pairing")
    (found,) = as_owner(f"explain (format json) {str(words).replace(':', chr(92) + ':')}")

    index, column = INDEXES[role]
    ((above, asked),) = (
        (above, asked)
        for name, above, asked in _walked(found["QUERY PLAN"][0]["Plan"])
        if name == index
    )
    assert above == "Limit"
    assert column in asked
