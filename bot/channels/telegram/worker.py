"""Works the queue off: claims updates, has them answered, sends the answers, and survives every failure between."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Callable, Dict, List, Optional, Set, Tuple

from sqlalchemy.engine import Connection
from telegram.ext import ExtBot

from bot.channels.telegram import delivery
from bot.channels.telegram.calls import Call
from bot.channels.telegram.logs import error_name
from bot.channels.telegram.processing import Processor
from bot.channels.telegram.store import inbox, people
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.store.inbox import Claimed
from bot.channels.telegram.turn import Turn, chat_of

logger = logging.getLogger(__name__)

PARALLEL = 8
HEARTBEAT = 5.0
# What another worker left behind is looked for this often, in seconds.
IDLE = 1.0
# An answer older than this is of no use any more.
GIVE_UP_SECONDS = 24 * 3600.0
# What may be the last message of a talk, to be edited in place; a map or a file below it is part of the same answer.
TALK = ("send_message", "edit_message_text")
# What fails this often for a reason that waiting does not mend is dropped: the rest of the chat waits behind it.
MAX_FAILURES = 5


class Worker:
    """One per process. `owner` names it in leases; `clock` gives Unix seconds."""

    def __init__(
        self, database: Database, bot: "ExtBot[Any]", processor: Processor, owner: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database, self._bot, self._processor = database, bot, processor
        self._owner, self._clock = owner, clock
        self._tasks: Dict[int, "asyncio.Task[None]"] = {}
        self._new = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Something was stored: look now."""
        self._new.set()

    async def run(self) -> None:
        """Works until `stop`; then lets go of the queue at once, and of what was taken when it is finished."""
        heartbeat = asyncio.create_task(self._keep_leases())
        try:
            while not self._stopping:
                await self._take()
                try:
                    await asyncio.wait_for(self._new.wait(), IDLE)
                except asyncio.TimeoutError:
                    pass
                self._new.clear()
        finally:
            try:
                await self._finish()
            finally:
                heartbeat.cancel()

    def stop(self) -> None:
        """Takes nothing more. `run` returns when what was taken is done."""
        self._stopping = True
        self._new.set()

    async def _take(self) -> None:
        free = PARALLEL - len(self._tasks)
        if free <= 0:
            return
        try:
            claimed = await self._database.run(inbox.claim, self._owner, free, self._clock(), list(self._tasks))
        except Exception as error:  # noqa: BLE001 - the database may be back in a moment
            logger.error("The Telegram queue cannot be read: %s", error_name(error))
            return
        for update in claimed:
            task = asyncio.create_task(self._settle(update))
            self._tasks[update.update_id] = task
            task.add_done_callback(lambda _, key=update.update_id: self._settled(key))

    def _settled(self, update_id: int) -> None:
        del self._tasks[update_id]
        self._new.set()

    async def _settle(self, claimed: Claimed) -> None:
        try:
            if claimed.answered:
                calls = await self._database.run(inbox.unsent, claimed.update_id)
                attempt = claimed.attempts
            else:
                turn = await self._processor.answer(claimed)
                calls = await self._database.run(_keep_answer, self._owner, claimed, turn, self._clock())
                attempt = 1
            await self._send(claimed, calls, attempt)
        except inbox.LeaseLost:
            logger.warning("A Telegram update was taken over by another worker")
        except Exception as error:  # noqa: BLE001 - one update must not end the worker
            await self._failed(claimed, error)

    async def _failed(self, claimed: Claimed, error: Exception) -> None:
        dropped = claimed.attempts >= MAX_FAILURES
        logger.error("A Telegram update is %s: %s", "dropped" if dropped else "tried again later", error_name(error))
        try:
            if dropped:
                await self._database.run(inbox.give_up, self._owner, claimed.update_id)
            else:
                until = self._clock() + 2.0 ** claimed.attempts
                await self._database.run(inbox.postpone, self._owner, claimed.update_id, until)
        except Exception as second:  # noqa: BLE001 - its lease runs out, and it is taken again
            logger.error("A Telegram update cannot be given back: %s", error_name(second))

    async def _send(self, claimed: Claimed, calls: List[Tuple[int, Call]], attempt: int) -> None:
        late = self._clock() - claimed.received_at > GIVE_UP_SECONDS
        while calls and not late:
            position, call = calls[0]
            try:
                message_id = await delivery.make(self._bot, call, attempt)
            except delivery.Postponed as wait:
                until = self._clock() + wait.seconds
                await self._database.run(inbox.postpone, self._owner, claimed.update_id, until)
                return
            except delivery.Gone:
                logger.info("A Telegram chat cannot be written to any more; its answer is dropped")
                break
            except delivery.Moved as moved:
                calls = await self._database.run(_move, claimed.update_id, call, moved.new_chat_id)
                continue
            except delivery.Mended as mended:
                if mended.call is not None:
                    await self._database.run(inbox.replace, claimed.update_id, position, mended.call)
                    calls[0] = (position, mended.call)
                    continue
                message_id = None
            calls.pop(0)
            if call.method not in TALK:
                message_id = None
            mine = await self._database.run(
                _sent, self._owner, claimed, position, message_id, not calls, self._clock()
            )
            if not calls:
                return
            if not mine:
                raise inbox.LeaseLost(claimed.update_id)
        await self._database.run(inbox.done, claimed.update_id)

    async def _keep_leases(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                if self._tasks:
                    await self._database.run(inbox.renew, self._owner, list(self._tasks), self._clock())
            except Exception as error:  # noqa: BLE001 - tried again at the next beat
                logger.error("Telegram leases cannot be renewed: %s", error_name(error))

    async def _finish(self) -> None:
        pending: Set["asyncio.Task[None]"] = set(self._tasks.values())
        try:
            if pending:
                await asyncio.wait(pending)
        except asyncio.CancelledError:
            # There is no more time: the leases run out, and the next worker goes on from what is stored.
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            raise


def _keep_answer(
    connection: Connection, owner: str, claimed: Claimed, turn: Turn, now: float
) -> List[Tuple[int, Call]]:
    """In one step: the calls to make, and what the turn taught about the person and the chat. Returns the calls."""
    calls = [] if turn.left_chat else turn.addressed()
    inbox.answer(connection, owner, claimed.update_id, calls)
    if turn.left_chat:
        people.forget_chat(connection, chat_of(turn.sender))
    elif turn.answered_language:
        people.set_language(connection, turn.sender, turn.answered_language, now)
    return list(enumerate(calls))


def _sent(
    connection: Connection, owner: str, claimed: Claimed, position: int, message_id: Optional[int], last: bool, now: float
) -> bool:
    mine = inbox.sent(connection, owner, claimed.update_id, position, now)
    if last:
        inbox.done(connection, claimed.update_id)
    if message_id is not None and claimed.sender:
        people.set_last_message(connection, claimed.sender, message_id, now)
    return mine


def _move(connection: Connection, update_id: int, refused: Call, new_chat_id: int) -> List[Tuple[int, Call]]:
    people.move(connection, refused.arguments["chat_id"], new_chat_id)
    moved = [(position, call.having(chat_id=new_chat_id)) for position, call in inbox.unsent(connection, update_id)]
    for position, call in moved:
        inbox.replace(connection, update_id, position, call)
    return moved
