"""The context that python-telegram-bot hands every handler, with the turn and the channel's parts in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.channels.telegram.archive import Archive
from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.groups import Me
from bot.channels.telegram.inline import Search
from bot.channels.telegram.store import people
from bot.channels.telegram.store.database import Database
from bot.channels.telegram.turn import Turn, sender_id


@dataclass(frozen=True)
class Parts:
    """What handlers work with. `search` finds records for inline mode, None when there is no knowledge."""

    dialogue: Dialogue
    archive: Archive
    database: Database
    turns: Dict[int, Turn] = field(default_factory=dict)
    search: Optional[Search] = None

    async def senders_of(self, user_id: int) -> List[str]:
        """The senders of all conversations of a person: the private one and those in groups."""
        known = await self.database.run(people.senders_of, user_id)
        return list(dict.fromkeys([sender_id(user_id, user_id), *known]))

    async def known_of(self, sender: str) -> Dict[str, Any]:
        """What the channel itself keeps of a person in a chat."""
        return await self.database.run(people.known_of, sender)

    async def forget(self, user_id: int) -> None:
        """Erases what the channel itself keeps of a person, in all chats."""
        for sender in await self.senders_of(user_id):
            await self.database.run(people.forget, sender)
        await self.database.tidy()


class TurnContext(CallbackContext[ExtBot[Any], Any, Any, Any]):
    """`turn` collects what will be sent; handlers send nothing themselves."""

    _update_id: Optional[int] = None

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "TurnContext":
        """The context of one update; its turn must be among `Parts.turns`."""
        context = super().from_update(update, application)
        context._update_id = update.update_id if isinstance(update, Update) else None
        return context

    @property
    def parts(self) -> Parts:
        """The channel's parts."""
        return self.application.bot_data["parts"]

    @property
    def turn(self) -> Turn:
        """The turn of this update."""
        return self.parts.turns[self._update_id]  # type: ignore[index]

    @property
    def dialogue(self) -> Dialogue:
        """The way to Rasa."""
        return self.parts.dialogue

    @property
    def me(self) -> Me:
        """The bot's own account."""
        return Me(self.bot.id, self.bot.username)
