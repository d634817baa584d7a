"""The output side of the web channel: bot messages become `Answer` JSON in a queue that the stream reads."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional

from rasa.core.channels.channel import OutputChannel

from bot.channels.history import answer_of


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
        await self.queue.put(answer_of(message))
