"""The channel at work in one process: connects in the background, takes updates in, works the queue, stops cleanly."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable, Dict, List, Optional

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram import application as applications
from bot.channels.telegram import polling, profile, receive
from bot.channels.telegram.acknowledge import Acknowledger
from bot.channels.telegram.archive import Archive
from bot.channels.telegram.context import Parts
from bot.channels.telegram.dialogue import Dialogue, Handler
from bot.channels.telegram.inline import Search
from bot.channels.telegram.leader import Leader
from bot.channels.telegram.logs import error_name, hide
from bot.channels.telegram.processing import Processor
from bot.channels.telegram.rendering.answer import Texts
from bot.channels.telegram.settings import Settings
from bot.channels.telegram.store import inbox, owners, people
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.taking import Taker
from bot.channels.telegram.unasked import UnaskedOutput
from bot.channels.telegram.worker import Worker

logger = logging.getLogger(__name__)

MAX_BACKOFF = 60.0
CLEAN_UP_EVERY = 3600.0
# Shorter than the ten seconds that `./run` and containers give before they kill.
STOP_SECONDS = 8.0


class Service:
    """Start it in a running event loop. `clock` gives Unix seconds."""

    def __init__(
        self, settings: Settings, on_new_message: Handler, archive: Archive, texts: Texts,
        search: Optional[Search] = None, clock: Callable[[], float] = time.time,
    ) -> None:
        hide(settings.token)
        self._settings, self._texts, self._clock = settings, texts, clock
        self._owner = owners.name_of_this_process()
        self._database = Database(settings.database_url)
        parts = Parts(Dialogue(on_new_message, archive), archive, self._database, search=search)
        self._application = applications.build(settings, parts)
        self._acknowledger = Acknowledger(self._application.bot, texts)
        processor = Processor(self._application, self._database, texts)
        self._worker = Worker(self._database, self._application.bot, processor, self._owner, clock)
        self._leader = Leader(self._database, self._owner, self._lead, clock)
        self._taker = Taker(self._database, clock, settings.per_minute)
        self._connected = False
        self._tasks: List["asyncio.Task[None]"] = []

    async def start(self) -> None:
        """Returns at once; whether Telegram can be reached now does not matter."""
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._clean_up())]

    async def take(self, updates: List[Dict[str, Any]]) -> None:
        """Stores updates; when it returns they outlive a crash. Raises sqlalchemy.exc.SQLAlchemyError."""
        stored = await self._taker.take(updates)
        if self._connected:
            self._acknowledger.acknowledge(updates, stored)
        if stored:
            self._worker.wake()

    def unasked_output(self) -> UnaskedOutput:
        """Where Rasa sends what answers no message."""
        return UnaskedOutput(self._database, self._texts, self._worker.wake)

    async def stop(self) -> None:
        """Finishes what was taken, at most STOP_SECONDS; the rest stays stored for the next start."""
        await self._leader.stop()
        self._worker.stop()
        run, *others = self._tasks
        for task in others:
            task.cancel()
        if self._connected:
            await asyncio.wait([run], timeout=STOP_SECONDS)
        run.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._acknowledger.finish()
        if self._connected:
            await self._application.stop()
        await self._application.shutdown()
        self._database.close()

    async def _run(self) -> None:
        if not await self._connect():
            return
        self._connected = True
        await self._release_dead()
        await self._application.start()
        logger.info("Telegram: connected as @%s", self._application.bot.username)
        self._leader.start()
        await self._worker.run()

    async def _release_dead(self) -> None:
        try:
            await self._database.run(owners.release_dead)
        except Exception as error:  # noqa: BLE001 - their leases run out by themselves
            logger.error("What a dead process held cannot be freed now: %s", error_name(error))

    async def _connect(self) -> bool:
        failures = 0
        while True:
            try:
                await self._application.initialize()
                return True
            except InvalidToken:
                # Nothing that waiting would mend; the rest of the server goes on.
                logger.error("Telegram refuses TELEGRAM_TOKEN. Copy it anew from @BotFather and start again.")
                return False
            except Exception as error:  # noqa: BLE001 - whatever it is, the next attempt may succeed
                failures += 1
                if failures in (1, 5) or failures % 30 == 0:
                    logger.warning("Telegram cannot be reached (%s); trying again", error_name(error))
                await asyncio.sleep(_pause(error, failures))

    async def _lead(self) -> None:
        """What one worker of all does: the webhook or polling, and the bot's profile."""
        bot, url = self._application.bot, self._settings.webhook_url
        failures = 0
        while True:
            try:
                if url:
                    await bot.set_webhook(url, secret_token=self._settings.secret, allowed_updates=receive.KINDS)
                else:
                    # Updates that wait are answered, not dropped.
                    await bot.delete_webhook()
                break
            except TelegramError as error:
                failures += 1
                logger.warning("Telegram's webhook could not be set: %s", type(error).__name__)
                await asyncio.sleep(_pause(error, failures))
        shown = asyncio.create_task(profile.publish(bot, self._texts))
        try:
            if url:
                await asyncio.Event().wait()
            else:
                await polling.poll(bot, self.take)
        finally:
            shown.cancel()

    async def _clean_up(self) -> None:
        while True:
            await asyncio.sleep(CLEAN_UP_EVERY)
            try:
                await self._database.run(inbox.forget_seen, self._clock())
                await self._database.run(people.forget_idle, self._clock(), self._settings.retention_days)
                await self._database.tidy()
            except Exception as error:  # noqa: BLE001 - the next round makes up for it
                logger.error("Old Telegram data could not be deleted: %s", error_name(error))


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, RetryAfter):
        return error.retry_after.total_seconds()
    return min(MAX_BACKOFF, 2.0 ** min(failures, 6) / 2)
