"""Whoever looks at the agreed addresses finds whom to tell, and where to change a password."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from alongside.core.clock import now, use_clock
from alongside.settings import Settings
from alongside.web.well_known import security_txt

AT = "https://alongside.example"


def fields_of(told):
    return dict(line.split(": ", 1) for line in told.splitlines())


@pytest.fixture
def in_ten_years():
    before = use_clock(lambda: datetime.now(UTC) + timedelta(days=3653))
    yield
    use_clock(before)


def runs_out(told):
    left = datetime.fromisoformat(fields_of(told)["Expires"]) - now()
    return timedelta() < left < timedelta(days=365)


def test_whom_to_tell_of_a_weakness_is_told_as_agreed(api):
    answer = api.client.get("/.well-known/security.txt")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert fields_of(answer.text).keys() == {
        *("Contact", "Expires", "Preferred-Languages", "Canonical")
    }
    assert runs_out(answer.text)


def test_it_does_not_run_out_on_a_server_that_nobody_touches(in_ten_years):
    assert runs_out(security_txt(AT, None))


def test_an_installation_may_name_whom_it_wants():
    assert fields_of(security_txt(AT, None))["Contact"] == f"{AT}/help#security"
    assert fields_of(security_txt(AT, "mailto:x@trust.example"))["Contact"].startswith("mailto:")


@pytest.mark.parametrize("contact", ["x@trust.example", "mailto:x\nContact: y", "http://x", ""])
def test_what_is_no_way_to_reach_anybody_is_refused(contact):
    with pytest.raises(ValidationError):
        Settings(security_contact=contact)


def test_password_keepers_find_where_to_change_one(api):
    asked = "/.well-known/change-password"
    answer = api.client.get(asked, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert api.client.get(f"{asked}-that-is-not-there").status_code == 404
