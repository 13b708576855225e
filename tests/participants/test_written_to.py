"""Nobody takes away the address by which somebody was asked, and then answers for them."""

import pytest
from tests.figures import record

TAKEN, RIGHT = {"email": None}, {"email": "right@new.example"}


@pytest.fixture
def zed(add):
    return add(email="zed@new.example").json()["id"]


@pytest.fixture
def efe(api, cast):
    return api.as_(cast.efe)


@pytest.fixture
def propose(efe, cast):
    def asking(coach, leader):
        asked = {"programme_id": str(cast.programme.id), "coach_id": coach, "leader_id": leader}
        made = efe.post("/pairings", asked)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    return asking


def link(caller, whom):
    assert caller.post(f"/participants/{whom}/sign-in-link").status_code == 201


def kept(answer):
    return (answer.status_code, answer.json().get("code")) == (409, "address_written_to")


def test_an_address_that_nothing_was_sent_to_may_go(efe, zed):
    assert efe.patch(f"/participants/{zed}", TAKEN).status_code == 200


def test_one_that_a_link_was_sent_to_stays_and_may_be_corrected(efe, zed):
    link(efe, zed)
    refused = efe.patch(f"/participants/{zed}", TAKEN)

    assert kept(refused)
    assert "write the right one" in refused.json()["title"]
    assert efe.get(f"/participants/{zed}").json()["email"] == "zed@new.example"
    assert efe.patch(f"/participants/{zed}", RIGHT).status_code == 200


def test_a_correction_does_not_make_it_forgotten(efe, zed):
    """Else a wrong address would be written first, and then taken away."""
    link(efe, zed)
    assert efe.patch(f"/participants/{zed}", RIGHT).status_code == 200

    assert kept(efe.patch(f"/participants/{zed}", TAKEN))


def test_nor_may_one_where_a_proposal_was_sent(api, efe, cast, add, propose):
    coach, leader = (
        add(email=f"{role}@new.example", role=role).json()["id"] for role in ("coach", "leader")
    )
    pairing = propose(coach, leader)

    assert kept(efe.patch(f"/participants/{coach}", TAKEN))
    assert efe.patch(f"/participants/{leader}", TAKEN).status_code == 200, "not asked yet"
    assert efe.patch(f"/participants/{leader}", RIGHT).status_code == 200
    said = {"accept": True, "on_behalf": {"participant_id": coach, "means": "phone"}}
    assert efe.post(f"/pairings/{pairing}/answer-for", said).status_code == 403


def test_the_leader_keeps_theirs_once_the_coach_has_said_yes(api, efe, cast, add, propose):
    leader = add(email="leader@new.example", role="leader").json()["id"]
    pairing = propose(cast.pia.id, leader)
    assert api.as_(cast.pia).post(f"/pairings/{pairing}/accept").status_code == 200

    assert kept(efe.patch(f"/participants/{leader}", TAKEN))


def test_so_nobody_answers_for_who_was_asked_by_mail(efe, cast, add, propose, as_owner):
    """The whole way round: write to them, take the address, answer, and put it back."""
    coach = add(email="coach@new.example").json()["id"]
    link(efe, coach)
    pairing = propose(coach, cast.idris.id)
    steps = [efe.patch(f"/participants/{coach}", TAKEN)]
    said = {"accept": True, "on_behalf": {"participant_id": coach, "means": "phone"}}
    steps.append(efe.post(f"/pairings/{pairing}/answer-for", said))
    steps.append(efe.patch(f"/participants/{coach}", {"email": "coach@new.example"}))
    spoken = as_owner("select action from said_for")

    record("On behalf", "answers given for somebody who had been written to", len(spoken))
    assert [one.status_code for one in steps[:2]] == [409, 403]
    assert spoken == []


def test_what_another_programme_sends_is_not_to_be_found_out(api, efe, cast, add, as_owner):
    here = add(email="kofi@example.org").json()["id"]
    there = {
        "programme_id": str(cast.elsewhere.id), "role": "leader", "given_name": "Lee",
        "family_name": "Example",
    }  # fmt: skip
    other = api.as_(cast.jo).post("/participants", there).json()["id"]
    asked = {"programme_id": str(cast.elsewhere.id), "coach_id": cast.kofi.id, "leader_id": other}
    assert api.as_(cast.jo).post("/pairings", asked).status_code == 201
    invited = as_owner("select id from participant where invited_at is not null")

    assert [row["id"] for row in invited] == [cast.kofi.participant_id]
    assert efe.patch(f"/participants/{here}", TAKEN).status_code == 200


def test_a_link_by_hand_is_no_address(efe, add, as_owner):
    """Somebody without one may be given a link on paper; a mistyped address may go again."""
    made = add().json()["id"]
    link(efe, made)
    assert as_owner("select id from participant where invited_at is not null") == []
    assert efe.patch(f"/participants/{made}", RIGHT).status_code == 200

    assert efe.patch(f"/participants/{made}", TAKEN).status_code == 200
