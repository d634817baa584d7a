"""Under Rasa's own handling of cross-origin requests, this channel still answers for the sites it allows, and only for them."""

from __future__ import annotations

import pytest
from rasa.server import configure_cors
from sanic import Sanic
from web_server import OTHER_SITE, SITE

pytestmark = pytest.mark.asyncio


class SanicOfRasa(Sanic):
    """A server made as `rasa run` makes it, without `--cors`."""

    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        configure_cors(self, None)


@pytest.fixture(autouse=True)
def as_rasa_runs(monkeypatch):
    """The tests' server is made by Rasa's rules."""
    monkeypatch.setattr("tests.channels.serving.Sanic", SanicOfRasa)


@pytest.mark.parametrize("path", ["/session", "/message", "/history", "/export"])
async def test_an_allowed_site_is_told_so_before_it_asks(visit, path):
    reply = await visit(SITE).call("OPTIONS", path, **{"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"})
    assert reply.status == 204 and reply.headers["Access-Control-Allow-Origin"] == SITE
    assert "authorization" in reply.headers["Access-Control-Allow-Headers"] and "DELETE" in reply.headers["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in reply.headers


async def test_another_site_is_not(visit):
    reply = await visit(OTHER_SITE).call("OPTIONS", "/session", **{"Access-Control-Request-Method": "POST"})
    assert "Access-Control-Allow-Origin" not in reply.headers


async def test_an_allowed_site_can_talk(visit):
    page = visit(SITE)
    reply = await page.call("POST", "/session", {})
    assert reply.headers["Access-Control-Allow-Origin"] == SITE
    page.token = (await reply.json())["token"]
    assert (await page.say("hello"))[-1] == ("end", {})
