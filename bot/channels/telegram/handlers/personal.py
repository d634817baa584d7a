"""A person's data: `/forget` erases them after a confirmation, `/export` hands them out, in private only."""

from __future__ import annotations

import json
from typing import Dict, Tuple

from telegram import Update

from bot.channels.telegram.calls import document, message
from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.groups import GROUPS
from bot.channels.telegram.turn import Turn

FORGET, KEEP = "telegram|forget", "telegram|keep"
# Buttons of the channel's own, beside the payloads that go to Rasa.
BUTTONS = (FORGET, KEEP)
# Key of a button's words, and its payload.
EXPORT_FIRST, FORGET_NOW = ("export_button", "i|export_data"), ("forget_button", "i|forget_me")


def offer(update: Update, turn: Turn, *buttons: Tuple[str, str]) -> None:
    """Hangs buttons under the turn's last message, a row each; in private only, where they can be followed."""
    if update.effective_chat.type in GROUPS or not turn.calls:
        return
    last = turn.calls[-1]
    rows = last.arguments.get("reply_markup", {}).get("inline_keyboard", [])
    added = [[{"text": turn.say(key), "callback_data": payload}] for key, payload in buttons]
    turn.calls[-1] = last.having(reply_markup={"inline_keyboard": [*rows, *added]})


async def ask_to_forget(update: Update, context: TurnContext) -> None:
    """Asks first: it cannot be undone."""
    turn = context.turn
    yes = {"text": turn.say("forget_yes"), "callback_data": FORGET}
    no = {"text": turn.say("forget_no"), "callback_data": KEEP}
    turn.add(message(turn.say("forget_sure"), [[yes, no]]))
    offer(update, turn, EXPORT_FIRST)


async def decided(update: Update, context: TurnContext) -> None:
    """The answer to it: erases everything of the person who pressed, in every chat, or nothing."""
    turn, user = context.turn, update.callback_query.from_user
    if update.callback_query.message is not None:
        # The question must not stay open to be pressed again.
        turn.edited_message = update.callback_query.message.message_id
    if update.callback_query.data == KEEP:
        turn.tell("forget_kept")
        return
    for sender in await context.parts.senders_of(user.id):
        await context.parts.archive.erase(sender)
    await context.parts.forget(user.id)
    turn.tell("forget_done")


async def export(update: Update, context: TurnContext) -> None:
    """Everything kept of the person, from every chat, as a JSON file."""
    turn = context.turn
    if update.effective_chat.type in GROUPS:
        turn.tell("export_in_private")
        return
    kept: Dict[str, object] = {}
    for sender in await context.parts.senders_of(update.effective_user.id):
        kept[sender] = {
            "messages": await context.parts.archive.export(sender), "telegram": await context.parts.known_of(sender),
        }
    turn.tell("export_here")
    offer(update, turn, FORGET_NOW)
    turn.add(document(turn.say("export_file"), json.dumps(kept, ensure_ascii=False, indent=2)))
