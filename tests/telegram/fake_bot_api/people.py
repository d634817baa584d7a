"""People in chats with the bot: what they do becomes the updates that Telegram would send."""

from __future__ import annotations

import itertools
import re
from typing import Any, Dict, List, Optional

from fake_bot_api.entities import units
from fake_bot_api.world import World

_IDS = itertools.count(5001)
_GROUP_IDS = itertools.count(7001)
_QUERY_IDS = itertools.count(1)
_COMMAND = re.compile(r"^/[A-Za-z0-9_]+(?:@\w+)?")
_MENTION = re.compile(r"@\w+")


def group(title: str = "Paris AI") -> Dict[str, Any]:
    """A supergroup."""
    return {"id": -1_000_000_000_000 - next(_GROUP_IDS), "type": "supergroup", "title": title}


class Person:
    """Someone with an interface language; acts in the private chat unless a `chat` is given."""

    def __init__(self, world: World, language: Optional[str] = "en", name: str = "Ada") -> None:
        self.world = world
        self.user = {"id": next(_IDS), "is_bot": False, "first_name": name}
        if language:
            self.user["language_code"] = language
        self.chat = {"id": self.user["id"], "type": "private", "first_name": name}

    @property
    def id(self) -> int:
        """The person's id, which is also the private chat's."""
        return self.user["id"]

    async def says(self, text: str, chat: Optional[Dict[str, Any]] = None, **content: Any) -> Dict[str, Any]:
        """Writes a text, with the entities that Telegram finds in it."""
        return await self.sends(chat, text=text, entities=_entities(text) or None, **content)

    async def sends(self, chat: Optional[Dict[str, Any]] = None, **content: Any) -> Dict[str, Any]:
        """Sends any kind of message, such as `voice={...}`."""
        return await self.world.push(message=self.world.new_message(chat or self.chat, self.user, **content))

    async def edits(self, message: Dict[str, Any], text: str) -> Dict[str, Any]:
        """Changes an earlier message."""
        return await self.world.push(edited_message={**message, "text": text, "edit_date": message["date"] + 5})

    async def presses(self, button: str, message: Optional[Dict[str, Any]] = None, data: Optional[str] = None) -> Dict[str, Any]:
        """Presses the button of that name under the bot's last message, or `data` that no button carries."""
        shown = message or self.world.bot_messages(self.chat["id"])[-1]
        if data is None:
            rows: List[Any] = shown["reply_markup"]["inline_keyboard"]
            data = next(b["callback_data"] for row in rows for b in row if b["text"] == button)
        return await self.world.push(callback_query={
            "id": f"query-{next(_QUERY_IDS)}", "from": self.user, "chat_instance": "1", "data": data, "message": dict(shown),
        })

    async def searches(self, words: str) -> Dict[str, Any]:
        """Types `@bot words` in some chat."""
        return await self.world.push(inline_query={
            "id": f"inline-{next(_QUERY_IDS)}", "from": self.user, "query": words, "offset": "",
        })

    async def changes_bot(self, before: str, after: str, chat: Optional[Dict[str, Any]] = None) -> Dict[str, Any]:
        """Adds, removes, blocks or unblocks the bot: statuses such as "left", "member", "kicked"."""
        return await self.world.push(my_chat_member={
            "chat": chat or self.chat, "from": self.user, "date": 1,
            "old_chat_member": self._member(before), "new_chat_member": self._member(after),
        })

    def _member(self, status: str) -> Dict[str, Any]:
        bot = {key: self.world.me[key] for key in ("id", "is_bot", "first_name", "username")}
        return {"user": bot, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def _entities(text: str) -> List[Dict[str, Any]]:
    command = _COMMAND.match(text)
    found = [("bot_command", command)] if command else []
    found += [("mention", m) for m in _MENTION.finditer(text, command.end() if command else 0)]
    return [
        {"type": kind, "offset": units(text[:match.start()]), "length": units(match.group())} for kind, match in found
    ]
