"""Before anything else: whose page asks, who asks, and what every answer carries."""

import pytest
from jose import jwt
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient
from tests.conftest import RollingBack, make_site
from tests.figures import record

from alongside.app import create_app
from alongside.settings import Settings

EVIL = "https://elsewhere.example"
SENT = {"email": "nobody@example.org", "password": "no"}

FROM_ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": EVIL},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://localhost:8001"},
    {"Origin": "https://localhost:8000"},
    {"Origin": "http://localhost:8000.elsewhere.example"},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin", "Origin": EVIL},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8000"},
]
FROM_HERE = [
    {},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://127.0.0.1:8000"},
    {"Origin": "http://[::1]:8000"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:8000"},
    {"Referer": EVIL},
]


def told(headers):
    return " ".join(f"{name}:{value}" for name, value in headers.items()) or "neither"


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=told)
def test_nothing_is_changed_from_another_page(api, cast, headers):
    amara = api.as_(cast.amara)
    refused = [
        api.anonymous.post("/sign-in", SENT, headers=headers),
        amara.post(f"/pairings/{cast.pairing.id}/end", headers=headers),
        amara.patch("/me", {"display_name": "X"}, headers=headers),
        amara.put(f"/sessions/{cast.held.id}/private-note", {"text": "x"}, headers=headers),
        amara.delete(f"/feedback/{cast.pairing.id}", headers=headers),
        api.client.post("/nothing/there", headers=headers),
    ]

    assert {(one.status_code, one.json()["code"]) for one in refused} == {(403, "wrong_origin")}
    assert amara.get(f"/pairings/{cast.pairing.id}", headers=headers).json()["state"] == "active"


@pytest.mark.parametrize("there_first", [True, False])
@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [("Origin", "http://localhost:8000", EVIL), ("Sec-Fetch-Site", "same-origin", "cross-site")],
)
def test_a_second_header_hides_no_first(api, name, ours, theirs, there_first):
    both = [(name, theirs), (name, ours)] if there_first else [(name, ours), (name, theirs)]

    assert api.client.post("/api/v1/sign-in", json=SENT, headers=both).status_code == 403
    assert (
        api.client.post("/api/v1/sign-in", json=SENT, headers=[(name, ours)] * 2).status_code == 401
    )


@pytest.mark.parametrize("headers", FROM_HERE, ids=told)
def test_our_own_pages_and_clients_that_are_none_are_served(api, cast, headers):
    amara = api.as_(cast.amara)

    assert api.anonymous.post("/sign-in", SENT, headers=headers).status_code == 401
    paused = amara.post(f"/pairings/{cast.pairing.id}/pause", headers=headers)
    assert (paused.status_code, paused.json()["state"]) == (200, "paused")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.5", "::1", "[::1]"])
def test_however_loopback_is_spelled_its_pages_are_ours(host):
    assert Settings(host=host, port=8123).origins == {
        "http://localhost:8123", "http://127.0.0.1:8123", "http://[::1]:8123"
    }  # fmt: skip


def test_a_public_address_is_ours_too_and_beyond_this_machine_alone():
    url = "https://alongside.example:8443/some/path"

    assert "https://alongside.example:8443" in Settings(public_url=url).origins
    served = Settings(host="0.0.0.0", public_url=url)
    assert served.origins == {"https://alongside.example:8443"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "alongside.example"])
@pytest.mark.parametrize("public_url", [None, "http://alongside.example"])
def test_other_machines_are_served_by_https_alone(host, public_url):
    with pytest.raises(ValidationError) as refused:
        Settings(host=host, public_url=public_url)

    (fault,) = refused.value.errors()
    assert f"ALONGSIDE_HOST={host}" in fault["msg"]
    assert "ALONGSIDE_PUBLIC_URL" in fault["msg"]
    assert "https" in fault["msg"]


BODIES = {
    "torn": (b"{", "application/json"),
    "of the wrong kind": (b"[1, 2]", "application/json"),
    "of wrong types": (b'{"programme_id": 7, "text": {}}', "application/json"),
    "not JSON": (b"<a/>", "text/xml"),
    "none": (b"", None),
}


def every_operation(api):
    document = api.client.get("/openapi.json").json()
    return [
        (method, path.replace("{", "").replace("}", ""), operation)
        for path, item in document["paths"].items()
        for method, operation in item.items()
    ]


def answers(api, headers, query):
    """Ask for everything that needs a sign-in, with every wrong body and a wrong query."""
    for method, path, operation in every_operation(api):
        if operation["x-action"].startswith("public:"):
            continue
        for name, (content, kind) in BODIES.items():
            more = {"Content-Type": kind} if kind else {}
            answer = api.client.request(
                method, path + query, content=content, headers=headers | more
            )
            yield f"{method} {path}, body {name}", answer


@pytest.fixture
def ended(api, as_owner, cast):
    """Give the token of somebody who was signed out a moment ago."""
    as_owner("update sign_in set ended_at = now() where id = :id", id=cast.amara.sign_in_id)
    return cast.amara.token


def test_who_is_not_signed_in_is_told_so_before_anything_else(api, cast, ended):
    strangers = {
        "no token": {},
        "no such token": {"Authorization": "Bearer nothing"},
        "another scheme": {"Authorization": "Basic YTpi"},
        "signed out": {"Authorization": f"Bearer {ended}"},
    }
    asked = 0
    for who, headers in strangers.items():
        for what, answer in answers(api, headers, "?limit=0&cursor=!&programme_id=nope&q=%00"):
            asked += 1
            assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), (
                f"{who}, {what}"
            )
            assert answer.headers["www-authenticate"] == "Bearer"
    record("Sign-in", "wrong requests of strangers, each told 401 first", asked)
    assert asked > 500


def test_a_token_is_of_no_use_in_an_address_or_a_body(api, cast):
    token = cast.amara.token

    for path in (f"/api/v1/me?access_token={token}", f"/api/v1/me?token={token}"):
        assert api.client.get(path).status_code == 401
    form = {"access_token": token}
    assert api.client.request("GET", "/api/v1/me", data=form).status_code == 401
    assert api.client.get("/api/v1/me", headers={"Cookie": f"access={token}"}).status_code == 401


CARRIED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def of_every_status(api, cast):
    """Ask for something of every kind of answer there is."""
    amara, anon = api.as_(cast.amara), api.anonymous
    session = f"/sessions/{cast.held.id}"
    as_csv = {"Content-Type": "text/csv"}
    return {
        200: amara.get("/sessions"),
        201: amara.post("/feedback", {"session_id": str(cast.held.id), "audience": "team",
                                      "answers": {}, "text": "Good."}),
        204: anon.post("/sign-out"),
        401: anon.get("/me"),
        403: amara.post("/programmes", {"name": "Mine"}),
        404: amara.get("/nothing"),
        405: amara.delete("/sessions"),
        409: amara.post(f"{session}/cancel"),
        412: amara.patch(session, {"place": "x"}, headers={"If-Match": '"old"'}),
        413: amara.request("POST", "/sessions", content=b"a" * 1_200_000),
        415: amara.request("POST", "/sessions", content=b"a", headers=as_csv),
        422: amara.get("/sessions?limit=0"),
        428: amara.patch(session, {"place": "x"}, headers={"X": "y"}),
    }  # fmt: skip


def carries_it(answer, *, https=False):
    for name, value in CARRIED.items():
        assert answer.headers[name] == value, answer.status_code
    csp = answer.headers["content-security-policy"]
    assert csp.startswith("default-src 'none'; script-src 'self'; ")
    assert "frame-ancestors 'none'" in csp
    assert "unsafe-eval" not in csp
    assert len(answer.headers["x-request-id"]) == 32
    assert ("strict-transport-security" in answer.headers) is https
    assert "server" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_every_answer_carries_what_keeps_browsers_safe(api, cast):
    found = of_every_status(api, cast)

    assert {status: one.status_code for status, one in found.items()} == {s: s for s in found}
    for answer in found.values():
        carries_it(answer)
        assert answer.headers["cache-control"] == "no-store"
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["instance"] == answer.headers["x-request-id"]
    record("Sign-in", "kinds of answer that carry the security headers", len(found))


@pytest.mark.parametrize(
    "path", ["/", "/sign-in", "/docs", "/openapi.json", "/healthz", "/readyz",
             "/.well-known/jwks.json", "/missing.js", "/.well-known/nothing"],
)  # fmt: skip
def test_so_does_what_is_no_part_of_the_api(api, path):
    carries_it(api.client.get(path))


@pytest.mark.parametrize(
    ("error", "status"),
    [(ZeroDivisionError("PRIVATE"), 500), (OperationalError("PRIVATE", {}, OSError()), 503)],
)
def test_so_does_what_went_wrong_and_it_tells_nothing(api, cast, monkeypatch, error, status):
    def fails(*_args):
        raise error

    monkeypatch.setattr(RollingBack, "transaction", fails)
    answer = api.as_(cast.amara).get("/sessions")

    assert answer.status_code == status
    carries_it(answer)
    assert "PRIVATE" not in answer.text
    assert answer.headers.get("retry-after") == ("2" if status == 503 else None)


def test_by_https_browsers_are_told_to_stay_with_it(keys):
    settings = Settings(public_url="https://alongside.example")
    app = create_app(settings, make_site(RollingBack(), keys), keys)
    with TestClient(app, "https://localhost") as client:
        answer = client.get("/healthz")

    carries_it(answer, https=True)
    lasts = answer.headers["strict-transport-security"].partition("max-age=")[2].partition(";")[0]
    assert int(lasts) >= 365 * 24 * 3600


def test_our_keys_are_published_without_their_secret(api, signing):
    answer = api.client.get("/.well-known/jwks.json")
    token = signing.in_with().json()["access_token"]

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=3600"
    listed = answer.json()["keys"]
    for key in listed:
        assert key.keys() == {"kty", "crv", "x", "y", "kid", "use", "alg"}
        assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    (mine,) = (k for k in listed if k["kid"] == jwt.get_unverified_header(token)["kid"])
    read = jwt.decode(token, mine, ["ES256"], audience="alongside-api", issuer="alongside")
    assert read.keys() == {"iss", "aud", "sub", "sid", "jti", "iat", "nbf", "exp"}
