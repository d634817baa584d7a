"""Calendar files (iCalendar, RFC 5545) from records. All-day events end on the day after, as the format wants."""

from __future__ import annotations

import datetime as dt
from typing import Optional

from icalendar import Calendar, Event

from knowledge.freshness import PARIS
from knowledge.schema.records import Record
from knowledge.schema.values import DateRange

PRODUCT = "-//Paris AI assistant//events//EN"


def next_dates(record: Record, today: dt.date) -> Optional[DateRange]:
    """The event's first dates that have not ended on `today`, or None."""
    coming = [fact.value for fact in record.facts_of("dates") if fact.value.end >= today]
    return min(coming, key=lambda dates: dates.start) if coming else None


def event_ics(record: Record, language: str, today: dt.date) -> Optional[str]:
    """An .ics text for the next edition of an event, or None when none is known to come."""
    dates = next_dates(record, today)
    if not dates:
        return None
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(event_component(record, dates, language))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def event_component(record: Record, dates: DateRange, language: str) -> Event:
    """One VEVENT. `uid` is stable per record and edition, so that a second import updates the first."""
    event = Event()
    event.add("uid", f"{record.id}-{dates.start.isoformat()}@paris-ai-assistant")
    event.add("summary", record.name.in_language(language))
    event.add("description", record.summary.in_language(language))
    if dates.start_time:
        start = dt.datetime.combine(dates.start, dt.time.fromisoformat(dates.start_time), PARIS)
        event.add("dtstart", start)
        if dates.end_time:
            event.add("dtend", dt.datetime.combine(dates.end, dt.time.fromisoformat(dates.end_time), PARIS))
        elif dates.end > dates.start:
            event.add("dtend", dt.datetime.combine(dates.end + dt.timedelta(days=1), dt.time(), PARIS))
    else:
        event.add("dtstart", dates.start)
        event.add("dtend", dates.end + dt.timedelta(days=1))
    fact = next(f for f in record.facts if f.value == dates)
    event.add("status", "CONFIRMED" if fact.confidence == "confirmed" else "TENTATIVE")
    stamp = record.as_of(fact)
    event.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.timezone.utc))
    if record.location and record.location.address:
        event.add("location", record.location.address)
    url = record.link("website", "tickets")
    if url:
        event.add("url", url)
    return event
