"""Calendar files: whole days, times in Paris on both sides of the clock change, stable identity."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from knowledge_samples import EVENT, PLACE, changed

from knowledge.calendar import event_ics, next_dates
from knowledge.schema.records import Record

TODAY = dt.date(2026, 5, 1)


def dated(**value):
    return Record(**changed(EVENT, facts=[{"property": "dates", "value": value, "source": "site"}]))


def parsed(record, language="en"):
    calendar = icalendar.Calendar.from_ical(event_ics(record, language, TODAY))
    (event,) = calendar.walk("VEVENT")
    return event


def test_whole_days_end_on_the_day_after():
    event = parsed(dated(start="2026-06-17", end="2026-06-20"))
    assert event["dtstart"].dt == dt.date(2026, 6, 17) and event["dtend"].dt == dt.date(2026, 6, 21)


@pytest.mark.parametrize("day, offset", [("2026-10-24", 2), ("2026-10-26", 1), ("2027-03-27", 1), ("2027-03-29", 2)])
def test_times_are_those_of_paris_across_the_clock_change(day, offset):
    event = parsed(dated(start=day, end=day, start_time="18:30", end_time="21:00"))
    start, end = event["dtstart"].dt, event["dtend"].dt
    assert start.utcoffset() == dt.timedelta(hours=offset) and start.hour == 18 and end - start == dt.timedelta(hours=2.5)


def test_zone_travels_with_the_times():
    text = event_ics(dated(start="2026-10-24", end="2026-10-24", start_time="18:30"), "en", TODAY)
    assert "BEGIN:VTIMEZONE" in text and "TZID=Europe/Paris" in text


def test_several_days_with_a_start_time_last_to_the_end_of_the_last():
    event = parsed(dated(start="2026-10-23", end="2026-10-25", start_time="14:00"))
    assert event["dtend"].dt.replace(tzinfo=None) == dt.datetime(2026, 10, 26)


def test_identity_is_stable_per_edition_and_language_free():
    record = dated(start="2026-06-17", end="2026-06-20")
    assert parsed(record)["uid"] == parsed(record, "fr")["uid"] == "journee-test-2026-06-17@paris-ai-assistant"
    assert parsed(dated(start="2027-06-16", end="2027-06-19"))["uid"] != parsed(record)["uid"]
    assert event_ics(record, "en", TODAY) == event_ics(record, "en", TODAY)


def test_commas_and_lines_are_escaped_and_come_back():
    location = {"address": "1 rue de Rivoli, 75004 Paris; cour", "source": "site"}
    record = Record(**changed(
        EVENT, location=location, links=[{"type": "website", "url": "https://example.org/day"}],
        summary={"en": "One, two; three\\four.", "fr": "Un, deux ; trois."},
    ))
    text = event_ics(record, "en", TODAY)
    assert "1 rue de Rivoli\\, 75004 Paris\\; cour" in text
    event = parsed(record)
    assert event["location"] == "1 rue de Rivoli, 75004 Paris; cour" and event["description"] == "One, two; three\\four."
    assert event["url"] == "https://example.org/day"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_language_of_the_texts():
    assert parsed(Record(**EVENT), "fr")["summary"] == "Journée du test"


def test_unconfirmed_dates_are_tentative():
    fact = {**EVENT["facts"][0], "confidence": "unconfirmed"}
    assert parsed(Record(**changed(EVENT, facts=[fact])))["status"] == "TENTATIVE"
    assert parsed(Record(**EVENT))["status"] == "CONFIRMED"


def test_next_dates_are_the_first_that_have_not_ended():
    facts = [{"property": "dates", "value": {"start": day, "end": day}, "source": "site"} for day in ("2027-06-01", "2026-06-01")]
    record = Record(**changed(EVENT, facts=facts))
    assert next_dates(record, dt.date(2026, 6, 1)).start == dt.date(2026, 6, 1)
    assert next_dates(record, dt.date(2026, 6, 2)).start == dt.date(2027, 6, 1)
    assert next_dates(record, dt.date(2027, 6, 2)) is None


def test_no_calendar_file_without_dates_to_come():
    assert event_ics(Record(**EVENT), "en", dt.date(2027, 1, 1)) is None
    assert event_ics(Record(**PLACE), "en", TODAY) is None
