"""What is kept of a web conversation, read back for the page: history, export, a message already answered."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.channels.web.output import answer_of

HISTORY = 100


async def events_of(store: TrackerStore, session_id: str) -> List[Event]:
    """All messages kept of a conversation, oldest first, over all its sessions."""
    tracker = await store.retrieve_full_tracker(session_id)
    return [e for e in tracker.events if isinstance(e, (UserUttered, BotUttered))] if tracker else []


def as_message(event: Event) -> Dict[str, Any]:
    """One message as the protocol shows it."""
    at = dt.datetime.fromtimestamp(event.timestamp, dt.timezone.utc).isoformat(timespec="seconds")
    if isinstance(event, UserUttered):
        return {"from": "user", "text": (event.metadata or {}).get("shown", event.text) or "", "at": at}
    return {"from": "bot", "answer": answer_of(event.message()), "at": at}


async def history(store: TrackerStore, session_id: str) -> List[Dict[str, Any]]:
    """The last messages, oldest first; thumbs given to an answer are not part of the talk."""
    shown, rating = [], False
    for event in await events_of(store, session_id):
        if isinstance(event, UserUttered):
            rating = event.intent_name == "give_feedback"
        if not rating:
            shown.append(event)
    return [as_message(event) for event in shown[-HISTORY:]]


async def answered(store: TrackerStore, session_id: str, message_id: Optional[str]) -> Optional[List[Dict[str, Any]]]:
    """The answers already given to the client's message `message_id`, or None when it is new."""
    if not message_id:
        return None
    found: Optional[List[Dict[str, Any]]] = None
    for event in await events_of(store, session_id):
        if isinstance(event, UserUttered):
            if found:
                break
            found = [] if event.message_id == message_id else None
        elif found is not None and isinstance(event, BotUttered):
            found.append(answer_of(event.message()))
    return found or None
