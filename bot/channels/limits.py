"""Rate limits: so many events a minute per key, in memory or, with REDIS_URL, shared by all workers."""

from __future__ import annotations

import collections
import time
from typing import Callable, Deque, Dict, Optional

WINDOW = 60.0
MAX_KEYS = 20_000


class MemoryLimiter:
    """Sliding window in this process. `clock` gives seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit, self._clock = per_minute, clock
        self._seen: Dict[str, Deque[float]] = collections.OrderedDict()

    async def wait_for(self, key: str) -> int:
        """0 when one more is allowed now (and counted), else the whole seconds to wait."""
        now = self._clock()
        times = self._seen.setdefault(key, collections.deque())
        while times and now - times[0] >= WINDOW:
            times.popleft()
        if len(times) >= self._limit:
            return max(1, int(WINDOW - (now - times[0])) + 1)
        times.append(now)
        self._seen.move_to_end(key)  # type: ignore[attr-defined]
        while len(self._seen) > MAX_KEYS:
            self._seen.popitem(last=False)  # type: ignore[call-arg]
        return 0


class RedisLimiter:
    """Fixed windows in Redis. When Redis does not answer, events are allowed: a limit must not silence the bot."""

    def __init__(self, per_minute: int, url: str) -> None:
        import redis.asyncio as redis

        self._limit, self._redis = per_minute, redis.from_url(url, socket_timeout=0.5)

    async def wait_for(self, key: str) -> int:
        """0 when one more is allowed now (and counted), else the whole seconds to wait."""
        window = int(time.time() // WINDOW)
        name = f"limit:{key}:{window}"
        try:
            count = await self._redis.incr(name)
            if count == 1:
                await self._redis.expire(name, int(WINDOW) + 5)
        except Exception:  # noqa: BLE001 - any failure of Redis means the same here
            return 0
        return 0 if count <= self._limit else max(1, int(WINDOW - time.time() % WINDOW) + 1)


def limiter(per_minute: int, redis_url: Optional[str]) -> object:
    """The limiter that the settings ask for; `wait_for` is the same on both."""
    return RedisLimiter(per_minute, redis_url) if redis_url else MemoryLimiter(per_minute)
