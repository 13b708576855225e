"""What the application's database role may do at all. Given anew after every migration."""

from sqlalchemy import Connection, text

from alongside.core.db import JOBS_SCHEMA, TECHNICAL_SCHEMA

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
    "person": (
        READ,
        "update (display_name, password_hash, claimed_at, devices_from, tickets_from)",
    ),
    "sign_in": (
        READ,
        ADD,
        "update (generation, rotated_at, expires_at, ended_at, confirmed_at, one_step)",
    ),
    "sign_in_link": (),
    "second_factor": (
        READ,
        ADD,
        "update (confirmed_at, last_step)",
        REMOVE,
    ),
    "recovery_code": (READ, ADD, REMOVE),
    "passkey": (READ, ADD, "update (sign_count, name, used_at)", REMOVE),
    "used_challenge": (),
    "programme": (
        READ,
        ADD,
        "update (name, aims, starts_on, ends_on, time_zone, labels)",
    ),
    "participant": (READ, ADD, f"update ({', '.join(PARTICIPANT_FIELDS)})", REMOVE),
    "declaration": (READ, ADD, REMOVE),
    "pairing": (
        READ,
        ADD,
        "update (state, coach_accepted, leader_asked, leader_asked_at, started_at)",
    ),
    "session": (READ, ADD, "update (starts_at, ends_at, mode, place, state)"),
    "session_person": (READ, ADD, "update (person_id, during, blocking)"),
    "note": (READ, ADD, "update (text, sealed, key_id, changed_at)"),
    "feedback": (READ, ADD, REMOVE),
    "roster_import": (READ, ADD, "update (undone_at)"),
    "imported_row": (READ, ADD, REMOVE),
    "mail": (),
    "mail_token": (),
    "tries": (),
    "kept_answer": (READ, ADD, "update (digest, status, made_id, created_at)", REMOVE),
    "audit_entry": (ADD,),
    "restricted_entry": (ADD,),
    "audit_seal": (),
    "consent": (READ, ADD),
    "said_for": (READ, ADD),
    "erasure": (READ, ADD, REMOVE),
    "erased": (),
}

FUNCTIONS = (
    "app_ids(text)",
    "app_person()",
    "app_operator()",
    "enter(uuid, uuid, timestamptz)",
    "leave()",
    "find_account(text)",
    "find_sign_in(uuid)",
    "find_passkey(bytea)",
    "use_challenge(bytea, timestamptz, timestamptz)",
    "person_of(uuid, text, text, timestamptz)",
    "persons_of(uuid[], text[], text[], timestamptz)",
    "forget_strangers(uuid[])",
    "who_signs_in_by(uuid, text[])",
    "take_back_imported(uuid)",
    "has_signed_up(uuid)",
    "can_speak(uuid)",
    "join_in(uuid, timestamptz)",
    "keep_sign_in_link(uuid, bytea, timestamptz, timestamptz)",
    "read_sign_in_link(bytea, timestamptz)",
    "use_sign_in_link(bytea, timestamptz)",
    "readers_of(uuid)",
    "my_participations()",
    "app_servant()",
    "enter_as(text)",
    "post_mail(uuid, uuid, text, uuid, timestamptz)",
    "take_mail(uuid)",
    "settle_mail(uuid, timestamptz, timestamptz)",
    "count_try(bytea[], integer[], integer[], interval, timestamptz)",
    "forget_tries(bytea[], bytea[])",
    "post_sign_in_mail(uuid, text, boolean, bytea, timestamptz, timestamptz)",
    "keep_mail_token(uuid, text, bytea, timestamptz, timestamptz)",
    "use_mail_token(text, bytea, uuid, timestamptz)",
    "remember()",
    "wrapped_key(uuid)",
    "own_key(uuid, text)",
    "keep_keys(jsonb)",
    "destroy_keys(uuid)",
    "wrapping_keys_in_use()",
    "who_looked(integer, timestamptz, uuid)",
    "programme_events(uuid, integer, timestamptz, uuid)",
    "restricted_entries(uuid, text, timestamptz, uuid, text, timestamptz)",
    "seal_entries(timestamptz)",
    "what_holds_me_up(timestamptz)",
    "erase_next(timestamptz, timestamptz)",
    "forget_due(timestamptz)",
    "who_was_erased()",
    "forgotten_mails(uuid[])",
    "close_demo(timestamptz)",
)

TECHNICAL = (
    f"{TECHNICAL_SCHEMA}.alembic_version",
    f"{JOBS_SCHEMA}.procrastinate_jobs",
    f"{JOBS_SCHEMA}.procrastinate_workers",
)

# What a worker calls. None of these makes a job: post_mail() does.
OF_THE_QUEUE = (
    "procrastinate_fetch_job_v2",
    "procrastinate_finish_job_v1",
    "procrastinate_retry_job_v2",
    "procrastinate_register_worker_v1",
    "procrastinate_unregister_worker_v1",
    "procrastinate_update_heartbeat_v1",
    "procrastinate_prune_stalled_workers_v1",
)


def give_grants(connection: Connection, app_role: str) -> None:
    """Take everything from the application's role, then give what is listed here."""
    role = connection.dialect.identifier_preparer.quote(app_role)
    schemas = f"public, {TECHNICAL_SCHEMA}, {JOBS_SCHEMA}"
    statements = [
        f"revoke all on all tables in schema {schemas} from {role}, public",
        f"revoke all on all sequences in schema {schemas} from {role}, public",
        f"revoke all on all functions in schema {schemas} from {role}, public",
        f"grant usage on schema {schemas} to {role}",
        *(f"grant {', '.join(may)} on {name} to {role}" for name, may in TABLES.items() if may),
        *(f"grant execute on function {name} to {role}" for name in FUNCTIONS),
        *(f"grant execute on function {JOBS_SCHEMA}.{name} to {role}" for name in OF_THE_QUEUE),
        *(f"grant select on {name} to {role}" for name in TECHNICAL),
    ]
    for statement in statements:
        connection.execute(text(statement))
