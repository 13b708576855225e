"""The main job from end to end, by the API alone: from a spreadsheet to a running programme."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.architecture.test_size import ROOT
from tests.conftest import Api, Caller

DATA = ROOT / "tests" / "data"
PASSWORD = "nine lamps by the river bank"
CSV = {"Content-Type": "text/csv"}


@pytest.fixture
def everybody(own_api: Api, cast):
    return Programme(own_api, own_api.as_(cast.farah))


class Programme:
    """A programme that grows step by step, as its people make it grow."""

    def __init__(self, api: Api, operator: Caller) -> None:
        self.api, self.operator = api, operator

    def person_with_link(self, maker: Caller, participant_id: str) -> Caller:
        """Give somebody their link, and let them choose a password with it."""
        link = maker.post(f"/participants/{participant_id}/sign-in-link")
        assert link.status_code == 201
        token = link.json()["url"].partition("#")[2]
        seen = self.api.anonymous.post("/sign-in/first/look", {"token": token})
        assert seen.json()["programme"] == "Spring group"
        first = self.api.anonymous.post("/sign-in/first", {"token": token, "password": PASSWORD})
        assert first.status_code == 200
        return Caller(self.api.client, first.json()["access_token"])

    def begin(self) -> tuple[str, Caller]:
        trusts = (DATA / "nhs-trusts-etr.csv").read_bytes()
        told = self.operator.request(
            "POST", "/organisations/import", content=trusts, headers=CSV
        ).json()
        assert (told["created"], told["errors"]) == (241, [])
        made = self.operator.post("/programmes", {"name": "Spring group", "aims": "Learn together"})
        programme = made.json()["id"]
        appointed = self.operator.post(
            f"/programmes/{programme}/coordinators",
            {"email": "lowri@spring.example", "given_name": "Lowri", "family_name": "Evans"},
        )
        assert appointed.status_code == 201
        return programme, self.person_with_link(self.operator, appointed.json()["id"])

    def bring_in(self, team: Caller, programme: str, body: bytes, *, dry_run: bool) -> dict:
        told = team.request(
            "POST", f"/programmes/{programme}/imports", content=body, headers=CSV,
            params={"dry_run": str(dry_run).lower()},
        )  # fmt: skip
        assert told.status_code == (200 if dry_run else 201), told.text
        return told.json()


def mend(csv: str) -> bytes:
    """Put right what the report says is wrong, as a coordinator would in the spreadsheet."""
    mended = csv.replace("not-an-email", "ciaran.farooq@example.org").replace("Volunteer", "LEP")
    mended = mended.replace("ZZZ9", "").replace("lots", "3").replace("x" * 100, "")
    mended = mended.replace("SHANTHI.MALIK@EXAMPLE.ORG", "amina.ali@example.org")
    return mended.encode()


def find(team: Caller, programme: str, email: str) -> str:
    found = team.get("/participants", params={"programme_id": programme, "q": email})
    (one,) = found.json()["items"]
    return one["id"]


def bring_everybody_in(everybody, programme, team):
    """Rehearse, save, mend, save again, and see that once more changes nothing."""
    roster = (DATA / "roster-messy.csv").read_bytes()
    rehearsed = everybody.bring_in(team, programme, roster, dry_run=True)
    assert rehearsed["id"] is None
    coaches = {"programme_id": programme, "role": "coach"}
    assert team.get("/participants", params=coaches).json()["items"] == []
    saved = everybody.bring_in(team, programme, roster, dry_run=False)
    assert saved["created"] == rehearsed["created"] == 41
    mended = everybody.bring_in(team, programme, mend(saved["mend_csv"]), dry_run=False)
    assert mended["created"] > 0
    again = everybody.bring_in(team, programme, roster, dry_run=False)
    assert (again["created"], again["updated"]) == (0, 0)


def agree(team, coach, leader, sent):
    """Propose two to each other; the leader sees it from the coach's yes on."""
    proposed = team.post("/pairings", sent).json()
    pairing = f"/pairings/{proposed['id']}"
    assert leader.get(pairing).status_code == 404
    assert coach.post(f"{pairing}/accept").json()["state"] == "proposed"
    assert leader.post(f"{pairing}/accept").json()["state"] == "active"
    return proposed["id"]


def meet(coach, leader, pairing_id):
    """Book, move to a time that has been, and say that it took place."""
    start = datetime.now(UTC) - timedelta(hours=2)
    later = start + timedelta(days=3)
    hour = timedelta(hours=1)
    sent = {"pairing_id": pairing_id, "mode": "video"}
    sent |= {"starts_at": later.isoformat(), "ends_at": (later + hour).isoformat()}
    booked = coach.post("/sessions", sent).json()
    moved = {"starts_at": start.isoformat(), "ends_at": (start + hour).isoformat()}
    assert leader.patch(f"/sessions/{booked['id']}", moved).status_code == 200
    held = coach.post(f"/sessions/{booked['id']}/record", {"held": True})
    assert held.json()["state"] == "held"
    return booked["id"]


def test_from_a_spreadsheet_to_a_running_programme(everybody):
    programme, team = everybody.begin()
    bring_everybody_in(everybody, programme, team)
    ids = [
        find(team, programme, email)
        for email in (
            "femi.walsh@example.org",
            "soraya.singh@nhs.example",
            "oluwaseun.baptiste@example.org",
        )
    ]
    coach, leader, learner = (everybody.person_with_link(team, one) for one in ids)
    sent = {"programme_id": programme, "coach_id": ids[0], "leader_id": ids[1]}

    pairing_id = agree(team, coach, leader, sent)
    session_id = meet(coach, leader, pairing_id)
    session = f"/sessions/{session_id}"
    write_and_say(coach, leader, session, session_id)

    assert team.get(f"{session}/private-note").status_code == 404
    offered = learner.get("/offered-feedback").json()["items"]
    assert [one["text"] for one in offered] == ["Something for learning"]
    assert learner.get(session).status_code == 404
    assert learner.get("/pairings").json()["items"] == []
    for step, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        assert leader.post(f"/pairings/{pairing_id}/{step}").json()["state"] == state


def write_and_say(coach: Caller, leader: Caller, session: str, session_id: str) -> None:
    """Write both kinds of note, and say something to each of the three readers."""
    assert coach.put(f"{session}/private-note", {"text": "Only mine"}).status_code == 200
    tag = leader.get(f"{session}/shared-note").headers["etag"]
    shared = leader.put(f"{session}/shared-note", {"text": "Ours"}, headers={"If-Match": tag})
    assert shared.status_code == 200
    assert coach.get(f"{session}/shared-note").json()["text"] == "Ours"
    assert leader.get(f"{session}/private-note").json()["text"] == ""
    said = {
        "pairing": "Thank you", "team": "A word to the team",
        "learning_partners": "Something for learning",
    }  # fmt: skip
    for audience, words in said.items():
        given = coach.post(
            "/feedback",
            {
                "session_id": session_id,
                "audience": audience,
                "answers": {"useful": 5},
                "text": words,
            },
        )
        assert given.status_code == 201
    assert [one["text"] for one in leader.get("/feedback").json()["items"]] == ["Thank you"]
