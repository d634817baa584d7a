"""Long polling: updates are stored before their receipt is confirmed to Telegram by asking for the next ones."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any, Awaitable, Callable, Dict, List

from telegram.error import BadRequest, Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.warnings import PTBUserWarning

from bot.channels.telegram.logs import error_name
from bot.channels.telegram.receive import KINDS

logger = logging.getLogger(__name__)

WAIT_SECONDS = 30
MAX_BACKOFF = 60.0
# The typed method would lose a whole batch for one update that it cannot read.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'", category=PTBUserWarning)

Take = Callable[[List[Dict[str, Any]]], Awaitable[None]]


async def poll(bot: "ExtBot[Any]", take: Take) -> None:
    """Fetches updates for ever and gives each batch to `take`, which has stored them when it returns.

    Waits with growing pauses while Telegram or the database cannot be reached. Ends when cancelled.
    """
    offset, failures = 0, 0
    while True:
        try:
            updates = await bot.do_api_request(
                "getUpdates",
                api_kwargs={"offset": offset, "timeout": WAIT_SECONDS, "allowed_updates": list(KINDS)},
                read_timeout=WAIT_SECONDS + 10,
            )
            if updates:
                await take(updates)
                offset = max(update["update_id"] for update in updates) + 1
            failures = 0
        except RetryAfter as error:
            await asyncio.sleep(error.retry_after.total_seconds())
        except Exception as error:  # noqa: BLE001 - polling goes on whatever happened
            failures += 1
            if failures in (1, 5) or failures % 20 == 0:
                logger.warning("Telegram polling: %s; trying again", _explained(error))
            await asyncio.sleep(min(MAX_BACKOFF, 2.0 ** min(failures, 6) / 2))


def _explained(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another program is polling with this token, or a webhook is set"
    if isinstance(error, InvalidToken):
        return "Telegram refuses TELEGRAM_TOKEN"
    if isinstance(error, BadRequest):
        return f"Telegram refuses the request ({error_name(error)})"
    if isinstance(error, TelegramError):
        return f"Telegram cannot be reached ({type(error).__name__})"
    return error_name(error)
