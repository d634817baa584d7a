"""What the bot says without having been asked, such as a reminder: queued like every answer."""

from __future__ import annotations

import time
from typing import Any, Callable, Dict

from rasa.core.channels.channel import OutputChannel
from sqlalchemy.engine import Connection

from bot.channels.telegram.rendering.answer import Texts
from bot.channels.telegram.store import inbox, people
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.turn import TOPIC, Turn, chat_of


class UnaskedOutput(OutputChannel):
    """Stores each bot message for a sender of this channel; `wake` tells the worker."""

    def __init__(self, database: Database, texts: Texts, wake: Callable[[], None]) -> None:
        self._database, self._texts, self._wake = database, texts, wake

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return TOPIC

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Queues one bot message. Raises ValueError for a recipient of another channel."""
        turn = Turn(recipient_id, self._texts)
        turn.add_bot_message(message)
        await self._database.run(_queue, turn)
        self._wake()


def _queue(connection: Connection, turn: Turn) -> None:
    chat_id = chat_of(turn.sender)
    turn.place = {"chat_id": people.address_of(connection, chat_id)}
    now = time.time()
    # Negative, so that it cannot be an update's, and growing with time, so that order is kept.
    number = time.time_ns() - 2 ** 62
    entry = inbox.Entry(number, f"chat:{chat_id}", turn.sender, "")
    inbox.post(connection, entry, turn.addressed(), now)
