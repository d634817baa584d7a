"""The Telegram channel's settings, from the environment only.

| variable | meaning | default |
| --- | --- | --- |
| `TELEGRAM_TOKEN` | the bot's token from @BotFather; unset: the channel does nothing | unset |
| `TELEGRAM_WEBHOOK_URL` | public `https://` address of this server; unset: long polling | unset |
| `TELEGRAM_WEBHOOK_SECRET` | 1–256 of `A-Za-z0-9_-`, proves that a webhook call is Telegram's | derived from the token |
| `TELEGRAM_API_URL` | another Bot API server | `https://api.telegram.org` |
| `DATABASE_URL` | SQLAlchemy address of the database that holds the queue | SQLite in `DATA_DIR` |
| `DATA_DIR` | folder of the SQLite file | `.run` |
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional
from urllib.parse import urlsplit

WEBHOOK_PATH = "/webhooks/telegram/webhook"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{10,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class InvalidSetting(ValueError):
    """A variable holds what cannot work; the message says which and why, without its value."""


@dataclass(frozen=True)
class Settings:
    """Checked settings. `webhook_url` is the full address that Telegram calls, or None for polling."""

    token: str
    secret: str
    api_url: str
    database_url: str
    webhook_url: Optional[str] = None

    def __repr__(self) -> str:
        return f"Settings(api_url={self.api_url!r}, webhook={self.webhook_url is not None})"


def read(environment: Mapping[str, str] = os.environ) -> Optional[Settings]:
    """The settings, or None without a token. Raises InvalidSetting."""
    token = environment.get("TELEGRAM_TOKEN", "").strip()
    if not token:
        return None
    if not _TOKEN.fullmatch(token):
        raise InvalidSetting("TELEGRAM_TOKEN is not a bot token: it looks like 123456:ABC-DEF, from @BotFather.")
    secret = environment.get("TELEGRAM_WEBHOOK_SECRET", "").strip() or _derived_secret(token)
    if not _SECRET.fullmatch(secret):
        raise InvalidSetting("TELEGRAM_WEBHOOK_SECRET may hold only A-Z, a-z, 0-9, _ and -, 256 at most.")
    return Settings(
        token=token,
        secret=secret,
        api_url=_address(environment, "TELEGRAM_API_URL") or "https://api.telegram.org",
        database_url=environment.get("DATABASE_URL", "").strip() or _sqlite(environment),
        webhook_url=_webhook(_address(environment, "TELEGRAM_WEBHOOK_URL")),
    )


def _derived_secret(token: str) -> str:
    """The same in every worker, and of no use to guess the token."""
    return hmac.new(token.encode(), b"telegram webhook", hashlib.sha256).hexdigest()


def _address(environment: Mapping[str, str], name: str) -> Optional[str]:
    value = environment.get(name, "").strip().rstrip("/")
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise InvalidSetting(f"{name} is not an http or https address.")
    return value


def _webhook(base: Optional[str]) -> Optional[str]:
    if base is None or base.endswith(WEBHOOK_PATH):
        return base
    return base + WEBHOOK_PATH


def _sqlite(environment: Mapping[str, str]) -> str:
    folder = Path(environment.get("DATA_DIR", "").strip() or ".run")
    return f"sqlite:///{folder.resolve() / 'telegram.sqlite'}"
