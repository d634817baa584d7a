"""Mends the words of a message before it is understood. Names are left as typed: the linker knows their typos.

A word is mended only when neither language knows it, or hardly. What it was meant to be is weighed as a noisy
channel: how usual the word is, against how many slips of the finger it takes (Damerau-Levenshtein).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Optional, Tuple

from wordfreq import zipf_frequency

from knowledge.store import open_store
from knowledge.text import fold
from nlu.spelling.lexicon import LANGUAGES, Lexicon, shorthand

# Each slip costs as much as being this much rarer; a word of the other language, and another first letter, cost too.
SLIP, FOREIGN, FIRST_LETTER = 1.9, 0.7, 0.8
# A word that sounds the same is nearer than one slip; the more so the fewer silent letters differ.
SOUNDED, SILENT = 0.5, 0.15
# From REAL on (Zipf) a word is taken for what it is, whatever lies near it; from RARE on, something much commoner
# must lie one slip away ("wich", "arround").
REAL, RARE, MUCH_COMMONER = 2.8, 1.7, 1.3
# What the word put in its place must be worth, and how common both halves of words run together.
LEAST, HALVES = 1.2, 4.0
# How much commoner the accented spelling must be before accents are put back.
ACCENTED = 1.3
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Mender:
    """`mend` is pure and thread-safe. Built from the knowledge base, whose names and subject words it knows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._mended = lru_cache(maxsize=16384)(self._mend_word)

    def mend(self, text: str, language: str) -> str:
        """`text` ("en" or "fr") with misspelt words put right; everything else stays as it was typed."""
        return _WORD.sub(lambda match: self._mended(match.group(), language), text)

    def _mend_word(self, word: str, language: str) -> str:
        if any(letter.isdigit() for letter in word):
            return shorthand()[language].get(word.lower(), word)
        folded = fold(word)
        meant = shorthand()[language].get(word.lower())
        if meant is not None and not word.isupper():
            return meant
        if "'" in folded:
            return self._elided(word, language)
        own = max(zipf_frequency(one, language) for one in (word, folded) for language in LANGUAGES)
        if own >= REAL or folded in self._lexicon.names or any(self._lexicon.zipf(folded, one) for one in LANGUAGES):
            return self._accented(word, folded, language)
        if len(folded) < 4 or word.isupper():
            return word
        if own >= RARE:
            return self._nearest(folded, language, 1, own + MUCH_COMMONER) or word
        return self._nearest(folded, language, 1) or self._split(folded, language) or self._nearest(folded, language, 2) or word

    def _elided(self, word: str, language: str) -> str:
        # "l'incubateurr": the part after the apostrophe is the word.
        at = max(word.rfind("'"), word.rfind("’")) + 1
        return word[:at] + self._mended(word[at:], language) if len(word) - at > 3 else word

    def _accented(self, word: str, folded: str, language: str) -> str:
        if language != "fr" or word != folded or len(word) < 4 or folded in self._lexicon.names:
            return word
        spelling = self._lexicon.spelling["fr"].get(folded, word)
        gain = zipf_frequency(spelling, "fr") - zipf_frequency(word, "fr")
        return spelling if gain >= ACCENTED and self._lexicon.zipf(folded, "en") < 4 else word

    def _split(self, folded: str, language: str) -> Optional[str]:
        best: Tuple[float, str] = (0.0, "")
        for at in range(1, len(folded)):
            halves = folded[:at], folded[at:]
            zipfs = [self._worth(half, language) for half in halves]
            if min(zipfs) >= HALVES + (1.5 if min(map(len, halves)) < 3 else 0.0):
                best = max(best, (sum(zipfs), " ".join(self._spelt(half, language) for half in halves)))
        return best[1] or None

    def _worth(self, folded: str, language: str) -> float:
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        return max(self._lexicon.zipf(folded, language), self._lexicon.zipf(folded, other) - FOREIGN)

    def _spelt(self, folded: str, language: str) -> str:
        spellings = self._lexicon.spelling
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        return spellings[language].get(folded) or spellings[other].get(folded) or folded

    def _nearest(self, folded: str, language: str, slips: int, least: float = LEAST) -> Optional[str]:
        if slips > 1 and len(folded) < 7:
            return None
        near = self._lexicon.near(folded, slips)
        if any(word in self._lexicon.names for word, slip in near.items() if slip == min(near.values())):
            # It may be a name: the linker weighs that, and asks when in doubt.
            return None
        for word in self._lexicon.heard(folded):
            heard = SOUNDED + SILENT * abs(len(word) - len(folded))
            near[word] = min(near.get(word, heard), heard)
        weighed = [
            (self._worth(word, language) - SLIP * slip - FIRST_LETTER * (word[0] != folded[0]), word)
            for word, slip in near.items() if word not in self._lexicon.names
        ]
        worth, word = max(weighed, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
        return self._spelt(word, language) if worth >= least else None


@lru_cache(maxsize=1)
def shared_mender() -> Mender:
    """The process's one mender, of the store's names and words."""
    return Mender(Lexicon(open_store()))
