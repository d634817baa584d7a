"""When a message in a group is meant for the bot: it is mentioned, replied to, or given one of its commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Iterator, Mapping, Tuple

Json = Mapping[str, Any]
GROUPS = ("group", "supergroup")


@dataclass(frozen=True)
class Me:
    """The bot's own account; `username` without the @."""

    id: int
    username: str


def concerns(update: Json, me: Me) -> bool:
    """Whether the bot should look at an update's JSON at all. Everything does outside groups."""
    message = update.get("message") or update.get("edited_message")
    if not isinstance(message, dict) or (message.get("chat") or {}).get("type") not in GROUPS:
        return True
    # In a group an edited message is left alone: the talk has gone on.
    if "edited_message" in update:
        return False
    replied = (message.get("reply_to_message") or {}).get("from") or {}
    if replied.get("id") == me.id:
        return True
    return any(_calls(kind, offset, written, entity, me) for kind, offset, written, entity in _entities(message))


def without_mention(text: str, me: Me) -> str:
    """The question itself: the text without the bot's name."""
    return " ".join(re.sub(rf"(?i)@{re.escape(me.username)}\b", " ", text).split(" ")).strip(" ,:")


def _calls(kind: str, offset: int, written: str, entity: Json, me: Me) -> bool:
    name = f"@{me.username}".lower()
    if kind == "mention":
        return written.lower() == name
    if kind == "text_mention":
        return (entity.get("user") or {}).get("id") == me.id
    # A command without a name may be another bot's; the handlers answer only the known ones.
    return kind == "bot_command" and offset == 0 and ("@" not in written or written.lower().endswith(name))


def _entities(message: Json) -> Iterator[Tuple[str, int, str, Json]]:
    for text_key, entities_key in (("text", "entities"), ("caption", "caption_entities")):
        # Telegram counts in UTF-16 units.
        units = str(message.get(text_key) or "").encode("utf-16-le")
        for entity in message.get(entities_key) or ():
            if not isinstance(entity, dict):
                continue
            offset, length = entity.get("offset"), entity.get("length")
            if isinstance(offset, int) and isinstance(length, int):
                written = units[2 * offset:2 * (offset + length)].decode("utf-16-le", "ignore")
                yield str(entity.get("type")), offset, written, entity
