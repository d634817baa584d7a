"""One turn at a time in each conversation: among all processes when REDIS_URL is set, else within this one."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import Any, AsyncGenerator

from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockError, LockStore
from redis import asyncio as redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError as NotHeld
from redis.exceptions import RedisError

from bot.settings import load

logger = logging.getLogger(__name__)
PREFIX = "turn:"
# Seconds between two looks at a lock that another process holds, and for Redis to reply.
LOOK_AGAIN, PATIENCE = 0.05, 2.0


class ConversationLocks(LockStore):
    """Rasa's lock store in `endpoints.yml`. Rasa runs several workers only with one that they share.

    Rasa's own for Redis is not used: it reads and writes a lock in two steps, so that two workers may both get it.
    """

    def __new__(cls, endpoint_config: Any = None) -> LockStore:
        """Without REDIS_URL Rasa's store in memory."""
        return super().__new__(cls) if load().redis_url else InMemoryLockStore()

    def __init__(self, endpoint_config: Any = None) -> None:
        self._redis = redis.from_url(load().redis_url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)
        # Turns of this process come in the order in which they asked.
        self._here = InMemoryLockStore()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncGenerator[None, None]:
        """Holds a conversation, `lock_lifetime` seconds at most. Raises Rasa's LockError when others hold it that long."""
        async with self._here.lock(conversation_id, lock_lifetime, wait_time_in_seconds):
            held = self._redis.lock(PREFIX + conversation_id, timeout=lock_lifetime, sleep=LOOK_AGAIN)
            await _acquire(held, lock_lifetime)
            try:
                yield
            finally:
                await _release(held)


async def _acquire(held: Lock, seconds: float) -> None:
    try:
        free = await held.acquire(blocking_timeout=seconds)
    except RedisError as error:
        # The order of two processes' turns is worth less than an answer.
        logger.error("Redis does not lock conversations: %s", type(error).__name__)
        return
    if not free:
        raise LockError("Another process has held this conversation for too long.")


async def _release(held: Lock) -> None:
    try:
        await held.release()
    except NotHeld:
        # It was never got, or the turn took longer than its lifetime.
        return
    except RedisError as error:
        logger.error("Redis does not release a conversation, which is free after its lifetime: %s", type(error).__name__)
