"""What a page shows of a record, in one language: lines of text, links, sources. No HTML here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Dict, List, Optional, Tuple

from markdown_it import MarkdownIt

from knowledge import freshness
from knowledge.operations.wording import Words
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact, Record, Sourced, Source
from knowledge.schema.values import Text

# Raw HTML in an answer is shown as text; addresses of odd schemes are no links.
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True)
class Line:
    """One fact as shown: `remarks` are conditions and warnings, `stale` its freshness."""

    label: str
    text: str
    remarks: List[str]
    stale: str
    source: Source
    checked: str


@dataclass(frozen=True)
class Link:
    """A name and where it leads; `href` is None for what has no record."""

    text: str
    href: Optional[str]


class Views:
    """All records, and what each page needs of them in one language on the day `on`."""

    def __init__(self, records: List[Record], words: Words, on: dt.date) -> None:
        self.records = {record.id: record for record in records}
        self.words, self.on, self.language = words, on, words.language
        self._inverse: Dict[str, List[Tuple[str, str]]] = {}
        for record in records:
            for relation in record.relations:
                if relation.record:
                    self._inverse.setdefault(relation.record, []).append((relation.relation, record.id))
            for target in record.about:
                self._inverse.setdefault(target, []).append(("about", record.id))

    def name(self, record: Record) -> str:
        """The record's name."""
        return record.name.in_language(self.language)

    def facts(self, record: Record) -> List[Line]:
        """Place, status and facts, in the order of the record."""
        lines = [*self._status(record), *self._place(record)]
        return lines + [self._fact(record, fact) for fact in record.facts]

    def relations(self, record: Record) -> Dict[str, List[Link]]:
        """What the record states of others and what others state of it, by label."""
        known, found = vocabulary.relations(), {}  # type: ignore[var-annotated]
        for relation in record.relations:
            label = known[relation.relation].label.in_language(self.language)
            link = self._link(relation.record) if relation.record else Link(relation.name or "", None)
            found.setdefault(label, []).append(link)
        for target in record.about:
            found.setdefault(self.words.say("speaks_of"), []).append(self._link(target))
        for key, other in sorted(self._inverse.get(record.id, [])):
            label = self.words.say("mentioned") if key == "about" else known[key].inverse_label.in_language(self.language)
            found.setdefault(label, []).append(self._link(other))
        return found

    def answer(self, record: Record) -> str:
        """The text of an answer as safe HTML; what is too old to repeat says so instead."""
        if freshness.of_answer(record, self.on) == "withheld":
            newest = max(source.as_of for source in record.sources.values())
            return _MARKDOWN.render(self.words.say("withheld", date=self.words.date(newest)))
        return _MARKDOWN.render(record.answer.in_language(self.language)) if record.answer else ""

    def questions(self, record: Record) -> List[str]:
        """The ways people ask it."""
        return list(getattr(record.questions, self.language)) if record.questions else []

    def search_words(self, record: Record) -> str:
        """What the search box looks in: names and aliases of both languages."""
        return " ".join([record.name.en, record.name.fr, *record.aliases])

    def _fact(self, record: Record, fact: Fact) -> Line:
        say, state = self.words.say, freshness.of_fact(fact, record, self.on)
        text, checked = self.words.value(fact.value), self.words.date(record.as_of(fact))
        remarks = [fact.note.in_language(self.language)] if fact.note else []
        if fact.valid_from:
            remarks.append(say("valid_from", date=self.words.date(fact.valid_from)))
        if fact.valid_until:
            remarks.append(say("valid_until", date=self.words.date(fact.valid_until)))
        if fact.confidence == "unconfirmed":
            remarks.append(say("unconfirmed"))
        shown = " ".join([text, *remarks])
        if state == "withheld" and (not isinstance(fact.value, Text) or any(c.isdigit() for c in shown)):
            text, remarks = say("withheld", date=checked), []
        elif state != "fresh":
            remarks.append(say("ageing"))
        label = vocabulary.properties()[fact.property].label.in_language(self.language)
        return Line(label, text, remarks, state, record.source_of(fact), checked)

    def _status(self, record: Record) -> List[Line]:
        status, say = record.status, self.words.say
        if not status:
            return []
        text = say(f"status_{status.value}")
        if status.since:
            whole_day = len(status.since.date) == 10
            text = say("since_day" if whole_day else "since", value=text, date=self.words.date(status.since.date))
        remarks = [status.note.in_language(self.language)] if status.note else []
        return [self._line(record, status, say("status"), text, remarks)]

    def _place(self, record: Record) -> List[Line]:
        place, say = record.location, self.words.say
        if not place:
            return []
        area = vocabulary.facets("areas").get(place.district or "")
        text = place.address or (area.label.in_language(self.language) if area else place.city)
        metro = [say("metro") + " " + ", ".join(place.metro)] if place.metro else []
        return [self._line(record, place, say("address"), text, metro)]

    def _line(self, record: Record, claim: Sourced, label: str, text: str, remarks: List[str]) -> Line:
        source = record.sources[claim.source]
        return Line(label, text, remarks, "fresh", source, self.words.date(record.as_of(claim)))

    def _link(self, record_id: str) -> Link:
        other = self.records.get(record_id)
        return Link(self.name(other), f"../{other.kind}/{other.id}.html") if other else Link(record_id, None)
