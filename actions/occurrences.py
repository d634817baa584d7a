"""Dates that others publish: what the calendars read by `./run sync` say for the days asked, among the dated records."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import List, Optional, Tuple

from actions.answer import Card, SourceLine
from actions.composing import card
from actions.filters import DATED
from actions.turn import Turn
from knowledge.feeds import Occurrence, occurrences
from knowledge.schema.values import DateRange
from knowledge.store import Filter, Hit
from knowledge.wording import values as wording

# What an event that no record bears does not tell, so that it fits no list narrowed by it.
UNTOLD = ("topics", "sectors", "audiences", "stages", "languages", "areas", "price", "status", "properties", "near", "related_to")
# Days after which a calendar's copy is told to be old: `sync` is meant to run every few hours.
OLD = 3
_SIGNS = re.compile(r"[*_`<>|\\#~]")


@dataclass(frozen=True)
class Dated(Hit):
    """A record in a list, on the date that a calendar gives for it."""

    occurrence: Optional[Occurrence] = None


def dated(turn: Turn, wanted: Filter) -> Tuple[List[Hit], List[Occurrence]]:
    """What takes place on the days asked, once a calendar has something for them: records by date, and events without one.

    Both are empty when no days are asked, when the list is of something else, or when no calendar was read.
    """
    kinds = wanted.kinds or DATED
    if not (wanted.start and wanted.end and set(kinds) & set(DATED)) or wanted.near:
        return [], []
    told = occurrences(None, wanted.start, wanted.end)
    if not told:
        return [], []
    fitting = {hit.id for hit in turn.store.find(replace(wanted, start=None, end=None))}
    hits = [(_first_day(turn, hit, wanted), "", hit) for hit in turn.store.find(wanted)]
    known = {hit.id for *_, hit in hits}
    linked = [one for one in told if one.record in fitting and one.record not in known]
    hits += [(one.start.isoformat(), one.start_time or "", Dated(one.record or "", occurrence=one)) for one in linked]
    narrowed = any(getattr(wanted, part) for part in UNTOLD)
    alone = [one for one in told if one.record is None] if "event" in kinds and not narrowed else []
    if not (linked or alone):
        return [], []
    return [hit for *_, hit in sorted(hits, key=lambda entry: entry[:2])], alone


def _first_day(turn: Turn, hit: Hit, wanted: Filter) -> str:
    days = [fact.value for fact in turn.record(hit.id).facts_of("dates", "past_edition")]
    return min(one.start for one in days if one.end >= wanted.start and one.start < wanted.end).isoformat()


def details(turn: Turn, one: Occurrence) -> List[str]:
    """When and where, and how old the calendar's copy is when it is old."""
    days = DateRange(start=one.start, end=one.end, start_time=one.start_time, end_time=one.end_time)
    told = [wording.date_range(days, turn.language), *([plain(one.place)] if one.place else [])]
    if (turn.today - one.as_of).days > OLD:
        told.append(turn.say("lists", "calendar_old", date=wording.date(one.as_of, turn.language)))
    return told


def line(turn: Turn, one: Occurrence) -> str:
    """An event that no record bears, as an item of Markdown."""
    title = plain(one.title)
    if one.url:
        title = f"[{title}]({one.url.replace('(', '%28').replace(')', '%29')})"
    return f"- {title} *({'; '.join(details(turn, one))})*"


def card_of(turn: Turn, hit: Dated) -> Card:
    """The record as a card that bears the calendar's date."""
    one = hit.occurrence
    assert one
    return replace(card(turn, turn.record(hit.id)), lines=details(turn, one), start=one.start.isoformat(), end=one.end.isoformat())


def source(one: Occurrence) -> SourceLine:
    """The calendar, with the day on which it was last read."""
    return SourceLine(one.source, one.page, one.as_of.isoformat())


def plain(text: str) -> str:
    """A stranger's text without what Markdown would take for more than text."""
    return _SIGNS.sub("", text).replace("[", "(").replace("]", ")").strip()
