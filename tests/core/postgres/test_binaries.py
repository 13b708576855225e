"""Which PostgreSQL is used, and what is said when there is none."""

import shutil

import pytest

from alongside.core.postgres import EmbeddedServer, EmbeddedServerError, binaries
from alongside.core.postgres.binaries import find_binaries


def install(place, version, *, initdb=True, gist=True):
    """Put programs in a folder that say they are PostgreSQL."""
    (place / "bin").mkdir(parents=True)
    names = ["postgres", "initdb"] if initdb else ["postgres"]
    for name in names:
        program = place / "bin" / name
        program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
        program.chmod(0o755)
    (place / "share" / "extension").mkdir(parents=True)
    if gist:
        (place / "share" / "extension" / "btree_gist.control").touch()
    return place


@pytest.fixture
def nothing_else(tmp_path, monkeypatch):
    """Take away the wheel, the system's packages and the search path."""
    monkeypatch.setattr(binaries, "_in_the_wheel", lambda: iter(()))
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path / "system")
    monkeypatch.setattr(binaries.shutil, "which", lambda _: None)
    return tmp_path


def test_without_any_it_says_what_to_install(nothing_else):
    with pytest.raises(EmbeddedServerError, match="no PostgreSQL here") as refusal:
        EmbeddedServer(nothing_else / "postgres")
    assert "alongside[embedded]" in str(refusal.value)
    assert not (nothing_else / "postgres").exists()


def test_the_newest_of_the_system_is_taken(nothing_else):
    for version in ("9", "14", "15", "17"):
        install(nothing_else / "system" / version, f"{version}.3")
    install(nothing_else / "system" / "18", "18.1", gist=False)

    assert find_binaries().version == "17.3"
    assert find_binaries().folder == nothing_else / "system" / "17" / "bin"


def test_the_search_path_is_asked_last(nothing_else, monkeypatch):
    found = install(nothing_else / "own", "16.9") / "bin" / "postgres"
    monkeypatch.setattr(binaries.shutil, "which", lambda _: str(found))

    assert find_binaries().version == "16.9"
    install(nothing_else / "system" / "15", "15.1")
    assert find_binaries().version == "15.1"


def test_the_wheel_comes_before_the_system(monkeypatch, tmp_path):
    if not list(binaries._in_the_wheel()):
        pytest.skip("the wheel is not installed")
    install(tmp_path / "system" / "99", "99.1")
    monkeypatch.setattr(binaries, "_SYSTEM", tmp_path / "system")

    assert find_binaries().version != "99.1"
    assert find_binaries().path("pg_dump").is_file()


@pytest.mark.parametrize("below", [".", "bin"])
def test_a_named_folder_comes_first(tmp_path, below):
    place = install(tmp_path / "own", "16beta1")

    assert find_binaries(place / below).folder == place / "bin"
    assert find_binaries(place / below).major == 16


@pytest.mark.parametrize(
    ("version", "what", "words"),
    [
        ("14.9", {}, "is PostgreSQL 14.9, and Alongside needs 15 or newer"),
        ("16.1", {"gist": False}, "lacks the extension btree_gist"),
        ("16.1", {"initdb": False}, "has no initdb"),
        ("of no kind", {}, "no PostgreSQL server that runs here"),
    ],
)
def test_a_named_folder_that_will_not_do_is_refused_and_not_passed_over(
    tmp_path, version, what, words
):
    place = install(tmp_path / "own", version, **what)
    with pytest.raises(EmbeddedServerError, match=words) as refusal:
        find_binaries(place)
    assert "contrib" in str(refusal.value)


def test_a_named_folder_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(EmbeddedServerError, match="no PostgreSQL server that runs here"):
        find_binaries(tmp_path / "none")


def test_programs_that_do_not_run_here_are_no_programs(tmp_path):
    place = install(tmp_path / "own", "16.1")
    (place / "bin" / "postgres").write_bytes(b"\x7fELF of another machine")

    with pytest.raises(EmbeddedServerError, match="runs here"):
        find_binaries(place)


def test_extensions_are_where_the_programs_say(tmp_path):
    place = install(tmp_path / "own", "16.1", gist=False)
    (tmp_path / "far" / "extension").mkdir(parents=True)
    (tmp_path / "far" / "extension" / "btree_gist.control").touch()
    shutil.copy(place / "bin" / "postgres", place / "bin" / "pg_config")
    (place / "bin" / "pg_config").write_text(f"#!/bin/sh\necho {tmp_path / 'far'}\n")

    assert find_binaries(place).version == "16.1"
