"""From a person's words, command or press to Rasa, whose bot messages the turn collects."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Optional

from rasa.core.channels.channel import UserMessage

from bot.channels import intake
from bot.channels.telegram.archive import Archive
from bot.channels.telegram.logs import error_name
from bot.channels.telegram.turn import LANGUAGES, TOPIC, Turn, TurnOutput

logger = logging.getLogger(__name__)

# Longer than any answer takes; an update that never ends would keep its place in the queue for ever.
ANSWER_SECONDS = 120.0

Handler = Callable[[UserMessage], Awaitable[Any]]


class Dialogue:
    """Asks Rasa on behalf of a person. Every failure becomes a sentence to that person."""

    def __init__(self, on_new_message: Handler, archive: Archive) -> None:
        self._on_new_message, self._archive = on_new_message, archive

    async def ask(self, turn: Turn, text: str) -> None:
        """What a person typed."""
        try:
            accepted = intake.from_text(text)
        except intake.Rejected as refused:
            self._refuse(turn, refused)
            return
        await self._ask(turn, accepted, shown=text)

    async def press(self, turn: Turn, payload: str, shown: str = "") -> None:
        """A payload: a pressed button, a command, a deep link. `shown`: what the person saw of it."""
        try:
            accepted = intake.from_payload(payload)
        except intake.Rejected as refused:
            self._refuse(turn, refused)
            return
        chosen = payload[2:] if payload[:2] == "l|" and payload[2:] in LANGUAGES else None
        await self._ask(turn, accepted, shown=shown or None, choice=chosen)

    async def locate(self, turn: Turn, latitude: float, longitude: float) -> None:
        """A place that a person sent, in degrees: what is near it?"""
        # Numbers only, so that nothing a stranger wrote gets into an intent.
        where = f'{{"latitude": {float(latitude):.6f}, "longitude": {float(longitude):.6f}}}'
        await self._ask(turn, f"/find_nearby{where}", shown="📍")

    async def _ask(self, turn: Turn, text: str, shown: Optional[str], choice: Optional[str] = None) -> None:
        message = intake.user_message(
            text, turn.sender, TurnOutput(turn), TOPIC,
            language=choice or turn.hint, language_source="choice" if choice else "telegram", shown=shown,
            message_id=turn.message_id,
        )
        before = len(turn.calls)
        if turn.repeated and await self._answered_before(turn):
            return
        try:
            await asyncio.wait_for(self._on_new_message(message), ANSWER_SECONDS)
        except Exception as error:  # noqa: BLE001 - whatever broke, the person gets a sentence
            logger.error("Rasa could not answer a Telegram message: %s", error_name(error))
            del turn.calls[before:]
        if len(turn.calls) == before:
            turn.tell("no_answer")

    async def _answered_before(self, turn: Turn) -> bool:
        """Rasa may have done its part before the process died; it must not hear the question twice."""
        try:
            answers = await self._archive.answered(turn.sender, str(turn.message_id))
        except Exception as error:  # noqa: BLE001 - asking Rasa once more is better than no answer
            logger.error("Earlier answers cannot be read: %s", error_name(error))
            return False
        for answer in answers:
            turn.add_bot_message({"answer": answer})
        return bool(answers)

    @staticmethod
    def _refuse(turn: Turn, refused: intake.Rejected) -> None:
        if refused.code == "too_long":
            turn.tell("too_long", n=intake.MAX_CHARACTERS)
        elif refused.code == "unknown_payload":
            turn.tell("button_old")
        else:
            turn.tell("empty")
