"""`./run telegram-check`: tells an operator in plain words what works and what does not.

Ends with 0 when the bot can answer, with 1 when something must be mended first. Speaks French when the machine
does (LC_ALL, LC_MESSAGES or LANG). Changes nothing at Telegram and prints no secret.
"""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from datetime import timezone
from typing import Any, Callable, List, Mapping, Sequence
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from actions.texts import texts
from bot.channels.telegram import settings as settings_of
from bot.channels.telegram.logs import hide, redact
from bot.channels.telegram.settings import Settings
from bot.channels.telegram.turn import TOPIC, hinted_language
from bot.settings import BadSetting
from knowledge.wording.values import date

PORTS = (443, 80, 88, 8443)
GOOD, DOUBTFUL, BAD = "✓", "!", "✗"


@dataclass
class Report:
    """Lines to print, each with its sign. `failed`: the bot cannot answer as things are."""

    language: str
    lines: List[str] = field(default_factory=list)
    failed: bool = False

    def add(self, sign: str, key: str, **values: Any) -> None:
        """One finding."""
        self.lines.append(f"{sign} {texts().get(self.language, TOPIC, f'check_{key}', **values)}")
        self.failed = self.failed or sign == BAD


async def check(environment: Mapping[str, str]) -> Report:
    """What is found with the settings in `environment`."""
    spoken = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    report = Report(hinted_language(spoken.replace("_", "-").split(".")[0]))
    try:
        settings = settings_of.read(environment)
    except BadSetting as error:
        report.add(BAD, "bad_setting", reason=str(error))
        return report
    if settings is None:
        report.add(BAD, "no_token")
        return report
    hide(settings.token)
    bot = Bot(settings.token, base_url=f"{settings.api_url}/bot")
    try:
        async with bot:
            report.add(GOOD, "token", name=bot.username)
            _webhook(report, settings, await bot.get_webhook_info())
            _abilities(report, bot.bot)
    except InvalidToken:
        report.add(BAD, "token_refused")
    except TelegramError as error:
        report.add(BAD, "unreachable", server=settings.api_url, reason=redact(str(error), settings.token))
    return report


def _webhook(report: Report, settings: Settings, info: WebhookInfo) -> None:
    wanted = settings.webhook_url
    if wanted is None:
        report.add(GOOD, "polling")
        if info.url:
            report.add(DOUBTFUL, "polling_webhook")
    else:
        parts = urlsplit(wanted)
        if parts.scheme != "https":
            report.add(BAD, "webhook_https")
        if (parts.port or 443) not in PORTS:
            report.add(BAD, "webhook_port", port=str(parts.port))
        if not info.url:
            report.add(DOUBTFUL, "webhook_none")
        elif info.url != wanted:
            report.add(BAD, "webhook_other", found=info.url, wanted=wanted)
        else:
            report.add(GOOD, "webhook", address=wanted)
        if info.last_error_date and info.last_error_message:
            moment = info.last_error_date.astimezone(timezone.utc).astimezone(ZoneInfo("Europe/Paris"))
            day = f"{date(moment.date(), report.language)}, {moment:%H:%M}"
            report.add(DOUBTFUL, "webhook_error", date=day, reason=info.last_error_message)
    if info.pending_update_count:
        report.add(DOUBTFUL, "waiting", n=info.pending_update_count)


def _abilities(report: Report, me: User) -> None:
    can_join = bool(me.can_join_groups)
    report.add(GOOD if can_join else DOUBTFUL, "groups" if can_join else "groups_off")
    if can_join:
        sees_all = bool(me.can_read_all_group_messages)
        report.add(DOUBTFUL if sees_all else GOOD, "privacy_off" if sees_all else "privacy")
    inline = bool(me.supports_inline_queries)
    report.add(GOOD if inline else DOUBTFUL, "inline" if inline else "inline_off", name=me.username)


def main(
    argv: Sequence[str] = (), environment: Mapping[str, str] = os.environ, write: Callable[[str], Any] = print
) -> int:
    """Prints the report; the exit status. It takes no arguments; `argv` is there for the command line."""
    report = asyncio.run(check(environment))
    for line in report.lines:
        write(line)
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
