"""A machine under strain: late leases, slow Rasa, a failing database, updates late or all at once, poison among them."""

from __future__ import annotations

import asyncio
import time

import pytest
from fake_bot_api.people import Person
from sqlalchemy.exc import OperationalError
from stub_rasa import answer

from bot.channels.telegram import application, delivery, dialogue, receive, worker
from bot.channels.telegram.context import Parts
from bot.channels.telegram.store import inbox, owners
from bot.channels.telegram.store.database import Database

pytestmark = pytest.mark.asyncio


async def test_lease_that_runs_out_while_the_work_goes_on_is_kept(api, start, rasa, ada, monkeypatch):
    monkeypatch.setattr(worker, "HEARTBEAT", 3600.0)
    monkeypatch.setattr(worker, "IDLE", 0.01)
    late = [0.0]
    rasa.gate.clear()
    async with start(clock=lambda: time.time() + late[0]) as service:
        await ada.says("slow")
        await api.world.until(lambda: rasa.asked)
        for _ in range(5):
            # Each time as if the process had been frozen for longer than its lease.
            late[0] += inbox.LEASE_SECONDS + 1
            await asyncio.sleep(0.05)
        row, = await service._database.run(lambda connection: connection.exec_driver_sql("SELECT attempts FROM telegram_inbox").all())
        rasa.gate.set()
        await api.world.until(lambda: api.world.texts())
        await asyncio.sleep(0.05)
    assert row.attempts == 1, "being slow is no failed attempt"
    assert api.world.texts() == ["Answer to slow"] and rasa.texts == ["slow"]


async def test_worker_that_lost_its_lease_while_sending_stops(api, start, rasa, ada, monkeypatch):
    real, lost = delivery.make, []
    rasa.reply = lambda message: [{"text": "part one"}, {"text": "part two"}]

    async def make(bot, call, attempt):
        sent = await real(bot, call, attempt)
        if not lost:
            lost.append(call)
            await service._database.run(lambda connection: connection.exec_driver_sql(
                "UPDATE telegram_inbox SET owner = 'another', lease_until = 9e9"
            ))
        return sent
    monkeypatch.setattr(delivery, "make", make)
    async with start() as service:
        await ada.says("Hello")
        await api.world.until(lambda: lost and not service._worker._tasks)
        left = await service._database.run(inbox.unsent, (await service._database.run(
            lambda connection: connection.exec_driver_sql("SELECT update_id FROM telegram_inbox").scalar()
        )))
    assert api.world.texts() == ["part one"]
    assert [call.arguments["text"] for _, call in left] == ["part two"], "the other goes on where this one stopped"


async def test_rasa_that_never_answers_holds_its_place_for_a_limited_time(api, start, rasa, ada, monkeypatch):
    monkeypatch.setattr(dialogue, "ANSWER_SECONDS", 0.05)
    rasa.gate.clear()
    async with start():
        await ada.says("never")
        await api.world.until(lambda: api.world.texts())
        rasa.gate.set()
        await ada.says("again")
        await api.world.until(lambda: len(api.world.texts()) == 2)
    assert "something went wrong" in api.world.texts()[0] and api.world.texts()[1] == "Answer to again"


async def test_busy_database_at_the_start_does_not_end_the_channel(api, start, ada, monkeypatch):
    def busy(connection):
        raise OperationalError("SELECT", {}, Exception("database is locked"))
    busy.__name__ = "release_dead"
    monkeypatch.setattr(owners, "release_dead", busy)
    async with start():
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())


async def test_database_that_fails_while_an_answer_is_kept_costs_no_second_question(api, start, rasa, archive, ada, monkeypatch):
    real, failed = worker._keep_answer, []

    def fail_once(connection, owner, claimed, turn, now):
        if not failed:
            failed.append(claimed.update_id)
            archive.answers[f"telegram-{claimed.update_id}"] = [answer("What Rasa had said.")]
            raise OperationalError("UPDATE", {}, Exception("disk I/O error"))
        return real(connection, owner, claimed, turn, now)
    monkeypatch.setattr(worker, "_keep_answer", fail_once)
    async with start():
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["What Rasa had said."] and rasa.texts == ["Hello"]


async def test_update_that_always_fails_is_dropped_and_its_chat_goes_on(api, start, rasa, ada, monkeypatch):
    monkeypatch.setattr(worker, "IDLE", 0.01)
    real, begin = delivery.make, time.time()

    async def make(bot, call, attempt):
        if "poison" in call.arguments["text"]:
            raise UnicodeEncodeError("utf-8", "x", 0, 1, "surrogates not allowed")
        return await real(bot, call, attempt)
    monkeypatch.setattr(delivery, "make", make)
    # A clock that runs fast, since the pauses between the attempts grow.
    async with start(clock=lambda: begin + 200 * (time.time() - begin)):
        await ada.says("poison")
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to Hello"]


async def test_language_that_is_no_text_does_not_hold_up_a_chat(api, channel, rasa, ada):
    ada.user["language_code"] = 5
    await ada.says("odd")
    ada.user.pop("language_code")
    await ada.says("Hello")
    await api.world.until(lambda: "Answer to Hello" in api.world.texts())


async def test_half_a_character_does_not_hold_up_the_updates_after_it(api, channel, ada):
    await ada.sends(text="half \ud83d")
    await ada.says("Hello")
    await api.world.until(lambda: "Answer to Hello" in api.world.texts())


async def test_message_of_4096_emoji_units_gets_a_kind_word(api, channel, rasa, ada):
    await ada.says("🚀" * 2048)
    await api.world.until(lambda: api.world.texts())
    assert "2,000 characters" in api.world.texts()[0] and rasa.asked == []


async def test_update_that_comes_late_waits_for_the_one_in_work(api, start, rasa, ada):
    rasa.gate.clear()
    async with start() as service:
        later = await ada.says("second")
        await api.world.until(lambda: rasa.asked)
        earlier = {"update_id": later["update_id"] - 1, "message": api.world.new_message(ada.chat, ada.user, text="first")}
        await service.take([earlier])
        await asyncio.sleep(0.1)
        assert rasa.texts == ["second"], "one at a time in a chat"
        rasa.gate.set()
        await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts() == ["Answer to second", "Answer to first"]


async def test_updates_out_of_order_in_a_batch_are_answered_in_order(api, start, ada):
    async with start() as service:
        made = [
            {"update_id": number, "message": api.world.new_message(ada.chat, ada.user, text=f"question {number}")}
            for number in (1, 2, 3)
        ]
        await service.take([made[2], made[0], made[1]])
        await api.world.until(lambda: len(api.world.texts()) == 3)
    assert api.world.texts() == [f"Answer to question {number}" for number in (1, 2, 3)]


async def test_what_waited_at_telegram_during_an_outage_is_no_flood(api, start, rasa, ada):
    now, count = int(time.time()), 30
    for number in range(count):
        said = {**api.world.new_message(ada.chat, ada.user, text=f"question {number}"), "date": now - 3600 + 60 * number}
        await api.world.push(message=said)
    async with start():
        await api.world.until(lambda: len(api.world.texts()) == count)
    assert not any("faster than I can answer" in text for text in api.world.texts())


async def test_what_comes_at_the_same_time_shares_a_write(api, start, monkeypatch):
    writes, real = [], Database.run_lasting

    async def counted(self, work, *arguments):
        writes.append(len(arguments[0]))
        return await real(self, work, *arguments)
    monkeypatch.setattr(Database, "run_lasting", counted)
    crowd = [Person(api.world) for _ in range(40)]
    async with start() as service:
        updates = [
            {"update_id": number, "message": api.world.new_message(person.chat, person.user, text="Hello")}
            for number, person in enumerate(crowd, start=1)
        ]
        await asyncio.gather(*(service.take([update]) for update in updates))
        await api.world.until(lambda: len(api.world.texts()) == 40)
    assert sum(writes) == 40 and len(writes) <= 3


async def test_failure_to_store_is_told_to_each_who_waits(api, start, ada, monkeypatch):
    def fail(*arguments):
        raise OSError("disk full")
    async with start() as service:
        monkeypatch.setattr(receive, "store", fail)
        update = {"update_id": 1, "message": api.world.new_message(ada.chat, ada.user, text="Hello")}
        results = await asyncio.gather(service.take([update]), service.take([update]), return_exceptions=True)
    assert [type(result) for result in results] == [OSError, OSError]


@pytest.mark.parametrize("workers, share", [(1, 30), (4, 7.5), (60, 1)])
async def test_workers_share_telegrams_limit(api, settings_for, workers, share):
    built = application.build(settings_for(api, workers=workers), Parts(None, None, None))
    assert built.bot.rate_limiter._base_limiter.max_rate == share


async def test_erased_text_is_not_left_in_the_files(api, start, ada, tmp_path):
    async with start() as service:
        await ada.says("my-very-private-word")
        await api.world.until(lambda: api.world.texts())
        await api.world.until(lambda: not service._worker._tasks)
        await service._database.tidy()
        found = [file.name for file in tmp_path.glob("telegram.sqlite*") if b"my-very-private-word" in file.read_bytes()]
    assert found == []
