"""Changing a programme: its coordinators do, having seen what they change."""

import pytest
from tests.answers import NOBODYS, codes, said

STALE = {"If-Match": '"0123456789abcdef0123456789abcdef"'}
OURS = dict.fromkeys(("coach", "leader", "learning_partner", "coordinator"))
COORDINATOR = ["coordinator:appoint", "import:make", "pairing:propose", "participant:add",
               "programme:change"]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        ({}, {}),
        ({"name": "  Together "}, {"name": "Together"}),
        ({"aims": "To learn"}, {"aims": "To learn"}),
        ({"aims": None}, {"aims": ""}),
        ({"starts_on": "2027-01-04"}, {"starts_on": "2027-01-04"}),
        ({"starts_on": None, "ends_on": "2027-01-04"}, {"ends_on": "2027-01-04"}),
        ({"time_zone": "America/New_York"}, {"time_zone": "America/New_York"}),
        ({"labels": {"coach": "Mentor"}}, {"labels": OURS | {"coach": "Mentor"}}),
        ({"labels": {}}, {}),
        ({"labels": None}, {}),
    ],
)
def test_what_is_absent_stays_as_it_is(api, cast, path, change, sent, changed):
    before = api.as_(cast.gwen).get(path).json()

    answer = change(**sent)

    assert (answer.status_code, answer.json()) == (200, before | changed)
    assert said(api.as_(cast.gwen).get(path)) == said(answer)


def test_labels_are_merged_one_by_one(change):
    change(labels={"coach": "Mentor", "leader": "Mentee"})

    assert change(labels={"leader": "Learner"}).json()["labels"] == OURS | {
        "coach": "Mentor", "leader": "Learner",
    }  # fmt: skip
    assert change(labels={"coach": None}).json()["labels"] == OURS | {"leader": "Learner"}
    assert change(labels={"leader": " "}).json()["labels"] == OURS
    change(labels={"coordinator": "Host"})
    assert change(labels=None).json()["labels"] == OURS


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"name": None}, "/name"), ({"name": ""}, "/name"), ({"time_zone": None}, "/time_zone"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"), ({"aims": "x" * 4001}, "/aims"),
        ({"labels": {"operator": "Boss"}}, "/labels/operator"),
        ({"labels": {"coach": "x" * 201}}, "/labels/coach"),
        ({"labels": {"coach": 1}}, "/labels/coach"), ({"labels": []}, "/labels"),
        ({"starts_on": "2027-01-04", "ends_on": "2027-01-03"}, "/ends_on"),
        ({"state": "ended"}, "/state"), ({"created_at": None}, "/created_at"),
        ({"safeguarding_leads": ["x"]}, "/safeguarding_leads/0"),
        ({"safeguarding_leads": [NOBODYS]}, "/safeguarding_leads"),
        ({"safeguarding_leads": [NOBODYS] * 101}, "/safeguarding_leads"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_whole(api, cast, path, change, sent, pointer):
    before = said(api.as_(cast.efe).get(path))

    answer = change(**{"aims": "Half done"} | sent)

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]
    assert said(api.as_(cast.efe).get(path)) == before


def test_a_day_is_weighed_against_the_one_that_is_kept(change):
    change(starts_on="2027-01-04", ends_on="2027-06-30")

    for sent in ({"ends_on": "2027-01-03"}, {"starts_on": "2027-07-01"}):
        answer = change(**sent)
        assert (answer.status_code, codes(answer)[0][1]) == (422, "ends_before_it_starts")
    assert change(starts_on="2028-01-01", ends_on="2028-01-01").status_code == 200
    assert change(starts_on=None).json()["starts_on"] is None


@pytest.mark.parametrize(
    ("headers", "status", "code"), [({}, 428, "match_needed"), (STALE, 412, "changed_meanwhile")]
)
def test_nobody_changes_what_they_have_not_seen(api, cast, path, headers, status, code):
    answer = api.as_(cast.efe).patch(path, {"aims": "Blind"}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert api.as_(cast.efe).get(path).json()["aims"] == ""


def test_of_two_who_change_it_the_second_is_told(api, cast, path):
    seen = {"If-Match": api.as_(cast.efe).get(path).headers["etag"]}
    assert api.as_(cast.gwen).patch(path, {"aims": "Gwen's"}, headers=seen).status_code == 200

    assert api.as_(cast.efe).patch(path, {"aims": "Efe's"}, headers=seen).status_code == 412


def test_who_may_do_what(api, cast, path):
    for name in ("efe", "gwen", "amara", "ben", "chen", "dilys", "farah"):
        caller = api.as_(getattr(cast, name))
        runs = name in {"efe", "gwen"}
        seen = caller.get(path).json()["allowed"]
        assert seen == (COORDINATOR if runs else ["coordinator:appoint"] * (name == "farah")), name
        assert caller.patch(path, {"aims": name}).status_code == (200 if runs else 403), name
    for name in ("jo", "kofi", "lena", "mo", "noor"):
        caller = api.as_(getattr(cast, name))
        missing = said(caller.patch(f"/programmes/{NOBODYS}", {"aims": name}))
        assert missing[0] == 404
        assert said(caller.patch(path, {"aims": name})) == missing, name
        assert said(caller.get(path)) == said(caller.get(f"/programmes/{NOBODYS}")), name


def test_lists_hold_what_one_may_read(api, cast):
    ours, theirs = str(cast.programme.id), str(cast.elsewhere.id)
    both = {"pia", "farah"}
    for one in cast.everybody():
        listed = {p["id"] for p in api.as_(one).get("/programmes").json()["items"]}
        if one.name in both:
            assert listed == {ours, theirs}, one.name
        elif one.name == "noor":
            assert listed == set()
        else:
            assert listed == {theirs if one.name in {"jo", "kofi", "lena", "mo"} else ours}
