"""What people write, and what they send that cannot be read: voice, pictures, stickers and the like."""

from __future__ import annotations

from telegram import Message, Update

from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.groups import GROUPS, without_mention

# Attribute of a message -> the key of the sentence that answers it; the first that is there counts.
UNREAD = (
    ("voice", "voice"), ("audio", "voice"), ("video_note", "video"), ("video", "video"), ("photo", "photo"),
    ("sticker", "sticker"), ("animation", "sticker"), ("document", "document"), ("poll", "poll"),
    ("checklist", "poll"), ("contact", "contact"), ("dice", "dice"), ("game", "dice"), ("story", "photo"),
    ("paid_media", "photo"),
)


async def text(update: Update, context: TurnContext) -> None:
    """A question in words."""
    asked = without_mention(update.effective_message.text or "", context.me)
    if asked:
        await context.dialogue.ask(context.turn, asked)
    else:
        # Only the bot's name: someone in a group says hello.
        await context.dialogue.press(context.turn, "i|greet")


async def forwarded(update: Update, context: TurnContext) -> None:
    """Someone else's words are no question to answer."""
    context.turn.tell("forwarded")


async def edited(update: Update, context: TurnContext) -> None:
    """The answer stands under the message as it was; answering anew would confuse both sides."""
    context.turn.tell("edited")


async def place(update: Update, context: TurnContext) -> None:
    """A location or a venue: what is near it?"""
    point = update.effective_message.location or update.effective_message.venue.location
    await context.dialogue.locate(context.turn, point.latitude, point.longitude)


async def other(update: Update, context: TurnContext) -> None:
    """What cannot be read gets a kind word; a caption is read. Telegram's own notices get nothing."""
    message: Message = update.effective_message
    key = next((key for attribute, key in UNREAD if getattr(message, attribute, None)), None)
    if key is None:
        # A kind of message that this version does not know; in a group it is not addressed to the bot.
        if _holds_something(message) and update.effective_chat.type not in GROUPS:
            context.turn.tell("unknown_message")
        return
    caption = without_mention(message.caption or "", context.me)
    if caption and not message.forward_origin:
        context.turn.tell("caption_only")
        await context.dialogue.ask(context.turn, caption)
        return
    context.turn.tell(key)


def _holds_something(message: Message) -> bool:
    return bool(message.effective_attachment) or bool(message.api_kwargs)
