"""Signing in by mail: a link and a code in one mail, for people who keep no password."""

from contextlib import contextmanager
from dataclasses import replace

import pyotp
import pytest
from tests.answers import said
from tests.identity.by_mail import HANA, POSTED
from tests.identity.signing import cookie_of, device_of

from alongside.core.clock import now
from alongside.identity.by_mail import service as by_mail
from alongside.mail import code_in
from alongside.mail.writing import Desk, Mail, write

NOBODY = "nobody@example.org"


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


def test_a_code_signs_in_without_any_password(asking, as_owner, cast):
    attempt, code, _ = asking.start()
    given = asking.by_code(attempt, f" {code[:4]} {code[4:]} ")

    assert given.status_code == 200
    assert given.json().keys() == {"access_token", "token_type", "expires_in"}
    assert asking.me(given) == 200
    assert asking.refresh(cookie_of(given)).status_code == 200
    noted = as_owner("select action from audit_entry where actor_person_id = :id",
                     id=cast.hana.person_id)  # fmt: skip
    assert [row["action"] for row in noted] == ["sign_in"]


def test_the_link_does_so_too(asking):
    _, _, token = asking.start()

    assert asking.me(asking.by_link(token)) == 200


@pytest.mark.parametrize("first", ["code", "link"])
def test_one_of_them_uses_up_both(asking, first):
    attempt, code, token = asking.start()
    given = asking.by_code(attempt, code) if first == "code" else asking.by_link(token)

    assert given.status_code == 200
    assert asking.by_code(attempt, code).json()["code"] == "wrong_mail_code"
    assert asking.by_link(token).json()["code"] == "mail_link_not_good"


def test_they_are_good_for_ten_minutes(asking, later):
    attempt, code, token = asking.start()
    later(minutes=9, seconds=59)
    assert asking.by_code(attempt, wrong(code)).json()["code"] == "wrong_mail_code"
    later(seconds=1)

    assert asking.by_code(attempt, code).json()["code"] == "attempt_over"
    assert asking.by_link(token).status_code == 404


def test_a_code_is_tried_five_times_and_no_more(asking):
    attempt, code, token = asking.start()
    tried = [asking.by_code(attempt, wrong(code)).json()["code"] for _ in range(5)]

    assert tried == ["wrong_mail_code"] * 5
    assert asking.by_code(attempt, code).json()["code"] == "attempt_over"
    assert asking.by_link(token).status_code == 200, "the link in it cannot be guessed"


def test_a_code_goes_with_its_own_attempt_alone(asking):
    attempt, _, _ = asking.start()
    other, code, _ = asking.start()

    assert asking.by_code(attempt, code).json()["code"] == "wrong_mail_code"
    assert asking.by_code("x" * 60, code).json()["code"] == "attempt_over"
    assert asking.by_code(other, code).status_code == 200


def test_an_address_of_nobody_is_answered_as_any(asking, as_owner):
    def told(answer):
        kept = {k: v for k, v in answer.headers.items() if k != "x-request-id"}
        return answer.status_code, answer.json().keys(), len(answer.json()["attempt"]), kept

    known, unknown = asking.mail(HANA), asking.mail(NOBODY)

    assert told(known) == told(unknown)
    assert known.status_code == 202
    attempts = [one.json()["attempt"] for one in (known, unknown)]
    (mail_id,) = asking.posted()
    code = wrong(code_in(asking.key, mail_id))
    for _ in range(6):
        assert said(asking.by_code(attempts[0], code)) == said(asking.by_code(attempts[1], code))


def test_for_nobody_the_same_is_done_and_nothing_is_left(asking, as_owner):
    for name in ("mail", "mail_token", "jobs.procrastinate_jobs"):
        assert as_owner(f"select * from {name}") == []
    asking.mail(NOBODY)

    for name in ("mail", "mail_token", "jobs.procrastinate_jobs"):
        assert as_owner(f"select * from {name}") == []


def test_what_was_guessed_of_a_mail_that_never_was_signs_nobody_in(asking, monkeypatch):
    attempt = asking.mail(NOBODY).json()["attempt"]
    mail_id = by_mail.read_attempt(asking.api.app.state.keys, attempt)

    refused = asking.by_code(attempt, code_in(asking.key, mail_id))
    assert refused.json()["code"] == "wrong_mail_code"


def test_a_few_mails_are_sent_and_then_one_in_a_while(asking, later):
    answers = [asking.mail() for _ in range(9)]
    assert {one.status_code for one in answers} == {202}
    assert len(asking.posted()) == 5

    later(seconds=61)
    asking.mail()
    assert len(asking.posted()) == 6
    asking.mail()
    assert len(asking.posted()) == 6


def test_who_asks_for_mails_from_everywhere_fills_no_mailbox_and_keeps_nobody_from_theirs(asking):
    attempt, code, _ = asking.start()
    device = device_of(asking.by_code(attempt, code))
    before = len(asking.posted())
    for n in range(60):
        asking.mail(host=f"10.7.{n}.1")
    assert len(asking.posted()) - before <= 15

    sent = len(asking.posted())
    asking.mail(device=device)
    assert len(asking.posted()) == sent + 1


def test_who_signs_in_may_ask_again(asking):
    for _ in range(8):
        attempt, code, _ = asking.start()
        assert asking.by_code(attempt, code).status_code == 200


def test_a_mail_proves_one_thing_and_the_second_step_is_still_asked_for(asking, signing):
    token = signing.in_with().json()["access_token"]
    secret = signing.ask("POST", "/me/second-factor", token=token).json()["secret"]
    shown = {"code": pyotp.TOTP(secret).at(now())}
    assert signing.ask("POST", "/me/second-factor/confirm", shown, token=token).status_code == 204

    attempt, code, _ = asking.start()
    by_code = asking.by_code(attempt, code)
    _, _, link = asking.start()
    by_link = asking.by_link(link)
    for given in (by_code, by_link):
        assert given.json()["next"] == "second_factor"
        assert "set-cookie" not in given.headers


@contextmanager
def without_demo(api):
    state = api.app.state
    before, state.site = state.site, replace(state.site, demo=False)
    try:
        yield
    finally:
        state.site = before


def test_accounts_of_the_demo_are_nobodys_where_there_is_none(asking, api, as_owner, cast):
    _, _, token = asking.start()
    attempt, code, _ = asking.start()
    as_owner("update person set demo = true where id = :id", id=cast.hana.person_id)
    with without_demo(api):
        assert asking.mail().json()["mailbox"] is False
        assert len(asking.posted()) == 2
        assert asking.by_link(token).status_code == 404
        assert asking.by_code(attempt, code).status_code == 401


def test_one_mail_says_the_link_and_the_code(asking, cast, as_owner):
    _, code, token = asking.start()
    (row,) = as_owner(POSTED)
    desk = Desk("alongside@programme.example", "https://alongside.example.org", asking.key)
    mail = Mail(row["id"], by_mail.SIGN_IN, 0, row["created_at"], HANA, "Hana", in_demo=False)
    written = write(mail, desk).get_body(("plain",)).get_content()

    assert len(code) == 8
    assert code.isdigit()
    assert code in written
    assert f"https://alongside.example.org/sign-in/link#{token}" in written
    assert "ten minutes" in written


def test_what_is_kept_of_it_signs_nobody_in(asking, as_owner):
    _, code, token = asking.start()
    kept = str([dict(row) for row in as_owner("select * from mail_token")])

    assert code not in kept
    assert token not in kept


def test_to_look_at_a_link_signs_nobody_in(asking, api):
    """Gateways open every link in a mail. The secret is behind the #, and GET changes nothing."""
    attempt, _, token = asking.start()
    for path in ("/api/v1/sign-in/mail/link", "/api/v1/sign-in/not-me", f"/sign-in/link?{token}"):
        for method in ("GET", "HEAD", "OPTIONS"):
            answer = api.client.request(method, path, headers={"Accept": "text/html"})
            assert "set-cookie" not in answer.headers
    assert attempt
    assert asking.by_link(token).status_code == 200


def test_where_mail_is_shown_the_answer_says_so(asking):
    assert asking.mail().json()["mailbox"] is True
