"""`alongside second-step reset`: for people who have lost what they sign in with."""

import sys

import pytest

from alongside.commands import second_step
from alongside.identity.keys import load_keys
from alongside.identity.links import digest_of
from alongside.mail import token_in
from alongside.serving import mail_key
from tests.commands import ask, bare, new_database, runner, use

KIM, LEE = "kim@example.org", "lee@example.org"
MADE = """
    insert into person (id, email, display_name, operator, demo, created_at)
    values (gen_random_uuid(), :kim, 'Kim', true, false, now()),
           (gen_random_uuid(), :lee, 'Lee', true, false, now())
"""
HELD = """
    insert into second_factor (person_id, sealed_secret, confirmed_at, last_step, created_at)
    select id, 'sealed', now(), 0, now() from person;
    insert into recovery_code (person_id, digest, created_at)
    select id, sha256(id::text::bytea), now() from person;
    insert into passkey (id, person_id, credential_id, public_key, sign_count, name, transports,
                         created_at)
    select gen_random_uuid(), id, sha256(id::text::bytea), 'k', 0, 'Phone', '', now() from person;
    insert into sign_in (id, person_id, generation, created_at, rotated_at, expires_at)
    select gen_random_uuid(), id, 0, now(), now(), now() + interval '1 day' from person
"""
LEFT = """
    select p.email, (select count(*) from second_factor f where f.person_id = p.id),
           (select count(*) from recovery_code c where c.person_id = p.id),
           (select count(*) from passkey k where k.person_id = p.id),
           (select count(*) from sign_in s where s.person_id = p.id and s.ended_at is null)
      from person p order by p.email
"""
WHOLE = [(KIM, 1, 1, 1, 1), (LEE, 1, 1, 1, 1)]


@pytest.fixture
def urls(server, monkeypatch):
    with new_database(server, bare(server)) as urls:
        ask(urls, MADE, kim=KIM, lee=LEE)
        ask(urls, HELD)
        yield urls


@pytest.fixture
def alongside(monkeypatch, capsys, tmp_path, urls):
    run = runner(monkeypatch, capsys)
    use(monkeypatch, urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    return run


def test_a_lost_second_step_goes_and_nobody_elses(alongside, urls):
    answer = alongside("second-step", "reset", " KIM@example.org ", "--yes")

    assert answer.ended == 0
    assert f"{KIM} has no second step any more" in answer.out
    assert ask(urls, LEFT) == [(KIM, 0, 0, 0, 0), (LEE, 1, 1, 1, 1)]


def test_it_is_noted_as_done_by_nobody_who_signs_in(alongside, urls):
    alongside("second-step", "reset", KIM, "--yes")

    noted = ask(
        urls,
        "select action, kind, actor_person_id::text, p.email"
        " from audit_entry e join person p on p.id = e.thing_id",
    )
    assert noted == [
        ("second_factor:reset", "account", "00000000-0000-0000-0000-000000000000", KIM)
    ]


def test_they_are_told_by_a_mail_whose_link_says_that_it_was_not_them(alongside, urls, tmp_path):
    alongside("second-step", "reset", KIM, "--yes")

    ((mail_id, kind, email, purpose, digest),) = ask(
        urls,
        "select m.id, m.kind, p.email, t.purpose, t.digest from mail m"
        " join person p on p.id = m.person_id join mail_token t on t.mail_id = m.id",
    )
    assert (kind, email, purpose) == ("second_step_reset", KIM, "not_me")
    secret = token_in(mail_key(load_keys(tmp_path / "keys")), mail_id)
    assert bytes(digest) == digest_of(secret)
    assert ask(urls, "select status::text from jobs.procrastinate_jobs") == [("todo",)]


@pytest.mark.parametrize("answered", [True, False])
def test_somebody_at_a_keyboard_is_asked_first(alongside, urls, monkeypatch, answered):
    asked = []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(second_step.typer, "confirm", lambda words: asked.append(words) or answered)

    alongside("second-step", "reset", KIM)

    assert len(asked) == 1
    assert KIM in asked[0]
    assert (ask(urls, LEFT) == WHOLE) is not answered


def test_where_nobody_can_answer_it_has_to_be_said(alongside, urls, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    answer = alongside("second-step", "reset", KIM)

    assert "Say --yes if you are sure." in answer.words
    assert ask(urls, LEFT) == WHOLE
    assert ask(urls, "select count(*) from mail") == [(0,)]


def test_nothing_is_done_for_who_is_unknown_or_has_none(alongside, urls):
    unknown = alongside("second-step", "reset", "nobody@example.org", "--yes")
    alongside("second-step", "reset", KIM, "--yes")
    twice = alongside("second-step", "reset", KIM, "--yes")

    assert "Nobody here has the address" in unknown.words
    assert f"{KIM} has no second step. Nothing was changed." in twice.words
    assert ask(urls, "select count(*) from audit_entry") == [(1,)]


def test_an_account_of_the_demo_is_left_alone_where_there_is_no_demo(alongside, urls, monkeypatch):
    ask(urls, "update person set demo = true where email = :kim", kim=KIM)
    monkeypatch.setenv("ALONGSIDE_DEMO", "0")

    answer = alongside("second-step", "reset", KIM, "--yes")

    assert "That is an account of the demo" in answer.words
    assert ask(urls, LEFT) == WHOLE
