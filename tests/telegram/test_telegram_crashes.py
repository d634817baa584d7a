"""Killed, stopped and several processes: nothing is lost, doubled or out of order."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from fake_bot_api.people import Person
from stub_rasa import answer

from bot.channels.telegram import processing, service
from bot.channels.telegram.calls import message
from bot.channels.telegram.store import inbox
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.store.inbox import LEASE_SECONDS, Entry

pytestmark = pytest.mark.asyncio


async def _left_by_a_dead_worker(settings, ada, answered: bool) -> None:
    """An update that a worker had claimed, and perhaps half answered, before it died long ago."""
    database, then = Database(settings.database_url), time.time() - LEASE_SECONDS - 5
    update = {"update_id": 7, "message": ada.world.new_message(ada.chat, ada.user, text="before the crash")}
    database.run_now(inbox.put, Entry(7, f"chat:{ada.id}", f"telegram:{ada.id}:{ada.id}", json.dumps(update)), then)
    database.run_now(inbox.claim, "dead", 1, then)
    if answered:
        parts = [message(part).having(chat_id=ada.id) for part in ("part one", "part two")]
        database.run_now(inbox.answer, "dead", 7, parts)
        database.run_now(inbox.sent, "dead", 7, 0, then)
    database.close()


async def test_update_taken_before_a_crash_is_answered_after_it(api, start, settings_for, rasa, ada):
    await _left_by_a_dead_worker(settings_for(api), ada, answered=False)
    async with start():
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to before the crash"]


async def test_rasa_does_not_hear_a_question_twice_that_it_has_answered(api, start, settings_for, rasa, archive, ada):
    await _left_by_a_dead_worker(settings_for(api), ada, answered=False)
    archive.answers["telegram-7"] = [answer("What Rasa had said.")]
    async with start():
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["What Rasa had said."] and rasa.asked == []


async def test_archive_that_fails_does_not_keep_the_answer_away(api, start, settings_for, archive, ada, monkeypatch):
    async def fail(sender, message_id):
        raise OSError("database is gone")
    monkeypatch.setattr(archive, "answered", fail)
    await _left_by_a_dead_worker(settings_for(api), ada, answered=False)
    async with start():
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to before the crash"]


async def test_answer_half_sent_before_a_crash_is_completed_not_repeated(api, start, settings_for, rasa, ada):
    await _left_by_a_dead_worker(settings_for(api), ada, answered=True)
    async with start():
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["part two"]
    assert rasa.asked == []


async def test_update_that_keeps_ending_the_process_is_given_up_with_a_word(api, start, settings_for, rasa, ada):
    settings = settings_for(api)
    await _left_by_a_dead_worker(settings, ada, answered=False)
    database = Database(settings.database_url)
    for _ in range(processing.MAX_ATTEMPTS):
        database.run_now(inbox.postpone, "dead", 7, 0)
        assert database.run_now(inbox.claim, "dead", 1, time.time() - LEASE_SECONDS - 1)
    database.close()
    async with start():
        await api.world.until(lambda: api.world.texts())
    assert "something went wrong" in api.world.texts()[0]
    assert rasa.asked == []


async def test_stop_finishes_what_was_taken_and_leaves_the_rest_for_later(api, start, settings_for, rasa, ada):
    rasa.gate.clear()
    async with start():
        await ada.says("taken")
        await ada.says("waiting")
        await api.world.until(lambda: rasa.asked and len(api.world.updates) == 0)
        asyncio.get_running_loop().call_later(0.2, rasa.gate.set)
    assert api.world.texts() == ["Answer to taken"]
    async with start():
        await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts() == ["Answer to taken", "Answer to waiting"]


async def test_stop_does_not_wait_for_ever_and_loses_nothing(api, start, rasa, ada, monkeypatch):
    monkeypatch.setattr(service, "STOP_SECONDS", 0.1)
    rasa.gate.clear()
    async with start():
        await ada.says("very slow")
        await api.world.until(lambda: rasa.asked)
    assert api.world.texts() == []
    rasa.gate.set()
    async with start(clock=lambda: time.time() + LEASE_SECONDS + 1):
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to very slow"]


async def test_of_two_workers_one_polls_and_both_answer_in_order(api, start, rasa):
    crowd = [Person(api.world) for _ in range(6)]
    async with start(), start():
        for number in range(5):
            for person in crowd:
                await person.says(f"question {number}")
        await api.world.until(lambda: len(api.world.texts()) == 30, 20)
    for person in crowd:
        assert api.world.texts(person.id) == [f"Answer to question {number}" for number in range(5)]
    assert api.world.conflicts == 0


async def test_another_worker_takes_over_polling(api, start, ada):
    async with start():
        await api.world.until(lambda: api.world.polls)
        async with start():
            pass
    async with start():
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())
    assert api.world.conflicts == 0


async def test_answers_to_one_person_keep_order_while_others_overtake(api, channel, rasa, ada, zoe):
    slow = asyncio.Event()

    async def wait_for_ada(message):
        rasa.asked.append(message)
        if message.text == "slow":
            await slow.wait()
        await message.output_channel.send_response(message.sender_id, {"text": f"Answer to {message.text}"})
    rasa_call = type(rasa).__call__
    type(rasa).__call__ = lambda self, message: wait_for_ada(message)
    try:
        await ada.says("slow")
        await ada.says("quick")
        await zoe.says("overtakes")
        await api.world.until(lambda: api.world.texts(zoe.id))
        assert api.world.texts(ada.id) == []
        slow.set()
        await api.world.until(lambda: len(api.world.texts(ada.id)) == 2)
    finally:
        type(rasa).__call__ = rasa_call
    assert api.world.texts(ada.id) == ["Answer to slow", "Answer to quick"]
