"""Spans of days, half-open: `end` is the first day not meant. Weeks begin on Monday, seasons are meteorological."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Optional

DAY = dt.timedelta(days=1)
# Times of day as people mean them, "HH:MM" from and to.
TIMES_OF_DAY = {
    "morning": (None, "12:00"),
    "noon": ("12:00", "14:00"),
    "afternoon": ("12:00", "18:00"),
    "evening": ("18:00", None),
}
OPEN_END_YEARS = 1


@dataclass(frozen=True)
class Span:
    """Days from `start` up to, not including, `end`; `start_time`/`end_time` are "HH:MM" or None."""

    start: dt.date
    end: dt.date
    start_time: Optional[str] = None
    end_time: Optional[str] = None


def of_days(start: dt.date, count: int = 1) -> Span:
    """`count` days from `start`."""
    return Span(start, start + count * DAY)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the last of that month when it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = dt.date(index // 12, index % 12 + 1, 1)
    following = dt.date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + (day.day - 1) * DAY, following - DAY)


def of_months(year: int, month: int, count: int = 1) -> Span:
    """`count` whole months from the month of `year`; a month past 12 runs into the next year."""
    first = add_months(dt.date(year, 1, 1), month - 1)
    return Span(first, add_months(first, count))


def period(unit: str, day: dt.date, offset: int = 0) -> Span:
    """The calendar week, weekend, month, quarter, half or year that holds `day`, or the one `offset` further on.

    A fortnight is no calendar unit: it runs 14 days from `day`.
    """
    if unit == "fortnight":
        return of_days(day + 14 * offset * DAY, 14)
    if unit in ("week", "weekend"):
        monday = day - day.weekday() * DAY + 7 * offset * DAY
        return of_days(monday, 7) if unit == "week" else of_days(monday + 5 * DAY, 2)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    month = (day.month - 1) // months * months + 1
    return of_months(day.year, month + offset * months, months)


def later(unit: str, day: dt.date, count: int) -> dt.date:
    """The day `count` days, weeks, fortnights, months or years after `day`."""
    if unit in ("day", "week", "weekend", "fortnight"):
        return day + count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit] * DAY
    return add_months(day, count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])


def weekday(number: int, earliest: dt.date) -> dt.date:
    """The first such weekday (0 is Monday) on or after `earliest`."""
    return earliest + (number - earliest.weekday()) % 7 * DAY


def third(span: Span, part: str) -> Span:
    """The early, mid or late part of a span.

    Of a month: days 1–10, 11–20, the rest. Of a week: Monday–Tuesday, Tuesday–Thursday (midweek), Friday–Sunday.
    Of three months or more: whole months, the outer two parts a quarter of a year at most. Shorter spans stay whole.
    """
    days = (span.end - span.start).days
    if days == 7:
        if part == "mid":
            return of_days(span.start + DAY, 3)
        cuts = (span.start + 2 * DAY, span.start + 4 * DAY)
    elif 28 <= days <= 31:
        cuts = (span.start + 10 * DAY, span.start + 20 * DAY)
    elif days > 85:
        months = min(round(days / 91), 3) if days < 300 else 3
        cuts = (add_months(span.start, months), add_months(span.end, -months))
    else:
        return span
    edges = {"early": (span.start, cuts[0]), "mid": cuts, "late": (cuts[1], span.end)}
    return Span(*edges[part])


def open_end(start: dt.date) -> Span:
    """From `start` on: a year."""
    return Span(start, add_months(start, 12 * OPEN_END_YEARS))
