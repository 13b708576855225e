"""First sign-in links fill nobody's mailbox: not by one team, and not by several programmes."""

import pytest
from tests.answers import all_at_once
from tests.figures import record

from alongside.identity.tries import INVITATION

POSTED = "select id, person_id from mail where kind = 'first_link' order by created_at, id"
NOTED = "select id from audit_entry where action = 'participant:link'"
ADDRESS = "Newcomer@example.org"
MANY = 60


@pytest.fixture
def ask(api):
    """Ask for a link, as somebody who may."""

    def link(who, participant_id):
        return api.as_(who).post(f"/participants/{participant_id}/sign-in-link")

    return link


@pytest.fixture
def add(api, cast):
    """Add a coach to a programme, with this address."""

    def to(who, programme, email):
        named = {"role": "coach", "given_name": "New", "family_name": "Example", "email": email}
        sent = {"programme_id": str(programme.id), **named}
        made = api.as_(who).post("/participants", sent)
        assert made.status_code == 201, made.text
        return made.json()["id"]

    return to


@pytest.fixture
def mails(as_owner):
    return lambda: [row["id"] for row in as_owner(POSTED)]


def secret_of(answer):
    return answer.json()["url"].partition("#")[2]


def test_after_five_to_one_person_the_next_waits_and_says_for_how_long(cast, ask, later):
    assert [ask(cast.efe, cast.hana.id).status_code for _ in range(5)] == [201] * 5

    refused = ask(cast.efe, cast.hana.id)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_links")
    assert refused.headers["retry-after"] == "600"
    assert refused.json()["detail"].endswith("The next one can go in 10 minutes.")


def test_nothing_comes_of_one_that_waits_and_the_one_before_stays_good(
    cast, ask, mails, signing, as_owner, later
):
    as_owner("update person set password_hash = null where id = :id", id=cast.hana.person_id)
    *_, last = (ask(cast.efe, cast.hana.id) for _ in range(5))
    before = (len(mails()), len(as_owner(NOTED)))
    assert ask(cast.efe, cast.hana.id).status_code == 429

    assert (len(mails()), len(as_owner(NOTED))) == before == (5, 5)
    assert signing.first(secret_of(last)).status_code == 200


def test_a_whole_team_has_one_budget_for_each_person_and_one_person_takes_none_of_anothers(
    cast, ask, later
):
    team = (cast.efe, cast.gwen, cast.efe, cast.gwen, cast.efe)
    assert [ask(one, cast.hana.id).status_code for one in team] == [201] * 5

    assert ask(cast.gwen, cast.hana.id).status_code == 429
    assert ask(cast.gwen, cast.idris.id).status_code == 201


def test_waits_grow_and_end_after_a_day_without_a_link(cast, ask, later):
    for _ in range(5):
        ask(cast.efe, cast.hana.id)
    waits = []
    for _ in range(6):
        waits.append(int(ask(cast.efe, cast.hana.id).headers["retry-after"]))
        later(seconds=waits[-1])
        assert ask(cast.efe, cast.hana.id).status_code == 201
    assert waits == [600, 1200, 2400, 4800, 7200, 7200]
    later(days=1)

    assert [ask(cast.efe, cast.hana.id).status_code for _ in range(6)] == [201] * 5 + [429]


def test_who_asks_every_ten_minutes_for_a_day_sends_few(cast, ask, later, mails):
    asked = 24 * 6
    for _ in range(asked):
        ask(cast.efe, cast.hana.id)
        later(minutes=10)

    record("Sign-in", "first links asked for in a day, for one person", asked)
    record("Sign-in", "mails of them that went out", len(mails()))
    assert len(mails()) <= 5 + len(INVITATION.pauses) + 24 * 3600 / INVITATION.pauses[-1]


def test_one_address_is_counted_whoever_it_belongs_to_and_however_it_is_written(
    api, cast, ask, add, later
):
    """Somebody is added with it, sent links, corrected, and added again; then in a second place."""
    sent = 0
    for turn in range(3):
        here = add(cast.efe, cast.programme, ADDRESS.swapcase() if turn % 2 else ADDRESS)
        sent += sum(ask(cast.efe, here).status_code == 201 for _ in range(5))
        corrected = api.as_(cast.efe).patch(f"/participants/{here}", {"email": f"{turn}@e.example"})
        assert corrected.status_code == 200
    there = add(cast.jo, cast.elsewhere, ADDRESS.lower())
    refused = ask(cast.jo, there)

    assert sent == INVITATION.free_in_all
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_links")
    record("Sign-in", "mails to one address by two programmes and four entries", sent)


def test_a_refusal_tells_nothing_of_who_asked_before(cast, ask, add, api, later):
    """It is the same answer, whether it was oneself or somebody else."""
    for _ in range(5):
        ask(cast.efe, cast.hana.id)
    own = ask(cast.efe, cast.hana.id)
    for turn in range(2):
        here = add(cast.efe, cast.programme, ADDRESS)
        for _ in range(5):
            ask(cast.efe, here)
        api.as_(cast.efe).patch(f"/participants/{here}", {"email": f"{turn}@e.example"})
    others = ask(cast.jo, add(cast.jo, cast.elsewhere, ADDRESS))

    told = ("type", "code", "title", "status", "detail", "errors")
    assert [own.json()[name] for name in told] == [others.json()[name] for name in told]
    assert own.headers["retry-after"] == others.headers["retry-after"]


def test_who_may_not_make_one_learns_no_more_than_before(cast, ask, later):
    for _ in range(6):
        ask(cast.efe, cast.hana.id)

    assert ask(cast.jo, cast.hana.id).status_code == 404
    assert ask(cast.hana, cast.hana.id).status_code == 403


def test_one_that_cannot_be_made_is_not_counted(cast, ask, as_owner, later):
    as_owner("update person set claimed_at = now() where id = :id", id=cast.hana.person_id)
    assert [ask(cast.efe, cast.hana.id).status_code for _ in range(9)] == [409] * 9
    as_owner("update person set claimed_at = null where id = :id", id=cast.hana.person_id)

    assert [ask(cast.efe, cast.hana.id).status_code for _ in range(5)] == [201] * 5


def test_who_has_no_address_gets_one_by_hand_at_any_time(cast, ask, add, later):
    here = add(cast.efe, cast.programme, None)

    assert [ask(cast.efe, here).status_code for _ in range(9)] == [201] * 9


def test_a_whole_roster_can_be_sent_links_one_after_the_other(cast, ask, add, mails, later):
    ids = [add(cast.efe, cast.programme, f"p{n}@x.example") for n in range(MANY)]
    answered = [ask(cast.efe, one).status_code for one in ids]

    record("Sign-in", "people of one roster who were sent a link at once", answered.count(201))
    assert answered == [201] * MANY
    assert len(mails()) == MANY


def test_two_coordinators_at_the_same_moment_send_no_more(own_api, cast):
    def link(who):
        return own_api.as_(who).post(f"/participants/{cast.hana.id}/sign-in-link").status_code

    assert [link(cast.efe) for _ in range(4)] == [201] * 4
    both = all_at_once(lambda: link(cast.efe), lambda: link(cast.gwen))

    assert sorted(both) == [201, 429]
