"""Dates made of dates: parts, times of day, ranges, "before", "after", "until".

A `Date` is resolved late, since what "3 January" is depends on what it is the end of.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Callable, Dict, List, Optional, Tuple

from nlu.dates.meaning import Moment
from nlu.dates.spans import DAY, TIMES_OF_DAY, Span, later, of_days, open_end, period, third

Clock = Tuple[Optional[str], Optional[str]]


@dataclass(frozen=True)
class Date:
    """A date found. `recurring`: comes round each year or month; `weak`: counts only within a larger one."""

    meaning: str
    resolve: Callable[[Moment], Optional[Span]]
    recurring: bool = False
    weak: bool = False


@dataclass(frozen=True)
class Operands:
    """What a combination was made of: dates in order, a unit and how many of it, a time of day, a clock."""

    dates: List[Date]
    unit: Optional[str] = None
    count: int = 1
    time_of_day: Optional[str] = None
    clock: Clock = (None, None)


def combine(meaning: str, parts: Operands) -> Date:
    """The date that the combination `meaning` makes of its parts."""
    first = parts.dates[0] if parts.dates else None
    if meaning in ("early", "mid", "late"):
        inner = first or (_midweek() if (meaning, parts.unit) == ("mid", "week") else _current(parts.unit))
        return Date(meaning, lambda at: _third(inner, meaning, at), inner.recurring)
    if meaning in ("time_of_day", "clock"):
        times = TIMES_OF_DAY[parts.time_of_day] if meaning == "time_of_day" else parts.clock
        return Date(first.meaning, lambda at: with_times(first.resolve(at), times), first.recurring)
    if meaning in ("week_of", "weekend_of"):
        return Date(meaning, lambda at: _around(first, meaning[:-3], at), first.recurring)
    if meaning in ("shift_after", "shift_before"):
        count = parts.count if meaning == "shift_after" else -parts.count
        return Date(meaning, lambda at: _shifted(first, parts.unit, count, at))
    if meaning in ("day_before", "day_after"):
        return Date(meaning, lambda at: _beside(_of_unit("day"), first, meaning == "day_after", at))
    if meaning in ("before_it", "after_it"):
        near = parts.dates[0] if parts.unit is None else _of_unit(parts.unit)
        return Date(meaning, lambda at: _beside(near, parts.dates[-1], meaning == "after_it", at))
    if meaning == "range":
        # "From now to": one date only.
        start = first if len(parts.dates) > 1 else None
        return Date(meaning, lambda at: _range(start, parts.dates[-1], at))
    if meaning == "union":
        return Date(first.meaning, lambda at: _union(parts.dates, at), first.recurring, first.weak)
    if meaning == "before" and first and first.meaning == "late":
        # "Before the end of March": the end of March is still meant.
        meaning = "until"
    inner = first or _current(parts.unit)
    return Date(meaning, lambda at: BOUNDS[meaning](inner, at))


def with_times(span: Optional[Span], times: Clock) -> Optional[Span]:
    """The span with these times of day."""
    return dataclasses.replace(span, start_time=times[0], end_time=times[1]) if span else None


def _current(unit: str) -> Date:
    return Date("unit_this", lambda at: period(unit, at.today))


def _midweek() -> Date:
    """The week whose middle is the coming one: from Friday on, the next."""

    def week(at: Moment) -> Span:
        this = period("week", at.today)
        return this if third(this, "mid").end > at.today else period("week", at.today, 1)

    return Date("unit_this", week)


def _third(inner: Date, part: str, at: Moment) -> Optional[Span]:
    whole = inner.resolve(at)
    if whole and inner.recurring and third(whole, part).end <= at.earliest:
        # "Early November" on the 22nd is next year's.
        whole = inner.resolve(Moment(at.today, whole.end))
    return third(whole, part) if whole else None


def _around(inner: Date, unit: str, at: Moment) -> Optional[Span]:
    span = inner.resolve(at)
    return period(unit, span.start) if span else None


def _shifted(inner: Date, unit: str, count: int, at: Moment) -> Optional[Span]:
    span = inner.resolve(at)
    return of_days(later(unit, span.start, count)) if span else None


def _of_unit(unit: str) -> Date:
    """The unit of time that holds the earliest day; a weekend may come after it."""
    if unit == "day":
        return Date("unit", lambda at: of_days(at.earliest))
    return Date("unit", lambda at: period(unit, at.earliest))


def _beside(near: Date, other: Date, after: bool, at: Moment) -> Optional[Span]:
    """The Friday, day, week or weekend next to another date ("the Friday before Christmas")."""
    span = other.resolve(at)
    if not span:
        return None
    if near.meaning not in ("weekday", "unit"):
        # "This year before Christmas" is not next to it.
        return (_after if after else _before)(other, at)
    step = DAY if after else -DAY
    day = span.end if after else span.start - DAY
    while True:
        found = near.resolve(Moment(at.today, day))
        if found and (found.start >= span.end if after else found.end <= span.start):
            return found
        day += step


def _range(first: Optional[Date], last: Date, at: Moment) -> Optional[Span]:
    if first is None:
        return BOUNDS["until"](last, at)
    if first.recurring:
        end = last.resolve(at)
        start = _latest(first, end.start, at.today) if end else None
    else:
        start = first.resolve(at)
        end = last.resolve(Moment(at.today, max(start.start, at.earliest))) if start else None
    return Span(start.start, end.end) if start and end and start.start < end.end else None


def _latest(date: Date, until: dt.date, today: dt.date) -> Optional[Span]:
    """The last occurrence that begins on or before `until`."""
    found = None
    span = date.resolve(Moment(today, until - 366 * DAY))
    while span and span.start <= until and (found is None or span.start > found.start):
        found = span
        span = date.resolve(Moment(today, span.end))
    return found


def _union(dates: List[Date], at: Moment) -> Optional[Span]:
    """All that touch ("Saturday and Sunday"), from the first on."""
    whole = dates[0].resolve(at)
    for date in dates[1:]:
        other = date.resolve(Moment(at.today, max(whole.start, at.earliest))) if whole else None
        if other and whole.start <= other.start <= whole.end:
            whole = Span(whole.start, max(whole.end, other.end))
    return whole


def _until(date: Date, at: Moment) -> Optional[Span]:
    span = date.resolve(at)
    return Span(at.today, span.end) if span and span.end > at.today else None


def _before(date: Date, at: Moment) -> Optional[Span]:
    span = date.resolve(at)
    if span and date.recurring and span.start <= at.today:
        span = date.resolve(Moment(at.today, span.end))
    return Span(at.today, span.start) if span and span.start > at.today else None


def _after(date: Date, at: Moment) -> Optional[Span]:
    span = date.resolve(at)
    return open_end(span.end) if span else None


def _from_on(date: Date, at: Moment) -> Optional[Span]:
    span = date.resolve(at)
    return open_end(span.start) if span else None


BOUNDS: Dict[str, Callable[[Date, Moment], Optional[Span]]] = {
    "until": _until,
    "before": _before,
    "after": _after,
    "from_on": _from_on,
}
