"""Typed queries on the compiled knowledge. Deterministic order, safe for many readers and threads."""

from __future__ import annotations

import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, List, NamedTuple, Optional, Sequence, Tuple

from knowledge.load import FOLDER
from knowledge.schema.records import Record
from knowledge.store.compile import compiled_file, record_from_json
from knowledge.store.fulltext import FullText, of_kinds
from knowledge.store.listing import Filter, Hit, Hits, Listing
from knowledge.text import fold, stem, tokens


class NameInWords(NamedTuple):
    """The folded words of a name, the stems of those longer than two letters, its record's id, and whether it is a main name."""

    words: FrozenSet[str]
    stems: FrozenSet[str]
    record: str
    main: bool


class Store:
    """Reads one compiled file. Cheap to open; records are parsed when first asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.fingerprint = self._one("SELECT value FROM meta WHERE key = 'fingerprint'")[0]
        self.record = lru_cache(maxsize=4096)(self._record)
        self.names_in_words = lru_cache(maxsize=1)(self._names_in_words)
        self._listing = Listing(lambda: self._db)
        # Read when somebody first searches: opening stays cheap.
        self._full_text = lru_cache(maxsize=1)(lambda: FullText(self._db))

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
        column = "short" if record_id.startswith("#") else "id"
        found = self._one(f"SELECT id FROM record WHERE {column} = ?", record_id)
        return found[0] if found else None

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

    def _names_in_words(self) -> Tuple[NameInWords, ...]:
        """Every name by its words; read once, since several rules ask for all of them."""
        return tuple(NameInWords(frozenset(tokens(n)), frozenset(stem(w) for w in tokens(n) if len(w) > 2), r, m) for n, r, m in self.names())

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

    def find(self, wanted: Filter, living_first: bool = False) -> Hits:
        """All records that satisfy the filter. Order: distance, then date, then how much is known of it, then name.

        `living_first`: what has ended, or whose fate is unknown, comes after the rest.
        """
        return self._listing.find(wanted, living_first)

    def search(self, text: str, language: str = "en", limit: int = 10, kinds: Sequence[str] = ()) -> List[Hit]:
        """Full text: records whose names or texts share words with `text`, best first (BM25, names weigh more).

        `language` is accepted for the callers' symmetry: both languages are one index, since people mix them.
        """
        allowed = self._listing.rows("kinds", tuple(kinds)) if kinds else None
        found = of_kinds(self._full_text().ranked(self._db, text), allowed, limit)
        return [Hit(self._one("SELECT id FROM record WHERE row = ?", row)[0], score=score) for score, row in found]  # type: ignore[index]


_STORES: Dict[Path, Store] = {}


def open_store(folder: Path = FOLDER) -> Store:
    """The store of the records of `folder`, compiled when needed; the same object while nothing changes."""
    path = compiled_file(folder)
    if path not in _STORES:
        _STORES[path] = Store(path)
    return _STORES[path]
