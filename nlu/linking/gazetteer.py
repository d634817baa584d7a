"""Names as sequences of folded words, found in a message exactly, joined ("stationf"), in other words, by ear, or with typos.

A trigram index keeps fuzzy look-ups fast with many names: only names that share enough trigrams with a span
are compared letter by letter.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import Dict, List, Sequence, Set, Tuple

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein

from nlu.linking.sound import skeleton, sound_of
from nlu.linking.wording import DROPPED, keys, spelt_out, tokens_of
from nlu.linking.words import is_ordinary, words_of

MAX_WORDS = 12
# The most words that a name is taken apart into.
APART = 5
# Shorter than this, too many words sound alike.
AUDIBLE = 4
# Of fewer letters, a typo is another word.
SHORTEST = 4
# However it sounds, so much of a name's spelling must be there ("siffre" for CIFRE).
LEGIBLE = 0.62
Found = List[Tuple[float, "Entry"]]


@dataclass(frozen=True)
class Entry:
    """A name in the index: its folded words joined by spaces, and what it names."""

    name: str
    target: str
    weight: float


class Gazetteer:
    """Looks up names. Built once from (name, target, weight); weight ranks targets that share a name.

    `wordings`: whether names are also found in other words.
    """

    def __init__(self, names: Sequence[Tuple[str, str, float]], wordings: bool = False) -> None:
        self._exact: Dict[str, List[Entry]] = collections.defaultdict(list)
        self._joined: Dict[str, List[Entry]] = collections.defaultdict(list)
        self._reworded: Dict[Tuple[str, ...], List[Entry]] = collections.defaultdict(list)
        self._wordings: Set[str] = set()
        self._lengths: Dict[str, int] = collections.defaultdict(int)
        self._heard: Dict[str, List[Tuple[str, Entry]]] = collections.defaultdict(list)
        for raw, target, weight in names:
            words = [word.folded for word in words_of(raw)]
            if not words or len(words) > MAX_WORDS:
                continue
            entry = Entry(" ".join(words), target, weight)
            self._lengths[words[0]] = max(self._lengths[words[0]], len(words))
            if all(other.target != target for other in self._exact[entry.name]):
                self._exact[entry.name].append(entry)
                self._joined["".join(words)].append(entry)
                self._add_sound(words, entry)
                if wordings:
                    self._add_wordings(words, entry)
        for found in (*self._exact.values(), *self._joined.values(), *self._reworded.values()):
            found.sort(key=lambda entry: (-entry.weight, entry.target))
        self.longest = max((name.count(" ") + 1 for name in self._exact), default=0)
        self._fuzzy_names = sorted(name for name in self._exact if len(name) >= 5)
        self._index_trigrams()

    def __contains__(self, name: str) -> bool:
        """Whether this is a name, letter for letter."""
        return name in self._exact

    def spelt(self, words: Sequence[str]) -> List[Entry]:
        """Entries whose name is exactly these folded words."""
        return self._exact.get(" ".join(words), [])

    def exact(self, words: Sequence[str]) -> List[Entry]:
        """Entries whose name is exactly these folded words, or these words written together or apart."""
        return self.spelt(words) or self._joined.get("".join(words), [])

    def longest_from(self, word: str) -> int:
        """How many words the longest name has that begins with this folded word; names written apart are short."""
        return max(self._lengths.get(word, 0), APART)

    def may_reword(self, word: str) -> bool:
        """Whether a token of this word is part of any name."""
        return word in self._wordings

    def reworded(self, key: Tuple[str, ...]) -> List[Entry]:
        """Entries with the same key (see `wording.keys`): the same words but for the small ones, in either order."""
        return self._reworded.get(key, [])

    def heard(self, words: Sequence[str], same: bool = False) -> Found:
        """Entries that sound alike, or just the `same`, as (similarity 0..1, entry), best first."""
        heard = sound_of(words)
        if len(heard) < AUDIBLE:
            return []
        joined, found = "".join(words), []
        for other, entry in self._heard.get(skeleton(heard), []):
            alike = DamerauLevenshtein.normalized_similarity(heard, other)
            letters = DamerauLevenshtein.normalized_similarity(joined, entry.name.replace(" ", ""))
            # With few consonants the vowels must be the same.
            if letters >= LEGIBLE and (alike == 1.0 or (not same and len(heard) > AUDIBLE and alike >= 0.75 and len(skeleton(heard)) > 2)):
                found.append((0.5 + 0.25 * alike + 0.25 * letters, entry))
        return sorted(found, key=lambda pair: (-pair[0], -pair[1].weight, pair[1].target))

    def fuzzy(self, words: Sequence[str], least: float) -> Found:
        """Entries within a small edit distance, as (similarity 0..1 of at least `least`, entry), best first."""
        wanted = " ".join(words)
        grams = _trigrams(wanted)
        lists = [self._postings[gram] for gram in grams if gram in self._postings]
        if not lists or len(wanted) < SHORTEST:
            return []
        ids, shared = np.unique(np.concatenate(lists), return_counts=True)
        enough = np.flatnonzero(shared >= max(2, int(0.4 * len(grams))))
        found: Found = []
        for position in enough[np.argsort(-shared[enough], kind="stable")][:40]:
            name = self._fuzzy_names[ids[position]]
            if abs(len(name) - len(wanted)) > 3:
                continue
            similarity = DamerauLevenshtein.normalized_similarity(wanted, name, score_cutoff=least)
            if similarity >= least:
                found += [(similarity, entry) for entry in self._exact[name]]
        return sorted(found, key=lambda pair: (-pair[0], -pair[1].weight, pair[1].target))

    def _add_sound(self, words: List[str], entry: Entry) -> None:
        for heard in {sound_of(words), sound_of(word for word in words if word not in DROPPED)}:
            if len(heard) >= AUDIBLE:
                self._heard[skeleton(heard)].append((heard, entry))

    def _add_wordings(self, words: List[str], entry: Entry) -> None:
        wordings = [words, *spelt_out(words)]
        for tokens in (*(tokens_of(wording) for wording in wordings), tokens_of(words, lists=False)):
            # One common word, or nothing but "card" and "plan", would be no name without its small words.
            if not tokens or all(token.head for token in tokens) or (len(tokens) == 1 and is_ordinary(tokens[0].word)):
                continue
            for key in keys(tokens):
                if entry not in self._reworded[key]:
                    self._reworded[key].append(entry)
                    self._wordings.update(key)

    def _index_trigrams(self) -> None:
        postings: Dict[str, List[int]] = collections.defaultdict(list)
        for number, name in enumerate(self._fuzzy_names):
            for gram in _trigrams(name):
                postings[gram].append(number)
        self._postings = {gram: np.array(numbers, dtype=np.int32) for gram, numbers in postings.items()}


def _trigrams(name: str) -> List[str]:
    padded = f"^{name}$"
    return sorted({padded[i : i + 3] for i in range(len(padded) - 2)})
