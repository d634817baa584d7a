"""Builds the SQLite file that `Store` reads: typed rows, names, relations, sets for lists, and the index of words.

The file is named by the fingerprint of what it is made from and moved into place whole, so that readers
never see half a file and a running reader keeps the one it opened.
"""

from __future__ import annotations

import collections
import json
import os
import sqlite3
import tempfile
from array import array
from pathlib import Path
from typing import Dict, Iterable, List, Tuple

from knowledge.load import FOLDER, fingerprint, load_all
from knowledge.paths import cache_dir
from knowledge.schema.records import Record
from knowledge.store import fulltext, listing
from knowledge.store.bits import pack
from knowledge.store.findable import DATES, facets, short_id, weighed_words
from knowledge.text import fold

_TABLES = """
CREATE TABLE record (
    id TEXT PRIMARY KEY, row INTEGER, short TEXT NOT NULL, kind TEXT NOT NULL, sort TEXT NOT NULL,
    weight INTEGER NOT NULL DEFAULT 0, json TEXT NOT NULL
);
CREATE INDEX record_row ON record (row);
CREATE INDEX record_short ON record (short);
CREATE INDEX record_kind ON record (kind, sort, id);
CREATE TABLE name (folded TEXT NOT NULL, record TEXT NOT NULL, main INTEGER NOT NULL);
CREATE INDEX name_folded ON name (folded);
CREATE TABLE relation (record TEXT NOT NULL, relation TEXT NOT NULL, target TEXT, name TEXT);
CREATE INDEX relation_record ON relation (record, relation);
CREATE INDEX relation_target ON relation (target, relation);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

# How much is known of a record and how often others point at it: what lists show first.
_WEIGHTS = """
UPDATE record SET weight = json_array_length(json, '$.facts')
    + (SELECT count(*) FROM relation WHERE relation.record = record.id)
    + 3 * (SELECT count(*) FROM relation WHERE target = record.id)
"""
# Compiled files that stay: the one in use, and the one before it, which a running bot may still read.
KEPT_FILES = 2


def compiled_file(folder: Path = FOLDER) -> Path:
    """Path of an up-to-date compiled file for the records of `folder`, built when there is none."""
    key = fingerprint(folder)
    path = cache_dir() / f"knowledge-{key}.sqlite"
    if not path.exists():
        files, _ = load_all(folder)
        build(path, [file.record for file in files], key)
        _remove_old(path)
    return path


def _remove_old(newest: Path) -> None:
    """Removes all but the newest compiled files; a reader that has one open keeps it."""
    others = [path for path in newest.parent.glob("knowledge-*.sqlite") if path != newest]
    for path in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[KEPT_FILES - 1 :]:
        path.unlink(missing_ok=True)


def build(path: Path, records: Iterable[Record], key: str = "") -> None:
    """Writes the compiled file of `records` to `path`, atomically. Of several records with one id the first stays."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".building")
    os.close(handle)
    try:
        connection = sqlite3.connect(temporary)
        # Nobody else reads it yet, and a build that breaks off is thrown away.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(_TABLES + listing.TABLES + fulltext.TABLES)
        _write(connection, records)
        connection.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (key,))
        connection.commit()
        connection.close()
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.unlink(temporary)


def _write(db: sqlite3.Connection, records: Iterable[Record]) -> None:
    given: List[str] = []
    lengths = array("I")
    sets: Dict[Tuple[str, str], List[int]] = collections.defaultdict(list)
    words: Dict[str, Tuple[array, array]] = collections.defaultdict(lambda: (array("I"), array("I")))
    days: List[Tuple[int, str, str]] = []
    points: List[Tuple[int, float, float]] = []
    seen = set()
    for record in records:
        if record.id in seen:
            continue
        seen.add(record.id)
        number = len(given)
        given.append(record.id)
        _insert(db, record)
        days += [(number, fact.value.start.isoformat(), fact.value.end.isoformat()) for fact in record.facts_of(*DATES)]
        if record.location and record.location.lat is not None:
            points.append((number, record.location.lat, record.location.lon or 0.0))
        for facet in [*facets(record), *([("listed", "")] if record.kind != "answer" else [])]:
            sets[facet].append(number)
        counts, length = weighed_words(record)
        lengths.append(length)
        for word, count in counts.items():
            words[word][0].append(number)
            words[word][1].append(count)
    row_of = _number(db, given)
    for (facet, value), numbers in sorted(sets.items()):
        db.execute("INSERT INTO facet VALUES (?, ?, ?)", (facet, value, pack(row_of[n] for n in numbers)))
    db.executemany("INSERT INTO day VALUES (?, ?, ?)", [(row_of[number], *rest) for number, *rest in days])
    db.executemany("INSERT INTO point VALUES (?, ?, ?)", [(row_of[number], *rest) for number, *rest in points])
    ordered = array("I", bytes(lengths.itemsize * len(lengths)))
    for number, length in enumerate(lengths):
        ordered[row_of[number]] = length
    for numbers, _ in words.values():
        numbers[:] = array("I", (row_of[number] for number in numbers))
    fulltext.write(db, words, ordered)


def _number(db: sqlite3.Connection, given: List[str]) -> List[int]:
    """Numbers the records in the order of lists; the row of each in the order in which they came."""
    db.execute(_WEIGHTS)
    ordered = [record for (record,) in db.execute("SELECT id FROM record ORDER BY weight DESC, sort, id")]
    db.executemany("UPDATE record SET row = ? WHERE id = ?", enumerate(ordered))
    rows = {record: row for row, record in enumerate(ordered)}
    return [rows[record] for record in given]


def _insert(db: sqlite3.Connection, record: Record) -> None:
    db.execute(
        "INSERT INTO record (id, short, kind, sort, json) VALUES (?, ?, ?, ?, ?)",
        (record.id, short_id(record.id), record.kind, fold(record.name.en), record.json(exclude_none=True)),
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


def record_from_json(text: str) -> Record:
    """A stored record, typed again."""
    return Record(**json.loads(text))
