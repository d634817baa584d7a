"""Pressed buttons."""

from __future__ import annotations

from telegram import Message, Update

from actions import payload as payloads
from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.handlers import personal
from bot.channels.telegram.rendering.keyboard import title_of

MORE = "m"
# Rasa can only say how; the channel does it.
PERSONAL = {"i|forget_me": personal.ask_to_forget, "i|export_data": personal.export}


async def press(update: Update, context: TurnContext) -> None:
    """A button under one of the bot's messages. That it was pressed is acknowledged on arrival, not here."""
    query, turn = update.callback_query, context.turn
    if payloads.parse(query.data or "") is None:
        # The acknowledgement has said that the button is too old.
        return
    if query.data in PERSONAL:
        await PERSONAL[query.data](update, context)
        return
    pressed = query.message if isinstance(query.message, Message) else None
    title = title_of(pressed.reply_markup, query.data) if pressed else ""
    if query.data == MORE and pressed and turn.last_message == pressed.message_id:
        turn.edited_message = pressed.message_id
    elif not title.isdigit():
        # A number means nothing without its list; the answer to it names the record.
        turn.shown = title
    await context.dialogue.press(turn, query.data, shown=title)
