"""One turn at a time in a conversation, among processes that share a real Redis; without it the bot still answers."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import time

import pytest
from rasa.core.lock_store import InMemoryLockStore, LockError, LockStore
from rasa.core.utils import AvailableEndpoints, number_of_sanic_workers

from bot.settings import ROOT
from bot.storage.lock_store import ConversationLocks

pytestmark = pytest.mark.asyncio
PATIENCE = 30.0


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    """TEST_REDIS_URL, or a Redis of this test's own on a Unix socket."""
    program = shutil.which("redis-server")
    if os.environ.get("TEST_REDIS_URL") or not program:
        if not os.environ.get("TEST_REDIS_URL"):
            (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Redis is not installed: `apt-get install redis-server`")
        yield os.environ["TEST_REDIS_URL"]
        return
    folder = tmp_path_factory.mktemp("redis")
    socket = folder / "redis.sock"
    server = subprocess.Popen([program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)], stdout=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while not socket.exists() and time.monotonic() < until:
        time.sleep(0.02)
    yield f"unix://{socket}"
    server.terminate()
    server.wait()


@pytest.fixture
def processes(redis_url, monkeypatch):
    """Two stores as two processes have them."""
    monkeypatch.setenv("REDIS_URL", redis_url)
    return ConversationLocks(), ConversationLocks()


async def take(store, conversation, heard, name, **seconds):
    async with store.lock(conversation, **seconds):
        heard.append(f"{name} begins")
        await asyncio.sleep(0.05)
        heard.append(f"{name} ends")


async def test_turns_of_one_conversation_do_not_overlap_across_processes(processes):
    heard = []
    await asyncio.gather(*(take(processes[n % 2], "web-1", heard, str(n), wait_time_in_seconds=0.01) for n in range(8)))
    begun = [line.split()[0] for line in heard[::2]]
    assert heard == [f"{name} {what}" for name in begun for what in ("begins", "ends")]
    assert sorted(begun) == [str(n) for n in range(8)]


async def test_conversations_do_not_wait_for_one_another(processes):
    async with processes[0].lock("web-1"):
        async with processes[1].lock("web-2"):
            pass


async def test_a_failed_turn_lets_go(processes):
    with pytest.raises(KeyError):
        async with processes[0].lock("web-1"):
            raise KeyError
    async with processes[1].lock("web-1", lock_lifetime=1):
        pass


async def test_who_waits_too_long_is_told_and_a_dead_process_holds_nothing_for_ever(processes):
    dead = processes[0].lock("web-1", lock_lifetime=0.4)
    await dead.__aenter__()
    with pytest.raises(LockError):
        async with processes[1].lock("web-1", lock_lifetime=0.1):
            pytest.fail("both hold it")
    async with processes[1].lock("web-1", lock_lifetime=5):
        pass
    await dead.__aexit__(None, None, None)


async def test_without_redis_turns_go_on_within_the_process(monkeypatch, caplog):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    heard, store = [], ConversationLocks()
    await asyncio.gather(*(take(store, "web-1", heard, str(n), wait_time_in_seconds=0.01) for n in range(2)))
    assert heard == ["0 begins", "0 ends", "1 begins", "1 ends"]
    assert "Redis does not lock conversations" in caplog.text and "web-1" not in caplog.text


async def test_rasa_runs_the_workers_that_were_asked_for(monkeypatch, redis_url):
    monkeypatch.setenv("ACTION_URL", "http://127.0.0.1:1/")
    monkeypatch.setenv("SANIC_WORKERS", "3")
    monkeypatch.setenv("REDIS_URL", redis_url)
    endpoint = AvailableEndpoints.read_endpoints(str(ROOT / "bot" / "endpoints.yml")).lock_store
    assert number_of_sanic_workers(endpoint) == 3
    assert isinstance(LockStore.create(endpoint), ConversationLocks)
    monkeypatch.delenv("REDIS_URL")
    assert type(LockStore.create(endpoint)) is InMemoryLockStore
