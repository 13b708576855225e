"""Signing in with an address and a password: what is told, what is not, and to whom."""

from dataclasses import replace

import pytest
from tests.answers import codes, said
from tests.identity.conftest import KNOWN
from tests.identity.signing import COOKIE, PASSWORD, QUICK_HASH, cookie_of

from alongside.identity import passwords

WRONG = "three herons on a wall"


@pytest.fixture
def without_demo(api):
    """Serve as with ALONGSIDE_DEMO=0."""
    state = api.app.state
    before, state.site = state.site, replace(state.site, demo=False)
    yield
    state.site = before


@pytest.fixture
def work(monkeypatch):
    """Count the hashes that are worked out, each by what it costs."""
    passwords._stand_in()  # made once for the whole process, at the first need
    done, verify = [], passwords._hasher.verify

    def counted(given, stored):
        done.append(stored.split("$")[1:4])
        return verify(given, stored)

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    monkeypatch.setattr(passwords._hasher, "hash", lambda *_: pytest.fail("a hash was made"))
    return done


def test_an_unknown_address_and_a_wrong_password_are_answered_alike(signing):
    wrong, unknown = signing.in_with(password=WRONG), signing.in_with("nobody@example.org", WRONG)

    assert wrong.status_code == 401
    assert said(wrong) == said(unknown)
    assert wrong.json()["code"] == "wrong_credentials"
    assert "set-cookie" not in wrong.headers


def test_so_is_whoever_has_no_password_yet_or_may_not_come_in(signing, as_owner, cast):
    as_owner("update person set demo = true where id = :id", id=cast.ben.person_id)
    unknown = said(signing.in_with("nobody@example.org", WRONG))

    for email in ("idris@example.org", "ben@example.org", "noor@example.org"):
        assert said(signing.in_with(email, WRONG)) == unknown


@pytest.mark.usefixtures("without_demo")
@pytest.mark.parametrize("who", ["hana", "nobody", "idris", "demo"])
def test_the_same_work_is_done_for_everybody(signing, as_owner, cast, work, who):
    """Whoever measures how long it takes learns nothing: there is one hash, of one cost."""
    usual = passwords._stand_in()
    as_owner(KNOWN, hash=usual, id=cast.hana.person_id)
    as_owner(
        "update person set demo = true, email = 'demo@example.org', password_hash = :hash"
        " where id = :id",
        hash=usual, id=cast.ben.person_id,
    )  # fmt: skip

    assert signing.in_with(f"{who}@example.org", WRONG).status_code == 401
    assert work == [["argon2id", "v=19", "m=65536,t=3,p=4"]]


@pytest.mark.parametrize("email", ["hana@example.org", "HANA@Example.ORG", "  hana@example.org "])
def test_an_address_may_be_written_in_any_letters(signing, email):
    answered = signing.in_with(email)

    assert answered.status_code == 200
    assert answered.json()["token_type"] == "Bearer"
    assert answered.json()["expires_in"] == 600
    assert signing.me(answered) == 200


def test_a_password_may_not(signing):
    assert signing.in_with(password=PASSWORD.upper()).status_code == 401


def test_the_cookie_is_for_us_alone_and_not_for_scripts(signing, later):
    told = signing.in_with().headers.get_list("set-cookie")[0]
    name, _, rest = told.partition("=")
    parts = [part.strip().lower() for part in rest.split(";")[1:]]

    assert name == COOKIE
    assert sorted(parts) == ["httponly", "max-age=604800", "path=/", "samesite=strict", "secure"]


def test_each_sign_in_has_a_cookie_and_a_row_of_its_own(signing, as_owner, cast):
    one, other = signing.in_with(), signing.in_with()

    assert cookie_of(one) != cookie_of(other)
    signing.out(cookie_of(one))
    assert (signing.me(one), signing.me(other)) == (401, 200)


def test_neither_token_is_kept_anywhere(signing, as_owner, later):
    answered = signing.in_with()
    later(seconds=11)
    newer = signing.refresh(cookie_of(answered))
    kept = str(as_owner("select * from sign_in"))

    for secret in (cookie_of(answered), cookie_of(newer), answered.json()["access_token"]):
        assert secret not in kept


def test_a_demo_account_is_refused_where_there_is_no_demo(signing, as_owner, cast, without_demo):
    as_owner("update person set demo = true where id = :id", id=cast.hana.person_id)

    assert signing.in_with().status_code == 401


def test_one_that_was_signed_in_before_is_refused_too(signing, api, as_owner, cast):
    answered = signing.in_with()
    as_owner("update person set demo = true where id = :id", id=cast.hana.person_id)
    assert signing.me(answered) == 200

    site = api.app.state.site
    api.app.state.site = replace(site, demo=False)
    try:
        assert signing.me(answered) == 401
        assert signing.refresh(cookie_of(answered)).status_code == 401
    finally:
        api.app.state.site = site


def test_no_demo_account_comes_in_by_a_link_either(signing, as_owner, cast, without_demo):
    link = signing.link_for(cast.idris, cast.efe)
    as_owner("update person set demo = true where id = :id", id=cast.idris.person_id)

    for password in (PASSWORD, "short"):
        assert said(signing.first(link, password)) == said(signing.first("A" * 43, password))
    assert said(signing.look(link)) == said(signing.look("A" * 43))
    assert signing.look(link).status_code == 404
    stored = as_owner("select password_hash from person where id = :id", id=cast.idris.person_id)
    assert stored[0]["password_hash"] is None


def test_whose_role_has_ended_keeps_their_own_account_and_nothing_else(signing, as_owner, cast):
    as_owner(KNOWN, hash=QUICK_HASH, id=cast.noor.person_id)
    token = signing.in_with("noor@example.org").json()["access_token"]
    me = signing.ask("GET", "/me", token=token).json()

    assert [one["state"] for one in me["participants"]] == ["ended"]
    assert [one["allowed"] for one in me["participants"]] == [[]]
    assert me["allowed"] == []
    assert signing.ask("PATCH", "/me", {"display_name": "Noor Q"}, token=token).status_code == 200
    assert signing.ask("GET", f"/participants/{cast.noor.id}", token=token).status_code == 404
    for path in (
        "programmes", "participants", "pairings", "sessions", "feedback", "organisations",
        "declarations", "offered-feedback",
    ):  # fmt: skip
        listed = signing.ask("GET", f"/{path}", token=token)
        assert (listed.status_code, listed.json()["items"]) == (200, []), path


def test_what_is_missing_or_odd_is_told(signing):
    def ask(sent):
        return codes(signing.ask("POST", "/sign-in", sent))

    assert ask({"email": "hana@example.org"}) == [("/password", "missing")]
    assert ask({"email": "a", "password": "b", "remember": True}) == [
        ("/remember", "extra_forbidden")
    ]
    assert ask({"email": "a" * 255, "password": "b"}) == [("/email", "string_too_long")]
    assert ask({"email": "a", "password": "b" * 1025}) == [("/password", "string_too_long")]
