"""Keys that are destroyed, wrapped anew, lost, and brought back."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import text
from tests.commands import ask, new_database, runner, use
from tests.conftest import owners_engine
from tests.figures import record
from tests.private_texts.conftest import BROUGHT, DECLARED, NOTED
from tests.vaults import OTHER_VAULT, SEALED, VAULT, WRAPPING, opened

from alongside.access.actor import enter
from alongside.access.private_texts import destroy_keys
from alongside.backup import back_up, back_up_keys, restore
from alongside.core.clock import now, use_clock
from alongside.core.vault import Locked
from alongside.core.wrapping import KEPT_FOR, WrappingKeyFault
from alongside.key_copies import copies_in
from alongside.settings import Settings

BENS = "Ben's own words"


def destroy(written, who, whose):
    """Destroy the keys of one person, with another or the same one asking."""
    asking, meant = getattr(written.cast, who), getattr(written.cast, whose)
    database = written.api.app.state.site.database

    async def run():
        async with database.transaction() as db:
            await enter(db, asking.person_id, asking.sign_in_id, now())
            return await destroy_keys(db, meant.person_id)

    return written.api.client.portal.call(run)


def readable(urls, vault=VAULT):
    """Read everything that still opens, as somebody who has the database and the wrapping key."""
    found = []
    for table, wanted in SEALED.items():
        with owners_engine(urls.for_the_owner()) as engine, engine.connect() as owner:
            for row in owner.execute(text(wanted)).mappings():
                if row["sealed"] is not None and row["wrapped"] is not None:
                    try:
                        found.append(opened(table, row, vault))
                    except Locked:
                        found.append("locked")
    return sorted(found)


@contextmanager
def later(much):
    at = now() + much
    before = use_clock(lambda: at)
    try:
        yield
    finally:
        use_clock(before)


def test_destroyed_keys_leave_nothing_to_read_anywhere(written):
    assert readable(written.urls) == sorted([BENS, BROUGHT, DECLARED, NOTED])

    assert destroy(written, "amara", "amara") == 3

    assert readable(written.urls) == [BENS]
    note = written.note_of()
    assert (note.status_code, note.json()["text"]) == (200, "")
    assert written.ties_read_by("amara") == written.ties_read_by("gwen") == ["", ""]
    assert written.note_of("ben").json()["text"] == BENS


@pytest.mark.parametrize("who", ["ben", "gwen", "efe", "farah"])
def test_nobody_destroys_the_keys_of_somebody_else(written, who):
    assert destroy(written, who, "amara") == 0

    assert written.note_of().json()["text"] == NOTED


def test_whoever_writes_again_has_a_new_key(written):
    destroy(written, "amara", "amara")

    written.api.as_(written.cast.amara).put(written.note, {"text": "A new page"})

    assert written.note_of().json()["text"] == "A new page"
    assert readable(written.urls) == ["A new page", BENS]


def test_an_older_copy_does_not_bring_back_what_was_destroyed(written, server, tmp_path):
    back_up(written.urls, written.settings, tmp_path / "all.dump")
    destroy(written, "amara", "amara")
    with later(timedelta(minutes=1)):
        back_up_keys(written.urls, written.settings)

    with new_database(server) as empty:
        restore(empty, written.settings, tmp_path / "all.dump")
        brought = readable(empty)
        assert ask(empty, "select count(*) from declaration") == [(2,)]

    record("Private texts", "texts of an erased person read after a restore", len(brought) - 1)
    assert brought == [BENS]


def test_without_any_key_all_else_comes_back(written, server, tmp_path):
    back_up(written.urls, written.settings, tmp_path / "all.dump")
    elsewhere = Settings(data_dir=tmp_path / "new machine", vault_key=WRAPPING)

    with new_database(server) as empty:
        restore(empty, elsewhere, tmp_path / "all.dump")
        assert ask(empty, "select count(*) from participant") > [(10,)]
        assert readable(empty) == []


def test_copies_of_keys_are_gone_after_thirty_days(written, tmp_path):
    first = back_up_keys(written.urls, written.settings)
    with later(KEPT_FOR - timedelta(hours=1)):
        second = back_up_keys(written.urls, written.settings)
        assert copies_in(tmp_path / "key-copies") == [second, first]
    with later(KEPT_FOR + timedelta(hours=1)):
        third = back_up_keys(written.urls, written.settings)
        assert copies_in(tmp_path / "key-copies") == [third, second]


def test_rotating_wraps_the_keys_anew_and_touches_no_text(written, tmp_path, monkeypatch, capsys):
    def keys():
        return written.sql("select id, wrapped from vault.person_key order by id")

    def texts():
        return [
            written.sql("select t::text, xmin::text from declaration t order by id"),
            written.sql("select t::text, xmin::text from note t order by id"),
        ]

    texts_before, keys_before = texts(), keys()
    alongside = runner(monkeypatch, capsys)
    use(monkeypatch, written.urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    next_key = OTHER_VAULT.wrapping.newest().secret.hex()
    monkeypatch.setenv("ALONGSIDE_VAULT_KEY", f"{next_key},{WRAPPING}")

    done = alongside("keys", "rotate")

    assert done.ended == 0, done.words
    assert "4 keys" in done.out
    assert texts() == texts_before
    changed = zip(keys_before, keys(), strict=True)
    assert all(one.id == other.id and one.wrapped != other.wrapped for one, other in changed)
    assert readable(written.urls, OTHER_VAULT) == sorted([BENS, BROUGHT, DECLARED, NOTED])
    assert readable(written.urls) == ["locked"] * 4
    record("Private texts", "keys wrapped anew, and texts that changed by it", "4, 0")


def test_a_rotation_without_the_key_of_before_changes_nothing(
    written, tmp_path, monkeypatch, capsys
):
    alongside = runner(monkeypatch, capsys)
    use(monkeypatch, written.urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ALONGSIDE_VAULT_KEY", OTHER_VAULT.wrapping.newest().secret.hex())

    assert "not here" in alongside("keys", "rotate").words
    assert readable(written.urls) == sorted([BENS, BROUGHT, DECLARED, NOTED])


def test_the_key_that_is_in_use_is_named(written, tmp_path, monkeypatch, capsys):
    alongside = runner(monkeypatch, capsys)
    use(monkeypatch, written.urls)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))

    told = alongside("keys", "list").out

    assert told.split("  ")[1].strip() == "in use, and NOT HERE"
    assert WRAPPING not in told


def test_serving_is_refused_without_the_key_that_texts_need(written, tmp_path):
    in_use = [bytes(one) for (one,) in written.sql("select wrapping_keys_in_use()")]

    with pytest.raises(WrappingKeyFault, match="No new key is made"):
        OTHER_VAULT.wrapping.check(in_use)
    VAULT.wrapping.check(in_use)


def test_who_goes_takes_their_keys_along(written):
    desk = written.api.as_(written.cast.efe)
    (brought,) = desk.get("/imports").json()["items"]

    assert desk.post(f"/imports/{brought['id']}/undo").status_code == 200
    written.sql(
        "insert into vault.person_key select gen_random_uuid(), programme_id, id, 'declaration',"
        " decode(repeat('00', 68), 'hex'), now() from participant where display_name = 'Pia'"
    )
    before = written.sql("select count(*) from vault.person_key")
    written.sql("delete from participant where display_name = 'Pia' and role = 'coach'")
    after = written.sql("select count(*) from vault.person_key")

    assert after[0][0] < before[0][0]
