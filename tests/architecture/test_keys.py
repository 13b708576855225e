"""Who is taken out leaves without a search through whole tables: each key that points to them has
an index that begins with its columns."""

from sqlalchemy import text
from tests.conftest import owners_engine

TAKEN_OUT = ("participant", "person")  # by an undone import, or a corrected address
BEGINS_WITH_THEM = """
    select from pg_index i where i.indrelid = k.conrelid
       and (i.indpred is null
            or pg_get_expr(i.indpred, i.indrelid) ~ '^[(][a-z_]+ IS NOT NULL[)]$')
       and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey
"""
KEYS = f"""
    select k.conname, not exists ({BEGINS_WITH_THEM}) as missing
      from pg_constraint k where k.contype = 'f' and k.confrelid::regclass::text = any (:targets)
"""


def test_every_key_to_whom_is_taken_out_has_an_index(own_database):
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        found = dict(connection.execute(text(KEYS), {"targets": list(TAKEN_OUT)}).all())

    assert len(found) > 10
    assert [name for name, missing in found.items() if missing] == []


def test_a_missing_one_would_be_noticed(own_database):
    with owners_engine(own_database.owner_url) as engine, engine.connect() as connection:
        connection.execute(text("drop index note_author"))
        connection.execute(text("drop index session_person_person"))
        found = dict(connection.execute(text(KEYS), {"targets": list(TAKEN_OUT)}).all())

    assert sorted(name for name, missing in found.items() if missing) == [
        "note_programme_id_author_id_fkey", "session_person_person_id_fkey"
    ]  # fmt: skip
