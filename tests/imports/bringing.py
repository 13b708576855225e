"""Bringing small rosters to the API, and looking at what came of it."""

import csv
import io
from collections.abc import Sequence

from tests.imports.rosters import DATA, written

COUNTS = ("created", "updated", "unchanged", "duplicates", "ignored", "failed")
HEADER = (
    "Role",
    "First name",
    "Surname",
    "Email",
    "Phone",
    "Job title",
    "ODS code",
    "Connected to (please keep private)",
)
TRUSTS = (DATA / "nhs-trusts-etr.csv").read_bytes()

AMINA = ("coach", "Amina", "Ali", "amina@x.example", "07700 900289")
SHANTHI = ("coach", "Shanthi", "Malik", "shanthi@x.example", "07700 900791")
NO_MAIL = ("coach", "Gethin", "Balogun", "", "07700 900123")


def roster(*rows: Sequence[str], header: Sequence[str] = HEADER) -> bytes:
    return written([header, *rows]).encode()


class Desk:
    """A coordinator's desk in one programme: lists are brought here, people are looked up."""

    def __init__(self, api, who, programme) -> None:
        self.caller, self.programme_id = api.as_(who), str(programme.id)
        self.path = f"/programmes/{self.programme_id}/imports"

    def send(self, body, **query):
        headers = query.pop("headers", {"Content-Type": "text/csv"})
        return self.caller.post(self.path, content=body, params=query, headers=headers)

    def check(self, *rows, **query):
        return self.send(roster(*rows), dry_run="true", **query)

    def bring(self, *rows, **query):
        """Bring rows in, and give the answer's body."""
        answer = self.send(roster(*rows), **query)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def undo(self, brought):
        return self.caller.post(f"/imports/{brought['id']}/undo")

    def people(self, q=""):
        asked = {"programme_id": self.programme_id, "q": q, "limit": 100}
        return self.caller.get("/participants", params=asked).json()["items"]

    def one(self, q):
        (found,) = self.people(q)
        return found

    def edit(self, q, **change):
        answer = self.caller.patch(f"/participants/{self.one(q)['id']}", change)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def add(self, role, given_name, family_name, **more):
        names = {"role": role, "given_name": given_name, "family_name": family_name}
        answer = self.caller.post(
            "/participants", {"programme_id": self.programme_id, **names, **more}
        )
        assert answer.status_code == 201, answer.text
        return answer.json()

    def end(self, q):
        answer = self.caller.post(f"/participants/{self.one(q)['id']}/end")
        assert answer.status_code == 200, answer.text

    def pair(self, coach, leader):
        asked = {"programme_id": self.programme_id, "coach_id": coach, "leader_id": leader}
        return self.caller.post("/pairings", asked)


def counts(brought):
    """Give created, updated, unchanged, duplicates, ignored and failed, and check their sum."""
    found = tuple(brought[name] for name in COUNTS)
    assert sum(found) == brought["rows"]
    return found


def created(number):
    return (number, 0, 0, 0, 0, 0)


def updated(number):
    return (0, number, 0, 0, 0, 0)


def unchanged(number):
    return (0, 0, number, 0, 0, 0)


def found(faults):
    return [(one["line"], one["column"], one["code"]) for one in faults]


def mended(mend_csv, *swaps):
    """Mend what was given back, cell by cell."""
    table = list(csv.reader(io.StringIO(mend_csv, newline="")))
    cells = dict(swaps)
    return written([[cells.get(cell, cell) for cell in row] for row in table]).encode()
