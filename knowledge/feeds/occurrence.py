"""One dated event of a feed, in days and times of Paris."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Dict, Optional, Union

from knowledge.freshness import PARIS

MAX_TITLE, MAX_PLACE = 200, 200
Moment = Union[dt.date, dt.datetime]


class NotThisFormat(ValueError):
    """The content is not what the feed says it is; the message says what it looks like."""


class Unusable(ValueError):
    """One event of a feed that is left out; the message says why."""


@dataclass(frozen=True)
class Occurrence:
    """An event that takes place once.

    `start`, `end`: first and last day, both included; `start_time`, `end_time`: HH:MM in Paris, or None for whole
    days. `record`: the record it belongs to. `source`, `page`, `as_of`: whose feed, where to see it, read on which day.
    """

    title: str
    start: dt.date
    end: dt.date
    source: str
    page: str
    as_of: dt.date
    start_time: Optional[str] = None
    end_time: Optional[str] = None
    record: Optional[str] = None
    place: Optional[str] = None
    url: Optional[str] = None

    def as_dict(self) -> Dict[str, Any]:
        """Plain JSON types, dates in ISO form."""
        values = dataclasses.asdict(self)
        return {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in values.items() if v is not None}

    @classmethod
    def from_dict(cls, values: Dict[str, Any]) -> "Occurrence":
        """What `as_dict` gave. Raises KeyError, TypeError or ValueError when it is something else."""
        days = {key: dt.date.fromisoformat(values[key]) for key in ("start", "end", "as_of")}
        return cls(**{**values, **days})


def days_and_times(start: Moment, end: Optional[Moment]) -> Dict[str, Any]:
    """`start`, `end`, `start_time`, `end_time` of an Occurrence.

    A `datetime` is a moment (without a zone: Paris time), a `date` a whole day; the `end` of days is the day after the
    last one, as calendars have it. Raises Unusable when it ends before it starts.
    """
    if not isinstance(start, dt.datetime):
        last = _day(end) - dt.timedelta(days=1) if end is not None else start
        if end is not None and _day(end) < start:
            raise Unusable("ends before it starts")
        return {"start": start, "end": max(start, last)}
    begins = _in_paris(start)
    if end is None or end == start:
        return {"start": begins.date(), "end": begins.date(), "start_time": f"{begins:%H:%M}"}
    ends = _in_paris(end) if isinstance(end, dt.datetime) else dt.datetime.combine(end, dt.time(), PARIS)
    if ends.astimezone(dt.timezone.utc) < begins.astimezone(dt.timezone.utc):
        raise Unusable("ends before it starts")
    if ends.time() == dt.time() and ends.date() > begins.date():
        # Midnight belongs to the evening before.
        return {"start": begins.date(), "end": ends.date() - dt.timedelta(days=1), "start_time": f"{begins:%H:%M}"}
    return {"start": begins.date(), "end": ends.date(), "start_time": f"{begins:%H:%M}", "end_time": f"{ends:%H:%M}"}


def clean(text: object, limit: int) -> str:
    """One line of text without control characters, at most `limit` characters."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in str(text or ""))
    kept = re.sub(r"\s+", " ", kept).strip()
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def web_address(text: object) -> Optional[str]:
    """The text when it is a web address, else None."""
    found = str(text or "").strip()
    return found if re.fullmatch(r"https?://[^\s\"<>]{4,500}", found) else None


def _day(moment: Moment) -> dt.date:
    return _in_paris(moment).date() if isinstance(moment, dt.datetime) else moment


def _in_paris(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(PARIS) if moment.tzinfo else moment.replace(tzinfo=PARIS)
