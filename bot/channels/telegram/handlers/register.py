"""Puts the handlers into the application, in the order in which they are asked."""

from __future__ import annotations

import re
from typing import Any

from telegram import Update
from telegram.ext import (
    Application, CallbackQueryHandler, ChatMemberHandler, CommandHandler, InlineQueryHandler, MessageHandler, filters,
)

from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.handlers import chats, commands, inline_queries, messages, personal, presses


def register(application: "Application[Any, Any, Any, Any, Any, Any]") -> None:
    """Adds all handlers; the first that fits an update handles it."""
    new = filters.UpdateType.MESSAGE
    application.add_handlers([
        InlineQueryHandler(inline_queries.search),
        CallbackQueryHandler(personal.decided, pattern="|".join(map(re.escape, personal.BUTTONS))),
        CallbackQueryHandler(presses.press),
        ChatMemberHandler(chats.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, messages.edited),
        MessageHandler(new & filters.FORWARDED & filters.TEXT, messages.forwarded),
        CommandHandler("start", commands.start, filters=new),
        CommandHandler(list(commands.PAYLOADS), commands.plain, filters=new),
        CommandHandler(list(commands.QUESTIONS), commands.question, filters=new),
        CommandHandler("forget", personal.ask_to_forget, filters=new),
        CommandHandler("export", personal.export, filters=new),
        CommandHandler("near", commands.near, filters=new),
        CommandHandler("language", commands.language, filters=new),
        MessageHandler(new & filters.COMMAND, commands.unknown),
        MessageHandler(new & (filters.LOCATION | filters.VENUE), messages.place),
        MessageHandler(new & filters.TEXT, messages.text),
        MessageHandler(new & ~filters.StatusUpdate.ALL, messages.other),
    ])
    application.add_error_handler(_remember)


async def _remember(update: object, context: TurnContext) -> None:
    """A failed handler is the business of whoever processes the update."""
    if isinstance(update, Update):
        context.turn.failure = context.error
