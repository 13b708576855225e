"""The first sign-in: a link that is shown once, works once, and is kept by nobody."""

import pytest
from sqlalchemy import text
from tests.answers import all_at_once, codes, said
from tests.conftest import owners_engine
from tests.identity.signing import ANOTHER, PASSWORD, cookie_of

TABLES = text("""
    select format('%I.%I', table_schema, table_name) from information_schema.tables
     where table_schema in ('public', 'technical') and table_type = 'BASE TABLE'
""")


@pytest.fixture
def link(signing, cast):
    """Give a link that Efe made for Idris."""
    return signing.link_for(cast.idris, cast.efe)


def test_it_is_told_once_with_its_last_day(api, cast, later):
    made = api.as_(cast.efe).post(f"/participants/{cast.idris.id}/sign-in-link")

    assert made.status_code == 201
    assert made.json().keys() == {"url", "expires_at"}
    assert made.json()["url"].startswith("http://localhost:8000/welcome#")
    assert len(made.json()["url"].partition("#")[2]) == 43  # 256 bits of chance


def test_its_page_says_first_what_it_is_for(signing, link):
    seen = signing.look(link)

    assert seen.status_code == 200
    assert seen.json() == {
        "display_name": "Idris",
        "email": "idris@example.org",
        "programme": "Side by Side",
        "role": "leader",
        "role_label": None,
        "organisers": "Efe, Gwen",
    }
    assert "set-cookie" not in seen.headers


def test_looking_leaves_it_good(signing, link):
    for _ in range(3):
        assert signing.look(link).status_code == 200

    assert signing.first(link).status_code == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_nobody_is_signed_in_by_following_it(signing, link, method):
    """Post rooms open the links in mails before people do."""
    for path in ("/sign-in/first", f"/sign-in/first?token={link}", f"/sign-in/first/look?x={link}"):
        answered = signing.ask(method, path)
        assert answered.status_code in {204, 405}
        assert "set-cookie" not in answered.headers
    seen = signing.api.client.request(method, f"/welcome?token={link}")
    assert "set-cookie" not in seen.headers

    assert signing.first(link).status_code == 200


def test_it_sets_the_password_and_signs_in(signing, link):
    first = signing.first(link)

    assert first.status_code == 200
    assert first.json().keys() == {"access_token", "token_type", "expires_in"}
    assert signing.me(first) == 200
    assert signing.in_with("idris@example.org").status_code == 200
    assert signing.refresh(cookie_of(first)).status_code == 200


def test_the_team_sees_that_they_have_joined(signing, link, api, cast):
    efe = api.as_(cast.efe)
    assert efe.get(f"/participants/{cast.idris.id}").json()["joined"] is False

    signing.first(link)

    assert efe.get(f"/participants/{cast.idris.id}").json()["joined"] is True


def test_it_works_once(signing, link):
    assert signing.first(link).status_code == 200

    again = signing.first(link, ANOTHER)

    assert again.status_code == 404
    assert said(again) == said(signing.first("A" * 43, ANOTHER))
    assert said(signing.look(link)) == said(signing.look("A" * 43))
    assert signing.in_with("idris@example.org", ANOTHER).status_code == 401


def test_a_new_one_makes_the_one_before_useless(signing, link, cast):
    newer = signing.link_for(cast.idris, cast.gwen)

    assert signing.look(link).status_code == 404
    assert signing.first(link).status_code == 404
    assert signing.first(newer).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-1, 200), (0, 404)])
def test_it_is_good_for_fourteen_days(signing, later, cast, seconds, status):
    link = signing.link_for(cast.idris, cast.efe)
    later(days=14, seconds=seconds)

    assert signing.look(link).status_code == status
    assert signing.first(link).status_code == status


@pytest.mark.parametrize("poor", ["", "short", "password1234", "Idris Example", "a" * 257])
def test_a_poor_password_is_told_and_leaves_it_good(signing, link, poor):
    refused = signing.first(link, poor)

    assert refused.status_code == 422
    assert {pointer for pointer, _ in codes(refused)} == {"/password"}
    assert "set-cookie" not in refused.headers
    assert signing.first(link).status_code == 200


def test_whoever_was_signed_in_before_is_signed_out(signing, link, api, cast):
    assert api.as_(cast.idris).get("/me").status_code == 200

    signing.first(link)

    assert api.as_(cast.idris).get("/me").status_code == 401


def test_nowhere_in_the_database_is_the_link_to_be_found(signing_for_good, own_database, cast):
    signing = signing_for_good
    link = signing.link_for(cast.idris, cast.efe)
    signing.look(link)
    forms = {link, link.encode().hex(), link[:20], link[-20:]}
    with owners_engine(own_database.superuser_url) as engine, engine.connect() as everything:
        rows = {
            name: everything.execute(text(f"select * from {name}")).all()
            for name in everything.scalars(TABLES).all()
        }
        digest = everything.scalar(text("select octet_length(digest) from sign_in_link"))

    assert rows["public.sign_in_link"]
    assert digest == 32
    assert [name for name in rows for form in forms if form in str(rows[name])] == []


def test_there_is_none_for_who_has_a_password_or_takes_part_elsewhere(signing, api, cast):
    efe = api.as_(cast.efe)
    known = efe.post(f"/participants/{cast.hana.id}/sign-in-link")
    elsewhere = efe.post(f"/participants/{cast.pia.id}/sign-in-link")
    ended = efe.post(f"/participants/{cast.noor.id}/sign-in-link")

    assert known.status_code == 409
    assert said(known) == said(elsewhere) == said(ended)


def test_an_operator_makes_them_for_coordinators_alone(signing, api, cast):
    farah = api.as_(cast.farah)

    assert farah.post(f"/participants/{cast.efe.id}/sign-in-link").status_code == 201
    other = farah.post(f"/participants/{cast.idris.id}/sign-in-link")
    assert other.status_code == 404
    assert said(other) == said(farah.post(f"/participants/{cast.trust.id}/sign-in-link"))


@pytest.mark.parametrize("who", ["amara", "idris", "chen", "jo"])
def test_nobody_else_makes_any(api, cast, who):
    answered = api.as_(getattr(cast, who)).post(f"/participants/{cast.idris.id}/sign-in-link")

    assert answered.status_code == (403 if who == "idris" else 404)


def test_a_key_changes_nothing_here(api, cast):
    """`sign-in-link` takes no Idempotency-Key: an answer with a secret is not given twice."""
    path, key = f"/participants/{cast.idris.id}/sign-in-link", {"Idempotency-Key": "once"}
    one, other = (api.as_(cast.efe).post(path, headers=key).json()["url"] for _ in range(2))

    assert one != other


def test_two_who_use_one_at_once_make_one_password(signing_for_good, cast):
    signing = signing_for_good
    link = signing.link_for(cast.idris, cast.efe)

    both = all_at_once(*(lambda word=w: signing.first(link, word) for w in (PASSWORD, ANOTHER)))

    assert sorted(one.status_code for one in both) == [200, 404]
    works = [signing.in_with("idris@example.org", w).status_code for w in (PASSWORD, ANOTHER)]
    assert works == [one.status_code if one.status_code == 200 else 401 for one in both]


def test_making_and_using_one_at_once_leaves_one_truth(signing_for_good, cast):
    signing = signing_for_good
    link = signing.link_for(cast.idris, cast.efe)
    efe = signing.api.as_(cast.efe)
    path = f"/participants/{cast.idris.id}/sign-in-link"

    used, *made = all_at_once(lambda: signing.first(link), *[lambda: efe.post(path)] * 4)

    assert used.status_code in {200, 404}
    assert {one.status_code for one in made} <= {201, 409}
    good = [one for one in made if one.status_code == 201]
    good = [g for g in good if signing.look(g.json()["url"].partition("#")[2]).status_code == 200]
    assert len(good) == (0 if used.status_code == 200 else 1)
