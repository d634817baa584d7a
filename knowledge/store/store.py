"""Typed queries on the compiled knowledge. Deterministic order, safe for many readers and threads."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import sqlite3
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from knowledge.load import FOLDER
from knowledge.schema.records import Record
from knowledge.store.compile import compiled_file, record_from_json
from knowledge.text import content_words, fold

# How much a word in a record's names weighs against one in its text, in bm25.
TITLE_WEIGHT, BODY_WEIGHT = 6.0, 1.0


@dataclass(frozen=True)
class Filter:
    """What a list must satisfy; all given parts hold together, values within one part are alternatives.

    `start`/`end`: half-open interval of days that an event must touch. `near`: (lat, lon) in degrees, sorts by
    distance. `related_to`: a record linked to those listed by any relation.
    """

    kinds: Tuple[str, ...] = ()
    topics: Tuple[str, ...] = ()
    sectors: Tuple[str, ...] = ()
    audiences: Tuple[str, ...] = ()
    languages: Tuple[str, ...] = ()
    areas: Tuple[str, ...] = ()
    price: Tuple[str, ...] = ()
    status: Tuple[str, ...] = ()
    start: Optional[dt.date] = None
    end: Optional[dt.date] = None
    near: Optional[Tuple[float, float]] = None
    related_to: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A record found; `score` is higher for better, `distance_km` set when the filter has `near`."""

    id: str
    score: float = 0.0
    distance_km: Optional[float] = field(default=None)


class Store:
    """Reads one compiled file. Cheap to open; records are parsed when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.fingerprint = self._one("SELECT value FROM meta WHERE key = 'fingerprint'")[0]
        self.record = lru_cache(maxsize=4096)(self._record)

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            self._local.db = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True)
        return self._local.db

    def _one(self, query: str, *values: object) -> Optional[tuple]:
        return self._db.execute(query, values).fetchone()

    def _record(self, record_id: str) -> Optional[Record]:
        row = self._one("SELECT json FROM record WHERE id = ?", record_id)
        return record_from_json(row[0]) if row else None

    def resolve(self, record_id: str) -> Optional[str]:
        """The full id for an id or for the short form of a payload (`#` and 12 hex digits of its SHA-1)."""
        if record_id.startswith("#"):
            for (one,) in self._db.execute("SELECT id FROM record"):
                if hashlib.sha1(one.encode()).hexdigest()[:12] == record_id[1:]:
                    return one
            return None
        return record_id if self._one("SELECT 1 FROM record WHERE id = ?", record_id) else None

    def count(self) -> int:
        """How many records there are."""
        return self._one("SELECT count(*) FROM record")[0]

    def ids(self, *kinds: str) -> List[str]:
        """Ids of these kinds (all when none is given), in a stable order."""
        if not kinds:
            return [row[0] for row in self._db.execute("SELECT id FROM record ORDER BY kind, sort, id")]
        marks = ",".join("?" * len(kinds))
        return [r[0] for r in self._db.execute(f"SELECT id FROM record WHERE kind IN ({marks}) ORDER BY kind, sort, id", kinds)]

    def names(self) -> List[Tuple[str, str, bool]]:
        """Every folded name as (name, record id, is a main name)."""
        return [(n, r, bool(m)) for n, r, m in self._db.execute("SELECT folded, record, main FROM name ORDER BY 1, 2")]

    def named(self, name: str) -> List[str]:
        """Ids of the records that bear exactly this name or alias (folded)."""
        return [r[0] for r in self._db.execute("SELECT DISTINCT record FROM name WHERE folded = ? ORDER BY 1", (fold(name),))]

    def related(self, record_id: str, relation: Optional[str] = None) -> List[Tuple[str, Optional[str], Optional[str]]]:
        """(relation, target id or None, name or None) of what this record states."""
        rows = self._db.execute(
            "SELECT relation, target, name FROM relation WHERE record = ? AND (? IS NULL OR relation = ?)",
            (record_id, relation, relation),
        )
        return rows.fetchall()

    def inverse(self, record_id: str, relation: Optional[str] = None) -> List[Tuple[str, str]]:
        """(relation, id of the record that states it) of all that points at this record, in a stable order."""
        rows = self._db.execute(
            "SELECT relation, relation.record FROM relation JOIN record ON record.id = relation.record "
            "WHERE target = ? AND (? IS NULL OR relation = ?) ORDER BY relation, sort, record.id",
            (record_id, relation, relation),
        )
        return rows.fetchall()

    def find(self, wanted: Filter) -> List[Hit]:
        """All records that satisfy the filter. Order: distance, then date, then how much is known of it, then name."""
        clauses, values = ["record.kind != 'answer'"], []  # type: ignore[var-annotated]
        if wanted.kinds:
            clauses.append(f"record.kind IN ({','.join('?' * len(wanted.kinds))})")
            values += wanted.kinds
        for facet in ("topics", "sectors", "audiences", "languages", "areas", "price", "status"):
            chosen = getattr(wanted, facet)
            if chosen:
                marks = ",".join("?" * len(chosen))
                clauses.append(f"record.id IN (SELECT record FROM facet WHERE facet = '{facet}' AND value IN ({marks}))")
                values += chosen
        if wanted.start or wanted.end:
            clauses.append("record.id IN (SELECT record FROM day WHERE end >= ? AND start < ?)")
            values += [(wanted.start or dt.date.min).isoformat(), (wanted.end or dt.date.max).isoformat()]
        for target in wanted.related_to:
            clauses.append(
                "record.id IN (SELECT record FROM relation WHERE target = ? UNION SELECT target FROM relation WHERE record = ?)"
            )
            values += [target, target]
        since = (wanted.start or dt.date.min).isoformat()
        rows = self._db.execute(
            "SELECT record.id, lat, lon, (SELECT min(start) FROM day WHERE day.record = record.id AND end >= ?) AS first "
            f"FROM record LEFT JOIN point ON point.record = record.id WHERE {' AND '.join(clauses)} "
            "ORDER BY first IS NULL, first, weight DESC, sort, record.id", [since, *values],
        ).fetchall()
        if not wanted.near:
            return [Hit(row[0]) for row in rows]
        hits = [Hit(i, distance_km=distance_km(wanted.near, (lat, lon))) for i, lat, lon, _ in rows if lat is not None]
        return sorted(hits, key=lambda hit: (hit.distance_km, hit.id))

    def search(self, text: str, language: str = "en", limit: int = 10, kinds: Sequence[str] = ()) -> List[Hit]:
        """Full text: records whose names or texts share words with `text`, best first (bm25, names weigh more).

        `language` is accepted for the callers' symmetry: both languages are one index, since people mix them.
        """
        words = content_words(text)
        if not words:
            return []
        query = " OR ".join(f'"{word}"' + ("*" if len(word) > 3 else "") for word in words[:24])
        marks = f"AND record.kind IN ({','.join('?' * len(kinds))})" if kinds else ""
        rows = self._db.execute(
            f"SELECT search.record, bm25(search, 0, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS rank FROM search "
            f"JOIN record ON record.id = search.record WHERE search MATCH ? {marks} ORDER BY rank, search.record LIMIT ?",
            [query, *kinds, limit],
        )
        return [Hit(record, score=-rank) for record, rank in rows]


def distance_km(a: Tuple[float, float], b: Tuple[float, float]) -> float:
    """Great-circle distance in km between two (lat, lon) in degrees (haversine, mean Earth radius 6371 km)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


_STORES: Dict[Path, Store] = {}


def open_store(folder: Path = FOLDER) -> Store:
    """The store of the records of `folder`, compiled when needed; the same object while nothing changes."""
    path = compiled_file(folder)
    if path not in _STORES:
        _STORES[path] = Store(path)
    return _STORES[path]
