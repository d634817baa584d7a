"""Makes one `Answer` from gathered lines: text, sources, notices, suggestions, attachments."""

from __future__ import annotations

import re
from typing import Dict, List, Optional, Sequence

from actions import payload
from actions.answer import Answer, Attachment, Card, SourceLine, Suggestion
from actions.gathering import Gathered, Line, answers, as_fact_line, fact_line
from actions.turn import Turn
from knowledge.calendar import event_ics
from knowledge.freshness import is_current
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.wording import values as wording

NUMBERED = {"step"}
_ORDINAL = re.compile(r"^\d+[.)]\s+")
# What people ask next, by how often it helps; only what the record can answer is offered.
NEXT = (
    "ask_eligibility", "ask_how_to_apply", "ask_cost", "ask_when", "ask_where", "ask_documents", "ask_threshold", "ask_family",
    "ask_duration", "ask_processing_time", "ask_benefits", "ask_who", "ask_funding", "ask_deadline", "ask_contact", "ask_size", "ask_status",
)
FOR_PEOPLE = ("ask_who", "ask_contact")
MAX_SUGGESTIONS = 4


def facts_answer(turn: Turn, intent: str, found: Sequence[Gathered], confidence: float = 1.0) -> Answer:
    """The answer to `intent` from what was gathered about one or several records."""
    sources: List[SourceLine] = []
    blocks, facts = [], []
    record = found[0].record
    for part in found:
        shown = part.origin or part.record
        turn.told += [(shown.id, line.key) for line in part.lines] or [(shown.id, "summary")]
        if intent == "ask_definition":
            blocks.append(_definition(turn, part.record, part.lines))
        else:
            blocks.append(_heading(turn, intent, part, found) + "\n\n" + _listed(turn, part.lines))
        facts += [as_fact_line(line, sources) for line in part.lines]
        for source in shown.sources.values():
            line = SourceLine(source.title, source.url, source.as_of.isoformat())
            if intent == "ask_definition" and line not in sources and len(sources) < 4:
                sources.append(line)
    kind = "definition" if intent == "ask_definition" else "steps" if intent in ("ask_how_to_apply", "ask_documents") else "facts"
    return Answer(
        text="\n\n".join(blocks), language=turn.language, kind=kind, facts=facts, sources=sources,
        suggestions=suggestions(turn, record, intent), notice=notice(turn, [part.record for part in found]),
        attachments=attachments(turn, record, intent), confidence=confidence,
    )


def _heading(turn: Turn, intent: str, part: Gathered, found: Sequence[Gathered]) -> str:
    # Below what a record says itself, the one behind it stands under its own name alone.
    below = any(other.record is part.record and not other.origin for other in found)
    subject = part.origin if part.origin and below else part.record
    heading = turn.say("questions", f"{intent}_heading", name=subject.name.in_language(turn.language))
    if part.origin and not below:
        heading += " – " + turn.say("questions", "via", name=part.origin.name.in_language(turn.language))
    return heading


def _definition(turn: Turn, record: Record, lines: Sequence[Line]) -> str:
    summary = record.summary.in_language(turn.language)
    text = f"**{record.name.in_language(turn.language)}** – {summary}"
    if record.status and record.status.value != "active":
        since = record.status.since
        date = wording.date(since.date, turn.language) if since else ""
        text += "\n\n" + turn.say("status", f"{record.status.value}_note", since=date or "-")
    return text + ("\n\n" + _listed(turn, lines) if lines else "")


def _listed(turn: Turn, lines: Sequence[Line]) -> str:
    """Lines as Markdown: one property as plain items, several with their labels; steps numbered."""
    keys = [line.key for line in lines]
    labelled = len(set(keys)) > 1 or keys[0] not in ("step", "condition", "document", "excluded", "measure", "detail")
    rows, number = [], 0
    for line in lines:
        number = number + 1 if line.key in NUMBERED else 0
        repeated = keys.count(line.key) > 1 and line.key in ("step", "condition", "document")
        marker = f"{number}." if number else "-"
        label = f"**{line.label}**{turn.say('wording', 'colon')} " if labelled and not (number or repeated) else ""
        text = _ORDINAL.sub("", line.text) if number else line.text
        rows.append(f"{marker} {label}{text}{marks(turn, line, keys)}")
    return "\n".join(rows)


def marks(turn: Turn, line: Line, keys: Sequence[str]) -> str:
    """What to know of a line beside its value: unconfirmed, due for a check, or one of several figures with its date."""
    told = []
    if not line.confirmed:
        told.append(turn.say("wording", "unconfirmed"))
    figure = line.key in vocabulary.properties() and vocabulary.properties()[line.key].type != "text"
    if line.freshness == "ageing":
        told.append(turn.say("wording", "ageing_short", date=wording.date(line.as_of, turn.language)))
    elif keys.count(line.key) > 1 and figure and line.freshness == "fresh":
        told.append(turn.say("wording", "as_of", date=wording.date(line.as_of, turn.language)))
    return f" *({turn.say('lists', 'join_values').join(told)})*" if told else ""


def notice(turn: Turn, records: Sequence[Record]) -> Optional[str]:
    """The caution that the kinds of these records ask for."""
    for record in records:
        kind = vocabulary.kinds()[record.kind]
        about_visas = record.kind == "answer" and record.id.startswith("visa-")
        if kind.disclaimer or about_visas:
            return turn.say("notices", kind.disclaimer or "not_legal_advice")
    return None


def suggestions(turn: Turn, record: Record, intent: str) -> List[Suggestion]:
    """What to ask next about a record: its routes first, then questions it can answer."""
    found: List[Suggestion] = []
    routes = [other for _, other in turn.store.inverse(record.id, "route_of")]
    for route in routes[:3]:
        found.append(Suggestion(turn.name(route), payload.ask(intent if intent != "ask_source" else "ask_definition", route)))
    for asked in NEXT:
        if len(found) >= MAX_SUGGESTIONS:
            break
        if asked != intent and not (record.kind == "person" and asked not in FOR_PEOPLE) and answers(turn, record, asked):
            found.append(Suggestion(_short(turn, asked, record.kind), payload.ask(asked, record.id)))
    return found


def _short(turn: Turn, intent: str, kind: str) -> str:
    """The short form of a question, in the words that suit the kind where those differ."""
    special = f"{intent}_short_{kind}"
    return turn.say("questions", special if turn.has_text("questions", special) else f"{intent}_short")


def attachments(turn: Turn, record: Record, intent: str) -> List[Attachment]:
    """A calendar file for an event to come, a point for a place."""
    found: List[Attachment] = []
    if record.kind in ("event", "meetup") and intent in ("ask_when", "ask_definition", "ask_where"):
        content = event_ics(record, turn.language, turn.today)
        if content:
            found.append(Attachment("ics", f"{record.id}.ics", content=content))
    place = record.location
    if place and place.lat is not None and intent in ("ask_where", "find_nearby"):
        found.append(Attachment("location", record.name.in_language(turn.language), lat=place.lat, lon=place.lon, address=place.address))
    return found


def card(turn: Turn, record: Record, distance_km: Optional[float] = None) -> Card:
    """A record as an item of a list."""
    lines: List[str] = []
    dates = sorted((f.value for f in record.facts_of("dates", "past_edition")), key=lambda d: (d.end < turn.today, d.start))
    when = dates[0] if dates else None
    if when:
        lines.append(wording.date_range(when, turn.language))
    current = (fact for fact in record.facts_of("rhythm", "amount", "price", "price_note", "role") if is_current(fact, turn.today))
    # A card has no room for a caution, so that only what needs none stands there.
    telling = [line for line in (fact_line(turn, record, fact) for fact in current) if line.freshness == "fresh" and line.confirmed]
    for line in telling[:2]:
        # An amount says little without what it is.
        label = "" if line.key in ("rhythm", "role") else line.label + turn.say("wording", "colon") + " "
        lines.append(label + line.text)
    place = record.location
    where = (place.address or _area(turn, place.district) or place.city) if place else None
    if distance_km is not None:
        lines.append(turn.say("lists", "distance", distance=wording.distance(distance_km, turn.language)))
    status = record.status.value if record.status else "active"
    if status != "active":
        lines.append(turn.say("status", status))
    return Card(
        id=record.id, kind=record.kind, title=record.name.in_language(turn.language),
        subtitle=record.summary.in_language(turn.language), lines=lines, url=record.link("website", "apply", "tickets", "dataset"),
        address=where, lat=place.lat if place else None, lon=place.lon if place else None,
        start=when.start.isoformat() if when else None, end=when.end.isoformat() if when else None,
        payload=payload.ask("ask_definition", record.id),
    )


def _area(turn: Turn, key: Optional[str]) -> Optional[str]:
    area = vocabulary.facets("areas").get(key or "")
    return area.label.in_language(turn.language) if area else None


def with_sources(answer: Answer, labels: Dict[str, str]) -> str:
    """The answer as plain Markdown for channels that show text only: text, notice, sources with their dates."""
    parts = [answer.text]
    if answer.notice:
        parts.append(f"*{answer.notice}*")
    if answer.sources:
        rows = [
            f"- {labels['line'].format(title=s.title, date=wording.date(s.as_of, answer.language))}: {s.url}" for s in answer.sources
        ]
        parts.append(f"{labels['heading']}\n" + "\n".join(rows))
    return "\n\n".join(parts)
