"""From a person's message to the bot's answer on Telegram: by polling, by webhook, and with Rasa's own connector.

    .venv/bin/python benchmarks/telegram.py [--count 200]

One fake Bot API on loopback for each of the three (that of the tests), one server process each, the same stub for
Rasa behind all (10 ms and a plain text), so that only the channels differ. They take turns, 20 messages at a time.
Rasa's connector needs one mend to answer at all here: it sets its webhook in an event loop that it then closes, with
the connection that it goes on to use (aiogram 2.15), and fails every update with "Event loop is closed".
Prints medians and 95th percentiles in milliseconds. Times are of this machine on this day: compare within a run.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List

ROOT = Path(__file__).resolve().parent.parent
# This file's own folder would hide the library of the same name.
sys.path[:] = [str(ROOT), str(ROOT / "tests" / "telegram"), *(path for path in sys.path if Path(path) != Path(__file__).parent)]

MODES = ("polling", "webhook", "rasa")
ROUND = 20
THINKING = 0.01


def serve(mode: str, port: int) -> None:
    """The child: a Sanic server with one channel and the stub."""
    from rasa.core.channels.channel import UserMessage
    from sanic import Sanic
    from sanic.response import empty

    async def answer(message: UserMessage) -> None:
        await asyncio.sleep(THINKING)
        await message.output_channel.send_response(message.sender_id, {"text": f"Answer to {message.text}"})

    app = Sanic("benchmark")
    app.add_route(lambda request: empty(), "/")
    app.blueprint(_channel(mode, port).blueprint(answer), url_prefix="/webhooks/telegram")
    app.run("127.0.0.1", port, access_log=False, debug=False, motd=False)


def _channel(mode: str, port: int) -> Any:
    if mode != "rasa":
        from bot.channels.telegram.channel import TelegramChannel

        return TelegramChannel.from_credentials(None)
    import rasa.core.channels.telegram as connector
    from aiogram.bot.api import TelegramAPIServer

    class Output(connector.TelegramOutput):
        """Rasa's output, which can only be told by code to talk to another server."""

        def __init__(self, token: str) -> None:
            super().__init__(token)
            self.server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])

        async def set_webhook(self, *arguments: Any, **options: Any) -> bool:
            """Rasa calls this in an event loop of its own; a session kept open would belong to that closed loop."""
            done = await super().set_webhook(*arguments, **options)
            await self.session.close()
            return done

    connector.TelegramOutput = Output
    return connector.TelegramInput(
        os.environ["TELEGRAM_TOKEN"], os.environ["BENCHMARK_BOT"], f"http://127.0.0.1:{port}/webhooks/telegram/webhook"
    )


class Lane:
    """One mode with its fake Bot API and its server; `seconds` from each message to its answer."""

    def __init__(self, mode: str) -> None:
        from fake_bot_api.server import FakeBotApi

        self.mode, self.api = mode, FakeBotApi()
        self.seconds: List[float] = []
        self.answered: Dict[str, asyncio.Event] = {}

    async def start(self, folder: str) -> None:
        """Returns when the bot listens."""
        from fake_bot_api.people import Person

        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        await self.api.start()
        world, new = self.api.world, self.api.world.new_message

        def note(chat: Any, sender: Any, **content: Any) -> Any:
            if sender["id"] == world.me["id"] and content["text"].removeprefix("Answer to ") in self.answered:
                self.answered[content["text"].removeprefix("Answer to ")].set()
            return new(chat, sender, **content)
        world.new_message = note
        environment = {
            **os.environ, "TELEGRAM_TOKEN": world.token, "TELEGRAM_API_URL": self.api.address, "DATABASE_URL": "",
            "DATA_DIR": str(Path(folder) / self.mode), "MESSAGES_PER_MINUTE": "100000", "BENCHMARK_BOT": world.me["username"],
            "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}" if self.mode == "webhook" else "", "PYTHONWARNINGS": "ignore",
        }
        self.child = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "serve", self.mode, str(port), cwd=ROOT, env=environment,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )
        await world.until(lambda: world.polls or world.webhook["url"] or self.child.returncode is not None, 120)
        if self.child.returncode is not None:
            raise SystemExit(f"{self.mode}: the server did not start")
        self.person = Person(world)

    async def ask(self, count: int, counted: bool = True) -> None:
        """`count` messages, each after the answer to the one before."""
        for _ in range(count):
            text = f"question {len(self.answered)}"
            arrived = self.answered[text] = asyncio.Event()
            begin = time.perf_counter()
            await self.person.says(text)
            await asyncio.wait_for(arrived.wait(), 30)
            if counted:
                self.seconds.append(time.perf_counter() - begin)
            # At most 30 a second, so that no limit is what is measured.
            await asyncio.sleep(0.04)

    async def stop(self) -> None:
        """Ends the server and its API."""
        self.child.terminate()
        await self.child.wait()
        await self.api.stop()


async def main(count: int) -> None:
    """Runs the modes in turns and prints one line each."""
    lanes = [Lane(mode) for mode in MODES]
    with tempfile.TemporaryDirectory() as folder:
        for lane in lanes:
            await lane.start(folder)
        for lane in lanes:
            await lane.ask(ROUND, counted=False)
        while len(lanes[0].seconds) < count:
            for lane in lanes:
                await lane.ask(ROUND)
        for lane in lanes:
            await lane.stop()
    for lane in lanes:
        ordered = sorted(lane.seconds)
        p50, p95 = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95) - 1] * 1000
        name = "Rasa's own connector" if lane.mode == "rasa" else lane.mode
        print(f"{name}: {len(ordered)} messages, p50 {p50:.0f} ms, p95 {p95:.0f} ms from update to answer")


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2], int(sys.argv[3]))
    else:
        parser = argparse.ArgumentParser()
        parser.add_argument("--count", type=int, default=200)
        asyncio.run(main(parser.parse_args().count))
