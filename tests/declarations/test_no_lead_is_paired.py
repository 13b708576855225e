"""U6: nobody reads a tie of whom they are paired with. So no lead coaches or is coached, ever."""

import pytest
from psycopg.errors import CheckViolation, ExclusionViolation
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.answers import codes, overtaken_by, said
from tests.conftest import owners_engine
from tests.figures import record

LEAD = "update participant set safeguarding_lead = true where id = :id"
ALSO = """
    insert into participant (programme_id, id, person_id, role, safeguarding_lead, state,
                             display_name, given_name, family_name, pseudonym, created_at)
    select programme_id, gen_random_uuid(), person_id, '{role}', {lead}, '{state}',
           display_name, given_name, family_name, left(gen_random_uuid()::text, 12), now()
      from participant where id = '{id}' returning id
"""
BY_NAME = "update participant set safeguarding_lead = true where display_name = '{name}'"


def also(member, role, *, lead=False, state="active"):
    """Write the SQL that gives somebody of the cast another place beside their own."""
    return ALSO.format(role=role, lead=lead, state=state, id=member.id)


@pytest.fixture
def path(cast):
    return f"/programmes/{cast.programme.id}"


@pytest.fixture
def name_leads(api, cast, path):
    """Name the leads of Side by Side, as Efe does, by the ids of their places."""
    return lambda *ids: api.as_(cast.efe).patch(path, {"safeguarding_leads": [*map(str, ids)]})


@pytest.fixture
def invite(api, cast):
    """Add somebody to Side by Side, as Efe does."""

    def inviting(role, email):
        names = {"given_name": "Zed", "family_name": "Zander", "email": email}
        sent = {"programme_id": str(cast.programme.id), "role": role, **names}
        return api.as_(cast.efe).post("/participants", sent)

    return inviting


def is_refused(answer):
    return answer.status_code == 422 and codes(answer) == [
        ("/safeguarding_leads", "lead_is_paired")
    ]


@pytest.mark.parametrize("name", ["amara", "hana", "pia", "ben", "idris"])
def test_whoever_coaches_or_is_coached_is_not_made_a_lead(api, cast, path, name_leads, name):
    before = said(api.as_(cast.efe).get(path))

    assert is_refused(name_leads(cast.gwen.id, getattr(cast, name).id))
    assert said(api.as_(cast.efe).get(path)) == before


@pytest.mark.parametrize("role", ["coach", "leader"])
@pytest.mark.parametrize("state", ["active", "ended"])
def test_nor_by_another_place_that_they_have_or_had(cast, as_owner, name_leads, role, state):
    as_owner(also(cast.efe, role, state=state))

    assert is_refused(name_leads(cast.efe.id))
    assert name_leads(cast.gwen.id).status_code == 200


@pytest.mark.parametrize("role", ["coach", "leader"])
def test_a_lead_is_not_asked_to_coach_or_to_be_coached(cast, invite, as_owner, role):
    answer = invite(role, "GWEN@example.org")

    assert (answer.status_code, answer.json()["code"]) == (409, "lead_stands_apart")
    assert as_owner("select 1 from participant where given_name = 'Zed'") == []
    assert invite("learning_partner", "gwen@example.org").status_code == 201


def test_nor_by_a_corrected_address(api, cast, as_owner):
    path = f"/participants/{cast.idris.id}"
    answer = api.as_(cast.efe).patch(path, {"email": "gwen@example.org"})

    assert (answer.status_code, answer.json()["code"]) == (409, "lead_stands_apart")
    (row,) = as_owner("select person_id from participant where id = :id", id=cast.idris.id)
    assert row["person_id"] == cast.idris.person_id


def test_who_led_once_may_coach_and_then_leads_no_more(cast, invite, name_leads):
    assert name_leads(cast.efe.id).status_code == 200
    assert invite("coach", "gwen@example.org").status_code == 201

    assert is_refused(name_leads(cast.gwen.id))


def test_in_another_programme_they_may(api, cast):
    """Pia coaches in Side by Side, and coordinates Elsewhere: ties are told within one of them."""
    elsewhere, place = f"/programmes/{cast.elsewhere.id}", str(cast.pia.others["coordinator"])

    named = api.as_(cast.pia).patch(elsewhere, {"safeguarding_leads": [place]})

    assert named.json()["safeguarding_leads"] == [place]


def test_who_can_see_a_tie_names_nobody_that_one_is_paired_with(api, cast, name_leads):
    name_leads(cast.gwen.id, cast.amara.id)
    sent = {"participant_id": cast.ben.id, "text": "My brother works there."}
    made = api.as_(cast.ben).post("/declarations", sent).json()

    assert made["readers"] == ["You", "Gwen"]
    assert api.as_(cast.amara).get(f"/declarations/{made['id']}").status_code == 404
    assert api.as_(cast.gwen).get(f"/declarations/{made['id']}").status_code == 200


@pytest.fixture
def own(own_database):
    """Give what runs SQL as the owner of the tables, whom row security does not bind."""
    with owners_engine(own_database.owner_url) as engine:

        def run(sql, **values):
            with engine.begin() as owner:
                owner.execute(text(sql), values)

        yield run


def test_the_database_takes_it_from_nobody(own, cast):
    """Neither from its owner, in whichever order, nor in one place or two."""
    own(also(cast.efe, "coach"))
    tries = [
        (CheckViolation, LEAD, {"id": cast.amara.id}),
        (CheckViolation, LEAD, {"id": cast.ben.id}),
        (CheckViolation, also(cast.chen, "leader", lead=True), {}),
        (ExclusionViolation, LEAD, {"id": cast.efe.id}),
        (ExclusionViolation, also(cast.gwen, "coach"), {}),
        (ExclusionViolation, also(cast.gwen, "leader", state="ended"), {}),
        (ExclusionViolation, "update participant set person_id = :of where id = :id",
         {"of": cast.gwen.person_id, "id": cast.idris.id}),
    ]  # fmt: skip
    for kind, sql, values in tries:
        with pytest.raises(IntegrityError) as refused:
            own(sql, **values)
        assert isinstance(refused.value.orig, kind), sql
        assert "participant_lead_apart" in str(refused.value.orig)
    record("U6", "ways to be a lead and paired that the database refuses", len(tries))


def test_of_two_at_the_same_moment_the_second_is_told(own_api, own_database, cast):
    """One makes Efe a lead, another has Efe coach: whoever comes second is refused, in words."""
    efe, url = own_api.as_(cast.gwen), own_database.superuser_url
    here = f"/programmes/{cast.programme.id}"
    zed = {"given_name": "Efe", "family_name": "Zander", "email": "efe@example.org"}
    zed |= {"programme_id": str(cast.programme.id), "role": "coach"}
    tag = {"If-Match": efe.get(here).headers["etag"]}
    leads = {"safeguarding_leads": [cast.efe.id]}

    named = overtaken_by(url, also(cast.efe, "coach"), lambda: efe.patch(here, leads, headers=tag))
    added = overtaken_by(
        url,
        BY_NAME.format(name="Chen"),
        lambda: efe.post("/participants", zed | {"email": "chen@example.org"}),
    )

    assert is_refused(named)
    assert (added.status_code, added.json()["code"]) == (409, "lead_stands_apart")
