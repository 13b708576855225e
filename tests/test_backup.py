"""Copies of everything, the way back, and the copy that is taken before data is changed."""

import shutil
import stat

import pytest
from sqlalchemy import make_url, text

from alongside.backup import back_up, restore
from alongside.commands.starting import bring_up_to_date
from alongside.core import migrate
from alongside.core.clock import now
from alongside.database import NotDone, Urls, as_owner, revision_of
from alongside.models import Base
from alongside.settings import Settings
from tests.commands import ask, new_database, runner, use, with_demo
from tests.conftest import owners_engine
from tests.vaults import WRAPPING

TABLES = sorted(Base.metadata.tables)
LATER = '''"""Add something that came later."""

from alembic import op

revision, down_revision = "2999_01_01_01", "{before}"


def upgrade() -> None:
    op.execute("{what}")
'''


def settings_in(folder):
    return Settings(data_dir=folder, vault_key=WRAPPING)


def fingerprint(urls):
    """Give a digest of every row of every table, but of who is signed in."""
    kept = [name for name in TABLES if name not in {"sign_in", "sign_in_link"}]
    return {
        name: ask(
            urls, f"select count(*), md5(string_agg(t::text, '' order by t::text)) from {name} t"
        )
        for name in kept
    }


@pytest.fixture
def full(server):
    with new_database(server, with_demo(server)) as urls:
        with as_owner(urls) as owner:
            who = owner.scalar(text("select id from person limit 1"))
            owner.execute(
                text("insert into sign_in values (gen_random_uuid(), :who, 0, :at, :at, :at)"),
                {"who": who, "at": now()},
            )
        yield urls


@pytest.fixture
def empty(server):
    with new_database(server) as urls:
        yield urls


@pytest.fixture
def copy(full, tmp_path):
    back_up(full, settings_in(tmp_path), tmp_path / "all.dump")
    return tmp_path / "all.dump"


def test_what_was_copied_comes_back_whole(full, empty, copy, tmp_path):
    restore(empty, settings_in(tmp_path), copy)

    assert fingerprint(empty) == fingerprint(full)
    assert revision_of(empty) == migrate.newest_revision()


def test_the_application_has_its_rights_again_and_no_more(empty, copy, tmp_path):
    restore(empty, settings_in(tmp_path), copy)

    with owners_engine(empty.app) as engine, engine.connect() as application:
        assert application.scalar(text("select count(*) from participant")) == 0
        assert application.scalar(text("select version_num from technical.alembic_version"))


def test_nobody_is_signed_in_by_a_copy(full, empty, copy, tmp_path):
    restore(empty, settings_in(tmp_path), copy)

    assert ask(full, "select count(*) from sign_in") == [(1,)]
    assert ask(empty, "select count(*) from sign_in") == [(0,)]


def test_only_we_can_read_a_copy(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(path.name for path in copy.parent.iterdir()) == ["all.dump", "key-copies"]
    (keys,) = (copy.parent / "key-copies").iterdir()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    assert stat.S_IMODE(keys.parent.stat().st_mode) == 0o700


def test_a_copy_never_replaces_a_file(full, copy, tmp_path):
    before = copy.read_bytes()

    with pytest.raises(NotDone, match="is there already"):
        back_up(full, settings_in(tmp_path), copy)

    assert copy.read_bytes() == before


def test_a_copy_that_came_to_nothing_leaves_nothing(server, tmp_path):
    nowhere = make_url(server.owner_url("no_such_database"))
    urls = Urls(server.app_url(), nowhere.render_as_string(hide_password=False))

    with pytest.raises(NotDone, match="No copy could be made"):
        back_up(urls, settings_in(tmp_path), tmp_path / "all.dump")

    assert list(tmp_path.iterdir()) == []


def test_a_database_in_use_is_not_restored_into(full, copy, tmp_path):
    before = fingerprint(full)

    with pytest.raises(NotDone, match="in use"):
        restore(full, settings_in(tmp_path), copy)

    assert fingerprint(full) == before


@pytest.mark.parametrize("content", [b"", b"PG", b"not a copy at all"])
def test_what_is_no_copy_is_refused(empty, tmp_path, content):
    (tmp_path / "x").write_bytes(content)

    with pytest.raises(NotDone, match="not a copy"):
        restore(empty, settings_in(tmp_path), tmp_path / "x")


def test_a_missing_copy_is_said_in_words(empty, tmp_path):
    with pytest.raises(NotDone, match="cannot be read"):
        restore(empty, settings_in(tmp_path), tmp_path / "x")


def test_half_a_copy_leaves_the_database_empty(empty, copy, tmp_path):
    whole = copy.read_bytes()
    (tmp_path / "half").write_bytes(whole[: len(whole) * 3 // 4])

    with pytest.raises(NotDone, match="could not be restored"):
        restore(empty, settings_in(tmp_path), tmp_path / "half")

    found = ask(empty, "select count(*) from pg_tables where schemaname in ('public', 'technical')")
    assert found == [(0,)]


def test_an_embedded_database_takes_the_place_of_the_one_before_it(server, copy, tmp_path):
    urls = Urls(server.app_url(), server.owner_url(), server)
    ask(urls, "create table marker ()")

    aside = restore(urls, settings_in(tmp_path), copy)

    before = Urls(server.app_url(aside), server.owner_url(aside))
    assert ask(before, "select count(*) from marker") == [(0,)]
    assert ask(urls, "select count(*) from person where demo")[0][0] > 50
    with pytest.raises(Exception, match="alongside_restoring"):
        ask(Urls("", server.owner_url("alongside_restoring")), "select 1")


def test_a_restore_that_fails_leaves_the_embedded_database_as_it_was(server, copy, tmp_path):
    urls = Urls(server.app_url(), server.owner_url(), server)
    ask(urls, "create table untouched ()")
    (tmp_path / "half").write_bytes(copy.read_bytes()[:-5000])

    with pytest.raises(NotDone):
        restore(urls, settings_in(tmp_path), tmp_path / "half")

    assert ask(urls, "select count(*) from untouched") == [(0,)]
    ask(urls, "drop table untouched")


@pytest.fixture
def a_newer_version(monkeypatch, tmp_path):
    """Give what makes this program one migration newer than it is."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = migrate.newest_revision()

    def make(what):
        later = folder / "versions" / "2999_01_01_01_later.py"
        later.write_text(LATER.format(before=before, what=what))
        monkeypatch.setattr(migrate, "MIGRATIONS", folder)

    return make


def copies_in(folder):
    return sorted((folder / "backups").glob("*")) if (folder / "backups").exists() else []


def test_older_data_is_copied_then_migrated(full, empty, a_newer_version, tmp_path, monkeypatch):
    before, rows = revision_of(full), fingerprint(full)
    a_newer_version("alter table organisation add column motto text")

    bring_up_to_date(full, settings_in(tmp_path))

    (copy,) = copies_in(tmp_path)
    assert revision_of(full) == "2999_01_01_01"
    assert before in copy.name
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    monkeypatch.undo()
    restore(empty, settings_in(tmp_path), copy)
    assert fingerprint(empty) == rows


def test_data_that_is_up_to_date_is_not_copied(full, tmp_path):
    bring_up_to_date(full, settings_in(tmp_path))

    assert copies_in(tmp_path) == []


def test_an_empty_database_is_not_copied(empty, tmp_path):
    bring_up_to_date(empty, settings_in(tmp_path))

    assert revision_of(empty) == migrate.newest_revision()
    assert copies_in(tmp_path) == []


def test_a_migration_that_fails_changes_nothing_and_fills_no_disk(full, a_newer_version, tmp_path):
    before, rows = revision_of(full), fingerprint(full)
    a_newer_version("select * from no_such_table")

    with pytest.raises(Exception, match="no_such_table"):
        bring_up_to_date(full, settings_in(tmp_path))

    assert (revision_of(full), fingerprint(full)) == (before, rows)
    assert copies_in(tmp_path) == []


def test_data_of_a_newer_version_is_refused_in_words(full, tmp_path):
    ask(full, "update technical.alembic_version set version_num = '2999_01_01_01'")

    with pytest.raises(NotDone, match="newer Alongside"):
        bring_up_to_date(full, settings_in(tmp_path))

    assert copies_in(tmp_path) == []


def test_an_older_copy_is_brought_up_to_date(empty, copy, a_newer_version, tmp_path):
    a_newer_version("alter table organisation add column motto text")

    restore(empty, settings_in(tmp_path), copy)

    assert revision_of(empty) == "2999_01_01_01"


def test_the_commands_say_what_they_did(full, empty, tmp_path, monkeypatch, capsys):
    alongside = runner(monkeypatch, capsys)
    use(monkeypatch, full)
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("ALONGSIDE_VAULT_KEY", WRAPPING)
    copied = alongside("backup", str(tmp_path / "one.dump"))
    again = alongside("backup", str(tmp_path / "one.dump"))
    use(monkeypatch, empty)
    restored = alongside("restore", str(tmp_path / "one.dump"))

    assert "one.dump" in copied.out
    assert "is there already" in again.words
    assert restored.ended == 0
    assert fingerprint(empty) == fingerprint(full)
