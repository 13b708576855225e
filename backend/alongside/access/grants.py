"""What the application's database role may do at all. Given anew after every migration."""

from sqlalchemy import Connection, text

from alongside.core.db import TECHNICAL_SCHEMA

READ, ADD, REMOVE = "select", "insert", "delete"

PARTICIPANT_FIELDS = (
    "person_id",
    "safeguarding_lead",
    "state",
    "display_name",
    "given_name",
    "family_name",
    "organisation_id",
    "job_title",
    "email",
    "phone",
    "contact_by",
    "access_needs",
    "topics",
    "capacity",
    "lived_experience",
)

TABLES: dict[str, tuple[str, ...]] = {
    "organisation": (READ, ADD, "update (name, opened_on, closed_on)"),
    "person": (READ, "update (display_name, password_hash)"),
    "sign_in": (READ, ADD, "update (generation, rotated_at, expires_at, ended_at)"),
    "sign_in_link": (),
    "programme": (
        READ,
        ADD,
        "update (name, aims, starts_on, ends_on, time_zone, labels)",
    ),
    "participant": (READ, ADD, f"update ({', '.join(PARTICIPANT_FIELDS)})", REMOVE),
    "declaration": (READ, ADD, REMOVE),
    "pairing": (READ, ADD, "update (state, coach_accepted, leader_asked, started_at)"),
    "session": (READ, ADD, "update (starts_at, ends_at, mode, place, state)"),
    "session_person": (READ, ADD, "update (person_id, during, blocking)"),
    "note": (READ, ADD, "update (text, changed_at)"),
    "feedback": (READ, ADD, REMOVE),
    "roster_import": (READ, ADD, "update (undone_at)"),
    "imported_row": (READ, ADD, REMOVE),
    "kept_answer": (READ, ADD, "update (digest, status, made_id, created_at)", REMOVE),
}

FUNCTIONS = (
    "app_ids(text)",
    "app_person()",
    "app_operator()",
    "enter(uuid, uuid, timestamptz)",
    "leave()",
    "find_account(text)",
    "find_sign_in(uuid)",
    "person_of(uuid, text, text, timestamptz)",
    "persons_of(uuid[], text[], text[], timestamptz)",
    "forget_strangers(uuid[])",
    "who_signs_in_by(uuid, text[])",
    "take_back_imported(uuid)",
    "has_signed_up(uuid)",
    "keep_sign_in_link(uuid, bytea, timestamptz, timestamptz)",
    "read_sign_in_link(bytea, timestamptz)",
    "use_sign_in_link(bytea, timestamptz)",
    "readers_of(uuid)",
    "my_participations()",
)

TECHNICAL = (f"{TECHNICAL_SCHEMA}.alembic_version",)


def give_grants(connection: Connection, app_role: str) -> None:
    """Take everything from the application's role, then give what is listed here."""
    role = connection.dialect.identifier_preparer.quote(app_role)
    statements = [
        f"revoke all on all tables in schema public, {TECHNICAL_SCHEMA} from {role}, public",
        f"revoke all on all functions in schema public from {role}, public",
        f"grant usage on schema public, {TECHNICAL_SCHEMA} to {role}",
        *(f"grant {', '.join(may)} on {name} to {role}" for name, may in TABLES.items() if may),
        *(f"grant execute on function {name} to {role}" for name in FUNCTIONS),
        *(f"grant select on {name} to {role}" for name in TECHNICAL),
    ]
    for statement in statements:
        connection.execute(text(statement))
