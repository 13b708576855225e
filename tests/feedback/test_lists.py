"""Lists of feedback: newest first, narrowed by filters, page by page."""

import pytest
from tests.answers import codes


def ids(answer):
    return [item["id"] for item in answer.json()["items"]]


@pytest.mark.parametrize("audience", ["pairing", "team", "learning_partners"])
def test_they_are_narrowed_by_audience(api, cast, given, audience):
    listed = ids(api.as_(cast.amara).get(f"/feedback?audience={audience}"))

    assert given["amara", audience] in listed
    assert len(listed) == (2 if audience == "pairing" else 1)


def test_they_are_narrowed_by_session_and_programme(api, cast, given):
    amara = api.as_(cast.amara)

    assert len(ids(amara.get(f"/feedback?session_id={cast.held.id}"))) == 4
    assert ids(amara.get(f"/feedback?session_id={cast.booked.id}")) == []
    assert len(ids(amara.get(f"/feedback?programme_id={cast.programme.id}"))) == 4
    assert ids(amara.get(f"/feedback?programme_id={cast.elsewhere.id}")) == []


def test_they_are_read_page_by_page_newest_first(api, cast, given):
    amara = api.as_(cast.amara)
    whole = ids(amara.get("/feedback"))
    walked, cursor = [], ""
    for _ in whole:
        page = amara.get(f"/feedback?limit=1{cursor}")
        walked += ids(page)
        cursor = f"&cursor={page.json()['next']}"

    order = list(given.values())
    assert whole == sorted(whole, key=order.index, reverse=True)
    assert (walked, page.json()["next"]) == (whole, None)


@pytest.mark.parametrize("path", ["/feedback", "/offered-feedback"])
@pytest.mark.parametrize(
    ("query", "pointer"),
    [("limit=0", "/limit"), ("limit=101", "/limit"), ("cursor=abc", "/cursor")],
)
def test_what_is_no_page_is_refused(api, cast, path, query, pointer):
    answer = api.as_(cast.chen).get(f"{path}?{query}")

    assert answer.status_code == 422
    assert [where for where, _ in codes(answer)] == [pointer]


def test_private_is_not_an_audience_to_ask_for(api, cast):
    assert api.as_(cast.amara).get("/feedback?audience=private").status_code == 422
