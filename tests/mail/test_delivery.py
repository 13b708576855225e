"""A mail is sent once it is kept; what cannot be sent waits, and what is too late is dropped."""

from datetime import timedelta

import pytest
from tests.mail.conftest import trying
from tests.mail.terms import KEY, SITE

from alongside.core.clock import now, use_clock
from alongside.mail import Kind, token_in
from alongside.mail.carriers import MailServer
from alongside.mail.delivery import FIRST_PAUSE, LONGEST_PAUSE, NotYet, deliver, pause_after


def test_it_is_sent_to_its_reader_under_its_own_id(office, sink, cast):
    (mail_id,) = office.post(cast.hana, kind=Kind.FIRST_LINK)

    office.play(deliver(office.office, mail_id))

    (mail,) = sink.arrived
    link = f"{SITE}/welcome#{token_in(KEY, mail_id)}"
    assert mail["To"] == "hana@example.org"
    assert mail["Message-ID"] == f"<{mail_id}@programme.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert link in mail.get_body(("plain",)).get_content()
    assert f'href="{link}"' in mail.get_body(("html",)).get_content()
    assert [one["sent_at"] is not None for one in office.settled()] == [True]


def test_it_is_sent_once_however_often_it_is_asked(office, sink, cast):
    (mail_id,) = office.post(cast.hana)

    for _ in range(3):
        office.play(deliver(office.office, mail_id))

    assert len(sink.arrived) == 1


@pytest.mark.parametrize("answer", ["451 later", "421 busy"])
def test_it_waits_for_a_server_that_says_later(office, sink, cast, answer):
    sink.answers.append(answer)
    (mail_id,) = office.post(cast.hana)

    with pytest.raises(NotYet) as raised:
        office.play(deliver(office.office, mail_id))
    assert raised.value.after == FIRST_PAUSE
    assert [(one["sent_at"], one["attempts"]) for one in office.settled()] == [(None, 1)]

    office.play(deliver(office.office, mail_id))
    assert len(sink.arrived) == 1


def test_it_is_dropped_if_the_server_will_never_take_it(office, sink, cast):
    sink.answers.append("550 nobody here")
    (mail_id,) = office.post(cast.hana)

    office.play(deliver(office.office, mail_id))
    office.play(deliver(office.office, mail_id))

    assert sink.arrived == []
    assert [one["dropped_at"] is not None for one in office.settled()] == [True]


def test_it_is_dropped_once_it_is_too_late(office, sink, cast):
    (mail_id,) = office.post(cast.hana)
    later = now() + timedelta(days=4)

    before = use_clock(lambda: later)
    try:
        office.play(deliver(office.office, mail_id))
    finally:
        use_clock(before)

    assert sink.arrived == []
    assert [one["dropped_at"] is not None for one in office.settled()] == [True]


def test_somebody_without_an_address_gets_none(office, sink, cast):
    office.sql("update person set email = null where id = :id", id=cast.hana.person_id)
    (mail_id,) = office.post(cast.hana)

    office.play(deliver(office.office, mail_id))

    assert sink.arrived == []


def test_nothing_is_sent_where_nobody_carries_it(own_database, cast):
    with trying(own_database) as nowhere:
        (mail_id,) = nowhere.post(cast.hana)
        with pytest.raises(NotYet):
            nowhere.play(deliver(nowhere.office, mail_id))


def test_nothing_is_sent_over_a_way_that_is_not_encrypted(sink, cast, own_database, monkeypatch):
    monkeypatch.setattr("alongside.mail.carriers.is_here", lambda _host: False)
    with trying(own_database, MailServer(sink.url)) as afar:
        (mail_id,) = afar.post(cast.hana)
        with pytest.raises(NotYet):
            afar.play(deliver(afar.office, mail_id))

    assert sink.arrived == []


def test_each_pause_is_longer_up_to_an_hour():
    pauses = [pause_after(attempts) for attempts in range(12)]

    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (FIRST_PAUSE, LONGEST_PAUSE)


def test_the_worker_sends_what_waits_and_forgets_the_job(office, sink, cast):
    office.post(cast.hana, cast.amara, cast.ben)

    office.work_until(lambda: len(sink.arrived) == 3 and office.jobs() == [])

    assert set(sink.by_address()) == {f"{one}@example.org" for one in ("hana", "amara", "ben")}


def test_the_worker_tries_again_later(office, sink, cast):
    sink.answers.append("451 later")
    office.post(cast.hana)

    office.work_until(lambda: any(one["scheduled_at"] for one in office.jobs()))

    (job,) = office.jobs()
    assert job["status"] == "todo"
    assert job["scheduled_at"] > now()
    assert sink.arrived == []


@pytest.mark.parametrize(
    "called", ["your account is closed, go to http://evil.example/now", "a@b.example", "now: act",
               "n" * 61, "www.evil-alongside.example", "Go to evil.example", "evil\u3002example",
               "evil\uff0eexample", "\u00e9vil.\u0440\u0444"],
)  # fmt: skip
def test_a_name_that_could_be_taken_for_more_is_left_out(office, sink, cast, called):
    office.sql(
        "update person set display_name = :called where id = :id",
        called=called, id=cast.hana.person_id,
    )  # fmt: skip
    (mail_id,) = office.post(cast.hana)
    office.play(deliver(office.office, mail_id))

    (mail,) = sink.arrived
    for kind in ("plain", "html"):
        told = mail.get_body((kind,)).get_content()
        assert called not in told
        assert "Hello," in told


@pytest.mark.parametrize("called", ["J. R. Hartley", "J.R. Hartley", "Dr. O'Neill-Ek", "Sam Jr."])
def test_a_name_with_dots_is_greeted(office, sink, cast, called):
    office.sql(
        "update person set display_name = :called where id = :id",
        called=called, id=cast.hana.person_id,
    )  # fmt: skip
    (mail_id,) = office.post(cast.hana)
    office.play(deliver(office.office, mail_id))

    (mail,) = sink.arrived
    assert f"Hello {called}," in mail.get_body(("plain",)).get_content()
