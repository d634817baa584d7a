"""Of all workers on one database, one leads; when it dies, another takes over within seconds."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, List

from bot.channels.telegram.logs import error_name
from bot.channels.telegram.store import leases
from bot.channels.telegram.store.database import Database

logger = logging.getLogger(__name__)

NAME = "leader"
LEASE_SECONDS = 15.0
RENEW_SECONDS = 5.0


class Leader:
    """Runs `lead` in this process while it holds the lease. `clock` gives Unix seconds."""

    def __init__(
        self, database: Database, owner: str, lead: Callable[[], Awaitable[Any]], clock: Callable[[], float]
    ) -> None:
        self._database, self._owner, self._lead, self._clock = database, owner, lead, clock
        self._running: List["asyncio.Task[Any]"] = []

    def start(self) -> None:
        """Begins to try for the lease."""
        self._running = [asyncio.create_task(self._run())]

    async def stop(self) -> None:
        """Stops leading and lets go of the lease at once."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if self._running:
            await self._database.run(leases.release, NAME, self._owner)

    async def _run(self) -> None:
        leading: "asyncio.Task[Any] | None" = None
        try:
            while True:
                held = await self._hold()
                if held and (leading is None or leading.done()):
                    leading = asyncio.ensure_future(self._lead())
                elif not held and leading is not None:
                    await _end(leading)
                    leading = None
                await asyncio.sleep(RENEW_SECONDS)
        finally:
            if leading is not None:
                await _end(leading)

    async def _hold(self) -> bool:
        try:
            return await self._database.run(leases.hold, NAME, self._owner, self._clock(), LEASE_SECONDS)
        except Exception as error:  # noqa: BLE001 - without a database nobody leads
            logger.error("Telegram: the lease cannot be held: %s", error_name(error))
            return False


async def _end(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
