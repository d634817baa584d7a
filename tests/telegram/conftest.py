"""Fixtures: the fake Bot API, a Rasa of which tests decide what it says, and the channel between them.

This folder must not become a package: its name would hide the `telegram` library.
"""

from __future__ import annotations

import contextlib
from typing import Any, AsyncIterator, Callable, Optional

import pytest
import pytest_asyncio
from fake_bot_api.people import Person
from fake_bot_api.server import FakeBotApi
from stub_rasa import StubArchive, StubRasa

from actions.texts import texts
from bot.channels.telegram.service import Service
from bot.channels.telegram.settings import Settings


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
