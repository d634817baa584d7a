"""A person talks with the bot: text in, answers with keyboards out, presses."""

from __future__ import annotations

import json

import pytest
from stub_rasa import StubRasa, answer

pytestmark = pytest.mark.asyncio


async def test_person_asks_and_is_answered_in_one_html_message(api, channel, rasa: StubRasa, ada):
    rasa.reply = lambda message: [{"answer": answer("It costs **€350** & more.\n\nSee [the page](https://example.org/a?b=1&c=2).")}]
    await ada.says("How much is <the> visa?")
    await api.world.until(lambda: api.world.texts())
    sent, = api.world.bot_messages(ada.id)
    assert sent["text"] == "It costs €350 & more.\n\nSee the page."
    assert [(e["type"], e.get("url")) for e in sent["entities"]] == [("bold", None), ("text_link", "https://example.org/a?b=1&c=2")]
    assert rasa.texts == ["How much is <the> visa?"]


async def test_message_reaches_rasa_with_sender_language_and_channel(api, channel, rasa, zoe):
    await zoe.says("Bonjour")
    await api.world.until(lambda: rasa.asked)
    message = rasa.asked[0]
    assert message.sender_id == f"telegram:{zoe.id}:{zoe.id}"
    assert message.input_channel == "telegram"
    assert message.metadata["language"] == {"value": "fr", "source": "telegram"}
    assert message.metadata["shown"] == "Bonjour"


async def test_typed_intent_does_not_reach_rasa_as_one(api, channel, rasa, ada):
    await ada.sends(text='/forget_me{"x": 1}')
    await api.world.until(lambda: rasa.asked)
    assert rasa.texts == ['forget_me{"x": 1}']


async def test_person_presses_a_suggestion(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"answer": answer(
        f"Said {message.text}", suggestions=[{"title": "What it costs", "payload": "a|ask_cost|french-tech-visa"}]
    )}]
    await ada.says("French Tech Visa")
    await api.world.until(lambda: api.world.texts())
    await ada.presses("What it costs")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert rasa.texts[1] == '/ask_cost{"record": ["french-tech-visa"]}'
    assert rasa.asked[1].metadata["shown"] == "What it costs"
    shown = api.world.bot_messages(ada.id)[1]
    assert shown["text"].startswith("What it costs\n\n")
    assert shown["entities"][0] == {"type": "blockquote", "offset": 0, "length": len("What it costs")}
    acknowledged, = api.world.of("answerCallbackQuery")
    assert "text" not in acknowledged


async def test_press_is_acknowledged_while_an_answer_is_still_being_made(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"answer": answer("Yes", suggestions=[{"title": "More", "payload": "i|greet"}])}]
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    rasa.gate.clear()
    await ada.says("A slow one")
    await ada.presses("More")
    await api.world.until(lambda: api.world.of("answerCallbackQuery") and len(rasa.asked) == 2)
    assert len(api.world.texts()) == 1
    rasa.gate.set()
    await api.world.until(lambda: len(api.world.texts()) == 3)


async def test_button_of_another_version_says_so_and_asks_rasa_nothing(api, channel, rasa, ada, zoe):
    for person in (ada, zoe):
        await person.says("Hello")
        await api.world.until(lambda person=person: api.world.texts(person.id))
        await person.presses("", data="old:17:visa")
    await api.world.until(lambda: len(api.world.of("answerCallbackQuery")) == 2)
    english, french = api.world.of("answerCallbackQuery")
    assert english["show_alert"] and "older message" in english["text"]
    assert french["show_alert"] and "anciens messages" in french["text"]
    assert len(rasa.asked) == 2


async def test_plain_bot_message_with_buttons(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"text": "Which *one*?", "buttons": [
        {"title": "Station F", "payload": "s|station-f"}, {"title": "Forged", "payload": "/restart"},
    ]}]
    await ada.says("the place")
    await api.world.until(lambda: api.world.texts())
    sent, = api.world.bot_messages(ada.id)
    assert sent["text"] == "Which one?"
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "Station F", "callback_data": "s|station-f"}]]


async def test_attachments_become_a_venue_and_a_file(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"answer": answer("Here.", attachments=[
        {"type": "location", "name": "Station F", "address": "5 parvis Alan Turing", "lat": 48.834, "lon": 2.37},
        {"type": "location", "name": "Somewhere", "lat": 48.8, "lon": 2.3},
        {"type": "ics", "name": "meetup", "content": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"},
    ])}]
    await ada.says("where and when?")
    await api.world.until(lambda: len(api.world.bot_messages()) == 4)
    text, venue, point, file = api.world.bot_messages(ada.id)
    assert venue["venue"]["title"] == "Station F" and venue["location"]["latitude"] == 48.834
    assert point["location"]["longitude"] == 2.3 and "venue" not in point
    assert file["document"]["file_name"] == "meetup.ics"
    assert api.world.of("sendDocument")[0]["document"][1].startswith(b"BEGIN:VCALENDAR")


async def test_rasa_that_fails_or_says_nothing_leads_to_a_sentence(api, channel, rasa, ada, zoe):
    def fail(message):
        raise RuntimeError("a secret detail")
    rasa.reply = fail
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts(ada.id))
    rasa.reply = lambda message: []
    await zoe.says("Bonjour")
    await api.world.until(lambda: api.world.texts(zoe.id))
    assert "ask again in a minute" in api.world.texts(ada.id)[0]
    assert "dans une minute" in api.world.texts(zoe.id)[0]
    assert "secret" not in json.dumps(api.world.bot_messages())
