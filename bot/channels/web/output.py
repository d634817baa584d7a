"""The output side of the web channel: bot messages become `Answer` JSON in a queue that the stream reads."""

from __future__ import annotations

import asyncio
from typing import Any, Dict, Optional

from rasa.core.channels.channel import OutputChannel


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


def answer_of(message: Dict[str, Any]) -> Dict[str, Any]:
    """The `Answer` JSON of a bot message; one that is not ours (Rasa's own texts) becomes a plain one."""
    if message.get("answer"):
        return message["answer"]
    return {"text": message.get("text") or "", "language": "en", "kind": "smalltalk", "confidence": 1.0}
