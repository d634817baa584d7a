"""What Telegram shows of the bot before a word is written: commands, menu, descriptions, in both languages.

Telegram limits how often these may change, so they are compared first and set only when they differ.
"""

from __future__ import annotations

import logging
from typing import Any, Optional, Sequence

from telegram import (
    BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, MenuButtonCommands,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.handlers.commands import COMMANDS
from bot.channels.telegram.logs import error_name
from bot.channels.telegram.rendering.answer import Texts
from bot.channels.telegram.turn import TOPIC

logger = logging.getLogger(__name__)

# English without a language code is what everyone sees who has no French interface.
AUDIENCES = (("en", None), ("fr", "fr"))
# A person's data are no matter for a group to see.
IN_GROUPS = ("events", "meetups", "visa", "near", "language", "help")
SCOPES = ((BotCommandScopeAllPrivateChats(), COMMANDS), (BotCommandScopeAllGroupChats(), IN_GROUPS))


async def publish(bot: "ExtBot[Any]", texts: Texts) -> None:
    """Brings the bot's profile up to date. What Telegram refuses is logged: a bot without a menu still answers."""
    for language, code in AUDIENCES:
        for scope, commands in SCOPES:
            await _attempt(_commands(bot, texts, language, code, scope, commands))
        await _attempt(_descriptions(bot, texts, language, code))
    await _attempt(_menu(bot))


async def _commands(
    bot: "ExtBot[Any]", texts: Texts, language: str, code: Optional[str], scope: BotCommandScope,
    commands: Sequence[str],
) -> None:
    wanted = tuple(BotCommand(name, texts.get(language, TOPIC, f"command_{name}")) for name in commands)
    if await bot.get_my_commands(scope=scope, language_code=code) != wanted:
        await bot.set_my_commands(wanted, scope=scope, language_code=code)


async def _descriptions(bot: "ExtBot[Any]", texts: Texts, language: str, code: Optional[str]) -> None:
    description = texts.get(language, TOPIC, "description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = texts.get(language, TOPIC, "short_description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)


async def _menu(bot: "ExtBot[Any]") -> None:
    if not isinstance(await bot.get_chat_menu_button(), MenuButtonCommands):
        await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _attempt(step: Any) -> None:
    try:
        await step
    except TelegramError as error:
        logger.warning("The bot's profile on Telegram is not up to date: %s", error_name(error))
