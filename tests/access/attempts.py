"""Trying to read, add, change and remove rows as the application's role, many at a time."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection
from tests.access.facts import Row
from tests.access.lock import GONE, LOCK, REFUSED, THROUGH, Told

from alongside.access.grants import TABLES
from alongside.models import Base

# A function of the tests' own, in the tests' own database: it tries each command on its row, takes
# back whatever that did, and says how it went. It runs with the rights of whoever calls it.
PROOF = """
create schema if not exists proof;
grant usage on schema proof to alongside_app;
create or replace function proof.attempts(command text, given jsonb[]) returns text[]
  language plpgsql security invoker as $$
declare said text[] := '{}'; one jsonb; touched bigint;
begin
  foreach one in array given loop
    begin
      execute command using one;
      get diagnostics touched = row_count;
      raise exception using errcode = 'ZZ001', message = touched::text;
    exception
      when sqlstate 'ZZ001' then said := said || sqlerrm;
      when insufficient_privilege then said := said || 'refused'::text;
      when integrity_constraint_violation then said := said || 'clash'::text;
    end;
  end loop;
  return said;
end $$;
grant execute on function proof.attempts(text, jsonb[]) to alongside_app;
"""
# What to write over a whole table at once: it breaks no rule but the lock's.
NEW = {
    "organisation": "name = 'x'",
    "person": "display_name = 'x'",
    "sign_in": "generation = 1",
    "second_factor": "last_step = 1",
    "passkey": "name = 'x'",
    "programme": "aims = 'x'",
    "participant": "topics = 'x'",
    "pairing": "state = 'ended'",
    "session": "place = 'x'",
    "session_person": "blocking = false",
    "note": "changed_at = now()",
    "roster_import": "undone_at = now()",
    "kept_answer": "status = 200",
}
ATTEMPT = text("select proof.attempts(:command, cast(:given as jsonb[]))")
SAID = {"refused": REFUSED, "0": GONE, "clash": THROUGH}


def table_of(name: str) -> Table:
    return Base.metadata.tables[name]


def privileges(name: str) -> dict[str, str]:
    """What was granted on a table: the kind of command, and a column where only some are."""
    found = {}
    for granted in TABLES.get(name, ()):
        kind, _, columns = granted.partition(" (")
        found[kind] = columns.partition(",")[0].rstrip(")")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return value if isinstance(value, str | int | bool | dict | list | None) else f"{value}"


def as_json(row: Row, **changes: Any) -> str:
    return json.dumps({name: _plain(value) for name, value in {**row, **changes}.items()})


def _where(table: Table) -> str:
    keys = table.primary_key.columns
    return " and ".join(f"t.{c.name} = r.{c.name}" for c in keys)


def command(name: str, doing: str) -> str:
    """Write one command that tries to do it to the row that it is given."""
    given = f"jsonb_populate_record(null::{name}, $1)"
    if doing == "insert":
        return f"insert into {name} select * from {given}"
    where = _where(table_of(name))
    if doing == "update":
        column = privileges(name).get("update") or table_of(name).c.keys()[-1]
        return f"update {name} t set {column} = t.{column} from {given} r where {where}"
    return f"delete from {name} t using {given} r where {where}"


def anew(name: str, row: Row) -> dict[str, Any]:
    """Give a row another key, so that adding it meets nothing but the lock."""
    return {**row, "id": uuid4()} if "id" in table_of(name).c else dict(row)


async def attempt(
    connection: AsyncConnection, name: str, doing: str, rows: Sequence[Row]
) -> list[str]:
    """Try one kind of command on each of these rows, as whoever has entered."""
    made = [anew(name, row) if doing == "insert" else row for row in rows]
    asked = {"command": command(name, doing), "given": [as_json(row) for row in made]}
    said = await connection.scalar(ATTEMPT, asked)
    return [SAID.get(one, THROUGH) for one in said]


async def sweep(connection: AsyncConnection, name: str, doing: str) -> str:
    """Try it on the whole table with no condition at all; say how many rows that would touch."""
    commands = {"update": f"update {name} set {NEW.get(name)}", "delete": f"delete from {name}"}
    asked = {"command": commands[doing], "given": ["{}"]}
    return str((await connection.scalar(ATTEMPT, asked))[0])


def swept(name: str, doing: str, told: Told, rows: Sequence[Row]) -> set[str]:
    """Say what a sweep should say: how many rows, or that one of them was refused."""
    lock = LOCK[name]
    if doing == "delete":
        count = sum(lock.removes(told, row) for row in rows)
        return {str(count), "clash"} if count else {"0"}
    reached = [row for row in rows if lock.changes(told, row)]
    all_through = all(lock.changed_into(told, row) for row in reached)
    return {str(len(reached)) if all_through else "refused"}


async def visible(connection: AsyncConnection, name: str) -> set[tuple[Any, ...]]:
    """Give the keys of all rows that the application's role sees, for whoever has entered."""
    keys = ", ".join(column.name for column in table_of(name).primary_key.columns)
    found = await connection.execute(text(f"select {keys} from {name}"))
    return {tuple(row) for row in found.all()}


def key_of(name: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table_of(name).primary_key.columns)
