import fcntl
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from tests.identity.forge import PERSON, SIGN_IN, Forge

from alongside.core.errors import NotSignedIn
from alongside.identity.key_files import KeysUnreadable, locked, open_folder
from alongside.identity.keys import (
    JWKS_CACHE,
    LONGEST_TOKEN,
    KeyRing,
    jwks,
    load_keys,
    rotate,
)
from alongside.identity.tokens import issue_access_token, read_access_token


def published(ring):
    return {key["kid"] for key in jwks(ring)["keys"]}


def key_file(folder):
    return next(folder.glob("signing-*.json"))


def test_the_first_start_makes_a_key_that_signs_at_once(ring, clock):
    key = ring.signing_key()

    assert key.signs_from == key.created_at == clock.at
    assert key.retired_at is None
    assert published(ring) == {key.kid}


def test_the_next_start_finds_the_same_keys(ring, folder):
    again = load_keys(folder)

    assert again.signing_key().kid == ring.signing_key().kid
    assert again.derive("refresh") == ring.derive("refresh")


@pytest.mark.usefixtures("ring")
def test_nobody_else_may_enter_or_read(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert len(list(folder.iterdir())) == 3, "a signing key, the secret, the lock"


def test_a_folder_that_stood_open_is_closed(folder):
    folder.mkdir(mode=0o755)
    load_keys(folder)

    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_key_set_tells_public_halves_alone(ring):
    (key,) = jwks(ring)["keys"]

    assert sorted(key) == ["alg", "crv", "kid", "kty", "use", "x", "y"]
    assert (key["alg"], key["crv"], key["kty"], key["use"]) == ("ES256", "P-256", "EC", "sig")


def test_a_new_key_is_known_for_a_cache_period_before_it_signs(ring, folder, clock):
    old = ring.signing_key()
    new = rotate(folder)
    clock.move(seconds=5)

    assert published(ring) == {old.kid, new.kid}
    assert new.signs_from - clock.at >= JWKS_CACHE
    clock.move(seconds=JWKS_CACHE.total_seconds())
    assert ring.signing_key().kid == old.kid
    clock.at = new.signs_from
    assert ring.signing_key().kid == new.kid


def test_the_rotation_drill(ring, folder, clock):
    """Old tokens verify to their last second, and a retired key is refused."""
    old = Forge(ring)
    new = rotate(folder)
    clock.at = new.signs_from - timedelta(seconds=1)
    last_of_the_old, _ = issue_access_token(ring, PERSON, SIGN_IN)
    clock.at = new.signs_from
    first_of_the_new, _ = issue_access_token(ring, PERSON, SIGN_IN)

    clock.move(seconds=598)
    assert read_access_token(ring, last_of_the_old)
    assert read_access_token(ring, first_of_the_new)

    clock.at = new.signs_from + LONGEST_TOKEN + timedelta(minutes=1)
    old.issued = int(clock.at.timestamp())
    assert published(ring) == {new.kid}
    assert read_access_token(ring, issue_access_token(ring, PERSON, SIGN_IN)[0])
    with pytest.raises(NotSignedIn):
        read_access_token(ring, old.good())


def test_a_retired_key_is_refused_from_its_second_on(ring, folder, clock):
    forge = Forge(ring)
    rotate(folder)
    clock.move(seconds=5)
    retired_at = ring.signing_key().retired_at

    clock.at = retired_at - timedelta(seconds=1)
    forge.issued = int(clock.at.timestamp())
    assert read_access_token(ring, forge.good())
    clock.at = retired_at
    with pytest.raises(NotSignedIn):
        read_access_token(ring, forge.good())


def test_rotating_throws_retired_keys_away(ring, folder, clock):
    first = ring.signing_key()
    rotate(folder)
    clock.move(days=1)
    rotate(folder)

    assert first.kid not in {path.stem.removeprefix("signing-") for path in folder.iterdir()}
    assert len(list(folder.glob("signing-*"))) == 2


def test_rotating_keeps_what_still_verifies(ring, folder, clock):
    kids = {ring.signing_key().kid, rotate(folder).kid, rotate(folder).kid}
    clock.move(seconds=5)

    assert published(ring) == kids


def test_a_change_is_noticed_although_the_clock_was_set_back(ring, folder, clock):
    new = rotate(folder)
    clock.move(days=-1)

    assert new.kid in published(ring)


def test_a_withdrawn_key_is_refused_at_once_and_another_one_made(ring, folder, clock):
    token, _ = issue_access_token(ring, PERSON, SIGN_IN)
    read_access_token(ring, token)
    key_file(folder).unlink()
    clock.move(seconds=5)

    with pytest.raises(NotSignedIn):
        read_access_token(ring, token)
    assert read_access_token(ring, issue_access_token(ring, PERSON, SIGN_IN)[0])


def test_another_process_learns_of_a_rotation(ring, folder, clock):
    elsewhere = load_keys(folder)
    new = rotate(folder)
    clock.at = new.signs_from

    token, _ = issue_access_token(ring, PERSON, SIGN_IN)
    assert read_access_token(elsewhere, token).person_id == PERSON


def test_the_folder_is_looked_at_every_few_seconds_alone(ring, clock, monkeypatch):
    looks = []
    look = KeyRing._look
    monkeypatch.setattr(KeyRing, "_look", lambda self: (looks.append(clock.at), look(self)))

    for _ in range(20):
        clock.move(seconds=1)
        ring.signing_key()

    assert len(looks) == 4


START = """
import sys
from pathlib import Path
from alongside.identity.keys import load_keys
ring = load_keys(Path(sys.argv[1]))
print(ring.signing_key().kid, ring.derive("refresh").hex())
"""


def test_processes_that_start_together_agree(folder):
    command = [sys.executable, "-c", START, str(folder)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    told = {process.communicate()[0] for process in started}

    assert {process.returncode for process in started} == {0}
    assert len(told) == 1
    assert len(list(folder.glob("signing-*"))) == 1


@pytest.mark.usefixtures("clock")
def test_who_comes_second_takes_the_key_of_who_was_first(folder):
    open_folder(folder)
    second = KeyRing(folder)
    first = load_keys(folder)

    assert second.signing_key().kid == first.signing_key().kid
    assert len(list(folder.glob("signing-*"))) == 1


@pytest.mark.usefixtures("ring")
def test_the_folder_is_changed_by_one_process_at_a_time(folder):
    with locked(folder), (folder / "lock").open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_keys_for_different_purposes_differ(ring):
    assert len(ring.derive("refresh")) == 32
    assert ring.derive("refresh") != ring.derive("cursor")
    assert ring.derive("refresh") == ring.derive("refresh")


@pytest.mark.parametrize(
    "damage",
    [
        lambda told: {**told, "signs_from": "2027-01-01T00:00:00"},
        lambda told: {**told, "jwk": {**told["jwk"], "d": told["jwk"]["x"]}},
        lambda told: {**told, "jwk": {**told["jwk"], "x": told["jwk"]["y"]}},
        lambda told: {**told, "jwk": None},
        lambda told: {"jwk": told["jwk"]},
    ],
    ids=["no zone", "another private half", "another public half", "no key", "no instants"],
)
@pytest.mark.usefixtures("ring")
def test_a_damaged_key_is_refused_at_start_in_words(folder, damage):
    file = key_file(folder)
    told = json.loads(file.read_text())
    file.write_text(json.dumps(damage(told)))

    with pytest.raises(KeysUnreadable, match=file.name) as refusal:
        load_keys(folder)
    assert told["jwk"]["d"] not in str(refusal.value)


@pytest.mark.usefixtures("ring")
def test_a_file_that_is_no_json_is_refused(folder):
    key_file(folder).write_text("-----BEGIN")

    with pytest.raises(KeysUnreadable):
        load_keys(folder)


@pytest.mark.usefixtures("ring")
def test_a_key_under_the_name_of_another_is_refused(folder):
    rotate(folder)
    one, other = folder.glob("signing-*.json")
    one.write_text(other.read_text())

    with pytest.raises(KeysUnreadable):
        load_keys(folder)


@pytest.mark.parametrize("content", ["", "ff" * 31, "not hexadecimal"])
@pytest.mark.usefixtures("ring")
def test_a_secret_that_is_too_short_is_refused(folder, content):
    (folder / "server.secret").write_text(content)

    with pytest.raises(KeysUnreadable):
        load_keys(folder)


def test_a_key_thrown_away_while_it_was_read_is_passed_over(ring, folder, monkeypatch):
    gone = "signing-gone.json"
    monkeypatch.setattr(
        "alongside.identity.keys.key_names",
        lambda _: frozenset({gone, key_file(folder).name}),
    )

    assert load_keys(folder).signing_key().kid == ring.signing_key().kid
