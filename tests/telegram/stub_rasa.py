"""What stands around the channel in a test: a Rasa that the test steers, and the conversations it keeps."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, List

from rasa.core.channels.channel import UserMessage


def answer(text: str, **parts: Any) -> Dict[str, Any]:
    """An Answer's JSON."""
    return {"text": text, "language": "en", "kind": "facts", "confidence": 1.0, **parts}


class StubRasa:
    """Stands for Rasa: notes what it is asked and says what `reply` returns (bot messages)."""

    def __init__(self) -> None:
        self.asked: List[UserMessage] = []
        self.reply: Callable[[UserMessage], List[Dict[str, Any]]] = lambda message: [
            {"answer": answer(f"Answer to {message.text}")}
        ]
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self, message: UserMessage) -> None:
        self.asked.append(message)
        await self.gate.wait()
        for sent in self.reply(message):
            await message.output_channel.send_response(message.sender_id, sent)

    @property
    def texts(self) -> List[str]:
        """What it was asked, in order."""
        return [message.text for message in self.asked]


class StubArchive:
    """Conversations as lists of texts, by sender."""

    def __init__(self) -> None:
        self.kept: Dict[str, List[Dict[str, Any]]] = {}
        self.answers: Dict[str, List[Dict[str, Any]]] = {}

    async def answered(self, sender: str, message_id: str) -> List[Dict[str, Any]]:
        return self.answers.get(message_id, [])

    async def export(self, sender: str) -> List[Dict[str, Any]]:
        return self.kept.get(sender, [])

    async def erase(self, sender: str) -> None:
        self.kept.pop(sender, None)
