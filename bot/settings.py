"""Every setting, from the environment only. `docs/en/settings.md` and its French twin are checked against this table."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Mapping, Optional, Tuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
MAX_PORT = 65535
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# Shorter keys can be guessed by trying.
MIN_SECRET = 16


@dataclass(frozen=True)
class Settings:
    """One attribute per environment variable of the same name in capitals; nothing set gives a local web chat."""

    port: int = 5005
    action_port: int = 0
    host: str = "127.0.0.1"
    data_dir: Path = ROOT / ".data"
    models_dir: Path = ROOT / "models"
    logs_dir: Path = ROOT / ".run"
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
    def actions_port(self) -> int:
        """Port of the action server: ACTION_PORT, else 50 beside PORT, so that two copies run side by side."""
        return self.action_port or (self.port + 50 if self.port + 50 <= MAX_PORT else self.port - 50)

    @property
    def actions_url(self) -> str:
        """Where the action server listens."""
        return f"http://127.0.0.1:{self.actions_port}/webhook"

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
    """Settings from `environment` (default: the process's). Raises BadSetting, in the machine's language."""
    environment = os.environ if environment is None else environment
    values = {}
    for field in fields(Settings):
        raw = environment.get(field.name.upper(), "").strip()
        if raw:
            values[field.name] = _typed(field.name, raw, field.default)
    settings = Settings(**values)
    _check(settings)
    return settings


def _typed(name: str, raw: str, default: object) -> object:
    if isinstance(default, int):
        try:
            return int(raw)
        except ValueError:
            raise _bad("not_a_number", name, value=raw) from None
    if isinstance(default, tuple):
        return tuple(part.strip().rstrip("/") for part in raw.split(",") if part.strip())
    if name == "log_level":
        return raw.upper()
    # Absolute, for programs that change their working folder.
    return Path(raw).expanduser().absolute() if isinstance(default, Path) else raw


def _check(settings: Settings) -> None:
    lowest = {"action_port": 0, "trusted_proxies": 0}
    for field in fields(Settings):
        if isinstance(field.default, int):
            value, least = getattr(settings, field.name), lowest.get(field.name, 1)
            highest = MAX_PORT if field.name.endswith("port") else 1_000_000
            if not least <= value <= highest:
                raise _bad("out_of_range", field.name, value=str(value), least=str(least), most=str(highest))
    if settings.actions_port == settings.port:
        raise _bad("same_port", "action_port")
    if settings.log_level not in LOG_LEVELS:
        raise _bad("not_one_of", "log_level", value=settings.log_level, choices=", ".join(LOG_LEVELS))
    if settings.database_url and not settings.database_url.startswith(("postgresql://", "postgresql+psycopg2://", "sqlite:///")):
        raise _bad("database", "database_url")
    if settings.redis_url and not settings.redis_url.startswith(("redis://", "rediss://", "unix://")):
        raise _bad("redis", "redis_url")
    if settings.session_secret and len(settings.session_secret) < MIN_SECRET:
        raise _bad("secret", "session_secret", least=str(MIN_SECRET))
    for origin in settings.web_origins:
        parts = urlsplit(origin)
        if origin != "*" and (parts.scheme not in ("http", "https") or not parts.netloc or parts.path):
            raise _bad("origin", "web_origins", value=origin)
    if settings.workers > 1 and not settings.redis_url:
        raise _bad("workers", "workers")


def _bad(key: str, name: str, **values: Any) -> BadSetting:
    # Loaded on error only: every process reads the settings, and few need the words.
    from bot.command_line.words import word

    return BadSetting(word(f"setting_{key}", name=name.upper(), **values))
