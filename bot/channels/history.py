"""What is kept of a conversation, read back for any channel: history, export, a message already answered."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered, Event, UserUttered

HISTORY = 100


def answer_of(message: Dict[str, Any]) -> Dict[str, Any]:
    """The `Answer` JSON of a bot message; one that is not ours (Rasa's own texts) becomes a plain one."""
    if message.get("answer"):
        return message["answer"]
    return {"text": message.get("text") or "", "language": "en", "kind": "smalltalk", "confidence": 1.0}


async def events_of(store: TrackerStore, sender: str) -> List[Event]:
    """All messages kept of a conversation, oldest first, over all its sessions."""
    tracker = await store.retrieve_full_tracker(sender)
    return [e for e in tracker.events if isinstance(e, (UserUttered, BotUttered))] if tracker else []


def as_message(event: Event) -> Dict[str, Any]:
    """One message as the protocol shows it."""
    at = dt.datetime.fromtimestamp(event.timestamp, dt.timezone.utc).isoformat(timespec="seconds")
    if isinstance(event, UserUttered):
        return {"from": "user", "text": (event.metadata or {}).get("shown", event.text) or "", "at": at}
    return {"from": "bot", "answer": answer_of(event.message()), "at": at}


async def history(store: TrackerStore, sender: str) -> List[Dict[str, Any]]:
    """The last messages, oldest first; thumbs given to an answer are not part of the talk."""
    shown, rating = [], False
    for event in await events_of(store, sender):
        if isinstance(event, UserUttered):
            rating = event.intent_name == "give_feedback"
        if not rating:
            shown.append(event)
    return [as_message(event) for event in shown[-HISTORY:]]


async def answered(store: TrackerStore, sender: str, message_id: Optional[str]) -> Optional[List[Dict[str, Any]]]:
    """The answers already given to the client's message `message_id`, or None when it is new."""
    if not message_id:
        return None
    found: Optional[List[Dict[str, Any]]] = None
    for event in await events_of(store, sender):
        if isinstance(event, UserUttered):
            if found:
                break
            found = [] if event.message_id == message_id else None
        elif found is not None and isinstance(event, BotUttered):
            found.append(answer_of(event.message()))
    return found or None
