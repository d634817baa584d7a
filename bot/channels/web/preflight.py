"""A browser's question before a cross-origin request, answered by this channel and not by Rasa.

Rasa's server answers every OPTIONS request itself, before any route is reached, and by its own `--cors` option, which knows
nothing of the sites allowed here: without this, no other site could talk to the assistant.
"""

from __future__ import annotations

from typing import Any, Optional, Tuple

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from bot.channels.web.replies import cross_origin_headers

API = "/webhooks/web/"


def answer_preflights(blueprint: Blueprint, origins: Tuple[str, ...]) -> None:
    """Has the channel answer them for the sites in `origins`, once the blueprint's server starts."""

    async def preflight(request: Request) -> Optional[HTTPResponse]:
        if request.method == "OPTIONS" and request.path.startswith(API):
            return empty(headers=cross_origin_headers(request, origins))
        return None

    @blueprint.listener("before_server_start")
    async def first(app: Any, _loop: Any) -> None:
        # Before Rasa's own, which stands first since it was put there when the server was made.
        app.request_middleware.appendleft(preflight)
