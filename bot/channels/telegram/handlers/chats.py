"""The bot's own coming and going: added to a group, removed, blocked."""

from __future__ import annotations

from telegram import ChatMember, Update

from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.groups import GROUPS

_OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def membership(update: Update, context: TurnContext) -> None:
    """Introduces the bot to a group once, and forgets a chat that it can no longer write to."""
    change = update.my_chat_member
    was_out, is_out = change.old_chat_member.status in _OUT, change.new_chat_member.status in _OUT
    if is_out:
        context.turn.left_chat = True
    elif was_out and change.chat.type in GROUPS:
        context.turn.tell("group_hello", name=context.me.username)

