"""Keeps the promise to forget: conversations older than RETENTION_DAYS are erased, at start and every day."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable, Optional

logger = logging.getLogger(__name__)
DAY = 86_400.0


def innermost(tracker_store: Any) -> Any:
    """The store that can erase: Rasa wraps it, for fail-safety and for awaiting, once or twice."""
    while not hasattr(tracker_store, "erase"):
        tracker_store = getattr(tracker_store, "_tracker_store", None) or tracker_store.tracker_store
    return tracker_store


async def forget_daily(
    store_of: Callable[[], Optional[Any]], days: int, clock: Callable[[], float] = time.time, every: float = DAY
) -> None:
    """Erases what is older than `days`, for ever, every `every` seconds; 0 days keeps everything.

    `store_of` gives the tracker store, or None while the bot is loading. A failure is logged and tried again.
    """
    while days:
        store = store_of()
        if store is None:
            await asyncio.sleep(min(every, 5.0))
            continue
        try:
            count = innermost(store).erase_before(clock() - days * DAY)
            if count:
                logger.warning("erased %d messages older than %d days", count, days)
        except Exception:  # noqa: BLE001 - the next day tries again
            logger.exception("old conversations could not be erased")
        await asyncio.sleep(every)
