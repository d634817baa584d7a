"""A message goes in, answers stream out; what cannot be answered is refused in both languages."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from web_server import API, answer, parts_of

from bot.channels.limits import MemoryLimiter
from bot.channels.web import channel as module
from nlu.language import identify

pytestmark = pytest.mark.asyncio


async def refused(reply, status, code):
    """The reply is this error, told in both languages."""
    body = await reply.json()
    assert reply.status == status and body["error"]["code"] == code and reply.headers["Cache-Control"] == "no-store"
    said = body["error"]["message"]
    assert {lang: identify(said[lang]).language for lang in ("en", "fr")} == {"en": "en", "fr": "fr"}
    return reply


async def test_a_message_is_answered_in_a_stream(page, rasa):
    reply = await page.call("POST", "/message", {"text": "Où est Station F ?", "lang": "fr", "lang_source": "choice"})
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/event-stream; charset=utf-8")
    assert reply.headers["Cache-Control"] == "no-store" and reply.headers["X-Accel-Buffering"] == "no"
    assert parts_of(await reply.text()) == [("message", answer("Answer to Où est Station F ?")), ("end", {})]
    (asked,) = rasa.asked
    assert asked.metadata == {"channel": "web", "shown": "Où est Station F ?", "language": {"value": "fr", "source": "choice"}}
    assert asked.sender_id.startswith("web-") and asked.input_channel == "web"


async def test_several_answers_come_in_order_and_a_text_of_rasas_own_becomes_one(page, rasa):
    rasa.reply = lambda message: [{"answer": answer("one")}, {"text": "Rasa's own"}]
    parts = await page.say("hello")
    assert [part[1].get("text") for part in parts] == ["one", "Rasa's own", None] and parts[1][1]["kind"] == "smalltalk"


async def test_an_answer_says_by_what_telegram_opens_its_topic(page, rasa):
    about = {**answer("It costs"), "about": "french-tech-visa"}
    rasa.reply = lambda message: [{"answer": about}]
    sent = (await page.say("What does it cost?", id="1"))[0][1]
    assert sent == {**about, "start": "french-tech-visa"}
    assert (await page.say("What does it cost?", id="1"))[0][1] == sent
    assert [message["answer"] for message in await page.history() if message["from"] == "bot"] == [sent]


async def test_a_pressed_button_is_an_intent_and_shows_its_title(page, rasa):
    await page.say(payload="a|ask_cost|station-f", title="What it costs")
    assert rasa.asked[0].text == '/ask_cost{"record": ["station-f"]}' and rasa.asked[0].metadata["shown"] == "What it costs"
    assert [message.get("text") for message in await page.history() if message["from"] == "user"] == ["What it costs"]


async def test_a_button_without_a_title_never_shows_its_command(page):
    await page.say(payload="a|ask_cost|station-f")
    assert (await page.history())[0].get("text") == ""


async def test_a_typed_command_is_a_text(page, rasa):
    await page.say("/restart")
    assert rasa.asked[0].text == "restart"


@pytest.mark.parametrize("raw", [b"", b"not json", b"[]", b'"text"', b"{}", b'{"text": 3}', b'{"text": null}', b'{"payload": ["m"]}', b"\xff\xfe", b"[" * 9000], ids=range(10))
async def test_what_is_not_of_the_protocol_is_refused(page, rasa, raw):
    await refused(await page.call("POST", "/message", raw=raw), 400, "bad_json")
    assert not rasa.asked


@pytest.mark.parametrize("body, status, code", [
    ({"text": "  \n"}, 400, "empty"),
    ({"text": "\u200b"}, 400, "empty"),
    ({"text": "x" * 2001}, 413, "too_long"),
    ({"payload": "a|ask_cost|../x"}, 400, "unknown_payload"),
    ({"payload": "/restart"}, 400, "unknown_payload"),
    ({"payload": "t| / "}, 400, "empty"),
    ({"text": "x", "padding": "y" * 16400}, 413, "too_large"),
])
async def test_what_cannot_be_answered_says_why(page, rasa, body, status, code):
    await refused(await page.call("POST", "/message", body), status, code)
    assert not rasa.asked


async def test_the_longest_message_is_answered(page):
    parts = await page.say("é" * 2000)
    assert parts[-1] == ("end", {})


@pytest.mark.parametrize("lang, source", [("de", "page"), (3, "choice"), (["fr"], "page"), ({"a": 1}, None), ("fr", {"x": 1})])
async def test_strange_languages_break_nothing(page, rasa, lang, source):
    assert (await page.say("hello", lang=lang, lang_source=source))[-1][0] == "end"
    assert rasa.asked[0].metadata.get("language", {"value": "fr"})["value"] == "fr"


@pytest.mark.parametrize("headers, code", [
    ({}, "session_invalid"), ({"Authorization": "Bearer x.y.z"}, "session_invalid"), ({"Authorization": "Basic abc"}, "session_invalid"),
    ({"Authorization": "Bearer "}, "session_invalid"),
])
@pytest.mark.parametrize("method, path", [("POST", "/message"), ("GET", "/history"), ("GET", "/export"), ("DELETE", "/session")])
async def test_without_a_session_nothing_is_done(visit, rasa, headers, code, method, path):
    await refused(await visit().call(method, path, {"text": "x"} if method == "POST" else None, **headers), 401, code)
    assert not rasa.asked


async def test_an_expired_session_says_so(visit, channel, monkeypatch):
    stranger = visit()
    now = module.Sessions._token.__globals__["time"].time()
    monkeypatch.setattr("bot.channels.web.sessions.time.time", lambda: now - channel.sessions.lifetime - 5)
    stranger.token = channel.sessions.create()
    monkeypatch.undo()
    await refused(await stranger.call("POST", "/message", {"text": "x"}), 401, "session_expired")


@pytest.mark.parametrize("call", [("POST", "/message", {"text": "hello"}), ("GET", "/history"), ("GET", "/export")])
async def test_a_token_near_its_end_is_renewed_with_any_reply(visit, channel, monkeypatch, call):
    early = visit()
    now = module.Sessions._token.__globals__["time"].time()
    monkeypatch.setattr("bot.channels.web.sessions.time.time", lambda: now - channel.sessions.lifetime * 0.6)
    early.token = channel.sessions.create()
    monkeypatch.undo()
    reply = await early.call(*call)
    assert channel.sessions.check(reply.headers["X-Session-Token"]).id == channel.sessions.check(early.token).id


async def test_too_many_messages_wait(page, channel, rasa):
    channel.shares.sessions = MemoryLimiter(2, lambda: 0.0)
    await page.say("one")
    await page.say("two")
    reply = await refused(await page.call("POST", "/message", {"text": "three"}), 429, "too_many")
    assert int(reply.headers["Retry-After"]) > 0 and reply.headers["Retry-After"] in (await reply.json())["error"]["message"]["en"]
    assert len(rasa.asked) == 2


async def test_many_sessions_of_one_address_wait_too(visit, channel):
    channel.shares.addresses = MemoryLimiter(2, lambda: 0.0)
    for _ in range(2):
        await visit().open()
    await refused(await visit().call("POST", "/session", {}), 429, "too_many")


async def test_while_rasa_starts_people_are_told(page, agent):
    agent.ready = False
    await refused(await page.call("POST", "/message", {"text": "hello"}), 503, "starting")
    reply = await page.call("GET", "/health")
    assert reply.status == 503 and (await reply.json())["status"] == "starting"


async def test_health_needs_no_session_and_tells_the_knowledge(visit):
    reply = await visit().call("GET", "/health")
    body = await reply.json()
    assert reply.status == 200 and body["status"] == "ok" and body["records"] > 100 and body["knowledge"] and body["languages"] == ["en", "fr"]


async def failed(parts):
    assert [name for name, _ in parts] == ["error", "end"] and parts[0][1]["error"]["code"] == "failed"
    assert set(parts[0][1]["error"]["message"]) == {"en", "fr"} and "secret detail" not in json.dumps(parts)


async def test_a_failing_handler_is_told_in_the_stream(page, rasa):
    rasa.failure = RuntimeError("secret detail")
    await failed(await page.say("hello"))


async def test_silence_is_a_failure_too(page, rasa):
    rasa.reply = lambda message: []
    await failed(await page.say("hello"))


async def test_a_slow_answer_keeps_the_line_open(page, rasa, monkeypatch):
    monkeypatch.setattr(module, "SLOW", 0.02)
    rasa.gate.clear()
    asyncio.get_running_loop().call_later(0.2, rasa.gate.set)
    parts = await page.say("hello")
    assert parts[0] == ("comment", "working") and [name for name, _ in parts if name != "comment"] == ["message", "end"]


async def until(condition):
    async def wait():
        while not condition():
            await asyncio.sleep(0.01)
    await asyncio.wait_for(wait(), 20)


async def hang_up(page, rasa, body):
    """Sends a message and closes the connection while Rasa is at work."""
    rasa.gate.clear()
    before = len(rasa.asked)
    async with aiohttp.ClientSession() as http:
        async with http.post(page.base + API + "/message", data=json.dumps(body), headers={"Authorization": f"Bearer {page.token}"}):
            await until(lambda: len(rasa.asked) > before)


async def test_a_page_that_goes_away_finds_its_answer_on_return(page, rasa):
    await hang_up(page, rasa, {"text": "hello", "id": "m1"})
    rasa.gate.set()
    for _ in range(200):
        if len(await page.history()) == 2:
            break
        await asyncio.sleep(0.05)
    assert [message["from"] for message in await page.history()] == ["user", "bot"]


async def test_a_message_sent_again_is_answered_once(page, rasa):
    first = await page.say("hello", id="m1")
    assert await page.say("hello", id="m1") == first and len(rasa.asked) == 1
    await page.say("hello", id="m2")
    assert len(rasa.asked) == 2 and len(await page.history()) == 4


async def test_a_message_sent_again_while_it_is_answered_is_answered_once(page, rasa):
    await hang_up(page, rasa, {"text": "hello", "id": " m1 "})
    again = asyncio.ensure_future(page.say("hello", id=" m1 "))
    await asyncio.sleep(0.2)
    rasa.gate.set()
    assert [part for part in await again if part[0] != "comment"] == [("message", answer("Answer to hello")), ("end", {})]
    assert len(rasa.asked) == 1 and len(await page.history()) == 2


async def test_the_same_id_of_another_session_is_another_message(page, visit, rasa):
    await page.say("hello", id="m1")
    other = visit()
    await other.open()
    await other.say("hello", id="m1")
    assert len(rasa.asked) == 2


async def test_a_message_that_failed_may_be_sent_again(page, rasa):
    rasa.failure = RuntimeError()
    await page.say("hello", id="m1")
    rasa.failure = None
    assert (await page.say("hello", id="m1"))[0] == ("message", answer("Answer to hello"))
