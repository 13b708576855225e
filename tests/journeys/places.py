"""Every page there is, who opens it, and at which address in the demo programme."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx2
from tests.journeys.live import PASSWORD

EVERYBODY = ("coach", "leader", "coordinator", "learning", "operator")


@dataclass(frozen=True)
class Place:
    """One page as one person sees it."""

    name: str
    who: str | None
    path: str


@contextmanager
def client_of(address: str, who: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=f"{address}/api/v1") as client:
        sent = {"email": f"{who}@demo.example", "password": PASSWORD}
        token = client.post("/sign-in", json=sent).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def _first(client: httpx2.Client, path: str, **wanted: Any) -> str:
    items = client.get(path, params={"limit": 100}).json()["items"]
    found = [one for one in items if all(one[k] == v for k, v in wanted.items())]
    return str(found[0]["id"])


def _anonymous() -> list[Place]:
    paths = {
        "sign-in": "/", "welcome": "/welcome#no-such-link", "help": "/help", "nowhere": "/nowhere",
        "accessibility": "/accessibility", "privacy": "/privacy", "reading": "/reading-settings",
        "mail-link": "/sign-in/link#no-such-link", "not-me": "/sign-in/not-me#no-such-link",
        "mailbox": "/mailbox",
    }  # fmt: skip
    return [Place(name, None, path) for name, path in paths.items()]


def _for_the_pair(address: str) -> list[Place]:
    with client_of(address, "coach") as coach:
        pairing = _first(coach, "/pairings", state="active")
        proposal = _first(coach, "/pairings", state="proposed")
        held = _first(coach, "/sessions", state="held", pairing_id=pairing)
        booked = _first(coach, "/sessions", state="booked", pairing_id=pairing)
        me = coach.get("/me").json()["participants"][0]
    paths = {
        "pairings": "/pairings",
        "pairing": f"/pairings/{pairing}",
        "book": f"/pairings/{pairing}/book",
        "session-held": f"/sessions/{held}",
        "session-booked": f"/sessions/{booked}",
        "move": f"/sessions/{booked}/move",
        "give-feedback": f"/sessions/{held}/feedback",
        "feedback": f"/programmes/{me['programme_id']}/feedback",
    }
    own = {
        "proposal": f"/pairings/{proposal}",
        "about-me": f"/people/{me['id']}",
        "change-me": f"/people/{me['id']}/change",
        "ties": f"/people/{me['id']}/ties",
    }
    both = [
        Place(f"{name}-{who}", who, path)
        for who in ("coach", "leader")
        for name, path in paths.items()
    ]
    return both + [Place(name, "coach", path) for name, path in own.items()]


def _for_the_team(address: str) -> list[Place]:
    with client_of(address, "coordinator") as team:
        programme = _first(team, "/programmes", name="Side by Side")
        person = _first(team, "/participants", role="coach", programme_id=programme)
        newcomer = _first(team, "/participants", joined=False, programme_id=programme)
        pairing = _first(team, "/pairings", state="active", programme_id=programme)
        held = _first(team, "/sessions", state="held", pairing_id=pairing)
        booked = _first(team, "/sessions", state="booked", pairing_id=pairing)
    start = f"/programmes/{programme}"
    paths = {
        "people": f"{start}/people", "add-person": f"{start}/people/new",
        "import": f"{start}/people/import", "person": f"/people/{person}",
        "change-person": f"/people/{person}/change", "all-pairings": f"{start}/pairings",
        "propose": f"{start}/pairings/new", "team-pairing": f"/pairings/{pairing}",
        "team-session-held": f"/sessions/{held}", "team-session-booked": f"/sessions/{booked}",
        "team-book": f"/pairings/{pairing}/book", "newcomer": f"/people/{newcomer}",
        "said-for": f"/people/{person}/said-for",
        "team-feedback": f"{start}/feedback", "programme": start,
        "change-programme": f"{start}/change", "appoint": f"{start}/coordinators/new",
    }  # fmt: skip
    return [Place(name, "coordinator", path) for name, path in paths.items()] + [
        Place("offered", "learning", f"{start}/learning"),
        Place("programmes", "operator", "/programmes"),
        Place("make-programme", "operator", "/programmes/new"),
        Place("organisations", "operator", "/organisations"),
    ]


@cache
def every_place(address: str) -> list[Place]:
    """List every page of a server that shows the demo programme."""
    homes = [Place(f"home-{who}", who, "/") for who in EVERYBODY]
    account = [
        Place("account", "leader", "/account"),
        Place("devices", "leader", "/account/devices"),
        Place("passkeys", "leader", "/account/passkeys"),
        Place("your-data", "coach", "/your-data"),
        Place("agreed", "coach", "/your-data/agreed"),
        Place("looked", "coach", "/your-data/looked"),
        Place("delete", "coach", "/your-data/delete"),
        Place("second-step", "leader", "/account/second-step"),
        Place("account-team", "coordinator", "/account"),
        Place("your-data-team", "coordinator", "/your-data"),
    ]
    return [
        *_anonymous(), *homes, *account, *_for_the_pair(address), *_for_the_team(address),
    ]  # fmt: skip
