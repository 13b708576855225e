"""Every environment variable there is. Unsafe values are refused in words."""

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

CHECKOUT = Path(__file__).resolve().parents[2]
PREFIX = "ALONGSIDE_"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")


class Settings(BaseSettings):
    """What the person who runs Alongside may set, each as `ALONGSIDE_…`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = None
    proxies: str | None = Field(default=None, max_length=1000)
    security_contact: str | None = Field(default=None, pattern=r"^(mailto:|https://|tel:)\S+$")
    data_dir: Path = Path("var")
    web_dir: Path = CHECKOUT / "frontend" / "dist"
    database_url: SecretStr | None = None
    admin_database_url: SecretStr | None = None
    postgres_dir: Path | None = None
    vault_key: SecretStr | None = None
    demo: bool = True
    demo_password: SecretStr | None = None
    smtp_url: SecretStr | None = None
    mail_from: str | None = Field(default=None, max_length=254, pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    worker: bool = True
    second_factor: Literal["required", "offered"] | None = None
    erasure_days: int = Field(default=14, ge=1, le=30)
    pool_size: int = Field(default=5, ge=1, le=50)
    shutdown_seconds: int = Field(default=20, ge=1, le=600)

    @field_validator("database_url", "admin_database_url")
    @classmethod
    def _of_postgresql(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _is_of_postgresql(url.get_secret_value()):
            raise ValueError(
                "This is not the address of a PostgreSQL. Write it like "
                "postgresql://name:password@host:5432/database"
            )
        return url

    @field_validator("proxies")
    @classmethod
    def _of_machines(cls, told: str | None) -> str | None:
        try:
            for one in (told or "").split(","):
                ip_network(one.strip() or "::1")
        except ValueError:
            raise ValueError(
                "These are not addresses. Write those of your proxies, with commas: "
                "10.0.0.5, 172.18.0.0/16"
            ) from None
        return told

    @field_validator("smtp_url")
    @classmethod
    def _of_a_mail_server(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not _is_of_a_mail_server(url.get_secret_value()):
            raise ValueError(
                "This is not the address of a mail server. Write it like "
                "smtp://name:password@host:587 or smtps://name:password@host:465"
            )
        return url

    @model_validator(mode="after")
    def _mail_comes_from_somewhere(self) -> Self:
        if self.smtp_url is not None and self.mail_from is None:
            raise ValueError("ALONGSIDE_SMTP_URL needs ALONGSIDE_MAIL_FROM beside it: an address.")
        return self

    @model_validator(mode="after")
    def _reachable_from_outside_only_by_https(self) -> Self:
        if not self.on_loopback and not (self.public_url or "").startswith("https://"):
            raise ValueError(
                f"ALONGSIDE_HOST={self.host} can be reached from other machines, so the page needs "
                "https: set ALONGSIDE_PUBLIC_URL to its https:// address (of the proxy in front), "
                "or leave ALONGSIDE_HOST at 127.0.0.1."
            )
        return self

    @property
    def on_loopback(self) -> bool:
        """Say whether only this machine can reach us."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def carries_mail(self) -> bool:
        """Say whether there is somebody to carry mail; without, it waits until there is."""
        return self.demo or self.smtp_url is not None

    @property
    def mailbox(self) -> Path:
        """Where the demo keeps the mail that it sends to nobody."""
        return self.data_dir / "mailbox"

    @property
    def second_factor_required(self) -> bool:
        """Say whether some roles must have one. A demo has accounts that anybody may try."""
        return (self.second_factor or ("offered" if self.demo else "required")) == "required"

    @property
    def origins(self) -> frozenset[str]:
        """The origins from which a browser may change something."""
        ours = set()
        if self.public_url:
            url = urlsplit(self.public_url)
            ours.add(f"{url.scheme}://{url.netloc}")
        if self.on_loopback:
            ours |= {f"http://{name}:{self.port}" for name in LOOPBACK}
        return frozenset(ours)

    @property
    def names(self) -> frozenset[str]:
        """The names by which a request may ask for us, without a port."""
        told = urlsplit(self.public_url or "").netloc.rpartition("@")[2].lower()
        public = re.sub(r":\d+$", "", told)
        return frozenset({public} - {""}) | frozenset(LOOPBACK if self.on_loopback else ())

    @property
    def address(self) -> str:
        """The address to open in a browser, without a closing slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")


def _is_of_postgresql(url: str) -> bool:
    try:
        return make_url(url).drivername in POSTGRESQL
    except (ArgumentError, ValueError):
        return False


def _is_of_a_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def unknown_settings() -> Iterator[str]:
    """Say of each `ALONGSIDE_…` that no setting has this name, and which may have been meant."""
    known = [f"{PREFIX}{name}".upper() for name in Settings.model_fields]
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = get_close_matches(name.upper(), known, 1)
            meant = f"Did you mean {near[0]}?" if near else "docs/operations.md has them all."
            yield f"There is no setting {name}, so it changes nothing. {meant}"
