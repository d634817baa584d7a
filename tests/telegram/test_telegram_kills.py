"""Killed at every point between Telegram's update and its answer: nothing lost, nothing doubled that can be known."""

from __future__ import annotations

import asyncio
import socket

import pytest
from dying_channel import POINTS, UNKNOWABLE, FileRasa, start

from bot.channels.telegram.settings import WEBHOOK_PATH

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("mode", ["polling", "webhook"])
@pytest.mark.parametrize("point", POINTS)
async def test_killed(api, settings_for, tmp_path, ada, point, mode):
    listening = socket.create_server(("127.0.0.1", 0)) if mode == "webhook" else None
    url = f"http://127.0.0.1:{listening.getsockname()[1]}{WEBHOOK_PATH}" if listening else None
    settings = settings_for(api, webhook_url=url)
    first = start(settings, tmp_path, point, listening)
    second = None
    try:
        await api.world.until(lambda: api.world.polls or api.world.webhook["url"])
        await ada.says("one")
        await ada.says("two")
        await api.world.until(lambda: not first.is_alive())
        assert first.exitcode == -9
        second = start(settings, tmp_path, None, listening)
        await api.world.until(lambda: {"part two to one", "part two to two"} <= set(api.world.texts()))
        # What would come twice has time to come.
        await ada.says("last")
        await api.world.until(lambda: "part two to last" in api.world.texts())
        await asyncio.sleep(0.05)
    finally:
        for process in (first, second):
            if process is not None:
                process.kill()
                process.join()
        if listening:
            listening.close()
    wanted = [f"part {part} to {text}" for text in ("one", "two", "last") for part in ("one", "two")]
    # Telegram cannot be asked whether it took a message: what it may not have is sent again, and nothing else.
    again = {UNKNOWABLE[0]: ["part one to one"], UNKNOWABLE[1]: ["part two to one"]}.get(point, [])
    at = wanted.index(again[0]) if again else 0
    assert api.world.texts() == wanted[:at] + again + wanted[at:]
    heard = [asked["text"] for asked in FileRasa(tmp_path).asked()]
    assert heard == ["one", "two", "last"], "Rasa hears each question once"
