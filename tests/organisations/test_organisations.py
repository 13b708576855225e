"""One list of organisations for all programmes: looked up, added to, taken over as published."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.answers import codes

TRUSTS = (Path(__file__).parent.parent / "data" / "nhs-trusts-etr.csv").read_bytes()
AS_CSV = {"Content-Type": "text/csv"}
COUNTS = ("created", "updated", "unchanged")


def row(code, name, opened="", closed=""):
    return ",".join([code, name, *[""] * 8, opened, closed]) + "\n"


def bring(api, who, body, headers=AS_CSV):
    return api.as_(who).post("/organisations/import", content=body, headers=headers)


def counts(answer):
    return tuple(answer.json()[name] for name in COUNTS)


def found(api, who, q):
    listed = api.as_(who).get("/organisations", params={"q": q, "limit": 100})
    return [one["name"] for one in listed.json()["items"]]


def test_the_trusts_are_taken_over_as_published_and_again_changes_nothing(api, cast):
    first, again = (bring(api, cast.farah, TRUSTS) for _ in range(2))

    assert (first.status_code, counts(first), first.json()["errors"]) == (200, (241, 0, 0), [])
    assert counts(again) == (0, 0, 241)


def test_a_later_file_changes_what_differs_and_keeps_the_ids(api, cast):
    bring(api, cast.farah, row("RAA", "A TRUST", "20110401") + row("RAB", "B TRUST"))
    before = api.as_(cast.efe).get("/organisations", params={"q": "raa"}).json()["items"]

    later = row("RAA", "A TRUST", "20110401", "20200331") + row("RAB", "B TRUST") + row("RAC", "C")
    done = bring(api, cast.farah, later)

    after = api.as_(cast.efe).get("/organisations", params={"q": "RAA"}).json()["items"]
    assert counts(done) == (1, 1, 1)
    assert after == [{**before[0], "closed_on": "2020-03-31"}]


def test_an_organisation_added_by_hand_takes_the_published_name(api, cast):
    made = api.as_(cast.efe).post("/organisations", {"name": "The R A A", "ods_code": "raa"})

    done = bring(api, cast.farah, row("RAA", "A TRUST"))

    assert counts(done) == (0, 1, 0)
    shown = api.as_(cast.efe).get(made.headers["location"]).json()
    assert (shown["name"], shown["ods_code"]) == ("A TRUST", "RAA")


def test_rows_that_cannot_be_taken_are_told_and_the_others_are_kept(api, cast):
    done = bring(api, cast.farah, row("RAA", "A TRUST") + row("raa", "B TRUST"))

    assert counts(done) == (1, 0, 0)
    (error,) = done.json()["errors"]
    assert (error["line"], error["column"], error["code"]) == (2, "code", "invalid_code")


@pytest.mark.parametrize("who", ["efe", "amara", "chen"])
def test_only_an_operator_takes_over_a_file_and_others_hear_so_before_it_is_read(api, cast, who):
    refused = bring(api, getattr(cast, who), b"\0", {"Content-Type": "image/png"})

    assert refused.status_code == 403


def test_a_file_of_another_kind_is_refused(api, cast):
    assert bring(api, cast.farah, b"{}", {"Content-Type": "application/json"}).status_code == 415
    assert bring(api, cast.farah, b"Role,Name\ncoach,Amina\n").status_code == 422
    assert bring(api, cast.farah, b"\n" * (1024 * 1024 + 1)).status_code == 413
    assert bring(api, cast.farah, row("RAA", "A"), {}).status_code == 200


def test_whoever_is_not_signed_in_hears_that_first(api):
    asked = api.anonymous
    assert asked.post("/organisations/import", content=b"x").status_code == 401
    assert asked.get("/organisations").status_code == 401
    assert asked.post("/organisations", {"nothing": 1}).status_code == 401


def test_a_coordinator_and_an_operator_may_add_one(api, cast):
    for who, name in ((cast.efe, "Northmere Carers"), (cast.farah, "Eastmere Carers")):
        made = api.as_(who).post("/organisations", {"name": name})

        assert made.status_code == 201
        assert api.as_(cast.kofi).get(made.headers["location"]).json() == made.json()
        assert made.json() == {
            "id": made.json()["id"],
            "name": name,
            "ods_code": None,
            "opened_on": None,
            "closed_on": None,
        }


@pytest.mark.parametrize("who", ["amara", "ben", "chen"])
def test_nobody_else_may(api, cast, who):
    assert api.as_(getattr(cast, who)).post("/organisations", {"name": "A"}).status_code == 403


def test_who_takes_part_in_nothing_sees_none(api, cast):
    assert api.as_(cast.noor).get("/organisations").json()["items"] == []
    assert api.as_(cast.noor).get(f"/organisations/{cast.trust.id}").status_code == 404


def test_a_code_belongs_to_one(api, cast):
    api.as_(cast.efe).post("/organisations", {"name": "One", "ods_code": "RAA"})

    taken = api.as_(cast.jo).post("/organisations", {"name": "Two", "ods_code": "raa"})

    assert (taken.status_code, taken.json()["code"]) == (409, "ods_code_taken")
    assert found(api, cast.efe, "RAA") == ["One"]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"name": ""}, "/name"),
        ({"name": "A\nB"}, "/name"),
        ({"name": "A", "ods_code": "R-1"}, "/ods_code"),
        ({"name": "A", "ods_code": "R" * 11}, "/ods_code"),
        ({"name": "A", "opened_on": "2020-01-02", "closed_on": "2020-01-01"}, "/closed_on"),
        ({"name": "A", "colour": "blue"}, "/colour"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(api, cast, wrong, where):
    refused = api.as_(cast.efe).post("/organisations", wrong)

    assert refused.status_code == 422
    assert [pointer for pointer, _ in codes(refused)] == [where]


def test_asking_twice_with_one_key_makes_one(api, cast):
    key = {"Idempotency-Key": "one-word"}
    made = [api.as_(cast.efe).post("/organisations", {"name": "A"}, headers=key) for _ in "12"]

    assert made[0].json() == made[1].json()
    assert found(api, cast.efe, "A").count("A") == 1


def test_they_are_found_by_part_of_the_name_or_the_start_of_the_code(api, cast):
    bring(api, cast.farah, row("RAA", "ALDER HEY") + row("RAB", "100% CARE") + row("XRA", "C_T"))

    assert found(api, cast.efe, "der h") == ["ALDER HEY"]
    assert set(found(api, cast.efe, "rA")) == {"ALDER HEY", "100% CARE"}
    assert found(api, cast.efe, "%") == ["100% CARE"]
    assert found(api, cast.efe, "_") == ["C_T"]


def test_a_list_is_read_page_by_page_each_once(api, cast):
    bring(api, cast.farah, "".join(row(f"RA{n}", f"TRUST {n}") for n in range(10, 35)))
    names, path = [], "/api/v1/organisations?limit=10&q=trust"
    while path:
        page = api.as_(cast.amara).get(path)
        names += [one["name"] for one in page.json()["items"]]
        path = page.links["next"]["url"] if page.json()["next"] else None

    assert len(names) == len(set(names)) == 26
    assert set(names) >= {f"TRUST {n}" for n in range(10, 35)}


def test_two_operators_at_once_take_over_one_list(own_api, cast):
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: bring(own_api, cast.farah, TRUSTS), range(4)))

    assert [one.status_code for one in done] == [200] * 4
    assert sum(one.json()["created"] for one in done) == 241
