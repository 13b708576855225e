"""What is kept besides of the fuller world: the trail, ways in, wishes, imports, what was said."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session as Writing
from tests.access.words import word
from tests.access.world import World
from tests.cast import NOW

from alongside.core.ids import new_id, secret_id
from alongside.models import (
    AuditEntry,
    Consent,
    EntryKind,
    Erasure,
    ImportedRow,
    KeptAnswer,
    Passkey,
    RecoveryCode,
    RestrictedEntry,
    RosterImport,
    SaidFor,
    SecondFactor,
    SignInLink,
)


def trail(writing: Writing, world: World) -> None:
    """Note something in everybody's name, in each programme and in none."""
    for name in ("amara", "efe", "gwen", "sol", "uma", "vic", "wren"):
        for where, programme in ({"nowhere": None} | world.ids["programme"]).items():
            noted: dict[str, Any] = {
                "programme_id": programme, "at": NOW,
                "actor_person_id": world.people[name].person_id,
                "action": "import:make", "thing": "roster_import", "thing_id": secret_id(),
            }  # fmt: skip
            label = f"{name}.{where}"
            for table, model, more in (
                ("audit_entry", AuditEntry, {"kind": EntryKind.EVENT}),
                ("restricted_entry", RestrictedEntry, {}),
            ):
                why = word(table, label, "reason")
                entry = model(id=secret_id(), reason=why, **noted, **more)
                writing.add(world.keep(table, label, entry))


def second_steps(writing: Writing, world: World) -> None:
    """Give some an app for codes, a recovery code, and a passkey."""
    for name in ("amara", "efe", "gwen"):
        who = world.people[name].person_id
        writing.add(SecondFactor(person_id=who, sealed_secret="of an app", last_step=0))
        writing.add(RecoveryCode(person_id=who, digest=b"of a code"))
        writing.add(Passkey(
            person_id=who, credential_id=name.encode(), public_key=b"a key", sign_count=0,
            name="A passkey", transports="",
        ))  # fmt: skip


def wishes(writing: Writing, world: World) -> None:
    """Have some ask to be erased, and some agree to something."""
    for name in ("amara", "efe", "sol", "wren"):
        who = world.people[name].person_id
        writing.add(Erasure(person_id=who, asked_at=NOW, due_at=NOW + timedelta(days=14)))
    for name in ("amara", "efe", "ben"):
        said = Consent(
            id=secret_id(), person_id=world.people[name].person_id,
            programme_id=world.ids["programme"]["ours"],
            purpose="contact_afterwards", audience="team", given=True, wording=1,
            language=word("consent", name, "language"), form="written", supported=False, at=NOW,
        )  # fmt: skip
        writing.add(world.keep("consent", name, said))


# Xan alone cannot say it themselves; the lock is asked whether others could be spoken for.
SAID_FOR = {"xan": "efe", "amara": "efe", "tess.coach": "tess.coordinator", "kofi": "jo"}


def said_for(writing: Writing, world: World) -> None:
    """Have coordinators write something down for some; Xan has no other way to say it."""
    people = world.ids["participant"]
    for i, (name, by) in enumerate(SAID_FOR.items()):
        told = SaidFor(
            programme_id=world.rows["participant"][name].programme_id, id=new_id(),
            participant_id=people[name], by_id=people[by], means="phone",
            action="session:book", thing="session", thing_id=secret_id(),
            created_at=NOW - timedelta(days=3, minutes=i),
        )  # fmt: skip
        writing.add(world.keep("said_for", name, told))


def imports(writing: Writing, world: World) -> None:
    counts = dict.fromkeys(("updated", "unchanged", "duplicates", "ignored", "failed"), 0)
    for name, imported in (("ours", "xan"), ("elsewhere", "kofi")):
        whose, programme = world.rows["participant"][imported], world.ids["programme"][name]
        done = RosterImport(programme_id=programme, id=new_id(), rows=1, created=1, **counts)
        writing.add(world.keep("roster_import", name, done))
        writing.flush()
        writing.add(ImportedRow(
            programme_id=programme, participant_id=whose.id, step=1, import_id=done.id,
            known_as=b"digest of " + imported.encode(), given={}, left_as=b"digest",
        ))  # fmt: skip
    xan, efe = world.people["xan"], world.people["efe"]
    until = NOW + timedelta(days=14)
    writing.add(SignInLink(
        person_id=xan.person_id, participant_id=xan.participant_id, digest=b"of a link",
        expires_at=until,
    ))  # fmt: skip
    writing.add(KeptAnswer(
        person_id=efe.person_id, operation="propose_pairing", key="a key", digest=b"of a request",
        status=201, made_id=world.ids["pairing"]["proposed"],
    ))  # fmt: skip
    writing.flush()
    world.rows["programme"]["ours"].labels = {"coach": "Guide"}
    for row in world.rows["participant"].values():
        row.capacity, row.contact_by, row.joined_at = 3, "phone", NOW
        row.organisation_id = world.ids["organisation"]["trust"]
