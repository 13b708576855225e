"""Who looks after people: chosen among those who take part, told by id to coordinators alone."""

import pytest
from tests.answers import NOBODYS, codes, said

OTHERS = ("amara", "ben", "hana", "idris", "chen", "dilys", "farah")


@pytest.fixture
def lead(change):
    """Name the leads: `lead(cast.gwen, cast.amara)`."""
    return lambda *members: change(safeguarding_leads=[getattr(m, "id", m) for m in members])


def leads(answer):
    return set(answer.json()["safeguarding_leads"])


@pytest.mark.parametrize("name", ["efe", "chen", "dilys"])
def test_whoever_takes_part_and_is_not_paired_may_be_one(api, cast, path, lead, name):
    answer = lead(cast.gwen, getattr(cast, name))

    assert answer.status_code == 200
    assert leads(answer) == {cast.gwen.id, getattr(cast, name).id}
    assert said(api.as_(cast.gwen).get(path)) == said(answer)


def test_who_is_named_reads_declarations_and_who_is_not_reads_them_no_more(api, cast, lead):
    body = {"participant_id": cast.amara.id, "text": "My sister works there."}
    declared = api.as_(cast.amara).post("/declarations", body).json()["id"]

    lead(cast.chen)

    assert api.as_(cast.chen).get(f"/declarations/{declared}").status_code == 200
    assert api.as_(cast.gwen).get(f"/declarations/{declared}").status_code == 404
    assert leads(lead()) == set()
    assert api.as_(cast.chen).get(f"/declarations/{declared}").status_code == 404


def test_null_clears_and_twice_is_once(cast, change, lead):
    assert leads(lead(cast.gwen, cast.gwen, cast.dilys)) == {cast.gwen.id, cast.dilys.id}
    assert leads(change(aims="As they are")) == {cast.gwen.id, cast.dilys.id}
    assert leads(change(safeguarding_leads=None)) == set()


@pytest.mark.parametrize("name", ["noor", "jo", "kofi", "pia elsewhere", "nobody"])
def test_who_does_not_take_part_here_is_refused(api, cast, path, lead, name):
    who = {"nobody": NOBODYS, "pia elsewhere": str(cast.pia.others["coordinator"])}.get(name)
    before = said(api.as_(cast.efe).get(path))

    answer = lead(cast.dilys, who or getattr(cast, name))

    assert (answer.status_code, codes(answer)) == (
        422, [("/safeguarding_leads", "no_such_lead")],
    )  # fmt: skip
    assert said(answer) == said(lead(cast.dilys, NOBODYS))
    assert said(api.as_(cast.efe).get(path)) == before


def test_who_leaves_leads_no_more(api, cast, path, lead):
    lead(cast.gwen, cast.dilys)
    api.as_(cast.efe).post(f"/participants/{cast.dilys.id}/end")

    assert leads(api.as_(cast.efe).get(path)) == {cast.gwen.id}
    assert leads(lead(cast.efe)) == {cast.efe.id}


@pytest.mark.usefixtures("each_lock")
def test_their_ids_are_told_to_coordinators_alone(api, cast, path, lead):
    """Not to who sees the person otherwise, nor to the lead themselves."""
    lead(cast.gwen, cast.dilys, cast.chen)

    for name in OTHERS:
        caller = api.as_(getattr(cast, name))
        assert caller.get(path).json()["safeguarding_leads"] == [], name
        listed = caller.get("/programmes").json()["items"]
        assert all(one["safeguarding_leads"] == [] for one in listed), name
    assert len(leads(api.as_(cast.gwen).get(path))) == 3


@pytest.mark.usefixtures("each_lock")
def test_to_the_others_another_lead_changes_nothing(api, cast, path, lead):
    before = [said(api.as_(getattr(cast, name)).get(path)) for name in OTHERS]

    lead(cast.dilys, cast.chen, cast.efe)

    assert [said(api.as_(getattr(cast, name)).get(path)) for name in OTHERS] == before


@pytest.mark.usefixtures("each_lock")
def test_who_coordinates_one_programme_is_not_told_the_leads_of_another(api, cast, path):
    pia = api.as_(cast.pia)
    elsewhere = f"/programmes/{cast.elsewhere.id}"
    pia.patch(elsewhere, {"safeguarding_leads": [cast.mo.id]})

    assert leads(pia.get(elsewhere)) == {cast.mo.id}
    assert pia.get(path).json()["safeguarding_leads"] == []
    listed = {one["id"]: one for one in pia.get("/programmes").json()["items"]}
    assert listed[str(cast.programme.id)]["safeguarding_leads"] == []
    assert listed[str(cast.elsewhere.id)]["safeguarding_leads"] == [cast.mo.id]


def test_they_come_in_one_order_whenever_they_were_chosen(cast, lead):
    first = lead(cast.gwen, cast.dilys, cast.chen)
    lead(cast.chen)
    lead(cast.chen, cast.gwen)
    again = lead(cast.dilys, cast.chen, cast.gwen)

    assert said(again) == said(first)


def test_by_name_they_are_known_to_everybody_whom_they_look_after(api, cast, path, lead):
    """Who helps is no secret; which of them one may turn to is on the page."""
    lead(cast.gwen, cast.dilys)

    for name in ("efe", "amara", "ben", "chen", "pia"):
        items = api.as_(getattr(cast, name)).get(f"{path}/helpers").json()["items"]
        named = {one["display_name"]: (one["role"], one["safeguarding_lead"]) for one in items}
        assert named == {
            "Efe": ("coordinator", False), "Gwen": ("coordinator", True),
            "Chen": ("learning_partner", False), "Dilys": ("learning_partner", True),
        }, name  # fmt: skip
        assert all(one.keys() == {"display_name", "role", "safeguarding_lead"} for one in items)
    assert api.as_(cast.farah).get(f"{path}/helpers").json()["items"] == []
    for name in ("jo", "kofi", "noor"):
        assert api.as_(getattr(cast, name)).get(f"{path}/helpers").status_code == 404
