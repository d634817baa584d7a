"""Gathers what a record says about a question: its own facts and relations, else those of the records behind it.

Which property answers which intent stands in `knowledge/vocabulary/properties.yml` and `relations.yml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import Dict, Iterable, List, Optional, Tuple

from actions.answer import FactLine, SourceLine
from actions.turn import Turn
from knowledge import freshness
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact, Record, Sourced
from knowledge.schema.values import Text
from knowledge.wording import values as wording

# Definitions show a few facts of the most telling kinds, not everything.
TELLING = (
    "role", "dates", "amount", "fee", "salary_threshold", "resources_required", "validity", "founded", "opened", "launched",
    "announced", "in_force", "budget", "planned_staff", "area", "capacity", "members", "employees", "funding_total",
    "funding_round", "valuation", "product", "offer", "measure", "rhythm", "last_active", "usual_place", "access", "licence",
    "computing_power", "ended_on", "history", "detail", "past_role",
)
NEWEST_FIRST = ("funding_total", "funding_round", "valuation", "employees", "members", "history", "detail", "last_active")
MAX_RELATED = 8
# Minimums that also are conditions, and are named among them.
THRESHOLDS = ("salary_threshold", "resources_required", "investment_required")
# What is asked of a permit as money is its fee.
KINDRED = {"ask_funding": "ask_cost"}
# Where a record is silent, who speaks for it: (relation, seen from its other end).
FALLBACKS = (
    ("leads_to", False), ("route_of", True), ("succeeded_by", False), ("route_of", False),
    ("run_by", True), ("part_of", True), ("funded_by", True), ("spun_out_of", True),
)
# In a text, what grows old fast: amounts, shares, years.
_FIGURE = re.compile(r"[€$%]|EUR|\d{4}|\d[\s\u202f.,]\d{3}")
# A list that is only whole with all its items: none is left out for its age.
WHOLE = ("step", "condition", "document")
# Questions whose answer is only whole with what the permit behind a route says too.
COMPLETED = ("ask_cost", "ask_family", "ask_rights", "ask_renewal")


@dataclass
class Line:
    """One statement about a record, worded; `property` or relation it comes from, `many` when it is one of several."""

    key: str
    label: str
    text: str
    source: SourceLine
    as_of: dt.date
    freshness: freshness.Freshness = "fresh"
    confirmed: bool = True
    ids: Tuple[str, ...] = ()


@dataclass
class Gathered:
    """Lines about one record; `origin` is set when they come from another record behind it."""

    record: Record
    lines: List[Line] = field(default_factory=list)
    origin: Optional[Record] = None


def gather(turn: Turn, record: Record, intent: str) -> List[Gathered]:
    """What is known that answers `intent` about `record`; empty when nothing is.

    When the record itself is silent, the permits it leads to speak, then its routes, each under its own name,
    then the whole it is a route of.
    """
    own = _without_withheld(list(own_lines(turn, record, intent)))
    if own:
        said = {line.text for line in own}
        behind = _behind(turn, record, intent, "leads_to", False) if intent in COMPLETED else []
        extra = [replace(part, lines=[line for line in part.lines if line.text not in said]) for part in behind]
        return [Gathered(record, own), *(part for part in extra if part.lines)]
    if intent in KINDRED and answers(turn, record, KINDRED[intent]):
        return gather(turn, record, KINDRED[intent])
    for relation, inverse in FALLBACKS:
        found = _behind(turn, record, intent, relation, inverse)
        if found:
            return found[:4]
    return []


def _behind(turn: Turn, record: Record, intent: str, relation: str, inverse: bool) -> List[Gathered]:
    found = []
    for other_id in _neighbours(turn, record, relation, inverse):
        other = turn.record(other_id)
        lines = _without_withheld(list(own_lines(turn, other, intent))) if other else []
        if lines:
            found.append(Gathered(record, lines, origin=other))
    return found


def _without_withheld(lines: List[Line]) -> List[Line]:
    """Leaves out what is too old to repeat when something fresher answers too."""
    return [line for line in lines if line.freshness != "withheld" or line.key in WHOLE] or lines


def answers(turn: Turn, record: Record, intent: str) -> bool:
    """Whether `gather` would find anything of the record's own."""
    return any(True for _ in own_lines(turn, record, intent))


def own_lines(turn: Turn, record: Record, intent: str) -> Iterable[Line]:
    """Lines from the record's own facts, place, relations and those that point at it."""
    if intent == "ask_definition":
        yield from _telling(turn, record)
        return
    facts = [fact for fact in record.facts if intent in vocabulary.properties()[fact.property].asks]
    facts = [f for f in facts if freshness.is_current(f, turn.today) or intent == "ask_status" or (f.valid_from and f.valid_from > turn.today)]
    order = {key: position for position, key in enumerate(vocabulary.kinds()[record.kind].properties)}
    facts.sort(key=lambda f: (vocabulary.properties()[f.property].asks.index(intent), order.get(f.property, 99)))
    if any(vocabulary.properties()[f.property].asks[0] == intent for f in facts):
        # What answers the question squarely leaves out what merely touches it.
        facts = [f for f in facts if vocabulary.properties()[f.property].asks.index(intent) == 0 or f.property in THRESHOLDS]
    if intent == "ask_where" and record.location:
        yield from _place(turn, record)
    yield from _upcoming_first(turn, [fact_line(turn, record, fact) for fact in facts], facts)
    yield from relation_lines(turn, record, intent)


def fact_line(turn: Turn, record: Record, fact: Fact) -> Line:
    """A fact worded in the language of the answer, with its freshness and its conditions."""
    source, as_of = record.source_of(fact), record.as_of(fact)
    fresh = freshness.of_fact(fact, record, turn.today)
    text = wording.value(fact.value, turn.language)
    if fact.note:
        text += f" ({fact.note.in_language(turn.language)})"
    if fact.valid_from and fact.valid_from > turn.today:
        text += " – " + turn.say("wording", "from", date=wording.date(fact.valid_from, turn.language))
    if fact.valid_until and fact.valid_until < turn.today:
        text += " – " + turn.say("wording", "until", date=wording.date(fact.valid_until, turn.language))
    if fresh == "withheld" and isinstance(fact.value, Text) and not _FIGURE.search(text):
        fresh = "ageing"
    elif fresh == "withheld":
        text = turn.say("wording", "withheld", date=wording.date(as_of, turn.language))
    label = vocabulary.properties()[fact.property].label.in_language(turn.language)
    return Line(fact.property, label, text, _source(source), as_of, fresh, fact.confidence == "confirmed")


def relation_lines(turn: Turn, record: Record, intent: str) -> Iterable[Line]:
    """Relations stated by the record, then those other records state about it, each kind on one line."""
    known = vocabulary.relations()
    own: Dict[str, list] = {}
    for relation in record.relations:
        if intent in known[relation.relation].asks:
            own.setdefault(relation.relation, []).append(relation)
    for key, group in own.items():
        names = [turn.name(one.record) if one.record else one.name for one in group]
        yield Line(
            key, known[key].label.in_language(turn.language), ", ".join(names), _source(record.source_of(group[0])),
            record.as_of(group[0]), confirmed=all(one.confidence == "confirmed" for one in group),
            ids=tuple(one.record for one in group if one.record),
        )
    inverse: Dict[str, List[str]] = {}
    for key, other in turn.store.inverse(record.id):
        if intent in known[key].inverse_asks:
            inverse.setdefault(key, []).append(other)
    said = {turn.name(one.record) if one.record else one.name for group in own.values() for one in group}
    for key, others in inverse.items():
        others = [other for other in others if turn.name(other) not in said]
        if not others:
            continue
        first = turn.record(others[0])
        stated = next(r for r in first.relations if r.relation == key and r.record == record.id)
        names = [turn.name(other) for other in others[:MAX_RELATED]]
        more = len(others) - len(names)
        text = ", ".join(names) + (turn.say("wording", "and_more", n=more) if more > 0 else "")
        yield Line(
            key, known[key].inverse_label.in_language(turn.language), text, _source(first.source_of(stated)),
            first.as_of(stated), ids=tuple(others),
        )


def status_line(turn: Turn, record: Record) -> Optional[Line]:
    """What has become of the entity, when its record says so."""
    status = record.status
    if not status:
        return None
    text = turn.say("status", status.value)
    if status.since:
        text += " " + turn.say("status", "since", date=wording.date(status.since.date, turn.language))
    if status.note:
        text += f" ({status.note.in_language(turn.language)})"
    as_of = record.as_of(status)
    return Line("status", turn.say("status", "label"), text, _source(record.sources[status.source]), as_of)


def _place(turn: Turn, record: Record) -> Iterable[Line]:
    place = record.location
    area = vocabulary.facets("areas").get(place.district or "")
    parts = [place.address or "", area.label.in_language(turn.language) if area and not place.address else ""]
    if place.city not in " ".join(parts):
        parts.append(place.city)
    text = ", ".join(part for part in parts if part)
    if not (place.address or area or place.metro) and place.city == "Paris":
        # That it is in Paris is what everyone knew.
        return
    if place.metro:
        text += " · " + turn.say("wording", "metro", stations=", ".join(place.metro))
    yield Line("address", turn.say("wording", "address"), text, _source(record.source_of(place)), record.as_of(place))


def _telling(turn: Turn, record: Record) -> Iterable[Line]:
    chosen: List[Fact] = []
    current = [fact for fact in record.facts if freshness.is_current(fact, turn.today)]
    for key in TELLING:
        of_key = [fact for fact in current if fact.property == key]
        if key == "dates":
            of_key = sorted(of_key, key=lambda f: (f.value.end < turn.today, abs((f.value.start - turn.today).days)))
        elif key in ("role", "measure"):
            chosen += of_key[:3]
            continue
        elif key in NEWEST_FIRST:
            of_key.sort(key=record.as_of, reverse=True)
        chosen += of_key[:1]
    lines = [fact_line(turn, record, fact) for fact in chosen[:5]]
    related = list(relation_lines(turn, record, "ask_definition"))[:3]
    people = [line for line in relation_lines(turn, record, "ask_who") if line.key not in {one.key for one in related}]
    yield from (*lines, *related, *people[:2])


def _upcoming_first(turn: Turn, lines: List[Line], facts: List[Fact]) -> List[Line]:
    """Past editions and past dates after the next one, newest first; other lines keep their order."""
    def rank(pair: Tuple[Line, Fact]) -> tuple:
        value = pair[1].value
        if hasattr(value, "end"):
            days = (value.end - turn.today).days
            return (0, days) if days >= 0 else (2, -days)
        return (1, 0)

    return [line for line, _ in sorted(zip(lines, facts), key=rank)]


def _neighbours(turn: Turn, record: Record, relation: str, inverse: bool) -> List[str]:
    if inverse:
        return [other for _, other in turn.store.inverse(record.id, relation)]
    return [target for _, target, _ in turn.store.related(record.id, relation) if target]


def _source(source) -> SourceLine:
    return SourceLine(source.title, source.url, source.as_of.isoformat())


def source_of(record: Record, claim: Sourced) -> SourceLine:
    """The source of a claim as the answer shows it."""
    return _source(record.source_of(claim))


def as_fact_line(line: Line, sources: List[SourceLine]) -> FactLine:
    """The line for `Answer.facts`; adds its source to `sources` when it is not there yet."""
    if line.source not in sources:
        sources.append(line.source)
    return FactLine(line.label, line.text, sources.index(line.source), line.as_of.isoformat(), line.freshness, line.confirmed)
