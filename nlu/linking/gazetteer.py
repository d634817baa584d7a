"""Names as sequences of folded words, found in a message exactly, joined ("stationf"), or with typos.

A trigram index keeps fuzzy look-ups fast with many names: only names that share enough trigrams with a span
are compared letter by letter.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from nlu.linking.words import words_of

MAX_WORDS = 9


@dataclass(frozen=True)
class Entry:
    """A name in the index: its folded words joined by spaces, and what it names."""

    name: str
    target: str
    weight: float


class Gazetteer:
    """Looks up names. Built once from (name, target, weight); weight ranks targets that share a name."""

    def __init__(self, names: Sequence[Tuple[str, str, float]]) -> None:
        self._exact: Dict[str, List[Entry]] = collections.defaultdict(list)
        self._joined: Dict[str, List[Entry]] = collections.defaultdict(list)
        for raw, target, weight in names:
            words = [word.folded for word in words_of(raw)]
            if not words or len(words) > MAX_WORDS:
                continue
            entry = Entry(" ".join(words), target, weight)
            if all(other.target != target for other in self._exact[entry.name]):
                self._exact[entry.name].append(entry)
                self._joined["".join(words)].append(entry)
        for found in (*self._exact.values(), *self._joined.values()):
            found.sort(key=lambda entry: (-entry.weight, entry.target))
        self.longest = max((name.count(" ") + 1 for name in self._exact), default=0)
        self._fuzzy_names = sorted(name for name in self._exact if len(name) >= 5)
        self._index_trigrams()

    def exact(self, words: Sequence[str]) -> List[Entry]:
        """Entries whose name is exactly these folded words, or these words written together or apart."""
        return self._exact.get(" ".join(words)) or self._joined.get("".join(words), [])

    def fuzzy(self, words: Sequence[str], least: float) -> List[Tuple[float, Entry]]:
        """Entries within a small edit distance, as (similarity 0..1 of at least `least`, entry), best first."""
        wanted = " ".join(words)
        grams = _trigrams(wanted)
        lists = [self._postings[gram] for gram in grams if gram in self._postings]
        if not lists or len(wanted) < 5:
            return []
        ids, shared = np.unique(np.concatenate(lists), return_counts=True)
        enough = np.flatnonzero(shared >= max(2, int(0.4 * len(grams))))
        found: List[Tuple[float, Entry]] = []
        for position in enough[np.argsort(-shared[enough], kind="stable")][:40]:
            name = self._fuzzy_names[ids[position]]
            if abs(len(name) - len(wanted)) > 3:
                continue
            similarity = DamerauLevenshtein.normalized_similarity(wanted, name, score_cutoff=least)
            if similarity >= least:
                found += [(similarity, entry) for entry in self._exact[name]]
        return sorted(found, key=lambda pair: (-pair[0], -pair[1].weight, pair[1].target))

    def _index_trigrams(self) -> None:
        postings: Dict[str, List[int]] = collections.defaultdict(list)
        for number, name in enumerate(self._fuzzy_names):
            for gram in _trigrams(name):
                postings[gram].append(number)
        self._postings = {gram: np.array(numbers, dtype=np.int32) for gram, numbers in postings.items()}


def _trigrams(name: str) -> List[str]:
    padded = f"^{name}$"
    return sorted({padded[i : i + 3] for i in range(len(padded) - 2)})
