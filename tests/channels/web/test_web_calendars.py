"""Calendars that a calendar program subscribes to, over HTTP."""

from __future__ import annotations

import pytest
from icalendar import Calendar

from actions.turn import open_store_once

pytestmark = pytest.mark.asyncio


async def fetched(page, path):
    async with page.http.get(page.base + path) as reply:
        return reply, await reply.text()


@pytest.mark.parametrize("path", ["events.ics", "deadlines.ics?lang=fr", "topic/machine-learning.ics", "search.ics?q=data&lang=fr"])
async def test_a_feed_is_a_calendar(visit, path):
    reply, body = await fetched(visit(), f"/calendar/{path}")
    assert reply.status == 200 and reply.headers["Content-Type"].startswith("text/calendar")
    assert reply.headers["Cache-Control"] == "public, max-age=3600" and "set-cookie" not in reply.headers
    assert Calendar.from_ical(body)["version"] == "2.0"


async def test_the_feed_of_all_events_has_those_to_come_with_their_source(visit, monkeypatch):
    monkeypatch.setenv("TODAY", "2026-11-01")
    _, body = await fetched(visit(), "/calendar/events.ics")
    events = Calendar.from_ical(body).walk("VEVENT")
    assert len(events) >= 5 and all(str(event["uid"]) and event["dtstart"].dt.year >= 2026 for event in events)


async def test_one_event_by_its_id(visit, monkeypatch):
    monkeypatch.setenv("TODAY", "2026-11-01")
    store = open_store_once()
    known = next(one for one in store.ids("event") if any(f.value.start.isoformat() > "2026-11-01" for f in store.record(one).facts_of("dates")))
    reply, body = await fetched(visit(), f"/calendar/event/{known}.ics")
    assert reply.status == 200 and len(Calendar.from_ical(body).walk("VEVENT")) >= 1


@pytest.mark.parametrize("path", ["event/nothing-at-all.ics", "topic/cooking.ics", "search.ics", "search.ics?q=%20"])
async def test_what_there_is_not_is_said(visit, path):
    reply, body = await fetched(visit(), f"/calendar/{path}")
    assert reply.status == 404 and "Traceback" not in body


@pytest.mark.parametrize("query", ["'%22%3B%20drop%20table%20records--", "x" * 5000, "%00%ff", "%F0%9F%98%80"])
async def test_odd_searches_do_no_harm(visit, query):
    reply, body = await fetched(visit(), f"/calendar/search.ics?q={query}")
    assert reply.status in (200, 404) and "Traceback" not in body
