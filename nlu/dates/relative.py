"""Dates reckoned from today: days, weeks, weekends, weekdays, "the next ten days", "in two weeks"."""

from __future__ import annotations

from typing import Optional

from nlu.dates.meaning import MEANINGS, Captures, Meaning, Moment, meaning, number
from nlu.dates.spans import DAY, Span, later, of_days, period, weekday

# What "a few" is of each unit.
FEW = {"day": 7, "week": 4, "weekend": 4, "fortnight": 2, "month": 3, "quarter": 2, "half": 2, "year": 3}


@meaning
def offset(captures: Captures, at: Moment) -> Optional[Span]:
    """Today, tomorrow, the day after."""
    return of_days(at.today + number(captures, "offset") * DAY)


def _unit(by: int) -> Meaning:
    def of_unit(captures: Captures, at: Moment) -> Optional[Span]:
        unit = captures["unit"][0]
        span = period(unit, at.today, by)
        # On Sunday "this weekend" is what is left of it.
        return Span(max(span.start, at.today), span.end) if unit == "weekend" and by == 0 else span

    return of_unit


MEANINGS.update(unit_this=_unit(0), unit_next=_unit(1), unit_after_next=_unit(2), unit_last=_unit(-1))


@meaning
def weekend_this(captures: Captures, at: Moment) -> Optional[Span]:
    """This weekend, said without the unit being captured."""
    return _unit(0)({"unit": ["weekend"]}, at)


@meaning
def unit_rest(captures: Captures, at: Moment) -> Optional[Span]:
    """What is left of this week, month or year, today included."""
    span = period(captures["unit"][0], at.today)
    return Span(max(span.start, at.today), span.end)


@meaning
def rolling(captures: Captures, at: Moment) -> Optional[Span]:
    """The next ten days: from today."""
    unit = captures["unit"][0] if "unit" in captures else "fortnight"
    return Span(at.today, later(unit, at.today, number(captures, "n")))


@meaning
def rolling_few(captures: Captures, at: Moment) -> Optional[Span]:
    """The next few days."""
    unit = captures["unit"][0] if "unit" in captures else "day"
    return Span(at.today, later(unit, at.today, FEW[unit]))


@meaning
def in_count(captures: Captures, at: Moment) -> Optional[Span]:
    """In two weeks: that calendar day; in two weekends: those days."""
    unit, count = captures["unit"][0], number(captures, "n")
    return period(unit, at.today, count) if unit == "weekend" else of_days(later(unit, at.today, count))


def _weeks(count: int) -> Meaning:
    return lambda captures, at: of_days(at.today + 7 * count * DAY)


@meaning
def offset_week(captures: Captures, at: Moment) -> Optional[Span]:
    """A week tomorrow, demain en huit."""
    return of_days(at.today + (number(captures, "offset") + 7) * DAY)


@meaning
def weekdays_next(captures: Captures, at: Moment) -> Optional[Span]:
    """Monday to Thursday next week."""
    monday = period("week", at.today, 1).start
    first, last = (int(value) for value in captures["weekday"])
    return Span(monday + first * DAY, monday + (last + 1) * DAY) if first <= last else None


def _weekday(strictly_after: bool = False, weeks: int = 0) -> Meaning:
    def coming(captures: Captures, at: Moment) -> Optional[Span]:
        earliest = max(at.earliest, at.today + DAY) if strictly_after else at.earliest
        return of_days(weekday(number(captures, "weekday"), earliest) + 7 * weeks * DAY)

    return coming


def _weekday_in_week(by: int) -> Meaning:
    return lambda captures, at: of_days(period("week", at.today, by).start + number(captures, "weekday") * DAY)


MEANINGS.update(
    in_one_week=_weeks(1),
    in_two_weeks=_weeks(2),
    weekday=_weekday(),
    weekday_after=_weekday(strictly_after=True),
    weekday_week=_weekday(weeks=1),
    weekday_fortnight=_weekday(weeks=2),
    weekday_this_week=_weekday_in_week(0),
    weekday_next=_weekday_in_week(1),
)


@meaning
def weekday_last(captures: Captures, at: Moment) -> Optional[Span]:
    """Last Friday: the one before today."""
    return of_days(weekday(number(captures, "weekday"), at.today - 7 * DAY))
