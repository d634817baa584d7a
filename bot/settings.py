"""Every setting, from the environment only. `docs/en/settings.md` and its French twin are checked against this table."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Mapping, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """One attribute per environment variable of the same name in capitals; nothing set gives a local web chat."""

    port: int = 5005
    action_port: int = 0
    host: str = "127.0.0.1"
    data_dir: Path = ROOT / ".data"
    database_url: str = ""
    redis_url: str = ""
    session_secret: str = ""
    session_days: int = 30
    retention_days: int = 90
    web_origins: Tuple[str, ...] = ("*",)
    trusted_proxies: int = 0
    messages_per_minute: int = 20
    telegram_token: str = ""
    telegram_webhook_url: str = ""
    telegram_secret: str = ""
    telegram_api_url: str = ""
    workers: int = 1
    log_level: str = "WARNING"

    @property
    def actions_url(self) -> str:
        """Where the action server listens; its port follows PORT so that two copies run side by side."""
        return f"http://127.0.0.1:{self.action_port or self.port + 50}/webhook"

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the conversations: DATABASE_URL, else an SQLite file in DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir / 'conversations.db'}"

    @property
    def secret(self) -> str:
        """Key that signs web sessions: SESSION_SECRET, else one made once and kept in DATA_DIR."""
        if self.session_secret:
            return self.session_secret
        path = self.data_dir / "session-secret"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="utf-8").strip()
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            made = secrets.token_urlsafe(48)
            file.write(made)
        return made


class BadSetting(ValueError):
    """An environment variable holds something that cannot be used; the message says which and what is wanted."""


def load(environment: Optional[Mapping[str, str]] = None) -> Settings:
    """Settings from `environment` (default: the process's). Raises BadSetting."""
    environment = os.environ if environment is None else environment
    values = {}
    for field in fields(Settings):
        raw = environment.get(field.name.upper(), "").strip()
        if raw:
            values[field.name] = _typed(field.name, raw, field.default)
    return Settings(**values)


def _typed(name: str, raw: str, default: object) -> object:
    if isinstance(default, int):
        try:
            number = int(raw)
        except ValueError:
            raise BadSetting(f"{name.upper()}={raw!r} is not a whole number") from None
        if number < 0 or (name.endswith("port") and number > 65535):
            raise BadSetting(f"{name.upper()}={raw!r} is out of range")
        return number
    if isinstance(default, tuple):
        return tuple(part.strip().rstrip("/") for part in raw.split(",") if part.strip())
    return Path(raw) if isinstance(default, Path) else raw
