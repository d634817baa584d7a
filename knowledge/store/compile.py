"""Builds the SQLite file that `Store` reads: typed rows, full text and facets, from the records.

The file is named by the fingerprint of what it is made from and moved into place whole, so that readers
never see half a file and a running reader keeps the one it opened.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import Iterable, List, Optional, Tuple

from knowledge.load import FOLDER, fingerprint, load_all
from knowledge.paths import cache_dir
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.text import fold, stem

_TABLES = """
CREATE TABLE record (id TEXT PRIMARY KEY, kind TEXT NOT NULL, sort TEXT NOT NULL, weight INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL);
CREATE INDEX record_kind ON record (kind, sort, id);
CREATE TABLE name (folded TEXT NOT NULL, record TEXT NOT NULL, main INTEGER NOT NULL);
CREATE INDEX name_folded ON name (folded);
CREATE TABLE relation (record TEXT NOT NULL, relation TEXT NOT NULL, target TEXT, name TEXT);
CREATE INDEX relation_record ON relation (record, relation);
CREATE INDEX relation_target ON relation (target, relation);
CREATE TABLE facet (facet TEXT NOT NULL, value TEXT NOT NULL, record TEXT NOT NULL);
CREATE INDEX facet_value ON facet (facet, value, record);
CREATE TABLE day (record TEXT NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL);
CREATE INDEX day_start ON day (start, end);
CREATE INDEX day_record ON day (record, end, start);
CREATE TABLE point (record TEXT PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL);
CREATE VIRTUAL TABLE search USING fts5 (record UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

# How much is known of a record and how often others point at it: what lists show first.
_WEIGHTS = """
UPDATE record SET weight = json_array_length(json, '$.facts') + json_array_length(json, '$.sources')
    + (SELECT count(*) FROM relation WHERE relation.record = record.id)
    + 3 * (SELECT count(*) FROM relation WHERE target = record.id)
"""


def compiled_file(folder: Path = FOLDER) -> Path:
    """Path of an up-to-date compiled file for the records of `folder`, built when there is none."""
    key = fingerprint(folder)
    path = cache_dir() / f"knowledge-{key}.sqlite"
    if not path.exists():
        files, _ = load_all(folder)
        build(path, [file.record for file in files], key)
    return path


def build(path: Path, records: Iterable[Record], key: str = "") -> None:
    """Writes the compiled file of `records` to `path`, atomically."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".building")
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        connection.executescript(_TABLES)
        for record in records:
            _insert(connection, record)
        connection.execute(_WEIGHTS)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (key,))
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        connection.commit()
        connection.close()
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _insert(db: sqlite3.Connection, record: Record) -> None:
    db.execute(
        "INSERT OR REPLACE INTO record (id, kind, sort, json) VALUES (?, ?, ?, ?)",
        (record.id, record.kind, fold(record.name.en), record.json(exclude_none=True)),
    )
    if record.kind != "answer":
        main = {fold(record.name.en), fold(record.name.fr)}
        others = {fold(alias) for alias in record.aliases} | {fold(record.id)} - main
        db.executemany("INSERT INTO name VALUES (?, ?, 1)", [(name, record.id) for name in sorted(main)])
        db.executemany("INSERT INTO name VALUES (?, ?, 0)", [(name, record.id) for name in sorted(others - main)])
    db.executemany(
        "INSERT INTO relation VALUES (?, ?, ?, ?)",
        [(record.id, r.relation, r.record, r.name) for r in record.relations],
    )
    db.executemany("INSERT INTO facet VALUES (?, ?, ?)", [(f, v, record.id) for f, v in _facets(record)])
    days = [fact.value for fact in record.facts_of("dates", "past_edition")]
    db.executemany("INSERT INTO day VALUES (?, ?, ?)", [(record.id, d.start.isoformat(), d.end.isoformat()) for d in days])
    if record.location and record.location.lat is not None:
        db.execute("INSERT INTO point VALUES (?, ?, ?)", (record.id, record.location.lat, record.location.lon))
    title, body = _searchable(record)
    db.execute("INSERT INTO search VALUES (?, ?, ?)", (record.id, title, body))


def _facets(record: Record) -> List[Tuple[str, str]]:
    found = [("topics", topic) for topic in record.topics] + [("sectors", sector) for sector in record.sectors]
    found += [("audiences", one) for one in record.audience] + [("languages", one) for one in record.languages]
    found.append(("status", record.status.value if record.status else "active"))
    for area in areas_of(record):
        found.append(("areas", area))
    if any(getattr(fact.value, "amount", None) == 0 for fact in record.facts_of("price", "fee")):
        found.append(("price", "free"))
    return found


def areas_of(record: Record) -> List[str]:
    """The areas a record lies in, from its district outwards (paris-13, paris, ile-de-france)."""
    if not record.location:
        return []
    areas, known = [], vocabulary.facets("areas")
    area: Optional[str] = record.location.district or fold(record.location.city).replace(" ", "-")
    if record.location.city == "Paris" and area not in known:
        area = "paris"
    while area in known and area not in areas:
        areas.append(area)
        area = known[area].within
    return areas


def _searchable(record: Record) -> Tuple[str, str]:
    title = [record.name.en, record.name.fr, *record.aliases]
    body = [record.summary.en, record.summary.fr]
    if record.questions:
        title += [*record.questions.en, *record.questions.fr]
    if record.answer:
        body += [record.answer.en, record.answer.fr]
    for fact in record.facts:
        for text in (fact.value, fact.note):
            if hasattr(text, "fr"):
                body += [text.en, text.fr]
    body += [relation.name or "" for relation in record.relations]
    body += record.topics + record.sectors
    return tuple(" ".join(stem(word) for word in fold(" ".join(part)).split()) for part in (title, body))  # type: ignore


def record_from_json(text: str) -> Record:
    """A stored record, typed again."""
    return Record(**json.loads(text))
