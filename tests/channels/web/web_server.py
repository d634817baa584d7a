"""What stands around the web channel: an agent that keeps conversations, a Rasa that tests steer, and a page that uses it."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Callable, Dict, List, Optional, Tuple

import aiohttp
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from bot.storage.tracker_store import ConversationStore

API = "/webhooks/web"
SITE, OTHER_SITE = "https://site.example", "https://other.example"


def answer(said: str) -> Dict[str, Any]:
    """An Answer's JSON."""
    return {"text": said, "language": "en", "kind": "facts", "confidence": 1.0}


class StubAgent:
    """What the channel needs of Rasa's agent: the stores, and whether a model is loaded."""

    def __init__(self) -> None:
        domain = Domain.empty()
        self.tracker_store = FailSafeTrackerStore(ConversationStore(domain))
        self.lock_store = InMemoryLockStore()
        self.ready = True

    def is_ready(self) -> bool:
        """Whether messages can be answered."""
        return self.ready


class StubRasa:
    """Answers as `reply` says and keeps the turn as Rasa's processor does; `gate` holds it back, `failure` breaks it."""

    def __init__(self, agent: StubAgent) -> None:
        self.agent, self.asked = agent, []  # type: Tuple[StubAgent, List[UserMessage]]
        self.reply: Callable[[UserMessage], List[Dict[str, Any]]] = lambda message: [{"text": "plain", "answer": answer(f"Answer to {message.text}")}]
        self.gate, self.failure = asyncio.Event(), None  # type: Tuple[asyncio.Event, Optional[Exception]]
        self.gate.set()

    async def __call__(self, message: UserMessage) -> None:
        self.asked.append(message)
        async with self.agent.lock_store.lock(message.sender_id):
            await self.gate.wait()
            if self.failure:
                raise self.failure
            tracker = await self.agent.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(UserUttered(message.text, input_channel="web", message_id=message.message_id, metadata=message.metadata))
            for sent in self.reply(message):
                tracker.update(BotUttered(sent.get("text"), metadata={"answer": sent["answer"]} if "answer" in sent else {}))
                await message.output_channel.send_response(message.sender_id, sent)
            await self.agent.tracker_store.save(tracker)


class Page:
    """A page that uses the channel, as one site or, with `origin` "", as the server's own."""

    def __init__(self, http: aiohttp.ClientSession, base: str, origin: str = "") -> None:
        self.http, self.base, self.token = http, base, ""
        self.headers = {"Origin": origin} if origin else {}

    async def call(self, method: str, path: str, body: Any = None, raw: Optional[bytes] = None, **headers: str) -> aiohttp.ClientResponse:
        """A request, its reply read whole; `raw` sends bytes as they are."""
        sent = {**self.headers, **({"Authorization": f"Bearer {self.token}"} if self.token else {}), **headers}
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        async with self.http.request(method, self.base + API + path, data=data, headers=sent) as reply:
            await reply.read()
            return reply

    async def open(self) -> str:
        """Makes a session; its token."""
        self.token = (await (await self.call("POST", "/session", {})).json())["token"]
        return self.token

    async def say(self, said: Any = None, **body: Any) -> List[Tuple[str, Any]]:
        """Sends a message; the stream's parts as (event or "comment", data)."""
        reply = await self.call("POST", "/message", {**({"text": said} if said is not None else {}), **body})
        assert reply.status == 200 and reply.content_type == "text/event-stream", await reply.text()
        return parts_of(await reply.text())

    async def history(self) -> List[Dict[str, Any]]:
        """The messages kept."""
        return (await (await self.call("GET", "/history")).json())["messages"]


def parts_of(stream: str) -> List[Tuple[str, Any]]:
    """A whole server-sent stream, taken apart."""
    found: List[Tuple[str, Any]] = []
    for block in stream.strip().split("\n\n"):
        if block.startswith(":"):
            found.append(("comment", block[1:].strip()))
            continue
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields.get("event", "message"), json.loads(fields["data"])))
    return found
