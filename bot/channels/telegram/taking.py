"""Stores what comes in, so that it outlives a power cut; what comes at the same time shares one write to the disk."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, List, Optional, Tuple

from sqlalchemy.engine import Connection

from bot.channels.telegram import receive
from bot.channels.telegram.store.database import Database

Updates = List[Dict[str, Any]]


class Taker:
    """A webhook brings updates one by one, dozens at once after an outage: a write each would leave the queue's own
    work no turn at the database. `clock` gives Unix seconds, `per_minute` is a person's limit.
    """

    def __init__(self, database: Database, clock: Callable[[], float], per_minute: int) -> None:
        self._database, self._clock, self._per_minute = database, clock, per_minute
        self._waiting: "List[Tuple[Updates, asyncio.Future[Updates]]]" = []
        self._writing: "Optional[asyncio.Task[None]]" = None

    async def take(self, updates: Updates) -> Updates:
        """Those of `updates` that were stored, when they are. Raises sqlalchemy.exc.SQLAlchemyError."""
        stored: "asyncio.Future[Updates]" = asyncio.get_running_loop().create_future()
        self._waiting.append((updates, stored))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await stored

    async def _write(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            try:
                # Telegram forgets what is confirmed; all later steps can be done again.
                kept = await self._database.run_lasting(self._store, [updates for updates, _ in together])
            except Exception as error:  # noqa: BLE001 - each of those who wait must hear of it
                for _, stored in together:
                    if not stored.done():
                        stored.set_exception(error)
                continue
            for (_, stored), of_one in zip(together, kept):
                if not stored.done():
                    stored.set_result(of_one)

    def _store(self, connection: Connection, groups: List[Updates]) -> List[Updates]:
        now = self._clock()
        return [receive.store(connection, updates, now, self._per_minute) for updates in groups]
