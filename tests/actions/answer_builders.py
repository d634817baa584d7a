"""Records, stores and turns for the tests of answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence

import yaml

from actions.focus import Focus
from actions.turn import Named, Turn
from knowledge.schema.records import Record
from knowledge.store import Store
from knowledge.store.compile import build

TODAY = dt.date(2026, 11, 22)
FRESH = dt.date(2026, 11, 1)


def record(id: str, kind: str, **parts: Any) -> Record:
    """A record; names, summary and source are made up where they are not given."""
    name = parts.pop("name", {"en": id.title(), "fr": id.title()})
    summary = {"en": f"{name['en']} is made up for the tests.", "fr": f"{name['fr']} est une invention pour les tests."}
    sources = {"site": {"url": f"https://example.org/{id}", "title": f"Site of {name['en']}", "as_of": FRESH}}
    return Record(**{"id": id, "kind": kind, "name": name, "summary": summary, "sources": sources, **parts})


def fact(property: str, value: Any, **parts: Any) -> Dict[str, Any]:
    """A fact resting on the record's one source."""
    return {"property": property, "value": value, "source": "site", **parts}


def relation(name: str, target: str) -> Dict[str, Any]:
    """A relation to another record, resting on the record's one source."""
    return {"relation": name, "record": target, "source": "site"}


def world() -> List[Record]:
    """The records of `world.yml`."""
    text = (Path(__file__).parent / "world.yml").read_text(encoding="utf-8")
    return [record(**entry) for entry in yaml.safe_load(text)]


def store_of(folder: Path, records: Iterable[Record]) -> Store:
    """A store compiled from records."""
    path = folder / "knowledge.sqlite"
    build(path, records)
    return Store(path)


def turn(store: Store, intent: str = "ask_definition", *names: str, language: str = "en", **parts: Any) -> Turn:
    """A confident turn in which the records `names` are named exactly; `parts` replace attributes of the Turn."""
    given: Dict[str, Any] = {
        "text": "what about that thing in general", "confidence": 0.95, "margin": 0.9, "nearness": 0.9,
        "focus": Focus(language=language, turn=1), "today": TODAY, "named": [Named(name, 1.0) for name in names],
    }
    return Turn(intent=intent, language=language, store=store, **{**given, **parts})


def match(record_id: str, score: float) -> Dict[str, Any]:
    """A record near in meaning, as the retriever reports it."""
    return {"record": record_id, "score": score, "belief": score, "text": "a question"}


def payload_ids(answer: Any) -> List[str]:
    """What the suggestions of an answer would send back."""
    return [suggestion.payload for suggestion in answer.suggestions]


def tracker_message(intent: str, text: str = "", entities: Sequence[Dict[str, Any]] = (), **parts: Any) -> Dict[str, Any]:
    """A user message as Rasa hands it to an action."""
    ranking = [{"name": intent, "confidence": 0.95}, {"name": "nlu_fallback", "confidence": 0.02}]
    return {
        "text": text or "a message", "intent": ranking[0], "intent_ranking": ranking, "nearness": 0.9,
        "entities": list(entities), "metadata": {}, **parts,
    }


def record_entity(record_id: str, score: float = 1.0, how: str = "exact", rivals: Optional[Sequence[str]] = None) -> Dict[str, Any]:
    """A linked record as the record linker reports it."""
    return {
        "entity": "record", "value": record_id, "confidence_entity": score, "how": how, "start": 0, "end": 4, "rivals": list(rivals or ()),
    }
