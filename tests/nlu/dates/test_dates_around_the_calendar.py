"""Dates on awkward days: Sundays, the last day of the year, clock changes, leap days, ends of months."""

import datetime as dt

import pytest

from nlu.dates import find_dates


@pytest.mark.parametrize("today, language, text, start, end", [
    # On Sunday, what is left of the weekend; weeks begin on Monday.
    ("2026-11-22", "en", "this weekend", "2026-11-22", "2026-11-23"),
    ("2026-11-21", "fr", "ce week-end", "2026-11-21", "2026-11-23"),
    ("2026-11-22", "fr", "le week-end prochain", "2026-11-28", "2026-11-30"),
    ("2026-11-22", "en", "next week", "2026-11-23", "2026-11-30"),
    ("2026-11-22", "fr", "cette semaine", "2026-11-16", "2026-11-23"),
    ("2026-11-22", "en", "next Monday", "2026-11-23", "2026-11-24"),
    ("2026-11-22", "en", "next Sunday", "2026-11-29", "2026-11-30"),
    ("2026-11-22", "fr", "dimanche", "2026-11-22", "2026-11-23"),
    ("2026-11-22", "fr", "dimanche prochain", "2026-11-29", "2026-11-30"),
    ("2026-11-22", "fr", "dimanche en huit", "2026-11-29", "2026-11-30"),
    ("2026-11-22", "en", "Saturday and Sunday", "2026-11-28", "2026-11-30"),
    ("2026-11-23", "en", "next Monday", "2026-11-30", "2026-12-01"),
    ("2026-11-20", "fr", "vendredi prochain", "2026-11-27", "2026-11-28"),
    ("2026-11-20", "en", "until Friday", "2026-11-20", "2026-11-21"),
    # New Year.
    ("2026-12-31", "en", "tomorrow", "2027-01-01", "2027-01-02"),
    ("2026-12-31", "fr", "ce week-end", "2027-01-02", "2027-01-04"),
    ("2026-12-31", "en", "this week", "2026-12-28", "2027-01-04"),
    ("2026-12-31", "fr", "ce mois-ci", "2026-12-01", "2027-01-01"),
    ("2026-12-31", "fr", "le mois prochain", "2027-01-01", "2027-02-01"),
    ("2026-12-31", "en", "next year", "2027-01-01", "2028-01-01"),
    ("2026-12-31", "en", "before Christmas", "2026-12-31", "2027-12-25"),
    ("2026-12-31", "fr", "cet hiver", "2026-12-01", "2027-03-01"),
    ("2027-01-01", "fr", "cet hiver", "2026-12-01", "2027-03-01"),
    ("2027-01-01", "fr", "les fêtes", "2026-12-20", "2027-01-04"),
    ("2027-01-01", "en", "from 28 December to 3 January", "2026-12-28", "2027-01-04"),
    ("2027-01-01", "en", "last December", "2026-12-01", "2027-01-01"),
    ("2026-12-25", "fr", "à Noël", "2026-12-25", "2026-12-26"),
    ("2026-12-25", "en", "before Christmas", "2026-12-25", "2027-12-25"),
    # The clocks change on 28 March and 31 October 2027; days stay days.
    ("2027-03-27", "en", "this weekend", "2027-03-27", "2027-03-29"),
    ("2027-03-27", "fr", "demain", "2027-03-28", "2027-03-29"),
    ("2027-10-30", "fr", "dans 2 jours", "2027-11-01", "2027-11-02"),
    ("2027-10-31", "en", "the next 2 days", "2027-10-31", "2027-11-02"),
    # Leap years.
    ("2028-02-28", "en", "tomorrow", "2028-02-29", "2028-03-01"),
    ("2027-02-28", "en", "tomorrow", "2027-03-01", "2027-03-02"),
    ("2028-02-10", "fr", "fin février", "2028-02-21", "2028-03-01"),
    ("2028-02-29", "fr", "dans un an", "2029-02-28", "2029-03-01"),
    ("2028-03-01", "en", "29 February", "2032-02-29", "2032-03-01"),
    ("2097-03-01", "fr", "le 29 février", "2104-02-29", "2104-03-01"),
    ("2028-01-31", "en", "in one month", "2028-02-29", "2028-03-01"),
    # Days some months lack.
    ("2026-11-18", "fr", "le 31", "2026-12-31", "2027-01-01"),
    ("2027-01-31", "en", "on the 30th", "2027-03-30", "2027-03-31"),
    # The current month, quarter, season and la rentrée count as this one.
    ("2026-09-30", "fr", "la rentrée", "2026-09-01", "2026-10-01"),
    ("2026-10-01", "fr", "la rentrée", "2027-09-01", "2027-10-01"),
    ("2026-11-30", "en", "in November", "2026-11-01", "2026-12-01"),
    ("2026-11-30", "en", "next November", "2027-11-01", "2027-12-01"),
    ("2026-11-18", "en", "Q4", "2026-10-01", "2027-01-01"),
    ("2026-07-14", "fr", "l’été prochain", "2027-06-01", "2027-09-01"),
    ("2026-07-14", "fr", "avant l’été", "2026-07-14", "2027-06-01"),
    # A range that has begun.
    ("2026-11-18", "fr", "du 16 au 20 novembre", "2026-11-16", "2026-11-21"),
    ("2026-11-18", "en", "from Monday to Friday", "2026-11-23", "2026-11-28"),
    ("2026-11-20", "en", "from Friday to Monday", "2026-11-20", "2026-11-24"),
])
def test_on_that_day(today, language, text, start, end):
    found = find_dates(text, language, dt.date.fromisoformat(today))
    assert found and (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize("language, text", [
    ("en", "31 June"), ("fr", "le 31 juin"), ("en", "29 February 2027"), ("fr", "30/02"), ("fr", "31/04/2027"), ("en", "from 29 to 31 February"),
    ("en", "before today"), ("en", "from 5 December 2026 to 3 December 2026"), ("en", "32 December"), ("en", "week 54"), ("en", "the fifth Monday of February 2027"),
])
def test_days_that_do_not_exist_mean_nothing(language, text):
    assert find_dates(text, language, dt.date(2026, 11, 18)) is None


@pytest.mark.parametrize("today", [dt.date.min, dt.date.max, dt.date(9999, 12, 1)])
@pytest.mark.parametrize("text", ["next year", "last week", "dans 900 ans", "from tomorrow on", "this week", "29 February", "from 3 January to 2 March", "next weekend"])
def test_the_ends_of_the_calendar_raise_nothing(today, text):
    found = find_dates(text, "en", today)
    assert found is None or found.end > found.start
