"""Lists: which meetups, start-ups, incubators, events … with filters, five at a time, and the nearest ones."""

from __future__ import annotations

import datetime as dt
from typing import List, Optional, Sequence

from actions import filters, occurrences, payload, pricing
from actions.answer import Answer, Card, SourceLine, Suggestion
from actions.composing import card
from actions.focus import PAGE
from actions.occurrences import Dated
from actions.relaxing import Found, search
from actions.turn import Turn
from knowledge.calendar import next_dates
from knowledge.feeds import Occurrence
from knowledge.schema import vocabulary
from knowledge.schema.values import DateRange
from knowledge.store import Filter, Hit
from knowledge.wording import values as wording

# More kinds than these are not named one by one.
MANY_KINDS = 3
# Parts of a filter as they are told: its field, the facet that names its values, the text that holds them.
DESCRIBED = (
    ("topics", "topics", "about"), ("sectors", "sectors", "in_sector"), ("audiences", "audiences", "for"),
    ("areas", "areas", "in_area"), ("stages", "stages", "stage"), ("price", "prices", "price"), ("languages", "spoken", "spoken"),
)


def list_answer(turn: Turn, filter_: Filter, offset: int = 0) -> Optional[Answer]:
    """The page of a list that begins at `offset`, or None when the filter says nothing to list by."""
    if not _listable(filter_):
        return None
    dated, beside = occurrences.dated(turn, filter_)
    found = Found(dated, filter_) if dated or beside else search(turn, filter_)
    hits = found.hits
    if not (hits or beside):
        return _nothing(turn, filter_)
    if not _listable(found.shown):
        # With nothing left to list by, all that is known would pass for an answer.
        return None
    page = hits[offset : offset + PAGE]
    if not page and (offset or not beside):
        return Answer(text=turn.say("lists", "no_more"), language=turn.language, kind="list", confidence=0.9)
    beside = beside[:PAGE] if offset == 0 else []
    sources = list(dict.fromkeys([*(_source(turn, hit) for hit in page), *map(occurrences.source, beside)]))
    turn.focus.shown = [hit.id for hit in hits[: offset + PAGE]]
    # What was wished, not what was found instead: "and in June?" means free ones still.
    turn.focus.filter, turn.focus.offset = filters.to_json(filter_), offset + len(page)
    turn.focus.intent, turn.focus.records, turn.focus.pending, turn.focus.told = "find", [hit.id for hit in page[:1]], None, []
    return Answer(
        text=_text(turn, found, filter_, page, offset, beside), language=turn.language, kind="list",
        cards=[_card(turn, hit) for hit in page],
        sources=sources, suggestions=_suggestions(turn, found, page, offset), confidence=0.7 if found.dropped else 0.95,
    )


def _listable(filter_: Filter) -> bool:
    return bool(filter_.kinds or filter_.topics or filter_.sectors or filter_.areas or filter_.related_to or filter_.near)


def _state(turn: Turn, record_id: str) -> str:
    status = turn.record(record_id).status
    return status.value if status else "active"


def _card(turn: Turn, hit: Hit) -> Card:
    return occurrences.card_of(turn, hit) if isinstance(hit, Dated) else card(turn, turn.record(hit.id), hit.distance_km)


def _source(turn: Turn, hit: Hit) -> SourceLine:
    if isinstance(hit, Dated) and hit.occurrence:
        return occurrences.source(hit.occurrence)
    source = next(iter(turn.record(hit.id).sources.values()))
    return SourceLine(source.title, source.url, source.as_of.isoformat())


def _text(turn: Turn, found: Found, asked: Filter, page: Sequence[Hit], offset: int, beside: Sequence[Occurrence]) -> str:
    parts, shown, hits = [], found.shown, found.hits
    if found.dropped == ("price",) and pricing.wished(asked):
        parts.append(pricing.none_free(turn, shown, describe(turn, shown)))
    elif found.dropped:
        parts.append(turn.say("lists", "relaxed", asked=describe(turn, asked), shown=describe(turn, shown)))
    elif offset == 0:
        parts.append(turn.say("lists", "found", n=len(hits) + len(beside), what=describe(turn, shown)))
    else:
        parts.append(turn.say("lists", "more", first=offset + 1, last=offset + len(page), n=len(hits), what=describe(turn, shown)))
    if page:
        parts.append("\n".join(_row(turn, hit, offset + n) for n, hit in enumerate(page, 1)))
    if beside:
        parts += [turn.say("lists", "calendars"), "\n".join(occurrences.line(turn, one) for one in beside)]
    if pricing.wished(shown) and offset == 0:
        parts.append(pricing.known_free(turn, shown))
    if found.past:
        parts.append(turn.say("lists", "none_to_come"))
    if set(shown.kinds) & {"meetup"} and asked.start:
        told = any(isinstance(hit, Dated) for hit in hits)
        parts.append(turn.say("lists", "meetup_dates_others" if told else "meetup_dates"))
    left = len(hits) - offset - len(page)
    if left > 0:
        parts.append(turn.say("lists", "left", n=left))
    return "\n\n".join(parts)


def _row(turn: Turn, hit: Hit, number: int) -> str:
    record = turn.record(hit.id)
    if isinstance(hit, Dated) and hit.occurrence:
        told = "; ".join(occurrences.details(turn, hit.occurrence))
        return f"{number}. **{turn.name(hit.id)}** – {occurrences.plain(hit.occurrence.title)} *({told})*"
    details = []
    coming = next_dates(record, turn.today)
    past = [fact.value for fact in record.facts_of("dates", "past_edition") if fact.value.end < turn.today]
    if coming:
        details.append(wording.date_range(coming, turn.language))
    elif past:
        details.append(turn.say("lists", "last_edition", date=wording.date_range(max(past, key=_start), turn.language)))
    if hit.distance_km is not None:
        details.append(turn.say("lists", "distance", distance=wording.distance(hit.distance_km, turn.language)))
    state = _state(turn, hit.id)
    if state != "active":
        details.append(turn.say("status", state))
    tail = f" *({'; '.join(details)})*" if details else ""
    return f"{number}. **{turn.name(hit.id)}** – {record.summary.in_language(turn.language)}{tail}"


def _start(dates: DateRange):
    return dates.start


def describe(turn: Turn, filter_: Filter) -> str:
    """A filter in words: "meetups on natural language processing in Paris 13th, 1–8 December"."""
    kinds = vocabulary.kinds()
    # So many kinds are all there is.
    told = filter_.kinds if len(filter_.kinds) <= MANY_KINDS else ()
    named = turn.say("lists", "join_and").join(kinds[k].plural.in_language(turn.language) for k in told)
    what = named or turn.say("lists", "places" if filter_.near else "records")
    for field, facet, key in DESCRIBED:
        values = getattr(filter_, field)
        if values:
            labels = [vocabulary.facets(facet)[v].label.in_language(turn.language) for v in values]
            what += " " + turn.say("lists", key, what=turn.say("lists", "join_or").join(labels))
    if filter_.related_to:
        what += " " + turn.say("lists", "linked_to", what=", ".join(turn.name(r) for r in filter_.related_to))
    if filter_.near:
        what += " " + turn.say("lists", "nearest_first")
    if filter_.start and filter_.end:
        days = DateRange(start=filter_.start, end=filter_.end - dt.timedelta(days=1))
        what += " " + turn.say("lists", "when", when=wording.date_range(days, turn.language))
    return what


def _nothing(turn: Turn, filter_: Filter) -> Answer:
    turn.focus.filter, turn.focus.intent = filters.to_json(filter_), "find"
    options = [
        Suggestion(kind.plural.in_language(turn.language), payload.text(kind.plural.in_language(turn.language)))
        for key, kind in vocabulary.kinds().items() if key in ("event", "meetup", "accelerator") and key not in filter_.kinds
    ]
    return Answer(
        text=turn.say("lists", "nothing", what=describe(turn, filter_)), language=turn.language, kind="refusal",
        suggestions=[option for option in options if option.payload], confidence=0.7,
    )


def _suggestions(turn: Turn, found: Found, page: List[Hit], offset: int) -> List[Suggestion]:
    offered = [Suggestion(turn.name(hit.id), payload.ask("ask_definition", hit.id)) for hit in {hit.id: hit for hit in page}.values()]
    if pricing.wished(found.shown):
        offered += pricing.all_prices(turn, found.shown)
    if len(found.hits) > offset + len(page):
        offered.append(Suggestion(turn.say("lists", "show_more"), "m"))
    return offered
