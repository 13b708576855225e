"""Writing openapi.yaml from the application, without a database."""

import tempfile
from pathlib import Path
from typing import Any

from alongside.access.site import Credentials, Site
from alongside.app import create_app
from alongside.core.db import Database, make_engine
from alongside.core.pages import Cursors
from alongside.core.sealing import Sealer
from alongside.core.vault import Vault
from alongside.core.wrapping import WrappingKeys
from alongside.identity.keys import load_keys
from alongside.settings import Settings
from alongside.web.openapi import to_yaml


def _nobody(token: str) -> Credentials:
    raise LookupError(token)


def read_contract() -> dict[str, Any]:
    """Give the document that a running server publishes at /openapi.json."""
    with tempfile.TemporaryDirectory() as folder:
        keys = load_keys(Path(folder) / "keys")
        nowhere = Database(make_engine("postgresql+psycopg://nowhere/nothing"))
        site = Site(
            nowhere, Cursors(Sealer(keys.derive("cursors"))), _nobody, Vault(WrappingKeys(None))
        )
        return create_app(Settings(), site, keys).openapi()


def write_contract() -> str:
    """Give the text of openapi.yaml."""
    return to_yaml(read_contract())
