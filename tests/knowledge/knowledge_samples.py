"""Records for tests: a sound one to change, and a folder to write them to."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, Dict

import yaml

PLACE: Dict[str, Any] = {
    "id": "halle-test",
    "kind": "place",
    "name": {"en": "Test Hall", "fr": "Halle de test"},
    "aliases": ["la halle"],
    "summary": {"en": "A hall for tests in Paris.", "fr": "Une halle parisienne pour les tests."},
    "sources": {"site": {"url": "https://example.org/hall", "title": "The hall", "as_of": "2026-05-10"}},
    "location": {"address": "1 rue de Rivoli, 75004 Paris", "district": "paris-04", "lat": 48.8556, "lon": 2.3601, "source": "site"},
    "facts": [{"property": "area", "value": {"value": 340, "unit": "square_metre"}, "source": "site"}],
}

EVENT: Dict[str, Any] = {
    "id": "journee-test",
    "kind": "event",
    "name": {"en": "Test Day", "fr": "Journée du test"},
    "summary": {"en": "A day of tests.", "fr": "Une journée consacrée aux tests."},
    "sources": {"site": {"url": "https://example.org/day", "title": "The day", "as_of": "2026-05-10"}},
    "facts": [{"property": "dates", "value": {"start": "2026-12-01", "end": "2026-12-02"}, "source": "site"}],
}

ANSWER: Dict[str, Any] = {
    "id": "why-test",
    "kind": "answer",
    "name": {"en": "Why test", "fr": "Pourquoi tester"},
    "summary": {"en": "Because it breaks.", "fr": "Parce que cela casse."},
    "sources": {"site": {"url": "https://example.org/why", "title": "Why", "as_of": "2026-05-10"}},
    "questions": {"en": ["why test", "why should I test"], "fr": ["pourquoi tester", "à quoi sert un test"]},
    "answer": {"en": "Because it breaks.", "fr": "Parce que cela casse."},
}


def changed(base: Dict[str, Any], **changes: Any) -> Dict[str, Any]:
    """A deep copy of `base` with top-level keys replaced; None removes a key."""
    record = {**copy.deepcopy(base), **copy.deepcopy(changes)}
    return {key: value for key, value in record.items() if value is not None}


def with_fact(base: Dict[str, Any], **fact: Any) -> Dict[str, Any]:
    """A copy of `base` whose only fact is this one (source "site" unless told)."""
    return changed(base, facts=[{"source": "site", **fact}])


def save(folder: Path, *records: Dict[str, Any]) -> Path:
    """Writes each record where it belongs below `folder`; returns the last file written."""
    path = folder
    for record in records:
        path = folder / record["kind"] / f"{record['id']}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
