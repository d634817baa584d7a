"""The channel's part of the settings (`bot/settings.py`), checked: what cannot work is said before anything starts."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Mapping, Optional
from urllib.parse import urlsplit

from bot.settings import BadSetting, load

WEBHOOK_PATH = "/webhooks/telegram/webhook"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{10,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@dataclass(frozen=True)
class Settings:
    """`webhook_url` is the full address that Telegram calls, or None for polling; `per_minute` a person's limit.

    `workers`: how many processes share the token, and with it Telegram's limit on messages a second.
    `retention_days`: how long a person who does not write any more is remembered.
    """

    token: str
    secret: str
    api_url: str
    database_url: str
    webhook_url: Optional[str] = None
    per_minute: int = 20
    workers: int = 1
    retention_days: int = 90

    def __repr__(self) -> str:
        return f"Settings(api_url={self.api_url!r}, webhook={self.webhook_url is not None})"


def read(environment: Optional[Mapping[str, str]] = None) -> Optional[Settings]:
    """The settings (from the process's environment by default), or None without a token.

    Raises BadSetting, in the machine's language; its message names the variable, never a secret value.
    """
    given = load(environment)
    token = given.telegram_token
    if not token:
        return None
    if not _TOKEN.fullmatch(token):
        raise _bad("token", "TELEGRAM_TOKEN")
    secret = given.telegram_secret or _derived_secret(token)
    if not _SECRET.fullmatch(secret):
        raise _bad("secret", "TELEGRAM_SECRET")
    return Settings(
        token=token,
        secret=secret,
        api_url=_address("TELEGRAM_API_URL", given.telegram_api_url) or "https://api.telegram.org",
        database_url=given.database_url or f"sqlite:///{given.data_dir.resolve() / 'telegram.db'}",
        webhook_url=_webhook(_address("TELEGRAM_WEBHOOK_URL", given.telegram_webhook_url)),
        per_minute=given.messages_per_minute,
        workers=given.workers,
        retention_days=given.retention_days,
    )


def _derived_secret(token: str) -> str:
    """The same in every worker, and of no use to guess the token."""
    return hmac.new(token.encode(), b"telegram webhook", hashlib.sha256).hexdigest()


def _address(name: str, value: str) -> Optional[str]:
    value = value.rstrip("/")
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise _bad("address", name)
    return value


def _bad(key: str, name: str) -> BadSetting:
    # Loaded on error only, as in bot/settings.py.
    from actions.texts import texts
    from bot.command_line.words import spoken_language

    return BadSetting(texts().get(spoken_language(), "telegram", f"setting_{key}", name=name))


def _webhook(base: Optional[str]) -> Optional[str]:
    return base if base is None or base.endswith(WEBHOOK_PATH) else base + WEBHOOK_PATH
