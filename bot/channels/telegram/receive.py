"""Takes updates in, from the webhook or from polling: sorts out, limits, stores. Nothing is answered here.

Updates come as JSON and may be of any shape: what a newer Bot API sends, or what is broken, must not stop the rest.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional

from sqlalchemy.engine import Connection

from bot.channels.telegram.store import inbox, people
from bot.channels.telegram.turn import sender_id

logger = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
WARNING_PAUSE = 300.0
# Searches come with every few letters typed.
INLINE_PER_MINUTE = 120

# Telegram's own accounts behind which people write in groups: anonymous administrators, and channels.
ANONYMOUS = (1087968824, 136817688)

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Origin:
    """Where an update comes from: its kind, the chat (the person's own for inline searches) and the person."""

    update_id: int
    kind: str
    chat_id: int
    user_id: int


def origin(update: Any) -> Optional[Origin]:
    """The origin of an update's JSON, or None when nothing can be answered to it."""
    if not isinstance(update, dict) or not _is_id(update.get("update_id")):
        return None
    kind = next((kind for kind in KINDS if isinstance(update.get(kind), dict)), None)
    if kind is None:
        return None
    content = update[kind]
    user_id = _id_in(content.get("from"))
    holder = content.get("message") if kind == "callback_query" else content
    chat = holder.get("chat") if isinstance(holder, dict) else None
    chat_id = user_id if kind == "inline_query" else _id_in(chat)
    if user_id is None or chat_id is None or (content["from"].get("is_bot") and user_id not in ANONYMOUS):
        return None
    return Origin(update["update_id"], kind, chat_id, user_id)


def store(
    connection: Connection, updates: List[Dict[str, Any]], now: float, per_minute: int = 20
) -> List[Dict[str, Any]]:
    """Stores in one transaction what is new and within the limits; returns what was stored.

    A person's first update past `per_minute` is stored to be answered with a word on that; the others are dropped.
    """
    return [update for update in updates if _store_one(connection, update, now, per_minute)]


def _store_one(connection: Connection, update: Dict[str, Any], now: float, per_minute: int) -> bool:
    found = origin(update)
    if found is None:
        kinds = [str(key)[:40] for key in update if key != "update_id"] if isinstance(update, dict) else []
        logger.info("Telegram update left aside: %s", kinds[:1])
        return False
    _note_move(connection, update, found)
    chat_id = people.origin_of(connection, found.chat_id)
    sender = sender_id(chat_id, found.user_id)
    inline = found.kind == "inline_query"
    # Searches have their own count and lane: they must neither block the conversation nor wait for it.
    signature = f"inline:{found.user_id}" if inline else sender
    lane = signature if inline else f"chat:{chat_id}"
    # Being thrown out or blocked is no message, and must be noticed however much was written before.
    counted = found.kind != "my_chat_member"
    flooding = False
    # Counted by when it was written: what waited at Telegram during an outage comes all at once.
    written = _written_at(update[found.kind], found.kind, now)
    if counted and inbox.recent(connection, signature, written - 60) >= (INLINE_PER_MINUTE if inline else per_minute):
        if inline or not people.may_warn(connection, sender, now, WARNING_PAUSE):
            inbox.remember(connection, found.update_id, signature, written)
            return False
        flooding = True
    entry = inbox.Entry(
        found.update_id, lane, signature if counted else "", json.dumps(update), flooding
    )
    return inbox.put(connection, entry, now, written)


def _written_at(content: Json, kind: str, now: float) -> float:
    date = content.get("date") if kind == "message" else None
    # Telegram keeps an update for a day.
    return float(date) if _is_id(date) and now - 86400 <= date <= now else now


def _note_move(connection: Connection, update: Json, found: Origin) -> None:
    """A group becomes a supergroup: from here on both ids are one chat, so that order and memory are kept."""
    moved_to, moved_from = (update[found.kind].get(f"migrate_{way}_chat_id") for way in ("to", "from"))
    if _is_id(moved_to):
        people.move(connection, found.chat_id, moved_to)
    elif _is_id(moved_from):
        people.move(connection, moved_from, found.chat_id)


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2 ** 63


def _id_in(value: Any) -> Optional[int]:
    return value["id"] if isinstance(value, dict) and _is_id(value.get("id")) else None
