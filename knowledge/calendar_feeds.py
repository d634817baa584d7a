"""Calendars to subscribe to: the events of a list, of a search or of a topic, and deadlines apart. Texts in iCalendar form.

What serves them over HTTP hands in the store and the day; nothing here asks the network.
"""

from __future__ import annotations

import datetime as dt
from typing import Iterable, List, Optional

from icalendar import Calendar, Event

from knowledge.calendar import PRODUCT, event_component, event_ics
from knowledge.operations.wording import words
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact, Record
from knowledge.store import Filter, Store

DEADLINES = ("application_deadline", "cfp_deadline")
# Of a search, so that a broad one stays a calendar somebody can read.
MOST_FOUND = 50


def event_feed(store: Store, record_id: str, language: str, on: dt.date) -> Optional[str]:
    """The next edition of one event; None when there is no such record or nothing is known to come."""
    record = store.record(record_id)
    return event_ics(record, language, on) if record else None


def topic_feed(store: Store, topic: str, language: str, on: dt.date) -> Optional[str]:
    """All to come on a topic of the vocabulary (empty: nothing yet); None when there is no such topic."""
    facet = vocabulary.facets("topics").get(topic)
    return list_feed(store, Filter(topics=(topic,)), language, on, facet.label.in_language(language)) if facet else None


def list_feed(store: Store, wanted: Filter, language: str, on: dt.date, name: str = "") -> str:
    """All to come that satisfies a filter, whatever day it begins on; `name`: shown by calendar programs."""
    coming = Filter(**{**vars(wanted), "start": on, "end": wanted.end if wanted.end and wanted.end > on else None})
    return calendar_of(name or words(language).say("all_events"), events_of(_records(store, (hit.id for hit in store.find(coming))), language, on))


def search_feed(store: Store, text: str, language: str, on: dt.date) -> str:
    """All to come of the events and meetups whose names or texts share words with `text`."""
    found = store.search(text, language, MOST_FOUND, kinds=("event", "meetup"))
    return calendar_of(" ".join(text.split())[:100], events_of(_records(store, (hit.id for hit in found)), language, on))


def deadlines_feed(store: Store, language: str, on: dt.date) -> str:
    """Every deadline to come."""
    having = (hit.id for hit in store.find(Filter(properties=DEADLINES)))
    return calendar_of(words(language).say("deadlines"), deadlines_of(_records(store, having), language, on))


def calendar_of(name: str, events: List[Event]) -> str:
    """A calendar of these events, in the order of their dates."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in sorted(events, key=lambda event: (str(event["dtstart"].dt), event["uid"])):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def dates_to_come(record: Record, on: dt.date) -> List[Fact]:
    """The record's dates that have not ended."""
    return [fact for fact in record.facts_of("dates") if fact.value.end >= on]


def events_of(records: Iterable[Record], language: str, on: dt.date) -> List[Event]:
    """One VEVENT for each date to come."""
    return [event_component(one, fact.value, language) for one in records for fact in dates_to_come(one, on)]


def deadlines_of(records: Iterable[Record], language: str, on: dt.date) -> List[Event]:
    """One VEVENT for each deadline to come that is known to the day."""
    found = []
    for record in records:
        for fact in record.facts_of(*DEADLINES):
            # A month or a year is no day to put into a calendar.
            if len(fact.value.date) == 10 and fact.value.first_day >= on:
                found.append(_deadline(record, fact, language))
    return found


def _deadline(record: Record, fact: Fact, language: str) -> Event:
    event, day = Event(), fact.value.first_day
    label = vocabulary.properties()[fact.property].label.in_language(language)
    event.add("uid", f"{record.id}-{fact.property}-{day.isoformat()}@paris-ai-assistant")
    event.add("summary", words(language).say("deadline", label=label, name=record.name.in_language(language)))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("dtstamp", dt.datetime.combine(record.as_of(fact), dt.time(), dt.timezone.utc))
    event.add("transp", "TRANSPARENT")
    event.add("url", record.link("apply", "form", "tickets", "website") or record.source_of(fact).url)
    return event


def _records(store: Store, ids: Iterable[str]) -> List[Record]:
    return [record for record in map(store.record, ids) if record]
