"""Which sites may use the chat, and that a session of one is of no use to another."""

from __future__ import annotations

import pytest
from web_server import OTHER_SITE, SITE, Page

from bot.settings import Settings

pytestmark = pytest.mark.asyncio
CALLS = [("POST", "/session", {}), ("GET", "/history"), ("GET", "/export"), ("DELETE", "/session"), ("POST", "/message", {"text": "x"}), ("GET", "/health")]


async def test_an_allowed_site_can_read_the_replies(visit):
    page = visit(SITE)
    reply = await page.call("POST", "/session", {})
    assert reply.headers["Access-Control-Allow-Origin"] == SITE and reply.headers["Vary"] == "Origin"
    assert "x-session-token" in reply.headers["Access-Control-Expose-Headers"] and "Access-Control-Allow-Credentials" not in reply.headers
    page.token = (await reply.json())["token"]
    assert (await page.call("POST", "/message", {"text": "hello"})).headers["Access-Control-Allow-Origin"] == SITE
    assert (await page.say("hello"))[-1] == ("end", {})


async def test_errors_can_be_read_by_the_site_too(visit):
    assert (await visit(SITE).call("GET", "/history")).headers["Access-Control-Allow-Origin"] == SITE


@pytest.mark.parametrize("call", CALLS)
async def test_another_site_is_refused_everything(visit, page, rasa, call):
    stranger = visit(OTHER_SITE)
    stranger.token = page.token
    reply = await stranger.call(*call)
    assert reply.status == 403 and (await reply.json())["error"]["code"] == "origin" and "Access-Control-Allow-Origin" not in reply.headers
    assert not rasa.asked


@pytest.mark.parametrize("path", ["/session", "/message", "/history", "/export", "/health"])
async def test_the_browsers_question_before_the_request(visit, path):
    reply = await visit(SITE).call("OPTIONS", path)
    assert reply.status == 204 and reply.headers["Access-Control-Allow-Origin"] == SITE
    assert "authorization" in reply.headers["Access-Control-Allow-Headers"] and "DELETE" in reply.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in (await visit(OTHER_SITE).call("OPTIONS", path)).headers


async def test_the_servers_own_page_needs_no_permission(visit, address):
    page = visit(address)
    await page.open()
    assert (await page.say("hello"))[-1] == ("end", {})


class TestAnySite:
    """With WEB_ORIGINS=* every site may use the chat, but only with sessions of its own."""

    @pytest.fixture
    def settings(self):
        return Settings(session_secret="a secret for the tests", web_origins=("*",))

    async def test_a_stolen_token_is_of_no_use_on_another_site(self, visit):
        page = visit(SITE)
        await page.open()
        thief = Page(page.http, page.base, OTHER_SITE)
        thief.token = page.token
        reply = await thief.call("GET", "/history")
        assert reply.status == 401 and reply.headers["Access-Control-Allow-Origin"] == OTHER_SITE
        await thief.open()
        assert await thief.history() == []


class TestBehindProxies:
    """The address that limits count is the one the trusted proxy saw, never what the visitor wrote."""

    @pytest.fixture
    def settings(self):
        return Settings(session_secret="a secret for the tests", messages_per_minute=1, trusted_proxies=1)

    async def created(self, visit, forwarded):
        return (await visit().call("POST", "/session", {}, **{"X-Forwarded-For": forwarded})).status

    async def test_each_address_has_its_own_share(self, visit):
        assert [await self.created(visit, f"{n}.{n}.{n}.{n}, 10.0.0.1") for n in range(7)] == [200] * 6 + [429]
        assert await self.created(visit, "10.0.0.1, 10.0.0.2") == 200
