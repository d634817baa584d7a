"""From what a message names to the filter of a list, and to JSON and back for the focus."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, replace
from typing import Any, Dict, Optional, Set, Tuple

from actions.kinds import wanted_kinds
from actions.shorthand import negated
from actions.turn import Turn
from knowledge.schema import vocabulary
from knowledge.store import Filter
from knowledge.text import tokens

# Facet entity → field of Filter.
FIELDS = {"kind": "kinds", "topic": "topics", "sector": "sectors", "area": "areas", "audience": "audiences",
          "stage": "stages", "price": "price", "spoken": "languages"}
DATED = ("event", "meetup")
# A district of Paris among the areas, and one said by its rank alone, or by a bare number that ends the message.
_DISTRICT = re.compile(r"paris-\d\d")
_BARE = re.compile(r"\b(?:le|the)\s+(\d{1,2})\s*\W*$", re.IGNORECASE)
_RANK = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|e|er|[eè]me)\b", re.IGNORECASE)
# Words that point back at the place or body last spoken of ("programmes there", "ceux qui y sont").
_THERE = {"there", "here", "y", "dedans", "inside"}
# "Are there", "il y a": says that something is, not where.
_EXISTS = re.compile(r"\b(?:is|are|was|were)n?'?t?\s+there\b|\bthere\s+(?:is|are|was|were)\b|\by\s+(?:en\s+)?a(?:vait|ura)?\b|\byaura\b", re.IGNORECASE)


def from_turn(turn: Turn, base: Optional[Filter] = None) -> Filter:
    """The filter the message asks for; `base` is what an earlier message asked, which this one narrows or shifts."""
    filter_ = base or Filter()
    unwanted = _unwanted(turn)
    for entity, field in FIELDS.items():
        said = wanted_kinds(turn) if entity == "kind" else turn.facets.get(entity, ())
        values = tuple(value for value in said if (entity, value) not in unwanted)
        if field == "areas":
            values = tuple(value for value in values if value not in ("paris", "ile-de-france"))
        if values:
            filter_ = replace(filter_, **{field: values})
    district = _other_district(turn, base)
    if district:
        return replace(filter_, areas=(district,))
    if turn.dates:
        start, end = (dt.date.fromisoformat(turn.dates[key]) for key in ("start", "end"))
        filter_ = replace(filter_, start=start, end=end)
    named = tuple(turn.linked())
    if not named and _THERE & set(tokens(_EXISTS.sub(" ", turn.text))) and turn.focus.records:
        named = tuple(turn.focus.records[:1])
    if named:
        filter_ = replace(filter_, related_to=named[:2])
    near = point_of(turn)
    if near:
        filter_ = replace(filter_, near=near, areas=())
    if not filter_.kinds and filter_.stages:
        filter_ = replace(filter_, kinds=_staged_kinds())
    if not filter_.kinds and (filter_.start or turn.dates):
        filter_ = replace(filter_, kinds=DATED)
    return filter_


def _staged_kinds() -> Tuple[str, ...]:
    """The kinds of thing that are for a stage of a start-up."""
    return tuple(key for key, kind in vocabulary.kinds().items() if "stage" in kind.properties)


def _unwanted(turn: Turn) -> Set[Tuple[str, str]]:
    """(facet, value) of what is named to be left out ("not health, finance", « pas la santé »)."""
    return {(facet, value) for facet, value, start, _ in turn.facet_spans if negated(turn.text, start)}


def _other_district(turn: Turn, base: Optional[Filter]) -> Optional[str]:
    """"And the 11th?" of a list around the 13th: the district, which else would be a day or an item of the list."""
    number = _RANK.search(turn.text) or (_BARE.search(turn.text) if base and not set(base.kinds) & set(DATED) else None)
    if not (number and base and any(_DISTRICT.fullmatch(area) for area in base.areas) and not turn.facets):
        return None
    district = f"paris-{int(number.group(1)):02d}"
    return district if district in vocabulary.facets("areas") else None


def point_of(turn: Turn) -> Optional[Tuple[float, float]]:
    """Where "near" is: the point sent, else the area or place named; degrees."""
    if "latitude" in turn.extra and "longitude" in turn.extra:
        return float(turn.extra["latitude"]), float(turn.extra["longitude"])
    if turn.intent != "find_nearby":
        return None
    for area in turn.facets.get("area", []):
        entry = vocabulary.facets("areas")[area]
        if entry.lat is not None:
            return entry.lat, entry.lon  # type: ignore[return-value]
    for one in turn.named:
        place = turn.record(one.record).location
        if place and place.lat is not None:
            return place.lat, place.lon  # type: ignore[return-value]
    return None


def to_json(filter_: Filter) -> Dict[str, Any]:
    """The parts of a filter that are set, as plain JSON."""
    return {
        key: value.isoformat() if isinstance(value, dt.date) else list(value)
        for key, value in asdict(filter_).items() if value
    }


def from_json(data: Dict[str, Any]) -> Filter:
    """The filter that `to_json` wrote; unknown keys of another version are ignored."""
    known = {key: value for key, value in data.items() if key in Filter.__dataclass_fields__}
    return Filter(**{
        key: dt.date.fromisoformat(value) if key in ("start", "end") else tuple(value) for key, value in known.items()
    })
