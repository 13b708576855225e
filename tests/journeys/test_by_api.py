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


def test_from_a_spreadsheet_to_a_running_programme(everybody):
    programme, team = everybody.begin()
    roster = (DATA / "roster-messy.csv").read_bytes()

    rehearsed = everybody.bring_in(team, programme, roster, dry_run=True)
    assert rehearsed["id"] is None
    assert (
        team.get("/participants", params={"programme_id": programme, "role": "coach"}).json()[
            "items"
        ]
        == []
    )
    saved = everybody.bring_in(team, programme, roster, dry_run=False)
    assert saved["created"] == rehearsed["created"] == 41
    mended = everybody.bring_in(team, programme, mend(saved["mend_csv"]), dry_run=False)
    assert mended["created"] > 0
    again = everybody.bring_in(team, programme, roster, dry_run=False)
    assert (again["created"], again["updated"]) == (0, 0)

    coach_id = find(team, programme, "femi.walsh@example.org")
    leader_id = find(team, programme, "soraya.singh@nhs.example")
    learner_id = find(team, programme, "oluwaseun.baptiste@example.org")
    coach = everybody.person_with_link(team, coach_id)
    leader = everybody.person_with_link(team, leader_id)
    learner = everybody.person_with_link(team, learner_id)

    proposed = team.post(
        "/pairings", {"programme_id": programme, "coach_id": coach_id, "leader_id": leader_id}
    ).json()
    pairing = f"/pairings/{proposed['id']}"
    assert leader.get(pairing).status_code == 404
    assert coach.post(f"{pairing}/accept").json()["state"] == "proposed"
    assert leader.post(f"{pairing}/accept").json()["state"] == "active"

    start = datetime.now(UTC) - timedelta(hours=2)
    booked = coach.post(
        "/sessions",
        {
            "pairing_id": proposed["id"],
            "starts_at": (start + timedelta(days=3)).isoformat(),
            "ends_at": (start + timedelta(days=3, hours=1)).isoformat(),
            "mode": "video",
        },
    ).json()
    session = f"/sessions/{booked['id']}"
    moved = leader.patch(
        session,
        {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=1)).isoformat()},
    )
    assert moved.status_code == 200
    assert coach.post(f"{session}/record", {"held": True}).json()["state"] == "held"

    write_and_say(coach, leader, session, booked["id"])
    assert team.get(f"{session}/private-note").status_code == 404

    offered = learner.get("/offered-feedback").json()["items"]
    assert [one["text"] for one in offered] == ["Something for learning"]
    assert learner.get(session).status_code == 404
    assert learner.get("/pairings").json()["items"] == []

    for step, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
        assert leader.post(f"{pairing}/{step}").json()["state"] == state


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
