"""A channel in a process of its own that kills itself (SIGKILL) at a chosen point, and one that does not."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import socket
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from actions.texts import texts
from bot.channels.telegram import delivery, receive, taking, worker
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.service import Service
from bot.channels.telegram.settings import Settings
from bot.channels.telegram.store import inbox
from tests.channels.serving import serving

PARTS = ("part one", "part two")


def die(*_: Any) -> None:
    """Ends this process as a power cut or the kernel would."""
    os.kill(os.getpid(), signal.SIGKILL)


class FileRasa:
    """Rasa and its conversations in a file, so that they outlive the process; answers in two messages."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "asked.jsonl"

    def asked(self) -> List[Dict[str, str]]:
        """What was asked, in order."""
        return [json.loads(line) for line in self.file.read_text().splitlines()] if self.file.exists() else []

    async def __call__(self, message: UserMessage) -> None:
        with self.file.open("a") as file:
            file.write(json.dumps({"id": message.message_id, "text": message.text}) + "\n")
        for part in PARTS:
            await message.output_channel.send_response(message.sender_id, {"answer": {"text": f"{part} to {message.text}"}})

    async def answered(self, sender: str, message_id: str) -> List[Dict[str, Any]]:
        """See Archive."""
        return [{"text": f"{part} to {one['text']}"} for one in self.asked() if one["id"] == message_id for part in PARTS]


def _before(owner: Any, name: str, action: Callable[[], None]) -> None:
    real = getattr(owner, name)

    def replaced(*arguments: Any, **more: Any) -> Any:
        action()
        return real(*arguments, **more)
    setattr(owner, name, replaced)


def _after(owner: Any, name: str, call: int = 1) -> None:
    """Dies when the coroutine function `name` has done its work for the `call`-th time."""
    real, calls = getattr(owner, name), [0]

    async def replaced(*arguments: Any, **more: Any) -> Any:
        result = await real(*arguments, **more)
        calls[0] += 1
        if calls[0] == call:
            die()
        return result
    setattr(owner, name, replaced)


def _after_work(name: str, call: int = 1) -> None:
    """Dies when the database has committed the work `name` for the `call`-th time."""
    real, calls = worker.Database.run, [0]

    async def replaced(self: Any, work: Any, *arguments: Any) -> Any:
        result = await real(self, work, *arguments)
        if work.__name__ == name and result:
            calls[0] += 1
            if calls[0] == call:
                die()
        return result
    worker.Database.run = replaced


# Where the process dies -> how that is arranged.
POINTS: Dict[str, Callable[[], None]] = {
    "before the update is stored": lambda: _before(receive, "store", die),
    "when it is stored, before Telegram hears so": lambda: _after(taking.Taker, "take"),
    "when it is claimed": lambda: _after_work("claim"),
    "while Rasa thinks": lambda: _before(FileRasa, "__call__", die),
    "when Rasa has answered, before that is stored": lambda: _before(worker, "_keep_answer", die),
    "when the answer is stored, before it is sent": lambda: _after_work("_keep_answer"),
    "when the first part is sent, before that is noted": lambda: _after(delivery, "make"),
    "when the first part is noted": lambda: _after_work("_sent"),
    "when the last part is sent, before that is noted": lambda: _after(delivery, "make", 2),
    "when all is noted": lambda: _after_work("_sent", 2),
}
UNKNOWABLE = ("when the first part is sent, before that is noted", "when the last part is sent, before that is noted")


def start(settings: Settings, folder: Path, point: Optional[str], listening: Optional[socket.socket]) -> Any:
    """The process, forked; it dies at `point`, if there is one. Serves the webhook when it gets a socket."""
    process = multiprocessing.get_context("fork").Process(target=_live, args=(settings, folder, point, listening))
    process.start()
    return process


def _live(settings: Settings, folder: Path, point: Optional[str], listening: Optional[socket.socket]) -> None:
    if point:
        # Long enough that what died is taken up again because it is known to be dead, not because time ran out.
        inbox.LEASE_SECONDS = 600.0
        POINTS[point]()
    asyncio.run(_serve(settings, FileRasa(folder), listening))


async def _serve(settings: Settings, rasa: FileRasa, listening: Optional[socket.socket]) -> None:
    if listening is None:
        await Service(settings, rasa, rasa, texts()).start()  # type: ignore[arg-type]
        await asyncio.Event().wait()
    Sanic.test_mode = True
    channel = TelegramChannel(settings)
    import bot.channels.telegram.channel as module

    module.RasaArchive = lambda app: rasa  # type: ignore[assignment,misc]
    async with serving(channel, rasa, listening=listening):
        await asyncio.Event().wait()
