"""In the demo, mail for people of the demo is shown and not sent; nobody else's gets there."""

from alongside.mail.carriers import Mailbox
from alongside.mail.delivery import deliver


def make_demo(office, *people):
    for one in people:
        office.sql("update person set demo = true where id = :id", id=one.person_id)


def send(office, *people):
    for mail_id in office.post(*people):
        office.play(deliver(office.office, mail_id))


def shown(office):
    return [one.to for one in office.office.mailbox.newest()]


def test_mail_of_the_demo_is_shown_and_goes_nowhere(demo_office, sink, cast):
    make_demo(demo_office, cast.hana)

    send(demo_office, cast.hana)

    (mail,) = demo_office.office.mailbox.newest()
    assert (mail.to, mail.subject) == ("hana@example.org", "Something waits for your answer")
    assert "Hello Hana," in mail.text
    assert sink.arrived == []


def test_mail_for_anybody_else_never_gets_there(demo_office, sink, cast):
    """Whoever reads the mailbox could sign in by it as those whose mail is in it."""
    make_demo(demo_office, cast.efe)

    send(demo_office, cast.farah, cast.jo, cast.pia)

    assert shown(demo_office) == []
    assert len(sink.arrived) == 3


def test_mail_for_whom_the_demo_itself_has_added_is_shown(demo_office, sink, cast):
    make_demo(demo_office, cast.efe)

    send(demo_office, cast.hana)

    assert shown(demo_office) == ["hana@example.org"]
    assert sink.arrived == []


def test_only_the_newest_few_are_kept_and_one_sent_twice_is_there_once(demo_office, cast):
    make_demo(demo_office, cast.efe)
    send(demo_office, cast.hana, cast.amara, cast.ben, cast.chen)
    (mail_id,) = demo_office.post(cast.dilys)
    demo_office.play(deliver(demo_office.office, mail_id))
    demo_office.sql("update mail set sent_at = null where id = :id", id=mail_id)
    demo_office.play(deliver(demo_office.office, mail_id))

    assert shown(demo_office) == [f"{one}@example.org" for one in ("dilys", "chen", "ben")]


def test_anybody_looks_into_it_in_the_demo_alone(api, cast, tmp_path, monkeypatch):
    monkeypatch.setitem(api.app.state._state, "mailbox", Mailbox(tmp_path / "none"))
    assert api.anonymous.get("/mailbox").json() == {"items": []}

    monkeypatch.setitem(api.app.state._state, "mailbox", None)
    assert api.anonymous.get("/mailbox").status_code == 404
