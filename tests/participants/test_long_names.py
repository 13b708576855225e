"""Two names that are as long as names may be make one that fits."""

import pytest

LONG = {"given_name": "g" * 200, "family_name": "f" * 200}
JUST = {"given_name": "g" * 199, "family_name": "f"}


@pytest.mark.parametrize(
    ("names", "shown"), [(LONG, "g" * 200), (JUST, "g" * 199)], ids=["long", "with room at the end"]
)
def test_the_name_that_is_shown_is_cut(api, cast, names, shown):
    efe, farah = api.as_(cast.efe), api.as_(cast.farah)
    sent = {"programme_id": str(cast.programme.id), "role": "coach", **names}
    added = efe.post("/participants", sent)
    by_us = efe.post(
        f"/programmes/{cast.programme.id}/coordinators", {"email": "g@example.org", **names}
    )
    by_them = farah.post(
        f"/programmes/{cast.programme.id}/coordinators", {"email": "h@example.org", **names}
    )

    for made in (added, by_us, by_them):
        assert made.status_code == 201
        assert made.json()["display_name"] == shown
        assert made.json()["family_name"] == names["family_name"]


def test_so_it_is_in_a_roster(api, cast):
    csv = f"role,given name,family name\ncoach,{LONG['given_name']},{LONG['family_name']}\n"
    efe = api.as_(cast.efe)
    brought = efe.request(
        "POST", f"/programmes/{cast.programme.id}/imports?dry_run=false",
        content=csv.encode(), headers={"Content-Type": "text/csv"},
    )  # fmt: skip

    assert (brought.status_code, brought.json()["created"]) == (201, 1)
    found = efe.get(f"/participants?programme_id={cast.programme.id}&q=gggg").json()["items"]
    assert [one["display_name"] for one in found] == ["g" * 200]
