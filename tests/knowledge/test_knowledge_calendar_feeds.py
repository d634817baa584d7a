"""Calendars to subscribe to: one event, a topic, a list, a search, and deadlines apart from them."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from knowledge_samples import EVENT, PLACE, changed, save

from knowledge import calendar_feeds as feeds
from knowledge.store import Filter, open_store

ON = dt.date(2026, 11, 22)


@pytest.fixture
def store(records):
    """Two events to come with one deadline, one that is over, and a place."""
    site = {"source": "site"}
    save(
        records, PLACE,
        changed(EVENT, topics=["nlp"], facts=[*EVENT["facts"], {"property": "cfp_deadline", "value": "2026-11-25", **site}]),
        changed(EVENT, id="robot-day", name={"en": "Robot Day", "fr": "Journée des robots"}, topics=["robotics"],
                facts=[{"property": "dates", "value": {"start": "2027-03-28", "end": "2027-03-28", "start_time": "18:30", "end_time": "20:00"}, **site}]),
        changed(EVENT, id="old-day", name={"en": "Old Day", "fr": "Jour passé"}, topics=["nlp"],
                facts=[{"property": "dates", "value": {"start": "2026-01-01", "end": "2026-01-02"}, **site}]),
    )
    return open_store(records)


def parsed(text):
    calendar = icalendar.Calendar.from_ical(text)
    return str(calendar["x-wr-calname"]), [str(event["uid"]).rpartition("-20")[0] for event in calendar.walk("VEVENT")]


def test_one_event(store):
    (event,) = icalendar.Calendar.from_ical(feeds.event_feed(store, "robot-day", "fr", ON)).walk("VEVENT")
    assert event["summary"] == "Journée des robots" and event["dtstart"].dt.utcoffset() == dt.timedelta(hours=2)
    assert feeds.event_feed(store, "old-day", "en", ON) is None and feeds.event_feed(store, "no-such", "en", ON) is None


def test_a_topic_holds_what_is_to_come_on_it(store):
    name, uids = parsed(feeds.topic_feed(store, "nlp", "fr", ON))
    assert uids == ["journee-test"] and name != "nlp"
    assert parsed(feeds.topic_feed(store, "ethics", "en", ON))[1] == [] and feeds.topic_feed(store, "no-such", "en", ON) is None


def test_a_list_keeps_its_filter_and_drops_days_gone_by(store):
    assert parsed(feeds.list_feed(store, Filter(), "en", ON)) == ("All events", ["journee-test", "robot-day"])
    until = Filter(start=dt.date(2026, 1, 1), end=dt.date(2027, 1, 1))
    assert parsed(feeds.list_feed(store, until, "en", ON, "This year")) == ("This year", ["journee-test"])
    assert parsed(feeds.list_feed(store, Filter(end=dt.date(2026, 6, 1)), "en", ON))[1] == ["journee-test", "robot-day"]


def test_a_search_bears_its_words(store):
    assert parsed(feeds.search_feed(store, "  robots \n", "fr", ON)) == ("robots", ["robot-day"])
    assert parsed(feeds.search_feed(store, "zorblax", "fr", ON)) == ("zorblax", [])
    assert parsed(feeds.search_feed(store, "hall", "en", ON))[1] == []


def test_deadlines_stand_apart(store):
    assert parsed(feeds.deadlines_feed(store, "en", ON)) == ("Deadlines", ["journee-test-cfp_deadline"])
    assert parsed(feeds.deadlines_feed(store, "fr", ON + dt.timedelta(days=4)))[1] == []
