"""The webhook: inside a Sanic server as Rasa runs it."""

from __future__ import annotations

from typing import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.channels.telegram.channel import SECRET_HEADER, TelegramChannel
from bot.channels.telegram.settings import WEBHOOK_PATH
from tests.channels.serving import serving

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def many_servers(monkeypatch):
    """Sanic rewrites its own methods when a server starts; outside its test mode it cannot do so twice."""
    monkeypatch.setattr(Sanic, "test_mode", True)


@pytest_asyncio.fixture
async def server(api, rasa, settings_for) -> AsyncIterator[str]:
    """The address of a server whose webhook is set at the fake Bot API."""
    channel = TelegramChannel(settings_for(api, webhook_url="http://placeholder.invalid" + WEBHOOK_PATH))
    async with serving(channel, rasa) as address:
        await api.world.until(lambda: api.world.webhook["url"])
        api.world.webhook["url"] = address + WEBHOOK_PATH
        yield address


async def test_webhook_carries_a_conversation(api, server, rasa, ada):
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to Hello"]
    assert [status for _, status in api.world.deliveries] == [200]
    assert api.world.polls == 0


async def test_webhook_is_set_with_secret_and_the_updates_wanted(api, server):
    given, = api.world.of("setWebhook")
    assert given["secret_token"] == "a-secret"
    assert "inline_query" in given["allowed_updates"] and "channel_post" not in given["allowed_updates"]


async def test_forged_secret_is_refused(api, server, rasa, ada):
    update = {"update_id": 1, "message": api.world.new_message(ada.chat, ada.user, text="forged")}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: ""}, {SECRET_HEADER: "a-secret "[:-2]}):
            async with session.post(server + WEBHOOK_PATH, json=update, headers=headers) as reply:
                assert reply.status == 403
        async with session.post(server + WEBHOOK_PATH, json=update, headers={SECRET_HEADER: "a-secret"}) as reply:
            assert reply.status == 200
    await api.world.until(lambda: api.world.texts())
    assert rasa.texts == ["forged"]


async def test_nonsense_with_the_right_secret_does_no_harm(api, server, rasa, ada):
    bodies = [
        b"[]", b"17", b'"x"', b"{}", b'{"update_id": "x"}', b'{"update_id": 3}', b'{"update_id": 4, "message": null}',
        b'{"update_id": 5, "message": {"chat": {"id": 1}}}', b'{"update_id": 6, "message": {"from": {"id": 1}, "chat": 3}}',
        b'{"update_id": 7, "message": {"from": {"id": 1}, "chat": {"id": 1}}}',
        b'{"update_id": 8, "callback_query": {"from": {"id": 1}, "message": []}}',
        b'{"update_id": 9, "brand_new_kind": {"from": {"id": 1}}}', b'{"update_id": true, "message": {}}',
        b'{"update_id": 99999999999999999999, "message": {"from": {"id": 1}, "chat": {"id": 1}}}',
    ]
    async with aiohttp.ClientSession(headers={SECRET_HEADER: "a-secret"}) as session:
        for body in bodies:
            async with session.post(server + WEBHOOK_PATH, data=body) as reply:
                assert reply.status == 200, body
        async with session.post(server + WEBHOOK_PATH, data=b"{broken") as reply:
            assert reply.status == 400
        async with session.post(server + WEBHOOK_PATH, data=b'{"x": "' + b"y" * 1_000_001 + b'"}') as reply:
            assert reply.status == 413
    await ada.says("Still there?")
    await api.world.until(lambda: rasa.asked)
    assert rasa.texts == ["Still there?"]


async def test_update_delivered_twice_is_answered_once(api, server, rasa, ada):
    update = await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    await api.world.push_raw(update)
    await api.world.until(lambda: len(api.world.deliveries) == 2)
    await ada.says("And now?")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert rasa.texts == ["Hello", "And now?"]


async def test_channel_without_a_token_does_nothing(monkeypatch):
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    channel = TelegramChannel.from_credentials(None)

    async def never(message: UserMessage) -> None:
        raise AssertionError
    async with serving(channel, never) as address:
        async with aiohttp.ClientSession() as session:
            async with session.post(address + WEBHOOK_PATH, json={}) as reply:
                assert reply.status == 404
    assert channel.get_output_channel() is None


async def test_reminder_reaches_the_person_unasked(api, rasa, settings_for, ada):
    channel = TelegramChannel(settings_for(api))
    async with serving(channel, rasa):
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())
        output = channel.get_output_channel()
        await output.send_response(f"telegram:{ada.id}:{ada.id}", {"text": "The deadline is **tomorrow**."})
        await api.world.until(lambda: len(api.world.texts()) == 2)
        with pytest.raises(ValueError):
            await output.send_response("web:1", {"text": "x"})
    assert api.world.texts(ada.id)[1] == "The deadline is tomorrow."
