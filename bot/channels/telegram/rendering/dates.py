"""Dates in an Answer's JSON, worded as everywhere else in the product."""

from __future__ import annotations

from datetime import date, datetime
from typing import Optional, Tuple
from zoneinfo import ZoneInfo

from knowledge.schema.values import DateRange
from knowledge.wording import values as wording

_PARIS = ZoneInfo("Europe/Paris")


def day(iso: str, language: str) -> str:
    """`2026-11-12` as "12 November 2026" or "12 novembre 2026"; what is no ISO date comes back as it is."""
    try:
        return wording.date(_split(iso)[0], language)
    except ValueError:
        return iso


def period(start: str, end: Optional[str], language: str) -> str:
    """From `start` to `end`, ISO dates or times (Paris time when they name no zone), in words."""
    try:
        first, first_time = _split(start)
        last, last_time = _split(end) if end else (first, None)
        return wording.date_range(
            DateRange(start=first, end=last, start_time=first_time, end_time=last_time), language
        )
    except ValueError:
        return start


def _split(iso: str) -> Tuple[date, Optional[str]]:
    if len(iso) <= 10:
        return date.fromisoformat(iso), None
    moment = datetime.fromisoformat(iso.replace("Z", "+00:00"))
    if moment.tzinfo:
        moment = moment.astimezone(_PARIS)
    return moment.date(), moment.strftime("%H:%M")
