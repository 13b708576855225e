"""The database does not tell what was written in private; those it is for read it as ever."""

import subprocess
from uuid import uuid4

import pytest
from sqlalchemy import text
from tests.conftest import owners_engine
from tests.figures import record
from tests.private_texts.conftest import BROUGHT, CANARIES, DECLARED, NOTED
from tests.vaults import OTHER_VAULT

from alongside.backup import back_up
from alongside.database import program

KEPT = """
    select table_schema || '.' || table_name as place, column_name from information_schema.columns
     where table_schema in ('public', 'vault', 'technical')
"""


def dump_of(written, *options):
    tool = str(program("pg_dump", written.urls, written.settings))
    where = written.urls.for_the_owner().replace("+psycopg", "")
    return subprocess.run([tool, *options, where], capture_output=True, check=True).stdout


def is_in(words, told):
    ways = (words.encode(), words.encode().hex().encode(), words.encode("utf-16-le"))
    return any(way in told for way in ways)


def test_those_it_is_for_read_it(written):
    assert written.note_of().json()["text"] == NOTED
    assert written.note_of("ben").json()["text"] == "Ben's own words"
    assert written.ties_read_by("amara") == written.ties_read_by("gwen") == [BROUGHT, DECLARED]
    assert [written.ties_read_by(who) for who in ("ben", "efe", "chen", "farah", "jo")] == [[]] * 5


def test_a_dump_of_everything_holds_no_private_word(written, tmp_path):
    whole = dump_of(written)
    back_up(written.urls, written.settings, tmp_path / "all.dump")
    told = whole + (tmp_path / "all.dump").read_bytes() + dump_of(written, "-Fc", "-Z0")

    record("Private texts", "words looked for in dumps, in three spellings", len(CANARIES))
    record("Private texts", "bytes of dumps searched", len(told))
    assert b"Amara" in whole, "the search finds what is there"
    assert [one for one in CANARIES if is_in(one, told)] == []


def test_a_copy_holds_no_key_and_the_copy_of_the_keys_no_text(written, tmp_path):
    back_up(written.urls, written.settings, tmp_path / "all.dump")
    restored = program("pg_restore", written.urls, written.settings)
    (keys,) = (tmp_path / "key-copies").iterdir()

    def read(copy):
        asked = [str(restored), "--file=-", str(copy)]
        return subprocess.run(asked, capture_output=True, check=True).stdout

    wrapped = [bytes(w).hex() for (w,) in written.sql("select wrapped from vault.person_key")]
    sealed = [bytes(s).hex() for (s,) in written.sql("select sealed from declaration")]
    of_all, of_keys = read(tmp_path / "all.dump").decode(), read(keys).decode()
    assert len(wrapped) == 4
    assert [one for one in wrapped if one in of_all] == []
    assert [one for one in wrapped if one not in of_keys] == []
    assert [one for one in sealed if one not in of_all] == []
    assert [one for one in sealed if one in of_keys] == []


def test_the_columns_of_plain_words_are_gone(written):
    columns = {(row.place, row.column_name) for row in written.sql(KEPT)}

    assert ("public.declaration", "text") not in columns
    assert ("public.declaration", "sealed") in columns
    assert written.sql("select text from note where audience = 'private'") == [(None,)] * 2
    with pytest.raises(Exception, match="note_private_is_sealed"):
        written.sql("update note set text = 'plain' where audience = 'private'")


MOVES = {
    "to another row": "update declaration d set sealed = o.sealed, key_id = o.key_id"
    " from declaration o where o.id <> d.id",
    "to another person": "update note n set sealed = o.sealed, key_id = o.key_id"
    " from note o where o.id <> n.id",
    "to another person, with a right to the key": "with moved as (update note n set"
    " sealed = o.sealed, key_id = o.key_id from note o where o.id <> n.id)"
    " update vault.person_key set"
    " participant_id = case when participant_id = :amara then :ben else :amara end"
    " where purpose = 'note'",
    "to another column of the same person": "update note n set sealed = d.sealed, key_id = d.key_id"
    " from declaration d where d.participant_id = n.author_id",
    "under another key of theirs": "update declaration d set key_id = o.key_id"
    " from declaration o where o.id <> d.id",
    "one bit of it": "update note set sealed = set_bit(sealed, 200, 1 - get_bit(sealed, 200))",
}


@pytest.mark.parametrize("how", MOVES)
def test_what_is_moved_in_the_database_never_opens_as_other_words(written, how):
    named = {"amara": written.cast.amara.participant_id, "ben": written.cast.ben.participant_id}
    written.sql(MOVES[how], **{k: v for k, v in named.items() if f":{k}" in MOVES[how]})

    answers = [written.note_of(), written.note_of("ben")]
    answers += [written.api.as_(written.cast.gwen).get("/declarations")]
    told = {(one.status_code, one.json().get("code")) for one in answers}

    assert told <= {(503, "text_locked"), (200, None)}
    assert told != {(200, None)} or how == "to another person"
    for who, other in (("amara", "Ben's own words"), ("ben", NOTED)):
        assert other not in written.note_of(who).text
    for (key,) in written.sql("select id from declaration"):
        read = written.api.as_(written.cast.gwen).get(f"/declarations/{key}")
        assert NOTED not in read.text


def test_with_another_wrapping_key_one_is_told_so_and_nothing_is_lost(written):
    site = written.api.app.state.site
    ours = site.vault.wrapping
    site.vault.wrapping = OTHER_VAULT.wrapping
    try:
        answers = [written.note_of(), written.api.as_(written.cast.amara).get("/declarations")]
        writing = written.api.as_(written.cast.amara).put(written.note, {"text": "New"})
    finally:
        site.vault.wrapping = ours
    for answer in (*answers, writing):
        assert (answer.status_code, answer.json()["code"]) == (503, "text_locked")
        assert "Nothing is lost" in answer.json()["title"]
        assert answer.headers["retry-after"]
        assert not any(one in answer.text for one in CANARIES)
    assert written.note_of().json()["text"] == NOTED


def test_the_application_reaches_keys_through_the_functions_alone(written):
    keys = written.sql("select id, purpose, participant_id from vault.person_key")
    met = {}
    with owners_engine(written.urls.app) as engine:
        for who in ("amara", "ben", "gwen", "efe", "chen", "farah", "jo"):
            with engine.begin() as application:
                asking = {"who": getattr(written.cast, who).person_id}
                application.execute(text("select enter(:who, null, now())"), asking)
                got = text("select wrapped_key(:id)")
                met[who] = [
                    (k.purpose, str(k.participant_id)) for k in keys
                    if application.scalar(got, {"id": k.id}) is not None
                ]  # fmt: skip
        with engine.begin() as application, pytest.raises(Exception, match="permission denied"):
            application.execute(text("select * from vault.person_key"))
    amaras, bens = str(written.cast.amara.id), str(written.cast.ben.id)
    assert sorted(met["amara"]) == [("declaration", amaras)] * 2 + [("note", amaras)]
    assert met["ben"] == [("note", bens)]
    assert met["gwen"] == [("declaration", amaras)] * 2, "a lead never gets the key of a note"
    assert [met[who] for who in ("efe", "chen", "farah", "jo")] == [[]] * 4


def test_nobody_keeps_a_key_for_somebody_else(written):
    told = (
        f'[{{"id": "{uuid4()}", "programme_id": "{written.cast.programme.id}", "participant_id":'
        f' "{written.cast.amara.id}", "purpose": "note", "wrapped": "\\\\x{"00" * 68}",'
        ' "created_at": "2026-01-01T00:00:00Z"}]'
    )
    with owners_engine(written.urls.app) as engine:
        for who in ("ben", "gwen", "efe", "jo"):
            with engine.begin() as application:
                asking = {"who": getattr(written.cast, who).person_id}
                application.execute(text("select enter(:who, null, now())"), asking)
                with pytest.raises(Exception, match="not yours to keep"):
                    application.execute(text("select keep_keys(:told)"), {"told": told})


def test_what_is_taken_back_leaves_not_even_a_sealed_text(written):
    written.api.as_(written.cast.amara).put(written.note, {"text": ""})

    kept = written.sql(
        "select sealed, key_id from note where author_id = :amara",
        amara=written.cast.amara.participant_id,
    )
    assert kept == [(None, None)]
