"""The output side of the web channel: bot messages become `Answer` JSON in a queue that the stream reads."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional

from rasa.core.channels.channel import OutputChannel

from bot.channels.history import answer_of
from bot.channels.telegram import deeplinks


def opening(answer: Dict[str, Any]) -> Dict[str, Any]:
    """The answer's JSON with `start`, by which a Telegram bot opens the same topic, when it has one."""
    start = deeplinks.of_answer(answer)
    return {**answer, "start": start} if start else answer


class StreamOutput(OutputChannel):
    """Collects the answers of one turn; `None` in the queue ends it."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Optional[Dict[str, Any]]] = asyncio.Queue()

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Queues one bot message."""
        await self.queue.put(opening(answer_of(message)))
