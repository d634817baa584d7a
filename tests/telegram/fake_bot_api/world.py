"""The state behind the fake server: chats, messages, waiting updates, and what should go wrong."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import defaultdict
from typing import Any, Callable, Dict, List, Optional, Set, Tuple

TOKEN = "123456789:AAFakeTokenForTestsOnly_0123456789abcdef"
ME = {
    "id": 123456789, "is_bot": True, "first_name": "Paris AI", "username": "paris_ai_bot",
    "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
}


class World:
    """Everything that a test may look at or break."""

    def __init__(self) -> None:
        self.token = TOKEN
        self.me = dict(ME)
        self.calls: List[Tuple[str, Dict[str, Any]]] = []
        self.messages: Dict[int, Dict[int, Dict[str, Any]]] = defaultdict(dict)
        self.updates: Dict[int, Dict[str, Any]] = {}
        self.webhook: Dict[str, Any] = {"url": ""}
        self.commands: Dict[Tuple[str, str], List[Dict[str, str]]] = {}
        self.descriptions: Dict[Tuple[str, str], str] = {}
        self.menu: Dict[str, Any] = {"type": "default"}
        # Updates to deliver once more although they were taken already.
        self.repeats: List[Dict[str, Any]] = []
        self.blocked: Set[int] = set()
        self.moved: Dict[int, int] = {}
        self.refusals: List[Dict[str, Any]] = []
        self.flood: Optional[Callable[[str], bool]] = None
        self.down = False
        self.caller = ""
        self.polls = 0
        self.conflicts = 0
        self.deliveries: List[Tuple[int, int]] = []
        self._message_ids = itertools.count(1)
        # Never the same twice, also for a bot that outlives this world.
        self._update_ids = itertools.count(int(time.time() * 1000))
        self.changed = asyncio.Condition()

    def new_message(self, chat: Dict[str, Any], sender: Dict[str, Any], **content: Any) -> Dict[str, Any]:
        """A message that now stands in a chat."""
        message = {
            "message_id": next(self._message_ids), "date": int(time.time()), "chat": chat, "from": sender,
            **{key: value for key, value in content.items() if value is not None},
        }
        self.messages[chat["id"]][message["message_id"]] = message
        return message

    async def push(self, **content: Any) -> Dict[str, Any]:
        """An update that waits for the bot, such as `message={...}`. Returns it with its id."""
        update = {"update_id": content.pop("update_id", None) or next(self._update_ids), **content}
        await self.push_raw(update)
        return update

    async def push_raw(self, update: Dict[str, Any]) -> None:
        """An update as it is, whatever its shape."""
        async with self.changed:
            self.updates[update["update_id"]] = update
            self.changed.notify_all()

    def refuse(self, method: str, code: int, description: str, times: int = 1, **parameters: Any) -> None:
        """The next `times` calls of `method` fail."""
        for _ in range(times):
            self.refusals.append({"method": method, "code": code, "description": description, "parameters": parameters})

    def of(self, *methods: str) -> List[Dict[str, Any]]:
        """Arguments of the accepted calls of these methods, in order."""
        return [arguments for method, arguments in self.calls if method in methods]

    def texts(self, chat_id: Optional[int] = None) -> List[str]:
        """The visible texts that the bot sent (edits not among them), in order."""
        return [
            message["text"] for message in self.bot_messages(chat_id) if "text" in message
        ]

    def bot_messages(self, chat_id: Optional[int] = None) -> List[Dict[str, Any]]:
        """The bot's messages, in the order in which they were sent."""
        found = [
            message for chat, messages in self.messages.items() for message in messages.values()
            if message["from"]["id"] == self.me["id"] and chat_id in (None, chat)
        ]
        return sorted(found, key=lambda message: message["message_id"])

    async def until(self, condition: Callable[[], Any], seconds: float = 30.0) -> None:
        """Waits until `condition` holds. Raises asyncio.TimeoutError."""
        async def wait() -> None:
            while not condition():
                await asyncio.sleep(0.01)
        await asyncio.wait_for(wait(), seconds)
