"""Old conversations are erased, younger ones stay, and a failing store does not end the job."""

from __future__ import annotations

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.storage.retention import DAY, forget_daily, innermost
from bot.storage.tracker_store import ConversationStore


def _store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return ConversationStore(Domain.empty())


async def _keep(store, sender, timestamp):
    event = UserUttered(f"from {sender}", timestamp=timestamp)
    await store.save(DialogueStateTracker.from_events(sender, [event], domain=Domain.empty()))


async def _run(job):
    task = asyncio.ensure_future(job)
    await asyncio.sleep(0.05)
    task.cancel()


def test_only_what_is_older_than_the_limit_goes(tmp_path, monkeypatch):
    store = _store(tmp_path, monkeypatch)

    async def scenario():
        await _keep(store, "old", 1.0)
        await _keep(store, "young", 80 * DAY)
        await _run(forget_daily(lambda: store, days=90, clock=lambda: 100 * DAY, every=0.01))
        return sorted(await store.keys())

    assert asyncio.run(scenario()) == ["young"]


def test_zero_days_keep_everything(tmp_path, monkeypatch):
    store = _store(tmp_path, monkeypatch)

    async def scenario():
        await _keep(store, "old", 1.0)
        await forget_daily(lambda: store, days=0, clock=lambda: 1000 * DAY)
        return list(await store.keys())

    assert asyncio.run(scenario()) == ["old"]


def test_erasing_one_conversation_leaves_the_others(tmp_path, monkeypatch):
    store = _store(tmp_path, monkeypatch)

    async def scenario():
        await _keep(store, "a", 1.0)
        await _keep(store, "b", 1.0)
        assert store.erase("a") == 1
        return list(await store.keys())

    assert asyncio.run(scenario()) == ["b"]


def test_a_failing_store_is_tried_again():
    calls = []

    class Failing:
        def erase(self, sender_id):
            raise AssertionError

        def erase_before(self, timestamp):
            calls.append(timestamp)
            raise OSError("disk full")

    asyncio.run(_run(forget_daily(lambda: Failing(), days=1, clock=lambda: 10 * DAY, every=0.01)))
    assert len(calls) >= 2


def test_the_erasing_store_is_found_inside_its_wrappers():
    class Inner:
        def erase(self, sender_id):
            return 0

    class Wrapper:
        def __init__(self, inner):
            self._tracker_store = inner

    inner = Inner()
    assert innermost(Wrapper(Wrapper(inner))) is inner
