"""Full text: which records share words with a question, by BM25, in time that hardly grows with the records.

A word of more than `COMMON` records keeps its `BEST` rows only, and rare words are asked first until there are
`CANDIDATES` rows. With few records nothing is left out. SQLite's own FTS5 is not used because its bm25 reads every row
of every word: at 100 times the records that was 100 times slower.
"""

from __future__ import annotations

import itertools
import math
import sqlite3
from array import array
from typing import Dict, List, Optional, Sequence, Tuple

from knowledge.store.findable import as_indexed
from knowledge.text import content_words

COMMON, BEST, CANDIDATES = 1000, 300, 1500
# Words of a question that are looked at, and forms of a word that begin like it.
MAX_WORDS, MAX_FORMS = 24, 200
SHORTEST_BEGINNING = 4
# Of BM25: how soon repetition stops to count, and how much long texts are marked down.
K1, B = 1.2, 0.75

TABLES = """
CREATE TABLE word (word TEXT PRIMARY KEY, records INTEGER NOT NULL, rows BLOB NOT NULL, counts BLOB NOT NULL);
CREATE TABLE length (lengths BLOB NOT NULL);
"""


def write(db: sqlite3.Connection, postings: Dict[str, Tuple[array, array]], lengths: array) -> None:
    """Stores the index. `postings`: rows and weighed counts by word; `lengths`: words of each row."""
    average = sum(lengths) / max(1, len(lengths))
    marked_down = [K1 * (1 - B + B * length / average) for length in lengths]
    for word, (rows, counts) in postings.items():
        best = sorted(range(len(rows)), key=lambda n: (-counts[n] / (counts[n] + marked_down[rows[n]]), rows[n]))
        best = best[:BEST] if len(rows) > COMMON else best
        kept_rows, kept_counts = array("I", (rows[n] for n in best)), array("H", (min(counts[n], 65535) for n in best))
        db.execute("INSERT INTO word VALUES (?, ?, ?, ?)", (word, len(rows), kept_rows.tobytes(), kept_counts.tobytes()))
    db.execute("INSERT INTO length VALUES (?)", (array("I", lengths).tobytes(),))


class FullText:
    """Reads the index of one compiled file; the connection is given with each question, since each thread has its own."""

    def __init__(self, db: sqlite3.Connection) -> None:
        lengths = _array("I", db.execute("SELECT lengths FROM length").fetchone()[0])
        self._count = len(lengths)
        average = sum(lengths) / max(1, len(lengths))
        self._marked_down = array("d", (K1 * (1 - B + B * length / average) for length in lengths))

    def ranked(self, db: sqlite3.Connection, text: str) -> List[Tuple[float, int]]:
        """(score, row) of the records that share words with `text`, best first; rows of the same score in their order."""
        words = list(filter(None, map(as_indexed, content_words(text))))[:MAX_WORDS]
        known = [found for found in map(lambda word: self._forms(db, word), words) if found[1]]
        scores: Dict[int, float] = {}
        for records, counts in sorted(known, key=lambda found: found[0]):
            rarity = max(math.log((self._count - records + 0.5) / (records + 0.5)), 1e-6) if records < self._count else 1e-6
            factor, marked_down, known_score = rarity * (K1 + 1), self._marked_down, scores.get
            for row, count in counts.items():
                scores[row] = known_score(row, 0.0) + factor * count / (count + marked_down[row])
            if len(scores) >= CANDIDATES:
                break
        # Sums of the same parts in another order differ in the last digit.
        return [(-score, row) for score, row in sorted((-round(score, 9), row) for row, score in scores.items())]

    def _forms(self, db: sqlite3.Connection, word: str) -> Tuple[int, Dict[int, int]]:
        """How many records hold the word or, from four letters on, one that begins so; and its best rows with their counts."""
        if len(word) < SHORTEST_BEGINNING:
            found = db.execute("SELECT records, rows, counts FROM word WHERE word = ?", (word,))
        else:
            found = db.execute(
                "SELECT records, rows, counts FROM word WHERE word >= ? AND word < ? ORDER BY records DESC, word LIMIT ?",
                (word, word + "\U0010ffff", MAX_FORMS),
            )
        total, cut, best = 0, False, {}  # type: int, bool, Dict[int, int]
        for records, rows, counts in found:
            total, cut = total + records, cut or records > COMMON
            form = dict(zip(_array("I", rows), _array("H", counts)))
            for row in best.keys() & form.keys():
                form[row] += best[row]
            best.update(form)
            if cut and len(best) >= 2 * BEST:
                # The commonest forms came first; how many records hold the rarer ones hardly matters any more.
                break
        return (min(total, self._count) if cut else len(best)), best


def of_kinds(ranked: List[Tuple[float, int]], allowed: Optional[int], limit: int) -> Sequence[Tuple[float, int]]:
    """The first `limit` whose row is in the set `allowed` (None: all)."""
    if allowed is None:
        return ranked[:limit]
    # Shifting a set of many rows costs, so that it is asked byte by byte.
    packed = allowed.to_bytes((allowed.bit_length() + 7) // 8, "little")
    fitting = ((score, row) for score, row in ranked if row >> 3 < len(packed) and packed[row >> 3] >> (row & 7) & 1)
    return list(itertools.islice(fitting, limit))


def _array(code: str, packed: bytes) -> array:
    found = array(code)
    found.frombytes(packed)
    return found
