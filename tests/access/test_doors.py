"""Each door by itself: nothing there, there and not theirs to use, there and theirs."""

import pytest
from tests.answers import NOBODYS

from alongside.access.actor import enter
from alongside.access.document import write_document
from alongside.access.enforce import fetch, hold
from alongside.access.policy import POLICY, Action
from alongside.core.clock import now
from alongside.core.errors import NotAllowed, NotFound
from alongside.models import Pairing

DOORS = {
    "fetch": lambda db, actor, key, to: fetch(db, actor, Pairing, key, to=to),
    "hold": lambda db, actor, key, to: hold(db, actor, key, to=to),
}


@pytest.fixture
def open_door(api):
    """Go through one of the doors to a pairing, as somebody, to do something."""

    def opening(door, who, key, to):
        async def going():
            async with api.app.state.site.database.transaction() as db:
                actor = await enter(db, who.person_id, who.sign_in_id, now())
                return await DOORS[door](db, actor, key, to)

        return api.client.portal.call(going)

    return opening


@pytest.mark.parametrize("door", DOORS)
def test_what_is_there_and_theirs_is_given(cast, open_door, door):
    found = open_door(door, cast.hana, cast.proposal.id, Action.PAIRING_ACCEPT)

    given = found["id"] if door == "hold" else found.id
    assert given == cast.proposal.id


@pytest.mark.parametrize("door", DOORS)
def test_what_they_may_see_and_not_do_is_refused(cast, open_door, door):
    with pytest.raises(NotAllowed):
        open_door(door, cast.efe, cast.proposal.id, Action.PAIRING_ACCEPT)


@pytest.mark.parametrize("door", DOORS)
def test_what_they_may_not_see_is_not_there(cast, open_door, door):
    for who, key in ((cast.idris, cast.proposal.id), (cast.efe, NOBODYS)):
        with pytest.raises(NotFound):
            open_door(door, who, key, Action.PAIRING_ACCEPT)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/pairings", None),
        ("POST", "/me/password", {"current_password": "x", "new_password": "y"}),
    ],
)
def test_who_is_gone_is_not_let_in(api, cast, as_owner, method, path, body):
    """Whether the request has a transaction of its own or the operation opens several."""
    assert api.as_(cast.amara).request(method, path, json=body).status_code != 401
    as_owner("update sign_in set ended_at = now() where id = :id", id=cast.amara.sign_in_id)

    answer = api.as_(cast.amara).request(method, path, json=body)

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_file_of_another_kind_is_refused(api, cast):
    path = f"/programmes/{cast.programme.id}/imports"

    answer = api.as_(cast.efe).post(path, content=b"x", headers={"Content-Type": "image/png"})

    assert (answer.status_code, answer.json()["code"]) == (415, "content_type")


def test_the_page_of_the_policy_names_every_action():
    written = write_document()

    assert [one.value for one in POLICY if f"| `{one.value}` |" not in written] == []
