"""Commands and deep links. Most are a way to ask what could be typed as well."""

from __future__ import annotations

from typing import Any, Dict

from telegram import Update

from bot.channels.telegram import deeplinks
from bot.channels.telegram.calls import message
from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.groups import GROUPS
from bot.channels.telegram.handlers import personal
from bot.channels.telegram.rendering.answer import render_plain
from bot.channels.telegram.turn import LANGUAGES

# Command -> the payload it stands for.
PAYLOADS = {
    "help": "i|ask_capabilities",
    "visa": "i|find_my_visa",
    "privacy": "i|ask_privacy",
}
# Command -> the topic whose question it asks; what follows the command narrows it.
QUESTIONS = {"events": "events", "meetups": "meetups"}
COMMANDS = ("start", *QUESTIONS, "visa", "near", "language", "help", "privacy", "forget", "export")


async def start(update: Update, context: TurnContext) -> None:
    """`/start`, alone or from a deep link that carries a topic or a payload."""
    parameter = _following(update)
    payload, topic = deeplinks.decode(parameter), deeplinks.topic(parameter)
    if payload:
        await context.dialogue.press(context.turn, payload)
    elif topic:
        await context.dialogue.ask(context.turn, context.turn.say(f"ask_{topic}"))
    else:
        await context.dialogue.press(context.turn, "i|greet")


async def plain(update: Update, context: TurnContext) -> None:
    """A command that stands for a payload; words after it are a question of their own."""
    command, following = _command(update), _following(update)
    if following and command in ("help", "visa"):
        await context.dialogue.ask(context.turn, following)
    else:
        await context.dialogue.press(context.turn, PAYLOADS[command])
        if command == "privacy":
            personal.offer(update, context.turn, personal.EXPORT_FIRST, personal.FORGET_NOW)


async def question(update: Update, context: TurnContext) -> None:
    """A command that asks for a list, of everything or of what is named after it."""
    topic, about = QUESTIONS[_command(update)], _following(update)
    asked = context.turn.say(f"ask_{topic}_about", what=about) if about else context.turn.say(f"ask_{topic}")
    await context.dialogue.ask(context.turn, asked)


async def near(update: Update, context: TurnContext) -> None:
    """`/near République` asks at once; `/near` alone asks for the person's place, in private only."""
    where = _following(update)
    if where:
        await context.dialogue.ask(context.turn, context.turn.say("ask_near", where=where))
    elif update.effective_chat and update.effective_chat.type in GROUPS:
        context.turn.tell("near_in_group")
    else:
        button = {"text": context.turn.say("share_location"), "request_location": True}
        asked = render_plain(context.turn.say("near_where"))
        context.turn.add(*(call.having(reply_markup=_once(button)) for call in asked))


async def language(update: Update, context: TurnContext) -> None:
    """`/language fr` changes it at once; `/language` alone shows the two."""
    wanted = _following(update).lower()[:2]
    if wanted in LANGUAGES:
        await context.dialogue.press(context.turn, f"l|{wanted}")
        return
    buttons = [{"text": context.turn.say(f"language_{code}"), "callback_data": f"l|{code}"} for code in LANGUAGES]
    context.turn.add(message(context.turn.say("choose_language"), [buttons]))


async def unknown(update: Update, context: TurnContext) -> None:
    """Any other command. In a group it is another bot's, unless it names this one."""
    in_group = update.effective_chat and update.effective_chat.type in GROUPS
    if not in_group or "@" in (update.effective_message.text or "").split()[0]:
        context.turn.tell("unknown_command")


def _once(button: Dict[str, Any]) -> Dict[str, Any]:
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}


def _command(update: Update) -> str:
    return (update.effective_message.text or "").split()[0].lstrip("/").split("@")[0].lower()


def _following(update: Update) -> str:
    return " ".join((update.effective_message.text or "").split()[1:])
