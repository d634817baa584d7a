"""What is kept of conversations, to hand out or to erase on a person's word."""

from __future__ import annotations

from typing import Any, Dict, List, Protocol

from sanic import Sanic

from bot.channels.history import answered, as_message, events_of
from bot.storage.retention import innermost


class Archive(Protocol):
    """Conversations by their sender."""

    async def export(self, sender: str) -> List[Dict[str, Any]]:
        """All messages kept of a conversation, oldest first, as JSON."""

    async def erase(self, sender: str) -> None:
        """Erases a conversation."""

    async def answered(self, sender: str, message_id: str) -> List[Dict[str, Any]]:
        """The Answers (JSON) that Rasa gave to a message, empty when it has not handled it."""


class RasaArchive:
    """The archive behind Rasa's agent in a Sanic app; the agent may be exchanged when a model is loaded anew."""

    def __init__(self, app: Sanic) -> None:
        self._app = app

    async def export(self, sender: str) -> List[Dict[str, Any]]:
        """See Archive."""
        return [as_message(event) for event in await events_of(self._app.ctx.agent.tracker_store, sender)]

    async def erase(self, sender: str) -> None:
        """See Archive."""
        agent = self._app.ctx.agent
        async with agent.lock_store.lock(sender):
            innermost(agent.tracker_store).erase(sender)

    async def answered(self, sender: str, message_id: str) -> List[Dict[str, Any]]:
        """See Archive."""
        return await answered(self._app.ctx.agent.tracker_store, sender, message_id) or []
