"""Whoever could say so themselves is spoken for by nobody, whatever a coordinator takes away."""

import pytest
from tests.identity.signing import QUICK_HASH, Signing
from tests.imports.bringing import NO_MAIL, Desk

ACCOUNTS = {
    "an address": "update person set email = 'kofi@example.org' where id = :id",
    "a password": "update person set email = null, password_hash = 'a hash' where id = :id",
    "a sign-in": "update person set email = null, claimed_at = now() where id = :id",
    "a passkey": (
        "with gone as (update person set email = null where id = :id) insert into passkey (id,"
        " person_id, credential_id, public_key, sign_count, name, transports, created_at) values"
        " (gen_random_uuid(), :id, 'c', 'k', 0, 'Phone', '', now())"
    ),
    "an operator": "update person set email = null, operator = true where id = :id",
}
NOBODY = "update person set email = null where id = :id"
ADDRESS = {"email": "kofi@example.org"}


@pytest.fixture
def efe(api, cast):
    return api.as_(cast.efe)


@pytest.fixture
def added(efe, cast):
    """Have Efe add Kofi, who has an account and takes part elsewhere."""
    body = {
        "programme_id": str(cast.programme.id), "role": "coach", "given_name": "Kofi",
        "family_name": "Example", **ADDRESS,
    }  # fmt: skip
    answer = efe.post("/participants", body)
    assert answer.status_code == 201
    return answer.json()["id"]


def speak(efe, whom, **change):
    told = {"on_behalf": {"participant_id": whom, "means": "phone"}}
    return efe.patch(f"/participants/{whom}", {"topics": "Words."} | change | told)


@pytest.fixture
def password(cast, as_owner):
    """Give Kofi a password, as he has in the other programme."""
    as_owner(
        "update person set password_hash = :hash where id = :id",
        hash=QUICK_HASH, id=cast.kofi.person_id,
    )  # fmt: skip


def test_an_address_is_not_taken_away_from_who_has_come_in(api, efe, added, password):
    signing = Signing(api)
    token = signing.in_with(**ADDRESS).json()["access_token"]
    opened = signing.ask("POST", f"/me/participants/{added}/open", token=token)
    assert opened.status_code == 200
    refused = efe.patch(f"/participants/{added}", {"email": None})

    assert (refused.status_code, refused.json()["code"]) == (409, "address_kept")
    assert "write the right one" in refused.json()["title"]
    assert efe.get(f"/participants/{added}").json()["email"] == ADDRESS["email"]


def test_nobody_answers_for_who_has_an_account_elsewhere(efe, added, cast, password, as_owner):
    """They have not come in here, so the address goes; they can speak all the same."""
    assert efe.patch(f"/participants/{added}", {"email": None}).status_code == 200
    asked = {
        "programme_id": str(cast.programme.id), "coach_id": added, "leader_id": cast.idris.id,
    }  # fmt: skip
    pairing = efe.post("/pairings", asked).json()
    assert "pairing:answer_for" not in pairing["allowed"]
    said = {"accept": True, "on_behalf": {"participant_id": added, "means": "phone"}}
    assert efe.post(f"/pairings/{pairing['id']}/answer-for", said).status_code == 403
    refused = speak(efe, added)
    assert (refused.status_code, refused.json()["code"]) == (409, "speaks_for_themselves")
    assert efe.patch(f"/participants/{added}", ADDRESS).status_code == 200
    assert as_owner("select * from said_for") == []


@pytest.mark.parametrize("account", ACCOUNTS)
def test_without_the_address_here_the_person_still_speaks(efe, added, cast, as_owner, account):
    as_owner(ACCOUNTS[account], id=cast.kofi.person_id)
    as_owner("update participant set email = null where id = :id", id=added)
    refused = speak(efe, added)

    assert (refused.status_code, refused.json()["code"]) == (409, "speaks_for_themselves")
    assert as_owner("select * from said_for") == []


def test_who_has_none_of_these_is_spoken_for(efe, added, cast, as_owner):
    as_owner(NOBODY, id=cast.kofi.person_id)
    as_owner("update participant set email = null where id = :id", id=added)

    assert speak(efe, added).status_code == 200
    assert len(as_owner("select * from said_for")) == 1


def test_an_address_told_by_phone_is_the_last_thing_that_is_written_down(
    efe, added, cast, as_owner
):
    as_owner(NOBODY, id=cast.kofi.person_id)
    as_owner("update participant set email = null where id = :id", id=added)
    told = speak(efe, added, email="new@example.org")

    assert (told.status_code, told.json()["email"]) == (200, "new@example.org")
    assert len(as_owner("select * from said_for")) == 1
    assert speak(efe, added).json()["code"] == "speaks_for_themselves"


def test_an_import_by_which_somebody_came_who_was_spoken_for_stays(api, cast, as_owner):
    desk = Desk(api, cast.efe, cast.programme)
    brought = desk.bring(NO_MAIL)
    told = speak(desk.caller, desk.one("Gethin")["id"], topics=None)
    assert told.status_code == 200
    refused = desk.undo(brought)

    assert (refused.status_code, refused.json()["code"]) == (409, "import_acted_on")
    assert len(as_owner("select * from said_for")) == 1
