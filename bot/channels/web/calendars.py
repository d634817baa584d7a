"""Calendars to subscribe to, as `.ics`: one event, a topic, all events, a search, and deadlines apart.

    /calendar/events.ics, /calendar/deadlines.ics, /calendar/topic/<topic>.ics, /calendar/event/<id>.ics,
    /calendar/search.ics?q=…       each with ?lang=en (the default) or fr
"""

from __future__ import annotations

from typing import Callable, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, text

from actions.filters import DATED
from actions.turn import open_store_once
from bot.channels.web.pages import HOUR
from bot.channels.web.replies import error
from knowledge import calendar_feeds
from knowledge.freshness import today
from knowledge.store import Filter

LANGUAGES = ("en", "fr")
MOST_LETTERS = 100
_FILE = r"[a-z0-9-]+\.ics"


def add_routes(blueprint: Blueprint) -> None:
    """Adds the calendars' addresses."""

    def route(path: str, name: str, feed: Callable[..., Optional[str]]) -> None:
        async def handler(request: Request, **parts: str) -> HTTPResponse:
            language = request.args.get("lang") if request.args.get("lang") in LANGUAGES else LANGUAGES[0]
            asked = request.args.get("q", "").strip()[:MOST_LETTERS]
            return _sent(feed(open_store_once(), language, asked, **parts), name)

        blueprint.add_route(handler, f"/calendar/{path}", methods=["GET"], name=f"calendar_{name}")

    route("events.ics", "events", lambda store, language, _: calendar_feeds.list_feed(store, Filter(kinds=DATED), language, today()))
    route("deadlines.ics", "deadlines", lambda store, language, _: calendar_feeds.deadlines_feed(store, language, today()))
    route("search.ics", "search", lambda store, language, asked: calendar_feeds.search_feed(store, asked, language, today()) if asked else None)
    route(f"topic/<file:{_FILE}>", "topic", lambda store, language, _, file: calendar_feeds.topic_feed(store, file[:-4], language, today()))
    route(f"event/<file:{_FILE}>", "event", lambda store, language, _, file: calendar_feeds.event_feed(store, file[:-4], language, today()))


def _sent(calendar: Optional[str], name: str) -> HTTPResponse:
    if calendar is None:
        return error("not_found", 404)
    headers = {
        "Cache-Control": HOUR, "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="paris-ai-{name}.ics"',
    }
    return text(calendar, headers=headers, content_type="text/calendar; charset=utf-8")
