"""What an installation sets: read once from DABIAO_* variables, then passed down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

VAR = Path(__file__).resolve().parent / "var"


class Settings(BaseSettings):
    """Frozen settings of one process; `DABIAO_DATABASE_URL` sets `database_url`, and so on."""

    model_config = SettingsConfigDict(env_prefix="DABIAO_", frozen=True)

    database_url: str = f"sqlite:///{VAR / 'dabiao.sqlite3'}"
    plan: str = "dalian-2018"
    plans_folder: Path | None = None
    language: Literal["zh", "en"] = "zh"

    secret: SecretStr | None = None
    secret_file: Path | None = None
    session_idle_minutes: float = Field(default=30, gt=0)
    session_hours: float = Field(default=12, gt=0)
    sign_in_failures: int = Field(default=5, ge=1)
    sign_in_pause_minutes: float = Field(default=15, gt=0)
    password_min_length: int = Field(default=10, ge=8, le=100)
    password_hash_rounds: int = Field(default=3, ge=1)
    password_hash_memory_kib: int = Field(default=65_536, ge=8)
    link_hours: float = Field(default=24, gt=0)
    audit_head_file: Path | None = None
    audit_syslog: str | None = None
    audit_retention_years: int = Field(default=3, ge=1)

    server_address: str = "127.0.0.1"
    public_url: str | None = None
    allowed_hosts: str = "127.0.0.1,localhost"
    trusted_proxies: str = ""
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_scope: str = "openid profile"
    oidc_groups_claim: str = "groups"
    oidc_roles: str = "{}"

    smtp_host: str | None = None
    smtp_port: int = Field(default=25, ge=1, le=65_535)
    smtp_from: str | None = None
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_starttls: bool = False

    @property
    def session_idle(self) -> timedelta:
        """How long a session lives without being used."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def session_length(self) -> timedelta:
        """How long a session lives at most."""
        return timedelta(hours=self.session_hours)

    @property
    def sign_in_pause(self) -> timedelta:
        """How long nobody signs in after too many failures."""
        return timedelta(minutes=self.sign_in_pause_minutes)

    @property
    def link_life(self) -> timedelta:
        """How long a one-time link may wait."""
        return timedelta(hours=self.link_hours)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names this server answers to, the public address's among them."""
        named = (name.strip() for name in self.allowed_hosts.split(","))
        public = urlsplit(self.public_url).hostname if self.public_url else None
        return tuple(name for name in (*named, public) if name)

    @property
    def has_provider(self) -> bool:
        """Whether people may also sign in at an identity provider."""
        return self.oidc_issuer is not None and self.oidc_client_id is not None

    @property
    def witness_file(self) -> Path:
        """Where the audit chain's head is kept outside the database: beside an SQLite file, else under var/."""
        return self.audit_head_file or self._beside_database("audit-head")

    @property
    def kept_secret_file(self) -> Path:
        """Where the secret made by the first start is kept."""
        return self.secret_file or self._beside_database("secret")

    def _beside_database(self, ending: str) -> Path:
        address = urlsplit(self.database_url)
        path = unquote(address.path).removeprefix("/")
        if address.scheme.startswith("sqlite") and path and not path.startswith("file:"):
            return Path(f"{path}.{ending}")
        return VAR / f"{Path(path).name or 'dabiao'}.{ending}"
