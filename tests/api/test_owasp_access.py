"""OWASP API Security Top 10 (2023), those of who may do what: one test each.

The full proofs are in tests/access/ and tests/identity/; these say in one look that they hold.
"""

from dataclasses import replace

import pytest
from tests.access.operations import PUBLIC
from tests.answers import NOBODYS
from tests.api.calls import ask, begin
from tests.api.day import DAY
from tests.figures import record

NOT_THEIRS = ("id", "state", "role", "person_id", "author_id", "created_at", "allowed", "version")
WRITTEN = """
    select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) as rows
      from pg_stat_xact_user_tables where relname not in ('sign_in', 'audit_entry')
"""


@pytest.fixture
def ways(operations):
    return {one.said["operationId"]: (one.method, one.path) for one in operations}


def like_nothing(answer):
    told = answer.json()
    return answer.status_code, told | {"instance": ""}


def test_api1_an_id_of_something_else_opens_nothing(api, cast):
    """Broken object level authorization: who coordinates another programme knows every id."""
    theirs = (
        f"sessions/{cast.held.id}", f"sessions/{cast.held.id}/private-note",
        f"sessions/{cast.held.id}/shared-note", f"pairings/{cast.pairing.id}",
        f"participants/{cast.ben.participant_id}", f"programmes/{cast.programme.id}",
    )  # fmt: skip
    stranger, asked = api.as_(cast.jo), 0
    for path in theirs:
        kind, _, rest = path.partition("/")
        nowhere = f"/{kind}/{NOBODYS}" + rest[36:]
        for method in ("GET", "PATCH", "PUT", "DELETE"):
            there, none = (stranger.request(method, one) for one in (f"/{path}", nowhere))
            assert like_nothing(there) == like_nothing(none)
            assert there.status_code >= 400
            asked += 1
    record("OWASP", "API1: ids of others tried", asked)


def test_api2_nobody_comes_in_without_a_good_token(api, operations):
    """Broken authentication."""
    kept = [one for one in operations if (one.method.upper(), one.path) not in PUBLIC]
    bad = ("", "Bearer", "Bearer nothing", "Basic YTpi", "Bearer e30.e30.", "Bearer " + "a" * 9000)
    for one in kept:
        path = one.path.replace("{", "").replace("}", "")
        for given in bad:
            answer = api.client.request(one.method, path, headers={"Authorization": given})
            assert (one.path, answer.status_code) == (one.path, 401)
    record("OWASP", "API2: operations refused without a token", len(kept))


def test_api3_what_is_only_shown_cannot_be_sent(api, cast, ways):
    """Broken object property level authorization: mass assignment."""
    day, tried = begin(api, cast), 0
    for call in DAY:
        body = call.content(day)
        for name in NOT_THEIRS if isinstance(body, dict) else ():
            if name not in body and not (name == "role" and call.name == "change_participant"):
                forged = replace(call, body={**body, name: "mine"}, keep=None)
                answer = ask(day, forged, *ways[call.name])
                assert (call.name, name, answer.status_code) == (call.name, name, 422)
                tried += 1
        assert ask(day, call, *ways[call.name]).status_code < 300, call.name
    record("OWASP", "API3: fields that are not one's to send, refused", tried)


def test_api5_what_is_not_offered_is_not_done(api, cast, operations):
    """Broken function level authorization: other methods at known addresses."""
    known = {(one.method, one.path) for one in operations}
    addresses = {one.path for one in operations}
    tried = 0
    for path in addresses:
        there = path.format_map(dict.fromkeys(_names(path), NOBODYS))
        for method in ("get", "post", "put", "patch", "delete"):
            if (method, path) not in known:
                answer = api.as_(cast.efe).request(method.upper(), there)
                refused = {405} if path.startswith("/api/") else {404, 405}
                if _is_like_an_id(method, path, known):
                    refused = {405, 422}
                assert answer.status_code in refused
                tried += 1
    record("OWASP", "API5: methods that are not offered, refused", tried)


def _is_like_an_id(method, path, known):
    """Say whether the last word of an address stands where another operation has an id."""
    parent = path.rpartition("/")[0]
    return any(m == method and p.startswith(f"{parent}/{{") and p.endswith("}") for m, p in known)


def _names(path):
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


def test_api5_reading_changes_nothing(api, cast, ways, as_owner):
    """What a browser may do by following a link leaves every row as it was.

    That somebody read is noted; tests/audit says when.
    """
    day, asked = begin(api, cast), 0
    for call in DAY:
        before = as_owner(WRITTEN)
        ask(day, call, *ways[call.name])
        if ways[call.name][0] == "get":
            assert (call.name, as_owner(WRITTEN)) == (call.name, before)
            asked += 1
    record("OWASP", "API5: reading requests that wrote nothing", asked)
