"""Thumbs under an answer: passed on to Rasa as from the web chat, for the latest answer only."""

from __future__ import annotations

import pytest
from fake_bot_api.people import group
from stub_rasa import answer

pytestmark = pytest.mark.asyncio
SOURCES = [{"title": "A page", "url": "https://example.org", "as_of": "2026-11-01"}]


def sourced(message):
    if message.text.startswith("/give_feedback"):
        return [{"answer": answer("Thank you, noted.", kind="smalltalk")}]
    return [{"answer": answer(f"Answer to {message.text}", sources=SOURCES, suggestions=[{"title": "Cost", "payload": "i|greet"}])}]


def buttons(message):
    return [button["text"] for row in (message.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


async def test_thumb_up_is_kept_and_thanked_without_a_message(api, channel, rasa, ada):
    rasa.reply = sourced
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    assert buttons(api.world.bot_messages()[0]) == ["Cost", "👍", "👎"]
    await ada.presses("👍")
    await api.world.until(lambda: buttons(api.world.bot_messages()[0]) == ["Cost"])
    assert rasa.texts[1] == '/give_feedback{"rating": "up"}' and len(api.world.texts()) == 1
    assert api.world.of("answerCallbackQuery")[0]["text"] == "👍 ✓"


async def test_thumb_down_asks_what_was_missing(api, channel, rasa, ada):
    rasa.reply = sourced
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    await ada.presses("👎")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert rasa.texts[1] == '/give_feedback{"rating": "down"}' and "Thank you" in api.world.texts()[1]
    assert "text" not in api.world.of("answerCallbackQuery")[0]


async def test_thumb_under_an_earlier_answer_is_not_taken_for_the_latest(api, channel, rasa, ada):
    rasa.reply = sourced
    await ada.says("one")
    await api.world.until(lambda: api.world.texts())
    first = api.world.bot_messages()[0]
    await ada.says("two")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    await ada.presses("👎", first)
    await api.world.until(lambda: len(api.world.texts()) == 3)
    assert "latest answer" in api.world.texts()[2] and len(rasa.asked) == 2
    assert buttons(api.world.bot_messages()[0]) == ["Cost"]


async def test_answers_without_sources_and_in_groups_are_not_rated(api, channel, rasa, ada):
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    rasa.reply = sourced
    chat = group()
    await ada.says("@paris_ai_bot Hello", chat)
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert "👍" not in buttons(api.world.bot_messages(ada.id)[0]) + buttons(api.world.bot_messages(chat["id"])[0])


async def test_map_below_an_answer_does_not_make_it_an_earlier_one(api, channel, rasa, ada):
    place = {"type": "location", "lat": 48.8, "lon": 2.3, "name": "Station F", "address": "5 parvis Alan Turing"}
    rasa.reply = lambda message: [{**sent, "answer": {**sent["answer"], "attachments": [place]}} for sent in sourced(message)]
    await ada.says("Where?")
    await api.world.until(lambda: api.world.of("sendVenue"))
    await ada.presses("👍", api.world.bot_messages()[0])
    await api.world.until(lambda: len(rasa.asked) == 2)
    assert rasa.texts[1] == '/give_feedback{"rating": "up"}'
