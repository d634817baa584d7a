"""Words of a message with their places, and how ordinary a word is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import List

from wordfreq import zipf_frequency

from knowledge.schema import vocabulary
from knowledge.text import fold

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*", re.UNICODE)
# Zipf frequency (log10 per billion words) from which a word is ordinary language rather than a name.
ORDINARY = 3.3


@dataclass(frozen=True)
class Word:
    """A word: `folded` for matching, `start`/`end` in the message, `capital` when it begins with one."""

    folded: str
    start: int
    end: int
    capital: bool


def words_of(text: str) -> List[Word]:
    """The words of a text in order; dots inside a word split it ("City.AI" is two words)."""
    found = []
    for match in _WORD.finditer(text):
        start = match.start()
        for part in match.group().split("."):
            folded = fold(part)
            if folded:
                found.append(Word(folded, start, start + len(part), part[0].isupper()))
            start += len(part) + 1
    return found


@lru_cache(maxsize=65536)
def is_ordinary(folded: str) -> bool:
    """Whether people use this word in general English or French, so that it is weak evidence for a name."""
    if folded in vocabulary.brands():
        return False
    if len(folded) < 3:
        return True
    return max(zipf_frequency(folded, "en"), zipf_frequency(folded, "fr")) >= ORDINARY


@lru_cache(maxsize=65536)
def is_known_word(folded: str) -> bool:
    """Whether this is a word of English or French at all: a typo of a name usually is not."""
    return max(zipf_frequency(folded, "en"), zipf_frequency(folded, "fr")) >= 2.6


@lru_cache(maxsize=65536)
def is_unheard(folded: str) -> bool:
    """Whether practically nobody writes this word: a misspelt name, or a name we do not have."""
    return max(zipf_frequency(folded, "en"), zipf_frequency(folded, "fr")) < 1.0
