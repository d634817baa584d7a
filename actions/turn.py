"""One turn as the actions see it: what was understood, the focus so far, the language, and the knowledge."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, Dict, List, Optional, Tuple

from rasa_sdk import Tracker

from actions import language as languages
from actions.focus import SLOT, Focus
from actions.texts import texts
from knowledge import freshness
from knowledge.schema.records import Record
from knowledge.store import Store, open_store

FACET_ENTITIES = ("kind", "topic", "sector", "area", "audience", "stage", "price", "spoken", "elsewhere")
# Those that narrow a list down, whatever it is of.
NARROWING = frozenset({"topic", "sector", "area", "stage", "price", "spoken"})
# A name linked with less than the first (`score`) may be a misreading; with the second or more, it is none.
SURELY_LINKED, BEYOND_DOUBT = 0.8, 0.9
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Named:
    """A record that the message names; `rivals` are ids nearly as likely, `how` is "exact", "fuzzy" or "partial"."""

    record: str
    score: float
    how: str = "exact"
    start: int = 0
    end: int = 0
    rivals: Tuple[str, ...] = ()


@dataclass
class Turn:
    """Everything an answer is made from. `nearness` and `confidence` are 0..1. `told`: (record id, property) shown."""

    text: str
    intent: str
    confidence: float
    margin: float
    nearness: float
    language: str
    focus: Focus
    store: Store
    today: dt.date
    named: List[Named] = field(default_factory=list)
    facets: Dict[str, List[str]] = field(default_factory=dict)
    dates: Optional[Dict[str, str]] = None
    matches: List[Dict[str, Any]] = field(default_factory=list)
    ordinals: List[int] = field(default_factory=list)
    unknown_names: List[str] = field(default_factory=list)
    extra: Dict[str, Any] = field(default_factory=dict)
    ranking: List[Tuple[str, float]] = field(default_factory=list)
    pressed: bool = False
    # Words that may be a slip of a short name: {"records", "start", "end"}.
    guesses: List[Dict[str, Any]] = field(default_factory=list)
    # The message heard as one that leans on what was said: {"ranking", "nearness"}.
    in_talk: Optional[Dict[str, Any]] = None
    # The next likeliest intent and its probability.
    second: Optional[Tuple[str, float]] = None
    told: List[Tuple[str, str]] = field(default_factory=list)
    # Where names and facets stand in the text, and (facet, value, start, end) of the facets alone.
    spans: List[Tuple[int, int]] = field(default_factory=list)
    facet_spans: List[Tuple[str, str, int, int]] = field(default_factory=list)
    # What the person typed, where misspelt words of it were put right in `text`.
    typed: str = ""

    def in_other_script(self) -> bool:
        """Whether most letters of the message are of neither English nor French (Chinese, Arabic, Cyrillic …)."""
        letters = [c for c in self.text if c.isalpha()]
        return len(letters) > 1 and sum(c > "\u024f" for c in letters) > len(letters) / 2

    def beside_names(self) -> Optional[str]:
        """What the message says beside the names of records it surely links, or None when it names none."""
        spans = [(one.start, one.end) for one in self.named if one.score >= BEYOND_DOUBT and one.end > one.start]
        letters = list(self.text)
        for start, end in spans:
            letters[start:end] = " " * (end - start)
        return "".join(letters) if spans else None

    def as_typed(self, start: int, end: int) -> str:
        """The words that the person typed where `text` has those from `start` to `end`: what is quoted is quoted as it was."""
        typed = self.typed or self.text
        pieces = SequenceMatcher(None, self.text, typed, autojunk=False).get_opcodes()
        at = next((j1 + (start - i1) * (tag == "equal") for tag, i1, i2, j1, j2 in pieces if i1 <= start < i2), start)
        to = next((j1 + end - i1 if tag == "equal" else j2 for tag, i1, i2, j1, j2 in pieces if i1 < end <= i2), end)
        words = [word for word in _WORDS.finditer(typed) if word.end() > at and word.start() < to]
        return typed[words[0].start() : words[-1].end()] if words else self.text[start:end]

    def linked(self, least: float = SURELY_LINKED) -> List[str]:
        """The ids of the records named, in the order of the text, that are linked at least so surely."""
        return [one.record for one in self.named if one.score >= least]

    def record(self, record_id: str) -> Optional[Record]:
        """A record of the knowledge base by id."""
        return self.store.record(record_id)

    def name(self, record_id: str) -> str:
        """A record's name in the language of the answer."""
        record = self.store.record(record_id)
        return record.name.in_language(self.language) if record else record_id

    def say(self, topic: str, key: str, **values: Any) -> str:
        """A text in the language of the answer."""
        return texts().get(self.language, topic, key, turn=self.focus.turn, **values)

    def has_text(self, topic: str, key: str) -> bool:
        """Whether such a text exists."""
        return texts().has(self.language, topic, key)


def from_tracker(tracker: Tracker) -> Turn:
    """The turn for the latest message of a conversation."""
    message = tracker.latest_message or {}
    focus = Focus.from_slot(tracker.get_slot(SLOT))
    focus.turn += 1
    metadata = message.get("metadata") or {}
    entities = message.get("entities") or []
    ranking = [(entry["name"], entry["confidence"]) for entry in message.get("intent_ranking") or []]
    pressed = str(message.get("text") or "").startswith("/")
    intent = (message.get("intent") or {}).get("name") or "nlu_fallback"
    store = open_store_once()
    # A record may be gone since it was spoken of; a list with a gap would count wrongly.
    focus.records = [one for one in focus.records if store.resolve(one)]
    focus.shown = focus.shown if all(map(store.resolve, focus.shown)) else []
    turn = Turn(
        text=message.get("text") or "",
        intent=intent,
        confidence=1.0 if pressed else (message.get("intent") or {}).get("confidence") or 0.0,
        second=None if pressed or len(ranking) < 2 else ranking[1],
        margin=1.0 if pressed or len(ranking) < 2 else ranking[0][1] - ranking[1][1],
        nearness=1.0 if pressed else message.get("nearness") or 0.0,
        language=languages.choose(message.get("language"), metadata.get("language"), focus),
        focus=focus,
        store=store,
        today=freshness.today(),
        dates=message.get("dates"),
        matches=message.get("matches") or [],
        ordinals=message.get("ordinals") or [],
        unknown_names=message.get("unknown_names") or [],
        extra={e["entity"]: e["value"] for e in entities if e["entity"] in ("language", "rating", "latitude", "longitude")},
        ranking=ranking,
        pressed=pressed,
        in_talk=message.get("in_talk"),
        guesses=message.get("guesses") or [],
        typed=message.get("typed") or "",
    )
    turn.named, turn.facets = _entities(entities, store)
    placed = [entity for entity in entities if entity.get("end")]
    turn.spans = [(entity["start"], entity["end"]) for entity in placed]
    turn.facet_spans = [(e["entity"], e["value"], e["start"], e["end"]) for e in placed if e["entity"] in FACET_ENTITIES]
    if turn.extra.get("language") in ("en", "fr"):
        turn.language, focus.locked = turn.extra["language"], True
    elif (metadata.get("language") or {}).get("source") == "choice":
        focus.locked = True
    focus.language = turn.language
    return turn


def _entities(entities: List[Dict[str, Any]], store: Store) -> Tuple[List[Named], Dict[str, List[str]]]:
    named: List[Named] = []
    facets: Dict[str, List[str]] = {}
    for entity in entities:
        if entity["entity"] == "record":
            resolved = store.resolve(str(entity["value"]))
            if resolved and all(one.record != resolved for one in named):
                named.append(Named(
                    resolved, entity.get("confidence_entity", 1.0), entity.get("how", "exact"),
                    entity.get("start") or 0, entity.get("end") or 0, tuple(r for r in entity.get("rivals", ()) if store.resolve(r)),
                ))
        elif entity["entity"] in FACET_ENTITIES:
            values = facets.setdefault(entity["entity"], [])
            if entity["value"] not in values:
                values.append(entity["value"])
    return named, facets


_store: List[Store] = []


def open_store_once() -> Store:
    """The store this process answers from; opened when first asked for."""
    if not _store:
        _store.append(open_store())
    return _store[0]
