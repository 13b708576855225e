"""Every environment variable there is. Unsafe values are refused in words."""

from ipaddress import ip_address
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

CHECKOUT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What the person who runs Alongside may set, each as `ALONGSIDE_…`."""

    model_config = SettingsConfigDict(env_prefix="ALONGSIDE_", extra="ignore")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str | None = None
    data_dir: Path = Path("var")
    web_dir: Path = CHECKOUT / "frontend" / "dist"
    database_url: SecretStr | None = None
    admin_database_url: SecretStr | None = None
    postgres_dir: Path | None = None
    demo: bool = True
    demo_password: SecretStr | None = None
    pool_size: int = Field(default=5, ge=1, le=50)
    shutdown_seconds: int = Field(default=20, ge=1, le=600)

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
    def origins(self) -> frozenset[str]:
        """The origins from which a browser may change something."""
        ours = set()
        if self.public_url:
            url = urlsplit(self.public_url)
            ours.add(f"{url.scheme}://{url.netloc}")
        if self.on_loopback:
            ours |= {f"http://{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]")}
        return frozenset(ours)

    @property
    def address(self) -> str:
        """The address to open in a browser, without a closing slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")
