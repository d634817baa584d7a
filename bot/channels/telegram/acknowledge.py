"""Acknowledges pressed buttons at once, ahead of the queue, so that Telegram's progress sign goes away."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Dict, Iterable, List, Set

from telegram.error import TelegramError
from telegram.ext import ExtBot

from actions import payload as payloads
from bot.channels.telegram.handlers.personal import BUTTONS
from bot.channels.telegram.rendering.answer import Texts
from bot.channels.telegram.rendering.keyboard import RATINGS
from bot.channels.telegram.turn import TOPIC, hinted_language

# A thumb up gets no message of its own.
THANKS = {RATINGS["👍"]: "👍 ✓"}

logger = logging.getLogger(__name__)


class Acknowledger:
    """Answers callback queries in the background; a lost one does no harm, the answer itself comes by the queue."""

    def __init__(self, bot: "ExtBot[Any]", texts: Texts) -> None:
        self._bot, self._texts = bot, texts
        self._tasks: Set["asyncio.Task[None]"] = set()

    def acknowledge(self, updates: Iterable[Dict[str, Any]], stored: List[Dict[str, Any]]) -> None:
        """For each press among `updates` one acknowledgement; those not in `stored` were too many or duplicates."""
        for update in updates:
            query = update.get("callback_query") if isinstance(update, dict) else None
            if isinstance(query, dict) and isinstance(query.get("id"), str):
                task = asyncio.create_task(self._answer(query, handled=update in stored))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Waits for those on their way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=5)

    async def _answer(self, query: Dict[str, Any], handled: bool) -> None:
        data, language = query.get("data"), hinted_language((query.get("from") or {}).get("language_code"))
        known = isinstance(data, str) and (data in BUTTONS or payloads.parse(data) is not None)
        too_old = handled and not known
        text = self._texts.get(language, TOPIC, "button_old") if too_old else THANKS.get(str(data))
        try:
            await self._bot.answer_callback_query(query["id"], text=text, show_alert=too_old)
        except TelegramError as error:
            logger.debug("A press could not be acknowledged: %s", type(error).__name__)
