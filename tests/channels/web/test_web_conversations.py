"""What is kept of a conversation: read back, exported, erased; each session its own."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from web_server import answer

pytestmark = pytest.mark.asyncio


async def test_the_history_tells_the_talk_in_order(page):
    await page.say("Hello")
    await page.say("  Où ?  ")
    messages = await page.history()
    assert [(m["from"], m.get("text") or m["answer"]["text"]) for m in messages] == [
        ("user", "Hello"), ("bot", "Answer to Hello"), ("user", "Où ?"), ("bot", "Answer to Où ?"),
    ]
    assert messages[1]["answer"] == answer("Answer to Hello")
    assert all(dt.datetime.fromisoformat(m["at"]).utcoffset() == dt.timedelta(0) for m in messages)


async def test_a_new_session_has_no_history_and_sees_no_others(page, visit):
    await page.say("my own words")
    other = visit()
    await other.open()
    assert await other.history() == []


async def test_the_history_is_the_last_hundred(page, rasa, channel):
    channel.shares.sessions.wait_for = _never_waits
    rasa.reply = lambda message: [{"answer": answer(message.text)}] * 4
    for number in range(25):
        await page.say(f"message {number}")
    messages = await page.history()
    assert len(messages) == 100 and messages[-1]["answer"]["text"] == "message 24" and messages[0]["from"] == "user"
    assert messages[0]["text"] == "message 5"


async def _never_waits(key):
    return 0


async def test_the_export_is_a_file_with_everything(page):
    await page.say("Hello")
    reply = await page.call("GET", "/export")
    body = await reply.json()
    assert "attachment" in reply.headers["Content-Disposition"] and body["conversation"].startswith("web-")
    assert body["messages"] == await page.history()


async def test_erasing_leaves_nothing_of_this_session_and_all_of_the_others(page, visit, tmp_path):
    await page.say("words to forget")
    other = visit()
    await other.open()
    await other.say("words to keep")
    reply = await page.call("DELETE", "/session")
    assert (reply.status, await reply.json()) == (200, {"erased": 2})
    with sqlite3.connect(tmp_path / "conversations.db") as database:
        kept = " ".join(str(row) for row in database.execute("SELECT * FROM events"))
    assert "words to forget" not in kept and "words to keep" in kept
    assert len(await other.history()) == 2


@pytest.mark.parametrize("call", [("GET", "/history"), ("GET", "/export"), ("DELETE", "/session"), ("POST", "/message", {"text": "x"})])
async def test_the_token_of_an_erased_session_is_dead(page, rasa, call):
    await page.call("DELETE", "/session")
    reply = await page.call(*call)
    assert reply.status == 401 and (await reply.json())["error"]["code"] == "session_invalid" and not rasa.asked


async def test_erasing_nothing_is_no_error(page):
    assert await (await page.call("DELETE", "/session")).json() == {"erased": 0}


async def test_a_store_that_fails_is_told_in_both_languages(page, agent, monkeypatch):
    def fail(sender):
        raise OSError("secret detail")

    monkeypatch.setattr(agent.tracker_store._tracker_store, "erase", fail)
    reply = await page.call("DELETE", "/session")
    body = await reply.text()
    assert reply.status == 500 and (await reply.json())["error"]["code"] == "failed" and "secret detail" not in body


async def test_a_thumb_is_no_part_of_the_talk(page, rasa):
    await page.say("Hello")
    await page.say(payload="f|up")
    assert rasa.asked[1].text == '/give_feedback{"rating": "up"}'
