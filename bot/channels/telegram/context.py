"""The context that python-telegram-bot hands every handler, with the turn and the channel's parts in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, Optional

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.groups import Me
from bot.channels.telegram.inline import Search
from bot.channels.telegram.turn import Turn


@dataclass(frozen=True)
class Parts:
    """What handlers work with. `search` finds records for inline mode, None when there is no knowledge."""

    dialogue: Dialogue
    turns: Dict[int, Turn]
    search: Optional[Search] = None


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
