"""What we are made of is known: its parts, their known flaws, their licences, and no secrets."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from detect_secrets.core.plugins.initialize import from_plugin_classname
from detect_secrets.settings import transient_settings
from tests.architecture.supply import (
    PAGE,
    Advisory,
    Locked,
    is_version,
    ledger,
    locked,
    newest_work,
    npm_packages,
    open_advisories,
)
from tests.architecture.test_size import ROOT, tracked
from tests.figures import record
from tools import sbom

LOOK_AGAIN = timedelta(days=120)
NUMBER = re.compile(r"^(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+)$")
HELD = list(locked())


def test_every_lock_file_can_be_read():
    assert len({one.lock for one in HELD}) == 6
    assert [one for one in HELD if not is_version(one.version)] == []


def test_nothing_locked_has_a_known_flaw_without_a_reason():
    entries = ledger()

    record("SUPPLY", "packages locked", len({(one.registry, one.package) for one in HELD}))
    record("SUPPLY", "advisories in the ledger", len(entries))
    assert open_advisories(entries, HELD) == []


def test_an_older_version_would_be_named():
    known = [entry for entry in ledger() if entry.id == "CVE-2026-48710"]
    old = Locked("pypi", "starlette", "1.0.0", "requirements.lock")

    assert len(open_advisories(known, [old])) == 1
    assert open_advisories([replace(known[0], why="it sleeps")], [old]) == []


@pytest.mark.parametrize("entry", ledger(), ids=lambda entry: f"{entry.package} {entry.id}")
def test_an_entry_says_what_and_was_looked_at(entry: Advisory):
    assert NUMBER.match(entry.id)
    assert entry.what.endswith(".")
    assert newest_work() - entry.looked_at <= LOOK_AGAIN, "look at it again, and say when"


def test_the_one_crypto_library_that_signs_is_the_mended_one():
    """The ledger accepts what sleeps: so it has to sleep."""
    from jose.backends import ECKey  # noqa: PLC0415 - the sentence is about this one import
    from jose.backends.cryptography_backend import CryptographyECKey  # noqa: PLC0415

    assert ECKey is CryptographyECKey


SHAPES = (
    *("ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector"),
    *("DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector"),
    *("JwtTokenDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector"),
    *("PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector"),
    *("StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector"),
)
HASHES_ALONE = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock", *PAGE)
PICTURES = {".png", ".woff2"}
INVENTED = {  # by the start of their SHA-256, so that this file holds no secret either
    "e2d7ec6505033bfe",  # how an address is put together in core/postgres/supervisor.py
    "5e884898da280471",  # how an address is written, said by settings.py
    "dc8331bcb2283e89",  # the tests' own, which has to be hushed
    "4fa61dae41b54763",  # the token in the contract's examples
}


def shaped(text: str) -> Iterator[str]:
    """Find what has the shape of a key or a token that opens something."""
    with transient_settings({"plugins_used": [{"name": name} for name in SHAPES]}):
        for name in SHAPES:
            yield from from_plugin_classname(name).analyze_string(text)


def digest(found: str) -> str:
    return hashlib.sha256(found.encode()).hexdigest()[:16]


def test_no_secret_is_kept_with_the_code():
    read = [path for path in tracked() if str(path.relative_to(ROOT)) not in HASHES_ALONE]
    found = [
        f"{path.relative_to(ROOT)}: {digest(one)}"
        for path in read
        if path.suffix not in PICTURES
        for one in shaped(path.read_text(errors="ignore"))
        if digest(one) not in INVENTED
    ]

    record("SUPPLY", "files looked through for secrets", len(read))
    assert found == []


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN " + "EC PRIVATE KEY-----",
        "ghp_" + "a1B2" * 9,
        "AKIA" + "QWERTYUIOPASDFGH",
        "postgresql://app:" + "s3cr3t-of-ours@db/alongside",
    ],
)
def test_a_secret_would_be_found(secret):
    assert list(shaped(f"KEPT = '{secret}'\n"))


MAY_BE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "ISC"),
    *("MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "OFL-1.1"),
    *("Apache Software License", "BSD License", "ISC License (ISCL)", "MIT License"),
    *("Mozilla Public License 2.0 (MPL 2.0)", "Python Software Foundation License"),
}
LOOKED_AT = {  # may be used beside our own licence, as they are used here
    "psycopg": "LGPL: a library of its own, which anybody can replace",
    "psycopg-binary": "LGPL: a library of its own, which anybody can replace",
    "psycopg-pool": "LGPL: a library of its own, which anybody can replace",
    "reserved": "MIT by its read-me; its packaging does not say so",
    "parse-cache-control": "says none; it comes with what measures pages, and goes to nobody",
    "codespell": "GPL: a program that we run over our words, and pass on to nobody",
}
PARTS = re.compile(r"\s+(?:AND|OR)\s+|;\s*")


def is_allowed(licence: str) -> bool:
    """Say whether each licence that is named may be; where one may choose, that is strict."""
    parts = PARTS.split(licence.strip("()"))
    return licence in MAY_BE or all(part in MAY_BE for part in parts)


def test_every_python_package_may_be_used():
    tool = Path(sys.executable).with_name("pip-licenses")
    command = [tool, "--python", sys.executable, "--from=mixed", "--format=json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    installed = json.loads(told)
    bad = {one["Name"]: one["License"] for one in installed if not is_allowed(one["License"])}

    record("SUPPLY", "Python licences read", len(installed))
    assert {name: bad[name] for name in bad.keys() - LOOKED_AT.keys()} == {}


@pytest.mark.parametrize("lock", PAGE)
def test_every_package_of_the_page_may_be_used(lock):
    named = {name: entry.get("license", "none") for name, entry in npm_packages(lock)}

    bad = {name: one for name, one in named.items() if not is_allowed(one)}
    assert {name: bad[name] for name in bad.keys() - LOOKED_AT.keys()} == {}


def test_a_licence_that_we_do_not_know_is_refused():
    assert not is_allowed("AGPL-3.0-only")
    assert not is_allowed("UNKNOWN")
    assert not is_allowed("MIT AND AGPL-3.0-only")


def test_what_we_are_made_of_can_be_told_and_is_told_alike():
    server, page = sbom.of_server(), sbom.of_page()
    ours = {one.package for one in HELD if one.lock == "requirements.lock"}

    assert {one["name"].lower().replace("_", "-") for one in server["components"]} == ours
    assert {"preact", "swagger-ui-dist"} <= {one["name"] for one in page["components"]}
    assert {server["bomFormat"], page["bomFormat"]} == {"CycloneDX"}
    assert all("timestamp" not in one["metadata"] for one in (server, page))
    assert all("serialNumber" not in one for one in (server, page))
    record("SUPPLY", "parts in the SBOM", len(server["components"]) + len(page["components"]))
