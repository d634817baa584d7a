"""Picks from what was shown by what it is like: "the one in March", "the one near Bastille", « la moins chère », "the free one"."""

from __future__ import annotations

from typing import Callable, Dict, List, Tuple

from actions.shorthand import left_over, says
from actions.turn import Turn
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.schema.values import Money
from knowledge.store.findable import areas_of
from knowledge.store.listing import distance_km
from knowledge.text import fold, stem

# Further away is not near.
NEAR_KM = 2.0
# How many are told when the cheapest is asked.
CHEAPEST = 3
PRICES = ("price", "fee")


def described(turn: Turn) -> List[str]:
    """The items of the list last shown that fit what the message says of the one it picks; empty when it says nothing of them."""
    shown = [record for record in (turn.record(one) for one in turn.focus.shown) if record]
    if len(shown) < 2 or not says(turn.text, "one") and not says(turn.text, "cheapest"):
        return []
    descriptions = _descriptions(turn, shown)
    fitting = [record for record in shown if all(holds(record) for holds in descriptions)]
    if says(turn.text, "cheapest"):
        return [record.id for record in _cheapest(fitting)][:CHEAPEST]
    return [record.id for record in fitting] if descriptions else []


def _descriptions(turn: Turn, shown: List[Record]) -> List[Callable[[Record], bool]]:
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
    words = {stem(word) for word in left_over(turn, "one", "cheapest", "joining", "question")}
    most = max((len(words & _words_of(record)) for record in shown), default=0)
    if most:
        found.append(lambda record: len(words & _words_of(record)) == most)
    return found


def _near(record: Record, area: str) -> bool:
    areas, place = vocabulary.facets("areas"), record.location
    centre = areas[area]
    # Without an address, a place stands in the middle of its district.
    point = place if place is None or place.lat is not None else areas.get(place.district or "")
    if point is None or point.lat is None or centre.lat is None:
        return False
    return distance_km((centre.lat, centre.lon), (point.lat, point.lon)) <= NEAR_KM  # type: ignore[arg-type]


def _words_of(record: Record) -> set:
    texts = [record.name.en, record.name.fr, *record.aliases, record.summary.en, record.summary.fr]
    if record.location:
        texts += [record.location.address or "", *(record.location.metro or ())]
    return {stem(word) for word in fold(" ".join(texts)).replace("'", " ").split()}


def _prices(record: Record) -> List[float]:
    return [fact.value.amount for fact in record.facts_of(*PRICES) if isinstance(fact.value, Money)]


def _cheapest(records: List[Record]) -> List[Record]:
    """Those with a known price, the least first."""
    return sorted((record for record in records if _prices(record)), key=lambda record: min(_prices(record)))
