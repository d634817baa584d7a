"""Pressed buttons."""

from __future__ import annotations

from typing import Optional

from telegram import Message, Update

from actions import payload as payloads
from bot.channels.telegram.calls import Call
from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.handlers import personal
from bot.channels.telegram.rendering.keyboard import RATINGS, title_of, without_rating

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
    if query.data in RATINGS.values():
        await _rate(context, query.data, pressed)
        return
    title = title_of(pressed.reply_markup, query.data) if pressed else ""
    if query.data == MORE and pressed and turn.last_message == pressed.message_id:
        turn.edited_message = pressed.message_id
    elif not title.isdigit():
        # A number means nothing without its list; the answer to it names the record.
        turn.shown = title
    await context.dialogue.press(turn, query.data, shown=title)


async def _rate(context: TurnContext, payload: str, pressed: Optional[Message]) -> None:
    """Passes a rating on, as the web chat does; Rasa keeps it with the conversation and takes it for its last answer."""
    turn = context.turn
    latest = pressed is not None and turn.last_message == pressed.message_id
    if pressed is not None:
        left = {"inline_keyboard": without_rating(pressed.reply_markup)}
        turn.add(Call("edit_message_reply_markup", {"message_id": pressed.message_id, "reply_markup": left}))
    if not latest:
        turn.tell("rating_old")
        return
    before = len(turn.calls)
    sign = next(sign for sign, rating in RATINGS.items() if rating == payload)
    await context.dialogue.press(turn, payload, shown=sign)
    if payload == RATINGS["👍"]:
        # The acknowledgement of the press has said thank you.
        del turn.calls[before:]
