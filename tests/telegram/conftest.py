"""Fixtures: the fake Bot API, a Rasa of which tests decide what it says, and the channel between them.

This folder must not become a package: its name would hide the `telegram` library.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any, AsyncIterator, Callable, Dict, List, Optional

import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage

from actions.texts import texts
from bot.channels.telegram.service import Service
from bot.channels.telegram.settings import Settings
from fake_bot_api.people import Person
from fake_bot_api.server import FakeBotApi


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


@pytest.fixture
def archive() -> StubArchive:
    """What is kept of conversations."""
    return StubArchive()


@pytest_asyncio.fixture
async def api() -> AsyncIterator[FakeBotApi]:
    """A running fake Bot API."""
    fake = await FakeBotApi().start()
    yield fake
    await fake.stop()


@pytest_asyncio.fixture
async def rasa() -> StubRasa:
    """Rasa as the test wants it."""
    return StubRasa()


@pytest.fixture
def settings_for(tmp_path: Any) -> Callable[..., Settings]:
    """Settings with a database of the test's own; shared by all services that the test starts."""
    def make(api: FakeBotApi, **changed: Any) -> Settings:
        given = {
            "token": api.world.token, "secret": "a-secret", "api_url": api.address,
            "database_url": f"sqlite:///{tmp_path / 'telegram.sqlite'}", **changed,
        }
        return Settings(**given)
    return make


Starter = Callable[..., "contextlib.AbstractAsyncContextManager[Service]"]


@pytest.fixture
def start(api: FakeBotApi, rasa: StubRasa, archive: StubArchive, settings_for: Callable[..., Settings]) -> Starter:
    """Starts a service (polling unless told otherwise) and stops it at the end of the block."""
    @contextlib.asynccontextmanager
    async def run(
        search: Any = None, settings: Optional[Settings] = None, handler: Any = None, **options: Any
    ) -> AsyncIterator[Service]:
        service = Service(settings or settings_for(api), handler or rasa, archive, texts(), search, **options)
        await service.start()
        try:
            yield service
        finally:
            await service.stop()
    return run


@pytest_asyncio.fixture
async def channel(start: Starter) -> AsyncIterator[Service]:
    """A running service that polls."""
    async with start() as service:
        yield service


@pytest.fixture
def ada(api: FakeBotApi) -> Person:
    """Someone whose Telegram is in English."""
    return Person(api.world, "en", "Ada")


@pytest.fixture
def zoe(api: FakeBotApi) -> Person:
    """Someone whose Telegram is in French."""
    return Person(api.world, "fr-CA", "Zoé")
