"""Dates of the calendar: months, days of the month, seasons, quarters, years, days with a name.

Without a year, the first that has not ended by the earliest day is meant: the current month is "this one".
"""

from __future__ import annotations

import datetime as dt
from typing import Callable, Optional

from dateutil.easter import easter

from nlu.dates.meaning import MEANINGS, Captures, Meaning, Moment, meaning, number
from nlu.dates.spans import DAY, Span, add_months, of_days, of_months, weekday

# Dates that come round: as the start of a range they are the last ones before its end.
RECURRING = frozenset(
    "month day_month day_range day_range_in_figures day_of_month day_of_month_weak bare season quarter half named "
    "day_and_month days_of_months nth_in_month nth_half nth_weekday".split()
)


def _year(captures: Captures, at: Moment) -> Optional[int]:
    if "next_year" in captures:
        return at.today.year + 1
    return int(captures["year"][-1]) if "year" in captures else None


def _coming(year: Optional[int], at: Moment, of_year: Callable[[int], Optional[Span]]) -> Optional[Span]:
    """The span of the given year, else the first not ended by the earliest day (leap days need eight years)."""
    if year is not None:
        return of_year(year)
    for candidate in range(at.earliest.year - 1, at.earliest.year + 9):
        span = of_year(candidate)
        if span and span.end > at.earliest:
            return span
    return None


def _date(year: int, month: int, day: int) -> Optional[dt.date]:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> Optional[Span]:
    date = _date(year, month, day)
    return of_days(date) if date else None


@meaning
def month(captures: Captures, at: Moment) -> Optional[Span]:
    """A month by name: the coming one, the current one included."""
    return _coming(_year(captures, at), at, lambda year: of_months(year, number(captures, "month")))


@meaning
def month_next(captures: Captures, at: Moment) -> Optional[Span]:
    """Next March: the first that begins after today."""
    year = at.today.year + (number(captures, "month") <= at.today.month)
    return of_months(year, number(captures, "month"))


@meaning
def month_last(captures: Captures, at: Moment) -> Optional[Span]:
    """Last March: the latest that is over."""
    year = at.today.year - (number(captures, "month") >= at.today.month)
    return of_months(year, number(captures, "month"))


@meaning
def day_month(captures: Captures, at: Moment) -> Optional[Span]:
    """12 December."""
    day = int((captures.get("day") or captures["rank"])[0])
    return _coming(_year(captures, at), at, lambda year: _day(year, number(captures, "month"), day))


@meaning
def day_range(captures: Captures, at: Moment) -> Optional[Span]:
    """3 to 5 December; from a later day to an earlier one, the first lies in the month before."""
    return _days(int(captures["day"][0]), int(captures["day"][-1]), number(captures, "month"), _year(captures, at), at)


@meaning
def days_of_months(captures: Captures, at: Moment) -> Optional[Span]:
    """May 30 to June 2; from a later month to an earlier one, the first lies in the year before."""
    (first, last), (first_month, last_month) = map(int, captures["day"]), map(int, captures["month"])

    def of_year(one: int) -> Optional[Span]:
        end = _date(one, last_month, last)
        start = _date(one - ((first_month, first) > (last_month, last)), first_month, first)
        return Span(start, end + DAY) if start and end else None

    return _coming(_year(captures, at), at, of_year)


@meaning
def day_range_in_figures(captures: Captures, at: Moment) -> Optional[Span]:
    """From 3 to 5/12."""
    last, of_month = map(int, captures["dm"][0].split("-"))
    return _days(int(captures["day"][0]), last, of_month, None, at)


def _days(first: int, last: int, of_month: int, year: Optional[int], at: Moment) -> Optional[Span]:
    def of_year(one: int) -> Optional[Span]:
        end = _date(one, of_month, last)
        if not end:
            return None
        before = add_months(end.replace(day=1), -1) if first > last else end
        start = _date(before.year, before.month, first)
        return Span(start, end + DAY) if start else None

    return _coming(year, at, of_year)


@meaning
def day_of_month(captures: Captures, at: Moment) -> Optional[Span]:
    """The 12th: the coming one; with a weekday, the one that falls on it, if there is such within a year."""
    day, first = int(captures["day"][0]), at.earliest.replace(day=1)
    months = [add_months(first, count) for count in range(13)]
    dates = [date for date in (_date(m.year, m.month, day) for m in months) if date and date >= at.earliest]
    if "weekday" in captures:
        dates = [date for date in dates if date.weekday() == int(captures["weekday"][0])] or dates
    return of_days(dates[0]) if dates else None


def _day_in_month(by: int) -> Meaning:
    def of_month(captures: Captures, at: Moment) -> Optional[Span]:
        first = add_months(at.today.replace(day=1), by)
        return _day(first.year, first.month, int(captures["day"][0]))

    return of_month


MEANINGS.update(day_this_month=_day_in_month(0), day_next_month=_day_in_month(1))


@meaning
def days_of_month(captures: Captures, at: Moment) -> Optional[Span]:
    """Les 7 et 8: of the month where the last of them is the coming one."""
    end = day_of_month({"day": captures["day"][-1:]}, at)
    start = _date(end.start.year, end.start.month, int(captures["day"][0])) if end else None
    return Span(start, end.end) if start and start < end.end else None


MEANINGS.update(day_of_month_weak=day_of_month, bare=day_of_month)


@meaning
def season(captures: Captures, at: Moment) -> Optional[Span]:
    """A season, the current one included; a winter belongs to the year it begins in, "winter 2026-2027" to 2026."""
    year = int(captures["year"][0]) if "year" in captures else _year(captures, at)
    return _coming(year, at, lambda one: of_months(one, number(captures, "season"), 3))


@meaning
def season_next(captures: Captures, at: Moment) -> Optional[Span]:
    """Next summer: the first that begins after today."""
    this = _coming(None, at, lambda year: of_months(year, number(captures, "season"), 3))
    return this if this.start > at.today else of_months(this.start.year + 1, this.start.month, 3)


@meaning
def season_last(captures: Captures, at: Moment) -> Optional[Span]:
    """Last summer: the latest that is over."""
    this = _coming(None, at, lambda year: of_months(year, number(captures, "season"), 3))
    return of_months(this.start.year - 1, this.start.month, 3)


def _part_of_year(name: str, months: int) -> Meaning:
    def of_year(captures: Captures, at: Moment) -> Optional[Span]:
        which = int((captures.get(name) or captures["rank"])[0])
        if which == -1:
            which = 12 // months
        if not 1 <= which <= 12 // months:
            return None
        return _coming(_year(captures, at), at, lambda year: of_months(year, (which - 1) * months + 1, months))

    return of_year


MEANINGS.update(quarter=_part_of_year("quarter", 3), half=_part_of_year("half", 6))


@meaning
def year(captures: Captures, at: Moment) -> Optional[Span]:
    """2027."""
    return of_months(_year(captures, at), 1, 12)


@meaning
def named(captures: Captures, at: Moment) -> Optional[Span]:
    """Christmas, la rentrée, the holidays; Easter and the feasts reckoned from it."""
    first, _, last = captures["named"][0].partition("/")

    def of_year(one: int) -> Optional[Span]:
        start = _named_day(first, one)
        if not last:
            return of_days(start)
        end = _named_day(last, one)
        return Span(start, end if end > start else end.replace(year=one + 1))

    return _coming(_year(captures, at), at, of_year)


def _named_day(said: str, one: int) -> dt.date:
    """The day of the year `one` that a language file writes as month-day ("12-25") or days from Easter ("easter+39")."""
    if said.startswith("easter"):
        return easter(one) + int(said[len("easter") :] or 0) * DAY
    return dt.date.fromisoformat(f"{one:04d}-{said}")


@meaning
def nth_in_month(captures: Captures, at: Moment) -> Optional[Span]:
    """The first week of December (days 1–7), its last ten days, its second weekend (the second Saturday)."""
    rank, unit, count = number(captures, "rank"), captures["unit"][0], number(captures, "n")
    length = {"day": 1, "week": 7, "weekend": 2, "fortnight": 14}.get(unit)
    if not length:
        return None

    def of_year(one: int) -> Optional[Span]:
        whole = of_months(one, number(captures, "month"))
        if unit == "weekend":
            start = weekday(5, whole.start) + 7 * (rank - 1) * DAY if rank > 0 else weekday(5, whole.end - 7 * DAY)
            return of_days(start, 2) if start < whole.end else None
        if rank < 0:
            return Span(whole.end - length * count * DAY, whole.end)
        start = whole.start + (rank - 1) * length * DAY
        return Span(start, min(start + length * count * DAY, whole.end)) if start < whole.end else None

    return _coming(_year(captures, at), at, of_year)


@meaning
def nth_half(captures: Captures, at: Moment) -> Optional[Span]:
    """La première quinzaine de décembre: days 1–15, or the rest."""

    def of_year(one: int) -> Optional[Span]:
        whole = of_months(one, number(captures, "month"))
        middle = whole.start + 15 * DAY
        return Span(whole.start, middle) if number(captures, "rank") == 1 else Span(middle, whole.end)

    return _coming(_year(captures, at), at, of_year)


@meaning
def nth_weekday(captures: Captures, at: Moment) -> Optional[Span]:
    """The first Monday of December."""
    rank, day = number(captures, "rank"), number(captures, "weekday")

    def of_year(one: int) -> Optional[Span]:
        whole = of_months(one, number(captures, "month"))
        start = weekday(day, whole.start) + 7 * (rank - 1) * DAY if rank > 0 else weekday(day, whole.end - 7 * DAY)
        return of_days(start) if start < whole.end else None

    return _coming(_year(captures, at), at, of_year)


@meaning
def week_number(captures: Captures, at: Moment) -> Optional[Span]:
    """Week 49 of the ISO calendar, which the French use."""

    def of_year(one: int) -> Optional[Span]:
        try:
            return of_days(dt.date.fromisocalendar(one, number(captures, "n"), 1), 7)
        except ValueError:
            return None

    return _coming(_year(captures, at), at, of_year)


@meaning
def date(captures: Captures, at: Moment) -> Optional[Span]:
    """2026-12-12 or 12/12/2026."""
    return _day(*map(int, captures["date"][0].split("-")))


@meaning
def day_and_month(captures: Captures, at: Moment) -> Optional[Span]:
    """12/03, the day first."""
    day, of_month = map(int, captures["dm"][0].split("-"))
    return _coming(None, at, lambda one: _day(one, of_month, day))


@meaning
def month_and_year(captures: Captures, at: Moment) -> Optional[Span]:
    """12/2026."""
    one, of_month = map(int, captures["my"][0].split("-"))
    return of_months(one, of_month)
