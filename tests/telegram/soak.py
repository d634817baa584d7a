"""A soak of the Telegram channel, by hand: `python tests/telegram/soak.py [polling|webhook] [messages]`.

A fake Bot API on loopback sends messages of many people at a steady pace: 5 % of them twice, 2 % of the bot's calls
answered with 429, and the channel's process killed (SIGKILL) twice on the way and started anew. Every message must be
answered, in each person's order. Between Telegram's taking an answer and the note of it a kill leaves no way to know,
so an answer that was on its way at a kill may come twice; no other may. Prints the figures, and for messages without
an answer where they are; ends with 1 on a failure. `SOAK_SHARE=0.3` gives the channel's process that share of the time
only (SIGSTOP and SIGCONT in turn), as a crowded machine does.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import quantiles
from typing import Any, Dict, List

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

# The bot may send 30 a second, so that a backlog shrinks by the difference only.
PER_SECOND = 20
PER_PERSON = 10
DUPLICATES, FLOODED = 0.05, 0.02
LIMIT_SECONDS = 1800
# Late is not lost: the run ends when for so long nothing more was answered.
QUIET_SECONDS = 90
# Below the ports that the system gives to clients: one of those could take the server's while it is down.
PORTS = range(20000, 32000)


def serve(port: int) -> None:
    """The child: a Sanic server with the channel and a stub for Rasa."""
    from rasa.core.channels.channel import UserMessage
    from sanic import Sanic
    from sanic.response import empty

    from bot.channels.telegram.channel import TelegramChannel

    async def answer(message: UserMessage) -> None:
        await asyncio.sleep(0.01)
        await message.output_channel.send_response(message.sender_id, {"text": f"Answer to {message.text}"})

    class NoArchive:
        """Nothing is kept here, so nothing was answered before."""

        async def retrieve_full_tracker(self, sender: str) -> None:
            return None

    class Agent:
        tracker_store = NoArchive()

    app = Sanic("soak")
    app.ctx.agent = Agent()
    app.add_route(lambda request: empty(), "/")
    app.blueprint(TelegramChannel.from_credentials(None).blueprint(answer), url_prefix="/webhooks/telegram")
    app.run("127.0.0.1", port, access_log=False, debug=False, motd=False)


class Soak:
    """One run in one mode."""

    def __init__(self, mode: str, messages: int) -> None:
        self.mode, self.messages = mode, messages
        self.asked_at: Dict[str, float] = {}
        self.asked_as: Dict[int, str] = {}
        self.kills: List[float] = []
        self.strange = self.started = self.repeated = 0

    async def run(self) -> bool:
        """True when every promise was kept."""
        from fake_bot_api.server import FakeBotApi

        self.api = await FakeBotApi().start()
        chance = random.Random(7)
        self.api.world.flood = lambda method: method == "sendMessage" and chance.random() < FLOODED
        self.answered_at: List[Any] = []
        self._note_answers()
        with tempfile.TemporaryDirectory() as folder:
            self.environment = self._environment(folder)
            child = await self._start()
            feeding = asyncio.create_task(self._feed(chance))
            for share in (1 / 3, 2 / 3):
                while len(self.asked_at) < share * self.messages:
                    await asyncio.sleep(0.05)
                child.send_signal(signal.SIGKILL)
                self.kills.append(time.time())
                await child.wait()
                child = await self._start()
            await feeding
            done = time.time()
            while len({text for text, _, _ in self.answered_at}) < self.messages and child.returncode is None:
                if time.time() - max(done, *(at for _, at, _ in self.answered_at[-1:])) > QUIET_SECONDS:
                    break
                await asyncio.sleep(0.2)
            # What would come twice has time to come.
            await asyncio.sleep(3)
            if child.returncode is not None:
                print(f"{self.mode}: the channel's process ended by itself with {child.returncode}")
            else:
                child.send_signal(signal.SIGCONT)
                child.terminate()
                await child.wait()
            self._where_are_the_others(folder)
        await self.api.stop()
        return self._report()

    def _where_are_the_others(self, folder: str) -> None:
        """Prints for the messages without an answer: still at Telegram, in the queue, or taken and gone."""
        answered = {text for text, _, _ in self.answered_at}
        missing = {update_id: text for update_id, text in self.asked_as.items() if text not in answered}
        if not missing or os.environ.get("TEST_DATABASE_URL"):
            return
        with sqlite3.connect(Path(folder) / "telegram.db") as queue:
            seen = {row[0] for row in queue.execute("SELECT update_id FROM telegram_seen")}
            waiting = {row[0]: row[1:] for row in queue.execute(
                "SELECT update_id, attempts, answered, owner, lease_until - :now, not_before - :now FROM telegram_inbox",
                {"now": time.time()},
            )}
        at_telegram = [one for one in missing if one in self.api.world.updates]
        gone = [one for one in missing if one in seen and one not in waiting]
        queued = [one for one in missing if one in waiting]
        print(
            f"{self.mode}: without an answer: {len(at_telegram)} still at Telegram, {len(queued)} in the queue, "
            f"{len(gone)} taken and gone: {[missing[one] for one in gone][:5]}; in the queue: {[waiting[one] for one in queued][:5]}"
        )

    async def _share(self, child: "asyncio.subprocess.Process") -> None:
        share = float(os.environ.get("SOAK_SHARE", "1"))
        while share < 1 and child.returncode is None:
            for sign, seconds in ((signal.SIGSTOP, 2 * (1 - share)), (signal.SIGCONT, 2 * share)):
                if child.returncode is None:
                    child.send_signal(sign)
                    await asyncio.sleep(seconds)

    def _note_answers(self) -> None:
        world, new = self.api.world, self.api.world.new_message

        def note(chat: Any, sender: Any, **content: Any) -> Any:
            if sender["id"] == world.me["id"]:
                asked = content["text"].removeprefix("Answer to ")
                if asked in self.asked_at:
                    self.answered_at.append((asked, time.time(), world.caller))
                else:
                    self.strange += 1
            return new(chat, sender, **content)
        world.new_message = note

    def _environment(self, folder: str) -> Dict[str, str]:
        self.port = _free_port()
        given = {
            **os.environ, "TELEGRAM_TOKEN": self.api.world.token,
            "DATA_DIR": folder, "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""), "PYTHONWARNINGS": "ignore",
        }
        given.pop("TELEGRAM_WEBHOOK_URL", None)
        return {**given, "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{self.port}"} if self.mode == "webhook" else given

    async def _start(self) -> "asyncio.subprocess.Process":
        self.started += 1
        api = {"TELEGRAM_API_URL": f"{self.api.address}/process-{self.started}"}
        child = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "serve", str(self.port), cwd=ROOT, env={**self.environment, **api},
            stdout=asyncio.subprocess.DEVNULL,
        )
        self.sharing = asyncio.create_task(self._share(child))
        return child

    async def _feed(self, chance: random.Random) -> None:
        from fake_bot_api.people import Person

        world = self.api.world
        while not (world.polls or world.webhook["url"]):
            await asyncio.sleep(0.1)
        people = [Person(world) for _ in range(-(-self.messages // PER_PERSON))]
        begin = time.time()
        for number in range(self.messages):
            person = people[number % len(people)]
            text = f"question {number // len(people)} of {person.id}"
            self.asked_at[text] = time.time()
            update = await person.says(text)
            self.asked_as[update["update_id"]] = text
            if chance.random() < DUPLICATES:
                asyncio.get_running_loop().call_later(chance.random() * 5, self._repeat, update)
            await asyncio.sleep(max(0.0, begin + (number + 1) / PER_SECOND - time.time()))

    def _repeat(self, update: Dict[str, Any]) -> None:
        # The world exchanges its list whenever it delivers what is in it.
        self.api.world.repeats.append(update)
        self.repeated += 1

    def _report(self) -> bool:
        first: Dict[str, float] = {}
        senders: Dict[str, str] = {}
        doubled, wrong = [], []
        for text, at, process in self.answered_at:
            if text in first:
                # Only the process after the one that was killed has a reason to say it again.
                (doubled if senders[text] != process else wrong).append(text)
            first.setdefault(text, at)
            senders[text] = process
        lost = set(self.asked_at) - set(first)
        repeated = self.repeated - len(self.api.world.repeats)
        last: Counter = Counter()
        disordered = 0
        for text in first:
            _, number, _, person = text.split()
            disordered += int(number) != last[person]
            last[person] = int(number) + 1
        waits = {text: at - self.asked_at[text] for text, at in first.items()}
        calm = quantiles([wait for text, wait in waits.items() if first[text] < self.kills[0]], n=100)
        calls = Counter(status for _, status in self.api.world.deliveries)
        print(f"{self.mode}: load of the machine {os.getloadavg()[1]:.1f}; webhook calls by status (0: not reached) {dict(calls)}")
        cuts = quantiles(waits.values(), n=100)
        print(
            f"{self.mode}: {self.messages} messages, {len(first)} answered, {len(lost)} lost, {disordered} out of order, "
            f"{repeated} delivered twice; answered twice: {len(doubled)} (on their way at a kill), {len(wrong)} without a reason; "
            f"{self.strange} other texts\n"
            f"{self.mode}: wait before the first kill p50 {calm[49] * 1000:.0f} ms, p95 {calm[94] * 1000:.0f} ms; over all, "
            f"restarts included, p50 {cuts[49]:.1f} s, p95 {cuts[94]:.1f} s, most {max(waits.values()):.1f} s; "
            f"{PER_SECOND} messages a second"
        )
        return not (lost or disordered or wrong or self.strange) and repeated > self.messages * DUPLICATES / 2


def _free_port() -> int:
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise OSError("no free port")


async def main(modes: List[str], messages: int) -> int:
    """Runs the modes one after the other; the exit status."""
    kept = [await asyncio.wait_for(Soak(mode, messages).run(), LIMIT_SECONDS) for mode in modes]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        serve(int(sys.argv[2]))
    else:
        chosen = [argument for argument in sys.argv[1:] if argument in ("polling", "webhook")] or ["polling", "webhook"]
        amount = [int(argument) for argument in sys.argv[1:] if argument.isdigit()] or [5000]
        sys.exit(asyncio.run(main(chosen, amount[0])))
