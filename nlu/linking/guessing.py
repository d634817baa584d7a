"""Which short name a word may be a slip of, where a message surely links none: "Luo" for Luko, "the CIFER" for CIFRE.

A slip in so few letters makes any word, so that a guess is no link: it counts only where a question is asked of
something and nothing else tells of what, and then the answer says how the name was read.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import Dict, Iterable, List, Sequence, Set, Tuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from nlu.linking.words import Word, is_inflected, usual, words_of

# Letters of the names guessed at and of the words they are guessed from; longer ones are linked for all their typos.
SHORTEST, LONGEST = 3, 8
# More names than these one slip away, and the word tells nothing.
MOST = 3
# Zipf from which a word is one that everybody writes.
EVERYDAY = 3.6
_HYPHENS = ("-", "'", "’", ".")
# Words of a name that a span may be cut into ("i-Lba").
WORDS = 2


@dataclass(frozen=True)
class Guess:
    """The words at `start:end` may be a slip of a name of any of `records`."""

    records: Tuple[str, ...]
    start: int
    end: int


class Guesser:
    """Reads (name, record, is a main name) once; `guesses` is pure and thread-safe."""

    def __init__(self, names: Iterable[Tuple[str, str, float]]) -> None:
        self._records: Dict[str, Set[str]] = collections.defaultdict(set)
        for name, record, _ in names:
            parts = [word.folded for word in words_of(name)]
            joined = "".join(parts)
            if len(parts) <= WORDS and SHORTEST <= len(joined) <= LONGEST and not joined.isdigit():
                self._records[joined].add(record)
        self._names = sorted(self._records)

    def guesses(self, words: Sequence[Word], text: str, taken: Sequence[bool]) -> List[Guess]:
        """A guess for each odd word, or two of them together, that is not `taken` and one slip from few names."""
        found: List[Guess] = []
        shouted = text.isupper()
        for at, word in enumerate(words):
            if taken[at] or not _is_odd(word, text, shouted):
                continue
            for first in (at - 1, at):
                if first < 0:
                    continue
                span = words[first : at + 1]
                joined = "".join(one.typed or one.folded for one in span)
                if len(span) > 1 and text[span[0].end : span[1].start] not in _HYPHENS:
                    continue
                if any(taken[first : at + 1]) or not SHORTEST - 1 <= len(joined) <= LONGEST + 1:
                    continue
                near = process.extract(joined, self._names, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=MOST + 1)
                records = sorted({record for name, distance, _ in near if distance for record in self._records[name]})
                if 0 < len(records) <= MOST:
                    found.append(Guess(tuple(records), span[0].start, word.end))
                    break
        return found


def _is_odd(word: Word, text: str, shouted: bool) -> bool:
    """Whether a word is rare, and no form of another unless written as names are: in capitals among small letters."""
    typed = text[word.start : word.end]
    if word.folded.isdigit() or len(word.folded) < SHORTEST - 1 or usual(word.folded) >= EVERYDAY:
        return False
    if not shouted and len(typed) < 6 and any(letter.isupper() for letter in typed[1:]):
        return True
    return len(word.folded) >= SHORTEST and not is_inflected(word.folded)
