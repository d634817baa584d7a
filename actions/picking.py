"""Picks from what was shown by what it is like: "the one in March", "the one near Bastille", « la moins chère »."""

from __future__ import annotations

import collections
import re
from typing import Callable, Dict, Iterable, List, Optional, Tuple

from actions import filters
from actions.kindred import tied_to
from actions.recalling import people_behind
from actions.shorthand import left_over, says
from actions.turn import Turn
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.schema.values import Money
from knowledge.store.findable import areas_of
from knowledge.store.listing import distance_km
from knowledge.text import tokens

# Further away is not near.
NEAR_KM = 2.0
# How many are told when the cheapest is asked.
CHEAPEST = 3
PRICES = ("price", "fee")
# So far the list is read for an item that was not shown, and so many records are searched.
LONGEST, SEARCHED = 200, 400
# Nearly as like the description as the likest.
AS_LIKE = 0.85
_SINGLE = re.compile(
    r"\b(?:the|that)\s+(?:[\w'’-]+\s+){1,5}one\b|\bcel(?:ui|le)\s+(?:de|du|des|d['’]|qui|que|à|a|au|aux|en|avec|pour|sur)\b", re.IGNORECASE
)
_ELIDED = frozenset("a c d j l m n o s t u y à".split())
# Words that point or ask, and describe nothing.
BESIDES = ("one", "among", "cheapest", "joining", "question", "asked", "meaning", "other", "going_on", "comparing", "sooner")


def described(turn: Turn) -> List[str]:
    """The items of the list last shown that fit what the message says of the one it picks; empty when it says nothing of them.

    Those shown come first; then the rest of what was found.
    """
    shown = _records(turn, told(turn))
    if len(shown) < 2 or not points(turn):
        return []
    fitting = _fitting(turn, shown)
    if not fitting and turn.focus.filter and turn.focus.intent == "find":
        found = turn.store.find(filters.from_json(turn.focus.filter), living_first=True)[:LONGEST]
        rest = [hit.id for hit in found if hit.id not in turn.focus.shown]
        fitting = _fitting(turn, _records(turn, rest)) if rest else []
    return fitting


def told(turn: Turn) -> List[str]:
    """What one may be picked from: the list shown, several things that were answered about, or the people just named."""
    focus = turn.focus
    if focus.intent == "ask_who" and focus.records and focus.records[0] not in focus.shown:
        people = people_behind(turn, turn.record(focus.records[0]))
        if len(people) > 1:
            return people
    return focus.shown if focus.intent == "find" or len(focus.records) < 2 else focus.records


def points(turn: Turn) -> bool:
    """Whether the message picks by a description ("the one that …", "which of them …", « celle de … »)."""
    return any(says(turn.text, group) for group in ("one", "among", "cheapest", "sooner"))


def singled_out(turn: Turn) -> bool:
    """Whether one of several is pointed at: "the … one", "one of them", « celui du … », « laquelle … »."""
    return says(turn.text, "one", at_start=True) or says(turn.text, "among") or bool(_SINGLE.search(turn.text))


def _records(turn: Turn, ids: Iterable[str]) -> List[Record]:
    return [record for record in map(turn.record, ids) if record]


def _fitting(turn: Turn, items: List[Record]) -> List[str]:
    descriptions = _descriptions(turn)
    fitting = [record for record in items if all(holds(record) for holds in descriptions)]
    if says(turn.text, "cheapest"):
        return [record.id for record in _cheapest(fitting)][:CHEAPEST]
    if says(turn.text, "sooner"):
        return _soonest(turn, fitting)
    tied = _tied(turn, fitting)
    like = tied or _like(turn, left_over(turn, *BESIDES), fitting)
    if like:
        return like
    # What was heard as a facet that none of them has may stand in what is told of one ("the think tank among them").
    return [record.id for record in fitting] if descriptions and fitting else _like(turn, _words(turn), items)


def _words(turn: Turn) -> List[str]:
    spans = [turn.text[start:end] for start, end in turn.spans]
    return [*left_over(turn, *BESIDES), *tokens(" ".join(spans))]


def _tied(turn: Turn, items: List[Record]) -> List[str]:
    """Those that are, or have to do with, what the message names ("the Xavier Niel one")."""
    named = set(turn.linked())
    own = [record.id for record in items if record.id in named]
    ties = [record.id for record in items if named & set(tied_to(turn, record.id))]
    return own or ties


def _like(turn: Turn, words: List[str], items: List[Record]) -> List[str]:
    """Those in whose texts most of the words stand, as the full-text search weighs them; what holds of most tells none apart."""
    ids, kinds = {record.id for record in items}, sorted({record.kind for record in items})
    scores: Dict[str, float] = collections.defaultdict(float)
    for word in dict.fromkeys(words):
        hits = [] if word in _ELIDED else turn.store.search(word, limit=SEARCHED, kinds=kinds)
        held = {hit.id: hit.score for hit in hits if hit.id in ids}
        for one, score in held.items() if len(held) <= max(1, len(items) // 2) else ():
            scores[one] += score
    best = max(scores.values(), default=0.0)
    return [one for one in scores if scores[one] >= AS_LIKE * best]


def _descriptions(turn: Turn) -> List[Callable[[Record], bool]]:
    found: List[Callable[[Record], bool]] = []
    if turn.dates:
        start, end = turn.dates["start"], turn.dates["end"]
        found.append(lambda record: any(f.value.end.isoformat() >= start and f.value.start.isoformat() < end for f in record.facts_of("dates", "past_edition")))
    for area in turn.facets.get("area", ()):
        found.append(lambda record, area=area: area in areas_of(record) or _near(record, area))
    of_record: Dict[str, Callable[[Record], Tuple[str, ...]]] = {
        "kind": lambda r: (r.kind,), "topic": lambda r: tuple(r.topics), "sector": lambda r: tuple(r.sectors),
        "stage": lambda r: tuple(stage for fact in r.facts_of("stage") for stage in fact.value.stages),
        "audience": lambda r: tuple(r.audience), "spoken": lambda r: tuple(r.languages),
    }
    for facet, values_of in of_record.items():
        wanted = set(turn.facets.get(facet, ()))
        if wanted:
            found.append(lambda record, wanted=wanted, values_of=values_of: bool(wanted & set(values_of(record))))
    if turn.facets.get("price"):
        found.append(lambda record: any(price == 0 for price in _prices(record)))
    return found


def _near(record: Record, area: str) -> bool:
    centre, point = vocabulary.facets("areas")[area], point_of_record(record)
    if point is None or centre.lat is None:
        return False
    return distance_km((centre.lat, centre.lon), point) <= NEAR_KM  # type: ignore[arg-type]


def point_of_record(record: Record) -> Optional[Tuple[float, float]]:
    """Where it is, in degrees; without an address, the middle of its district; None when that is not known."""
    place = record.location
    point = place if place is None or place.lat is not None else vocabulary.facets("areas").get(place.district or "")
    return (point.lat, point.lon) if point is not None and point.lat is not None and point.lon is not None else None


def _prices(record: Record) -> List[float]:
    return [fact.value.amount for fact in record.facts_of(*PRICES) if isinstance(fact.value, Money)]


def _soonest(turn: Turn, records: List[Record]) -> List[str]:
    """The one that begins first from today on; none without a date to come."""
    coming = {r.id: min((f.value.start for f in r.facts_of("dates") if f.value.end > turn.today), default=None) for r in records}
    dated = {one: day for one, day in coming.items() if day}
    return [min(dated, key=lambda one: dated[one])] if dated else []


def _cheapest(records: List[Record]) -> List[Record]:
    """Those with a known price, the least first."""
    return sorted((record for record in records if _prices(record)), key=lambda record: min(_prices(record)))
