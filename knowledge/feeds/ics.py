"""Calendars (iCalendar, RFC 5545) → occurrences: recurrences, exceptions and time zones resolved to Paris."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, Iterable, List, Tuple

import recurring_ical_events
import x_wr_timezone
from icalendar import Calendar, Event

from knowledge.feeds.occurrence import MAX_PLACE, MAX_TITLE, NotThisFormat, Unusable, clean, days_and_times, web_address
from knowledge.freshness import PARIS

# More than this from one calendar is a mistake or an attack.
MAX_OCCURRENCES, MAX_SERIES = 1000, 200
# Recurrences are followed so many days at a time, so that a crowded calendar stops early.
STRIDE = dt.timedelta(days=31)
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")


def read_ics(body: bytes, start: dt.date, end: dt.date) -> Tuple[List[Dict[str, Any]], List[str]]:
    """Occurrences between two days (half-open) as fields of `Occurrence`, and a line for each event left out.

    Raises NotThisFormat.
    """
    try:
        calendar = Calendar.from_ical(body)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise NotThisFormat(f"not a calendar: {clean(error, 120)}") from None
    if calendar.name != "VCALENDAR":
        raise NotThisFormat(f"not a calendar but a {clean(calendar.name, 20)}")
    good, problems = _sound(calendar)
    found = []
    for event in _occurring(good, start, end, problems):
        try:
            found.append(_fields(event))
        except Unusable as reason:
            problems.append(f"{_title(event)!r}: {reason}")
    return found, problems


def _sound(calendar: Calendar) -> Tuple[Calendar, List[str]]:
    """The calendar with only the events that can be expanded, its own time zone applied."""
    kept, problems, series = Calendar(), [], 0
    for key, value in calendar.property_items(recursive=False):
        if key not in ("BEGIN", "END"):
            kept.add(key, value)
    for component in calendar.subcomponents:
        if component.name == "VTIMEZONE":
            kept.add_component(component)
        elif component.name == "VEVENT":
            try:
                series += _check(component)
                if "RRULE" in component and series > MAX_SERIES:
                    raise Unusable(f"one of more than {MAX_SERIES} repeating events")
                kept.add_component(component)
            except Unusable as reason:
                problems.append(f"{_title(component)!r}: {reason}")
    return x_wr_timezone.to_standard(kept), problems


def _check(event: Event) -> int:
    """How many recurrence rules the event has. Raises Unusable when it cannot or must not be expanded."""
    try:
        start, end = event.start, event.end
    except Exception as error:  # icalendar raises several kinds on broken dates
        raise Unusable(f"dates cannot be read ({type(error).__name__})") from None
    days_and_times(start, end if "DTEND" in event or "DURATION" in event else None)
    rules = event.get("RRULE") or []
    rules = rules if isinstance(rules, list) else [rules]
    for rule in rules:
        if str((rule.get("FREQ") or [""])[0]).upper() in TOO_OFTEN or any(k in rule for k in ("BYHOUR", "BYMINUTE", "BYSECOND")):
            raise Unusable("repeats within a day")
        if any(int(step) < 1 for step in rule.get("INTERVAL", [])):
            raise Unusable("repeats at no interval")
    return len(rules)


def _occurring(calendar: Calendar, start: dt.date, end: dt.date, problems: List[str]) -> Iterable[Event]:
    series = recurring_ical_events.of(calendar, skip_bad_series=True)
    seen = set()
    while start < end:
        stop = min(start + STRIDE, end)
        try:
            events = series.between(_midnight(start), _midnight(stop))
        except (ValueError, OverflowError, TypeError) as error:
            problems.append(f"recurrences could not be followed to the end: {clean(error, 120)}")
            return
        for event in events:
            # An event that goes on past a stride comes again in the next one.
            key = (str(event.get("UID")), str(event.start), _title(event))
            if key in seen or str(event.get("STATUS", "")).upper() == "CANCELLED":
                continue
            if len(seen) == MAX_OCCURRENCES:
                problems.append(f"more than {MAX_OCCURRENCES} events: the rest is left out")
                return
            seen.add(key)
            yield event
        start = stop


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), PARIS)


def _fields(event: Event) -> Dict[str, Any]:
    title = _title(event)
    if not title:
        raise Unusable("has no title")
    ends = event.end if "DTEND" in event or "DURATION" in event else None
    fields = {**days_and_times(event.start, ends), "title": title}
    place, url = clean(event.get("LOCATION"), MAX_PLACE), web_address(event.get("URL"))
    return {**fields, **({"place": place} if place else {}), **({"url": url} if url else {})}


def _title(event: Event) -> str:
    return clean(event.get("SUMMARY"), MAX_TITLE)
