"""Calendar files of what is to come: all events, one file a topic, deadlines apart, in each language."""

from __future__ import annotations

import datetime as dt
from typing import Dict, List

from icalendar import Calendar, Event

from knowledge.calendar import PRODUCT, event_component
from knowledge.operations.wording import words
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact, Record

DEADLINES = ("application_deadline", "cfp_deadline")


def calendar_files(records: List[Record], language: str, on: dt.date) -> Dict[str, str]:
    """Calendar texts by file name: `events.ics`, `topic-<topic>.ics` where there is an event, `deadlines.ics`."""
    say = words(language).say
    coming = [record for record in records if _dates_to_come(record, on)]
    files = {"events.ics": _calendar(say("all_events"), _events(coming, language, on))}
    for topic, facet in vocabulary.facets("topics").items():
        of_topic = _events([record for record in coming if topic in record.topics], language, on)
        if of_topic:
            files[f"topic-{topic}.ics"] = _calendar(facet.label.in_language(language), of_topic)
    files["deadlines.ics"] = _calendar(say("deadlines"), _deadlines(records, language, on))
    return files


def _calendar(name: str, events: List[Event]) -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    for event in sorted(events, key=lambda event: (str(event["dtstart"].dt), event["uid"])):
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def _dates_to_come(record: Record, on: dt.date) -> List[Fact]:
    return [fact for fact in record.facts_of("dates") if fact.value.end >= on]


def _events(records: List[Record], language: str, on: dt.date) -> List[Event]:
    return [event_component(one, fact.value, language) for one in records for fact in _dates_to_come(one, on)]


def _deadlines(records: List[Record], language: str, on: dt.date) -> List[Event]:
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
