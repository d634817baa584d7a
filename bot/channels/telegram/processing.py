"""Turns a stored update into the calls that answer it."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, Mapping, Optional

from sqlalchemy.engine import Connection
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application

from bot.channels.telegram import groups
from bot.channels.telegram.context import Parts
from bot.channels.telegram.logs import error_name
from bot.channels.telegram.receive import Origin, origin
from bot.channels.telegram.rendering.answer import Texts
from bot.channels.telegram.store import people
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.store.inbox import Claimed
from bot.channels.telegram.turn import Turn, hinted_language, sender_id

logger = logging.getLogger(__name__)

# An update that has ended a process this often is not tried again.
MAX_ATTEMPTS = 3
ESSENTIAL = ("message_id", "date", "chat", "from", "text", "entities", "message_thread_id", "is_topic_message")
TYPING_AFTER = 1.0
# Telegram shows a chat action for five seconds.
TYPING_EVERY = 4.5


class Processor:
    """Runs updates through the application's handlers, each with a Turn of its own."""

    def __init__(
        self, application: "Application[Any, Any, Any, Any, Any, Any]", database: Database, texts: Texts
    ) -> None:
        self._application = application
        self._database = database
        self._texts = texts
        self._parts: Parts = application.bot_data["parts"]

    async def answer(self, claimed: Claimed) -> Turn:
        """The turn with the calls to make, none when there is nothing to say. Never raises for what was sent."""
        update = json.loads(claimed.body)
        turn = await self._turn(claimed, update)
        turn.repeated = claimed.attempts > 1
        if claimed.flooding:
            turn.tell("too_many")
        elif claimed.attempts > MAX_ATTEMPTS:
            logger.error("A Telegram update was given up after %d attempts", claimed.attempts - 1)
            turn.tell("no_answer")
        elif groups.concerns(update, groups.Me(self._application.bot.id, self._application.bot.username)):
            await self._handle(turn, update)
        return turn

    async def _handle(self, turn: Turn, content: Dict[str, Any]) -> None:
        update = self._read(content)
        if update is None:
            if isinstance(content.get("message"), dict) and "reply_parameters" not in turn.place:
                turn.tell("unknown_message")
            return
        self._parts.turns[update.update_id] = turn
        try:
            async with self._typing(turn):
                await self._application.process_update(update)
        finally:
            del self._parts.turns[update.update_id]
        if turn.failure is not None:
            logger.error("A Telegram update could not be handled: %s", error_name(turn.failure))
            turn.calls.clear()
            turn.tell("no_answer")

    def _read(self, content: Dict[str, Any]) -> Optional[Update]:
        """The update, or None when another version of the Bot API, or nonsense, cannot be read even in part."""
        message = content.get("message")
        attempts = [content]
        if isinstance(message, dict) and "text" in message:
            # What surrounds the words, such as the message that they reply to, may be what cannot be read.
            essential = {key: value for key, value in message.items() if key in ESSENTIAL}
            attempts.append({"update_id": content["update_id"], "message": essential})
        for attempt in attempts:
            try:
                return Update.de_json(attempt, self._application.bot)
            except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as error:
                logger.warning("A Telegram update could not be read: %s", error_name(error))
        return None

    async def _turn(self, claimed: Claimed, update: Dict[str, Any]) -> Turn:
        found = origin(update)
        if found is None:  # pragma: no cover - nothing without an origin is stored
            raise ValueError("an update without origin was stored")
        content = update[found.kind]
        code = content["from"].get("language_code")
        code = code if isinstance(code, str) else None
        sender, language, last, chat_id = await self._database.run(_known, found)
        hint = hinted_language(code) if code else None
        turn = Turn(
            sender, self._texts, f"telegram-{claimed.update_id}", language or hint or "en", hint, last_message=last
        )
        if found.kind != "inline_query":
            message = content.get("message") if found.kind == "callback_query" else content
            turn.place = _place(message, chat_id, asked=found.kind == "message")
        return turn

    @asynccontextmanager
    async def _typing(self, turn: Turn) -> AsyncIterator[None]:
        if "chat_id" not in turn.place:
            yield
            return
        task = asyncio.create_task(self._show_typing(turn))
        try:
            yield
        finally:
            task.cancel()

    async def _show_typing(self, turn: Turn) -> None:
        await asyncio.sleep(TYPING_AFTER)
        while True:
            try:
                await self._application.bot.send_chat_action(
                    turn.place["chat_id"], "typing", message_thread_id=turn.place.get("message_thread_id")
                )
            except TelegramError:
                return
            await asyncio.sleep(TYPING_EVERY)


def _known(connection: Connection, found: Origin) -> "tuple[str, Optional[str], Optional[int], int]":
    first_id = people.origin_of(connection, found.chat_id)
    sender = sender_id(first_id, found.user_id)
    return (
        sender, people.language(connection, sender), people.last_message(connection, sender),
        people.address_of(connection, found.chat_id),
    )


def _place(message: Mapping[str, Any], chat_id: int, asked: bool) -> Dict[str, Any]:
    place: Dict[str, Any] = {"chat_id": chat_id}
    if message.get("is_topic_message") and isinstance(message.get("message_thread_id"), int):
        place["message_thread_id"] = message["message_thread_id"]
    if asked and (message.get("chat") or {}).get("type") in groups.GROUPS and "message_id" in message:
        place["reply_parameters"] = {"message_id": message["message_id"], "allow_sending_without_reply": True}
    return place
