"""Lists that come twice, or at the same moment as something else."""

import pytest
from tests.answers import all_at_once, overtaken_by
from tests.imports.bringing import (
    AMINA,
    NO_MAIL,
    SHANTHI,
    Desk,
    counts,
    created,
    roster,
    unchanged,
)

from alongside.imports import gathering

CSV = {"Content-Type": "text/csv"}
MANY = [
    ("coach", f"P{n}", "Ek", f"p{n:03}@x.example", str(n), "", "", f"tie {n}") for n in range(60)
]


@pytest.fixture
def own(own_api, cast):
    """Give Efe's desk where every request is committed."""
    return Desk(own_api, cast.efe, cast.programme)


def test_asking_twice_with_one_key_does_it_once_and_answers_the_same(desk):
    rows = (AMINA, NO_MAIL, AMINA, ("", ""), ("?", "Bo", "Ek", "", "", "", "", "a tie"))
    rows += (("coordinator", "Ruth", "Kelly"), ("coach", "Amina", "Ali", "other@x.example"))
    desk.add("coach", "Amina", "Ali", phone="1")
    key = {"Idempotency-Key": "one-word", **CSV}
    first, *others = (desk.send(roster(*rows), headers=key, file_name="a.csv") for _ in range(3))
    assert all(first.json()[name] for name in ("warnings", "errors", "mend_csv"))
    for other in others:
        assert (other.status_code, other.json()) == (201, first.json())
        assert other.headers["location"] == first.headers["location"]
    assert len(desk.caller.get("/imports").json()["items"]) == 1


def test_a_repeated_list_is_told_under_what_stays_edited(desk):
    desk.bring(AMINA)
    desk.edit("Amina", phone="2")
    key = {"Idempotency-Key": "one-word", **CSV}
    both = [desk.send(roster(AMINA, SHANTHI), headers=key).json() for _ in range(2)]
    assert both[0] == both[1]
    assert [one["code"] for one in both[0]["warnings"]] == ["changed_by_hand"]


def test_a_repeated_list_that_was_undone_tells_its_counts(desk):
    key = {"Idempotency-Key": "one-word", **CSV}
    brought = desk.send(roster(AMINA), headers=key).json()
    desk.undo(brought)
    again = desk.send(roster(AMINA), headers=key).json()
    assert counts(again) == created(1)
    assert again["undone_at"]
    assert desk.people("Amina") == []


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ({}, roster(SHANTHI)),
        ({"file_name": "b.csv"}, roster(AMINA)),
        ({"map": ["phone:Email"]}, roster(AMINA)),
    ],
)
def test_one_key_is_for_one_list(desk, query, body):
    key = {"Idempotency-Key": "one-word", **CSV}
    desk.send(roster(AMINA), headers=key)
    other = desk.send(body, headers=key, **query)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_dry_run_takes_no_key(desk):
    key = {"Idempotency-Key": "one-word", **CSV}
    assert desk.send(roster(AMINA), dry_run="true", headers=key).status_code == 200
    assert desk.send(roster(SHANTHI), headers=key).status_code == 201


def test_one_list_many_times_at_once_is_taken_in_once(own):
    answers = all_at_once(*[lambda: own.send(roster(*MANY))] * 5)
    assert [one.status_code for one in answers] == [201] * 5
    told = sorted(counts(one.json()) for one in answers)
    assert told == [unchanged(60)] * 4 + [created(60)]
    assert len(own.people("x.example")) == 60


def test_one_key_many_times_at_once_gives_one_answer(own):
    key = {"Idempotency-Key": "one-word", **CSV}
    answers = all_at_once(*[lambda: own.send(roster(*MANY), headers=key)] * 5)
    assert {(one.status_code, one.text) for one in answers} == {(201, answers[0].text)}
    assert counts(answers[0].json()) == created(60)


ADDED_BY_ANOTHER = """
    with made as (
        insert into person (id, email, display_name, created_at)
        values (gen_random_uuid(), 'p007@x.example', 'P7 Ek', now()) returning id
    )
    insert into participant (programme_id, id, person_id, role, state, display_name, given_name,
                             family_name, pseudonym, email, created_at)
    select '{programme}', gen_random_uuid(), id, '{role}', 'active', 'P7 Ek', 'P7', 'Ek', 'MADEBY',
           'p007@x.example', now() from made
"""


@pytest.mark.parametrize(("role", "new"), [("coach", 59), ("leader", 60)])
def test_who_was_added_a_moment_before_is_met(own, own_database, role, new):
    added = ADDED_BY_ANOTHER.format(programme=own.programme_id, role=role)
    brought = overtaken_by(own_database.superuser_url, added, lambda: own.send(roster(*MANY)))
    assert brought.status_code == 201
    assert (brought.json()["created"], brought.json()["failed"]) == (new, 0)
    assert len(own.people("p007@")) == new - 58


RENAMED = "update participant set family_name = 'Khan' where given_name = 'P7'"
ENDED = "update participant set state = 'ended' where given_name = 'P7'"
HELD = "select from participant where given_name = 'P7' for update"


@pytest.mark.parametrize(
    ("change", "code"),
    [(RENAMED, "changed_by_hand"), (ENDED, "has_left"), (HELD, None)],
)
def test_who_was_changed_a_moment_before_is_met_as_they_are(own, own_database, change, code):
    own.bring(*MANY)
    again = overtaken_by(own_database.superuser_url, change, lambda: own.send(roster(*MANY)))
    assert counts(again.json()) == unchanged(60)
    assert [one["code"] for one in again.json()["warnings"]] == [code] * (code is not None)


def test_what_keeps_moving_is_left_for_later(own, monkeypatch):
    own.bring(*MANY)
    monkeypatch.setattr(gathering, "_has_moved", lambda *_: True)
    busy = own.send(roster(*MANY))
    assert (busy.status_code, busy.json()["code"]) == (409, "busy")
    assert len(own.caller.get("/imports").json()["items"]) == 1


def test_two_programmes_bring_the_same_people_at_once(own, own_api, cast):
    other = Desk(own_api, cast.jo, cast.elsewhere)
    answers = all_at_once(
        lambda: own.send(roster(*MANY)), lambda: other.send(roster(*reversed(MANY)))
    )
    assert [counts(one.json()) for one in answers] == [created(60)] * 2


def test_by_hand_and_by_list_at_once_there_is_one(own):
    added = [
        lambda n=n: own.caller.post(
            "/participants",
            {
                "programme_id": own.programme_id,
                "role": "coach",
                "given_name": f"P{n}",
                "family_name": "Ek",
                "email": f"p{n:03}@x.example",
            },
        )
        for n in range(3)
    ]
    brought, *by_hand = all_at_once(lambda: own.send(roster(*MANY)), *added)
    assert brought.status_code == 201
    assert {one.status_code for one in by_hand} <= {201, 409}
    assert len(own.people("x.example")) == 60


def test_what_is_edited_at_the_same_moment_is_not_lost(own):
    own.bring(*MANY)
    changed = [(*row[:4], "from the list") for row in MANY]
    mine = own.one("P7")
    tag = {"If-Match": own.caller.get(f"/participants/{mine['id']}").headers["etag"]}
    edited, brought = all_at_once(
        lambda: own.caller.patch(f"/participants/{mine['id']}", {"phone": "by hand"}, headers=tag),
        lambda: own.send(roster(*changed)),
    )
    assert brought.status_code == 201
    assert edited.status_code in {200, 412}
    expected = "by hand" if edited.status_code == 200 else "from the list"
    assert own.one("P7")["phone"] == expected


def test_undone_many_times_at_once_it_is_undone_once(own):
    brought = own.bring(*MANY)
    answers = all_at_once(*[lambda: own.undo(brought)] * 4)
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409]
    assert own.people("x.example") == []


@pytest.mark.parametrize("turn", range(3))
def test_undone_while_somebody_is_paired_one_of_both_happens_whole(own, cast, turn):
    brought = own.bring(*MANY)
    coaches = [own.one(f"P{n}")["id"] for n in range(50, 53)]
    undone, *paired = all_at_once(
        lambda: own.undo(brought), *[lambda c=c: own.pair(c, cast.idris.id) for c in coaches]
    )
    happened = [one.status_code for one in paired]
    if undone.status_code == 200:
        assert happened == [422] * 3
        assert own.people("x.example") == []
    else:
        assert undone.status_code == 409
        assert 201 in happened
        assert set(happened) <= {201, 422}
        assert len(own.people("x.example")) == 60


def test_undone_while_links_are_made_one_of_both_happens_whole(own):
    brought = own.bring(*MANY)
    ids = [own.one(f"P{n}")["id"] for n in range(50, 53)]
    undone, *links = all_at_once(
        lambda: own.undo(brought),
        *[lambda i=i: own.caller.post(f"/participants/{i}/sign-in-link") for i in ids],
    )
    assert undone.status_code == 200
    assert {one.status_code for one in links} <= {201, 404, 409}


def test_undone_while_it_is_brought_again_nothing_is_half_there(own):
    brought = own.bring(*MANY)
    undone, again = all_at_once(lambda: own.undo(brought), lambda: own.send(roster(*MANY)))
    assert (undone.status_code, again.status_code) == (200, 201)
    was_first = counts(again.json()) == created(60)
    assert was_first or counts(again.json()) == unchanged(60)
    assert len(own.people("x.example")) == (60 if was_first else 0)


def test_undone_while_another_programme_takes_the_same_people(own, own_api, cast):
    other = Desk(own_api, cast.jo, cast.elsewhere)
    brought = own.bring(*MANY)
    undone, taken = all_at_once(lambda: own.undo(brought), lambda: other.send(roster(*MANY)))
    assert (undone.status_code, taken.status_code) == (200, 201)
    assert counts(taken.json()) == created(60)
    assert len(other.people("x.example")) == 60
