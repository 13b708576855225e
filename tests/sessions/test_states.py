"""What may be done with a session in each state, by whom, and what comes of it."""

from datetime import timedelta

import pytest
from tests.answers import NOBODYS, said
from tests.cast import NOW
from tests.sessions.conftest import HOUR

MOVED = {
    "starts_at": (NOW + timedelta(days=9)).isoformat(),
    "ends_at": (NOW + timedelta(days=9, hours=1)).isoformat(),
}
ACTIONS = {
    "move": ("PATCH", "", MOVED),
    "place": ("PATCH", "", {"place": "By the pond"}),
    "cancel": ("POST", "/cancel", None),
    "held": ("POST", "/record", {"held": True}),
    "not held": ("POST", "/record", {"held": False}),
}
NOT_YET, OVER = "session_not_started", "session_not_booked"

# For each state, what moving, changing the place, cancelling and the two ways of recording lead
# to: the state that it is in then, or the code of the refusal (409).
MATRIX = {
    "coming":    ("booked", "booked", "cancelled", NOT_YET, NOT_YET),
    "begun":     ("booked", "booked", "cancelled", "held", "not_held"),
    "held":      (OVER, OVER, OVER, OVER, OVER),
    "not held":  (OVER, OVER, OVER, OVER, OVER),
    "cancelled": (OVER, OVER, OVER, OVER, OVER),
}  # fmt: skip
STATES = {"coming": "booked", "begun": "booked", "not held": "not_held"}

LOGISTICS = ["session:cancel", "session:change"]
# What is allowed to the two who meet, and to a coordinator.
ALLOWED = {
    "coming": (["note:write", *LOGISTICS], LOGISTICS),
    "begun": (["note:write", *LOGISTICS, "session:record"], [*LOGISTICS, "session:record"]),
    "held": (["feedback:give", "note:write"], []),
    "not held": (["note:write"], []),
    "cancelled": (["note:write"], []),
}
WHO = ("amara", "ben", "efe", "gwen")
OUTSIDERS = ("hana", "idris", "pia", "noor", "chen", "dilys", "jo", "kofi", "lena", "mo", "farah")


@pytest.fixture
def session_in(api, cast, book):
    """Give a session in one of the states: its path."""

    def bringing(state):
        coming = state in {"coming", "cancelled"}
        made = book(NOW + timedelta(days=3) if coming else NOW - HOUR / 2).json()["id"]
        step = {"held": "held", "not held": "not held", "cancelled": "cancel"}.get(state)
        if step:
            assert ask(api.as_(cast.ben), f"/sessions/{made}", step).status_code == 200
        return f"/sessions/{made}"

    return bringing


def ask(caller, path, action):
    method, further, body = ACTIONS[action]
    headers = {"If-Match": "*"} if method == "PATCH" else {}
    return caller.request(method, f"{path}{further}", json=body, headers=headers)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", MATRIX)
@pytest.mark.parametrize("who", ["amara", "ben", "efe"])
def test_what_each_may_do_and_what_comes_of_it(api, cast, session_in, state, action, who):
    path, caller = session_in(state), api.as_(getattr(cast, who))
    before = said(caller.get(path))
    comes = MATRIX[state][list(ACTIONS).index(action)]

    answer = ask(caller, path, action)

    if comes in (NOT_YET, OVER):
        assert (answer.status_code, answer.json()["code"]) == (409, comes)
        assert said(caller.get(path)) == before
    else:
        assert (answer.status_code, answer.json()["state"]) == (200, comes)
        assert said(caller.get(path)) == said(answer)


@pytest.mark.parametrize("state", MATRIX)
def test_to_everybody_else_there_is_nothing(api, cast, session_in, state):
    path = session_in(state)

    for name in OUTSIDERS:
        caller = api.as_(getattr(cast, name))
        assert said(caller.get(path)) == said(caller.get(f"/sessions/{NOBODYS}")), name
        for action in ACTIONS:
            missing = said(ask(caller, f"/sessions/{NOBODYS}", action))
            assert missing[0] == 404
            assert said(ask(caller, path, action)) == missing, (name, action)


@pytest.mark.parametrize("state", MATRIX)
def test_what_each_sees_and_is_allowed(api, cast, session_in, state):
    path = session_in(state)

    for name in WHO:
        caller = api.as_(getattr(cast, name))
        view = caller.get(path).json()
        assert view["state"] == STATES.get(state, state)
        assert view["allowed"] == ALLOWED[state][name in {"efe", "gwen"}], name
        listed = caller.get("/sessions?limit=100").json()["items"]
        assert view | {"readers": None} in listed


def test_it_is_shown_as_it_was_booked(api, cast, book):
    starts_at = NOW + timedelta(days=3)
    answer = book(starts_at, mode="in_person", place=" The café, 2nd floor ")

    view = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/api/v1/sessions/{view['id']}"
    assert view == {
        "id": view["id"],
        "programme_id": str(cast.programme.id),
        "pairing_id": str(cast.pairing.id),
        "coach": {"id": cast.amara.id, "display_name": "Amara"},
        "leader": {"id": cast.ben.id, "display_name": "Ben"},
        "starts_at": f"{starts_at:%Y-%m-%dT%H:%M:%S}Z",
        "ends_at": f"{starts_at + HOUR:%Y-%m-%dT%H:%M:%S}Z",
        "time_zone": "Europe/London",
        "mode": "in_person",
        "place": "The café, 2nd floor",
        "state": "booked",
        "created_at": view["created_at"],
        "allowed": ["note:write", "session:cancel", "session:change"],
        "readers": ["You", "Ben", "Efe", "Gwen"],
    }
    read = api.as_(cast.amara).get(f"/sessions/{view['id']}")
    assert (read.json(), read.headers["etag"]) == (view, answer.headers["etag"])


@pytest.mark.parametrize("action", ["held", "not held"])
@pytest.mark.parametrize(
    ("early", "status"), [(timedelta(microseconds=1), 409), (timedelta(0), 200)]
)
def test_it_is_recorded_from_its_first_moment_on(api, cast, book, it_is, action, early, status):
    starts_at = NOW + timedelta(days=3)
    path = f"/sessions/{book(starts_at).json()['id']}"
    it_is(starts_at - early)

    assert ("session:record" in api.as_(cast.amara).get(path).json()["allowed"]) == (status == 200)
    assert ask(api.as_(cast.amara), path, action).status_code == status


@pytest.mark.parametrize("body", [{}, {"held": None}, {"held": "yes"}, {"held": 1}, None])
def test_whether_it_was_held_is_said_clearly(api, cast, body):
    answer = api.as_(cast.amara).post(f"/sessions/{cast.booked.id}/record", body)

    assert answer.status_code == 422


def test_what_has_happened_is_logged_later(api, cast, book):
    """Times in the past are allowed, long before the programme or the pairing began too."""
    long_ago = NOW - timedelta(days=800)

    made = book(long_ago).json()

    recorded = ask(api.as_(cast.ben), f"/sessions/{made['id']}", "held")
    assert (recorded.status_code, recorded.json()["state"]) == (200, "held")


def test_who_books_is_a_member_or_a_coordinator(api, cast, book):
    starts_at = NOW + timedelta(days=3)
    for hours, name in enumerate(WHO):
        assert book(starts_at + 2 * hours * HOUR, who=getattr(cast, name)).status_code == 201
    for name in OUTSIDERS:
        who = getattr(cast, name)
        missing = book(starts_at, who=who, pairing=NOBODYS)
        assert missing.status_code == 404
        assert said(book(starts_at, who=who)) == said(missing), name


def test_before_both_have_said_yes_nothing_is_booked(api, cast, book):
    starts_at = NOW + timedelta(days=3)

    for who in (cast.hana, cast.efe):
        answer = book(starts_at, who=who, pairing=cast.proposal.id)
        assert (answer.status_code, answer.json()["code"]) == (409, "pairing_not_active")
    assert book(starts_at, who=cast.idris, pairing=cast.proposal.id).status_code == 404
    api.as_(cast.hana).post(f"/pairings/{cast.proposal.id}/accept")
    for who in (cast.hana, cast.idris, cast.efe):
        assert book(starts_at, who=who, pairing=cast.proposal.id).status_code == 409


def test_who_is_not_signed_in_hears_that_first(api, cast):
    for action in ACTIONS:
        assert ask(api.anonymous, f"/sessions/{cast.booked.id}", action).status_code == 401
    assert api.anonymous.get("/sessions?limit=0").status_code == 401
    assert api.anonymous.post("/sessions", {"nonsense": 1}).status_code == 401
