"""A conversation with the real bot: start its server with TELEGRAM_TOKEN and TELEGRAM_API_URL (a free loopback port).

The fake Bot API listens at TELEGRAM_API_URL during the test; the server finds it by itself.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from fake_bot_api.people import Person
from fake_bot_api.server import FakeBotApi
from fake_bot_api.world import World

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.skipif(
        not all(os.environ.get(name) for name in ("BOT_URL", "TELEGRAM_TOKEN", "TELEGRAM_API_URL")),
        reason="BOT_URL, TELEGRAM_TOKEN and TELEGRAM_API_URL do not say where a running bot looks for Telegram",
    ),
]
# The server may be in the longest of its pauses between two attempts.
CONNECT_SECONDS = 90


@pytest_asyncio.fixture
async def world():
    world = World()
    world.token = os.environ["TELEGRAM_TOKEN"]
    fake = await FakeBotApi(world).start(urlsplit(os.environ["TELEGRAM_API_URL"]).port)
    await world.until(lambda: world.polls or world.webhook["url"], CONNECT_SECONDS)
    yield world
    await fake.stop()


async def test_people_get_sourced_answers_in_their_language(world):
    ada, zoe = Person(world, "en"), Person(world, "fr")
    await ada.says("How much does the French Tech Visa cost?")
    await zoe.says("Combien coûte le French Tech Visa ?")
    await world.until(lambda: world.texts(ada.id) and world.texts(zoe.id), 30)
    english, french = world.bot_messages(ada.id)[0], world.bot_messages(zoe.id)[0]
    assert "French Tech Visa" in english["text"] and "Source" in english["text"] and "checked" in english["text"]
    assert "French Tech Visa" in french["text"] and "vérifié le" in french["text"]
    assert any(entity["type"] == "text_link" for entity in english["entities"])


async def test_person_lists_presses_and_changes_language(world):
    ada = Person(world, "en")
    await ada.says("Which accelerators are there?")
    await world.until(lambda: world.texts(ada.id), 30)
    listed = world.bot_messages(ada.id)[0]
    assert "1. " in listed["text"]
    await ada.presses("2", listed)
    await world.until(lambda: len(world.texts(ada.id)) == 2, 30)
    await ada.says("/language fr")
    await world.until(lambda: len(world.texts(ada.id)) == 3, 30)
    await ada.sends(sticker={
        "file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False,
    })
    await world.until(lambda: len(world.texts(ada.id)) == 4, 30)
    assert "Joli" in world.texts(ada.id)[3], "the channel's own words must follow the language that was chosen"


async def test_person_has_everything_erased(world):
    ada = Person(world, "en")
    await ada.says("What is Station F?")
    await world.until(lambda: world.texts(ada.id), 30)
    await ada.says("/export")
    await world.until(lambda: world.of("sendDocument"), 30)
    assert "What is Station F?" in world.of("sendDocument")[-1]["document"][1].decode()
    await ada.says("/forget")
    await world.until(lambda: "Shall I erase" in world.texts(ada.id)[-1], 30)
    await ada.presses("Erase everything")
    await world.until(lambda: "Done" in world.texts(ada.id)[-1], 30)
    await ada.says("/export")
    await world.until(lambda: len(world.of("sendDocument")) == 2, 30)
    assert "Station F" not in world.of("sendDocument")[-1]["document"][1].decode()
