"""Each test has its own web channel on a server of its own, keeping its conversations in a database of its own."""

from __future__ import annotations

import aiohttp
import pytest
import pytest_asyncio
from sanic import Sanic
from web_server import SITE, Page, StubAgent, StubRasa

from bot.channels.web.channel import WebChannel
from bot.settings import Settings
from tests.channels.serving import serving


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """Data and caches below tmp_path; Sanic in its test mode, in which several servers can start."""
    monkeypatch.setattr(Sanic, "test_mode", True)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'conversations.db'}")


@pytest.fixture
def settings():
    """The channel's settings; a test that needs others overrides this fixture."""
    return Settings(session_secret="a secret for the tests", web_origins=(SITE,))


@pytest.fixture
def channel(settings):
    """The channel under test."""
    return WebChannel(settings)


@pytest_asyncio.fixture
async def agent():
    """The agent, with a real store of conversations on SQLite."""
    return StubAgent()


@pytest_asyncio.fixture
async def rasa(agent):
    """The handler of messages."""
    return StubRasa(agent)


@pytest_asyncio.fixture
async def address(channel, agent, rasa):
    """Where the server listens."""
    async with serving(channel, rasa, agent) as base:
        yield base


@pytest_asyncio.fixture
async def visit(address):
    """`visit(origin)` gives a page of that site, without a session."""
    async with aiohttp.ClientSession() as http:
        yield lambda origin="": Page(http, address, origin)


@pytest_asyncio.fixture
async def page(visit):
    """A page with a session."""
    made = visit()
    await made.open()
    return made
