"""What goes wrong between Telegram, the bot and its machine, and what people see of it: nothing, or a kind word."""

from __future__ import annotations

import asyncio
import logging

import pytest
from fake_bot_api.people import group
from stub_rasa import answer

from bot.channels.telegram import polling, processing, receive
from bot.channels.telegram.store import people
from bot.channels.telegram.store.database import Database

PER_MINUTE = 20

pytestmark = pytest.mark.asyncio


async def test_retry_after_is_kept_and_holds_up_nobody_else(api, channel, ada, zoe):
    api.world.refuse("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await ada.says("first")
    await api.world.until(lambda: not api.world.refusals)
    await ada.says("second")
    await zoe.says("other")
    await api.world.until(lambda: api.world.texts(zoe.id))
    assert api.world.texts(ada.id) == []
    await api.world.until(lambda: len(api.world.texts(ada.id)) == 2)
    assert api.world.texts(ada.id) == ["Answer to first", "Answer to second"]


async def test_blocked_bot_drops_the_answer_and_goes_on(api, channel, ada, zoe):
    api.world.blocked.add(ada.id)
    await ada.says("Hello")
    await zoe.says("Bonjour")
    await api.world.until(lambda: api.world.texts(zoe.id))
    api.world.blocked.clear()
    await ada.says("I am back")
    await api.world.until(lambda: api.world.texts(ada.id))
    assert api.world.texts(ada.id) == ["Answer to I am back"]


async def test_group_that_moves_is_answered_under_its_new_id(api, channel, rasa, ada):
    old, new = group(), group()
    await ada.says("@paris_ai_bot one", old)
    await api.world.until(lambda: api.world.texts(old["id"]))
    api.world.moved[old["id"]] = new["id"]
    await ada.says("@paris_ai_bot two", old)
    await api.world.until(lambda: api.world.texts(new["id"]))
    await ada.says("@paris_ai_bot three", new)
    await api.world.until(lambda: len(api.world.texts(new["id"])) == 2)
    assert api.world.texts(new["id"]) == ["Answer to two", "Answer to three"]
    assert len({asked.sender_id for asked in rasa.asked}) == 1, "the memory of the conversation must move along"


async def test_group_that_announces_its_move(api, channel, rasa, ada):
    old, new = group(), group()
    await ada.says("@paris_ai_bot one", old)
    await ada.sends(old, migrate_to_chat_id=new["id"])
    await ada.says("@paris_ai_bot two", new)
    await api.world.until(lambda: api.world.texts(new["id"]))
    assert len({asked.sender_id for asked in rasa.asked}) == 1


async def test_html_that_telegram_refuses_is_sent_bare(api, channel, rasa, ada):
    rasa.reply = lambda asked: [{"answer": answer("**€350** & more")}]
    api.world.refuse("sendMessage", 400, "Bad Request: can't parse entities: something new")
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    sent, = api.world.bot_messages()
    assert (sent["text"], sent["entities"]) == ("€350 & more", [])


async def test_bot_starts_while_telegram_is_down_and_recovers(api, start, ada):
    api.world.down = True
    await ada.says("Anyone there?")
    async with start():
        await asyncio.sleep(0.1)
        assert api.world.calls == []
        api.world.down = False
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to Anyone there?"]


async def test_answer_waits_while_telegram_is_down(api, channel, rasa, ada):
    rasa.gate.clear()
    await ada.says("Hello")
    await api.world.until(lambda: rasa.asked)
    api.world.down = True
    rasa.gate.set()
    await asyncio.sleep(0.2)
    api.world.down = False
    await api.world.until(lambda: api.world.texts(), 20)
    assert api.world.texts() == ["Answer to Hello"] and len(rasa.asked) == 1


async def test_refused_token_is_told_to_the_operator_without_the_token(api, start, settings_for, caplog):
    wrong = "987654321:" + "Z" * 35
    with caplog.at_level(logging.DEBUG):
        async with start(settings=settings_for(api, token=wrong)):
            await api.world.until(lambda: "refuses TELEGRAM_TOKEN" in caplog.text)
    assert wrong not in caplog.text and "Z" * 35 not in caplog.text


async def test_token_is_in_no_log_record(api, start, ada, caplog):
    with caplog.at_level(logging.DEBUG):
        async with start():
            await ada.says("Hello")
            await api.world.until(lambda: api.world.texts())
            try:
                raise RuntimeError(f"POST https://api.telegram.org/bot{api.world.token}/sendMessage")
            except RuntimeError:
                logging.getLogger("anything").exception("failed for %s", api.world.token)
            logging.getLogger("anything").info("misused %d", api.world.token)
    assert "httpx" in {record.name for record in caplog.records}
    assert "failed for <telegram token>" in caplog.text
    assert api.world.token not in caplog.text


async def test_message_texts_are_in_no_log_record(api, start, rasa, ada, caplog):
    def fail(asked):
        raise RuntimeError(asked.text)
    rasa.reply = fail
    with caplog.at_level(logging.INFO):
        async with start():
            await ada.says("my-private-question")
            await api.world.until(lambda: api.world.texts())
    assert "my-private-question" not in caplog.text
    assert "RuntimeError at test_telegram_failures.py" in caplog.text


async def test_flood_from_one_person_is_bounded_with_one_kind_note(api, channel, rasa, ada, zoe):
    async with api.world.changed:
        for number in range(1000):
            update_id = 10_000 + number
            sent = api.world.new_message(ada.chat, ada.user, text=f"spam {number}")
            api.world.updates[update_id] = {"update_id": update_id, "message": sent}
    await zoe.says("A single question")
    await api.world.until(lambda: api.world.texts(zoe.id) and len(api.world.texts(ada.id)) == PER_MINUTE + 1, 20)
    await api.world.until(lambda: not api.world.updates)
    assert len(rasa.asked) == PER_MINUTE + 1
    assert sum("faster than I can answer" in sent for sent in api.world.texts(ada.id)) == 1
    assert api.world.texts(ada.id)[0] == "Answer to spam 0"


async def test_broken_update_in_a_batch_does_not_stop_the_others(api, channel, ada):
    broken = [
        {"update_id": 2001}, {"update_id": 2002, "message": {"from": {"id": 1}, "chat": {"id": 1}}},
        {"update_id": 2003, "message": {"message_id": 1, "date": "soon", "from": {"id": 1}, "chat": {"id": 1, "type": 5}, "text": 7}},
        {"update_id": 2004, "callback_query": {"id": 4, "from": {"id": 1}, "message": {"chat": {"id": 1}}}},
        {"update_id": 2005, "next_years_kind": {"from": {"id": 1}}},
        {"update_id": 2006, "message": {"message_id": 1, "date": 10 ** 15, "from": {"id": 1, "is_bot": False, "first_name": "x"}, "chat": {"id": 1, "type": "private"}, "text": "x"}},
    ]
    for update in broken:
        await api.world.push_raw(update)
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts(ada.id))
    await api.world.until(lambda: not api.world.updates)


async def test_typing_shows_only_when_an_answer_takes_long(api, channel, rasa, ada, monkeypatch):
    await ada.says("quick")
    await api.world.until(lambda: api.world.texts())
    assert api.world.of("sendChatAction") == []
    monkeypatch.setattr(processing, "TYPING_AFTER", 0.01)
    rasa.gate.clear()
    await ada.says("slow")
    await api.world.until(lambda: api.world.of("sendChatAction"))
    rasa.gate.set()
    await api.world.until(lambda: len(api.world.texts()) == 2)


async def test_polling_goes_on_when_the_database_fails_once(api, channel, ada, monkeypatch):
    real, failed = receive.store, []

    def fail_once(*arguments):
        if not failed:
            failed.append(True)
            raise OSError("disk full")
        return real(*arguments)
    monkeypatch.setattr(receive, "store", fail_once)
    monkeypatch.setattr(polling, "MAX_BACKOFF", 0.05)
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    assert failed and api.world.texts() == ["Answer to Hello"]


async def test_forgetting_a_person_keeps_the_conversation_possible(api, channel, settings_for, rasa, zoe):
    await zoe.says("Bonjour")
    await api.world.until(lambda: api.world.texts())
    database = Database(settings_for(api).database_url)
    sender = f"telegram:{zoe.id}:{zoe.id}"
    assert database.run_now(people.language, sender) == "en", "the language of the answer, not of the interface"
    database.run_now(people.forget, sender)
    database.close()
    await zoe.says("Re")
    await api.world.until(lambda: len(api.world.texts()) == 2)


async def test_refusal_that_cannot_be_mended_is_logged_without_what_was_written(api, channel, rasa, ada, caplog):
    rasa.reply = lambda asked: [{"text": "my-private-answer"}]
    api.world.refuse("sendMessage", 400, "Bad Request: TOPIC_CLOSED", times=2)
    with caplog.at_level(logging.INFO):
        await ada.says("one")
        await api.world.until(lambda: not api.world.refusals)
        await ada.says("two")
        await api.world.until(lambda: api.world.texts())
    assert "topic_closed" in caplog.text.lower() and "my-private-answer" not in caplog.text
