"""So many events a minute per key, in memory and in Redis; Redis gone means allowed, not silenced; one count for all doors."""

from __future__ import annotations

import aiohttp
import fakeredis
import pytest
from plain_browser import PlainBrowser

from bot.channels import limits
from bot.channels.limits import WINDOW, MemoryLimiter, RedisLimiter, limiter
from bot.settings import Settings

pytestmark = pytest.mark.asyncio


class Clock:
    """Seconds that tests let pass."""

    def __init__(self, now=0.0):
        self.now = now

    def __call__(self):
        return self.now


async def test_memory_allows_so_many_and_tells_how_long_to_wait():
    clock = Clock()
    limit = MemoryLimiter(3, clock)
    assert [await limit.wait_for("a") for _ in range(3)] == [0, 0, 0]
    clock.now = 20.0
    assert await limit.wait_for("a") == 41 and await limit.wait_for("b") == 0


async def test_memory_slides():
    clock = Clock()
    limit = MemoryLimiter(2, clock)
    for clock.now in (0.0, 30.0):
        assert await limit.wait_for("a") == 0
    clock.now = 59.9
    assert await limit.wait_for("a") == 1
    clock.now = WINDOW
    assert await limit.wait_for("a") == 0
    assert await limit.wait_for("a") == 31


async def test_a_refused_event_is_not_counted():
    clock = Clock()
    limit = MemoryLimiter(1, clock)
    await limit.wait_for("a")
    for clock.now in (10.0, 40.0, 59.0):
        assert await limit.wait_for("a") > 0
    clock.now = WINDOW
    assert await limit.wait_for("a") == 0


async def test_waiting_as_long_as_told_is_enough():
    clock = Clock()
    limit = MemoryLimiter(1, clock)
    await limit.wait_for("a")
    clock.now = 17.3
    clock.now += await limit.wait_for("a")
    assert await limit.wait_for("a") == 0


async def test_memory_forgets_the_longest_silent_of_too_many_keys(monkeypatch):
    monkeypatch.setattr(limits, "MAX_KEYS", 2)
    limit = MemoryLimiter(1, Clock())
    for key in ("a", "b", "c"):
        await limit.wait_for(key)
    assert [await limit.wait_for(key) > 0 for key in ("c", "b", "a")] == [True, True, False]


@pytest.fixture
def redis(monkeypatch):
    """A Redis server in this process, shared by all limiters of the test."""
    server = fakeredis.FakeServer()
    monkeypatch.setattr("redis.asyncio.from_url", lambda url, **options: fakeredis.FakeAsyncRedis(server=server))
    return server


async def test_redis_is_shared_by_all_workers(redis, monkeypatch):
    monkeypatch.setattr(limits.time, "time", Clock(120.0))
    one, other = RedisLimiter(2, "redis://x"), RedisLimiter(2, "redis://x")
    assert [await one.wait_for("a"), await other.wait_for("a")] == [0, 0]
    assert await one.wait_for("a") == await other.wait_for("a") == 61 and await other.wait_for("b") == 0


async def test_redis_begins_anew_in_the_next_window(redis, monkeypatch):
    clock = Clock(125.0)
    monkeypatch.setattr(limits.time, "time", clock)
    limit = RedisLimiter(1, "redis://x")
    assert await limit.wait_for("a") == 0
    clock.now += await limit.wait_for("a")
    assert await limit.wait_for("a") == 0


async def test_redis_keeps_no_counter_for_ever(redis, monkeypatch):
    monkeypatch.setattr(limits.time, "time", Clock(120.0))
    await RedisLimiter(1, "redis://x").wait_for("a")
    client = fakeredis.FakeRedis(server=redis)
    assert [0 < client.ttl(key) <= WINDOW + 5 for key in client.keys()] == [True]


async def test_redis_that_does_not_answer_silences_nobody(redis):
    redis.connected = False
    limit = RedisLimiter(1, "redis://x")
    assert [await limit.wait_for("a") for _ in range(5)] == [0] * 5


async def test_the_settings_pick_the_limiter(redis):
    assert isinstance(limiter(5, None), MemoryLimiter) and isinstance(limiter(5, "redis://x"), RedisLimiter)


class TestOneVisitorAtBothDoors:
    """What an address sent through the plain page counts for the API too, without Redis as with it."""

    @pytest.fixture
    def settings(self):
        return Settings(session_secret="a secret for the tests", messages_per_minute=1, web_origins=("*",))

    @pytest.fixture(autouse=True)
    def agent_that_answers(self, agent, rasa):
        """The plain page hands messages to the agent itself."""
        agent.handle_message = rasa

    async def test_conversations_begun_on_the_plain_page_count_for_the_api(self, address, visit):
        for _ in range(6):
            async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
                assert (await (await PlainBrowser(http, address).open()).say("visa")).status == 200
        refused = await visit().call("POST", "/session", {})
        assert refused.status == 429 and int(refused.headers["Retry-After"]) >= 1

    async def test_messages_sent_to_the_api_count_for_the_plain_page(self, address, visit):
        page = visit()
        for _ in range(6):
            await page.open()
            assert (await page.say("visa"))[-1] == ("end", {})
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            assert (await (await PlainBrowser(http, address).open()).say("visa")).status == 429
