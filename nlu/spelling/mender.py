"""Mends the words of a message before it is understood. Names are left as typed: the linker knows their typos.

A word is mended only when neither language knows it, or hardly. What it was meant to be is weighed as a noisy
channel: how usual the word is, against how many slips of the finger it takes (Damerau-Levenshtein).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import List, Optional, Tuple

from rapidfuzz.distance import DamerauLevenshtein
from wordfreq import zipf_frequency

from knowledge.store import open_store
from knowledge.text import fold, stem
from nlu.spelling.context import EDGE, Context, asked, words_of
from nlu.spelling.lexicon import LANGUAGES, Lexicon, digits, shorthand
from nlu.spelling.slips import slips as weighed_slips

# Each slip costs as much as being this much rarer; a word of the other language, and another first letter, cost too.
SLIP, FOREIGN, FIRST_LETTER = 1.9, 0.7, 0.8
# A word that sounds the same is nearer than one slip; the more so the fewer letters differ.
SOUNDED, SILENT = 0.5, 0.1
# From REAL on (Zipf) a word is taken for what it is, whatever lies near it; from RARE on, something much commoner
# must lie one slip away ("wich", "arround").
REAL, RARE, MUCH_COMMONER = 2.8, 1.7, 1.3
# What the word put in its place must be worth, and how common both halves of words run together (more so short ones).
LEAST, HALVES, SHORT_HALVES = 1.2, 4.0, 5.5
# What a missing space costs, beside a slip; the letters of each half where one of them is misspelt besides.
SPACE, LONG_HALF = 2.4, 4
# A town or country that is named is no chance.
SURE_TOWN = 9.0
# Letters from which a word one slip from a town or country elsewhere is that.
TOWN = 6
# How much commoner the accented spelling must be before accents are put back.
ACCENTED = 1.3
# How often a word must stand between these neighbours in what people ask, and how often anywhere there, to take the
# place of one that never does: a word that exists, and one that does not.
BESIDE_REAL, BESIDE_STRANGE = (5, 20), (2, 4)
# How much oftener than the word itself, which may be asked of too.
OFTENER = 40
# How much oftener a word than the digit put for it must stand there: some type the digit in what we know, too.
DIGIT = 30
# From here on (Zipf) a word is so usual that it is what it is, whatever stands beside it; more so one that is never
# asked of, one slip from a word that so many ask of ("dose", "does").
USUAL, USUAL_ELSEWHERE = 4.1, 5.0
NEVER_ASKED, ASKED_BY_MANY = 2, 200
# Where two words run together show their seam: "lienFrance", "PVTpossible".
_SEAM = re.compile(r"^(?:[a-zà-ÿ]+(?=[A-Z])|[A-Z]{2,}(?=[a-zà-ÿ]{4}))")
# What ends before a word that begins no sentence.
_INSIDE = re.compile(r"[a-zà-ÿ,’'-]\s*$")
# What loses its vowel before another: « dimpôts ».
_ELIDED, _VOWEL = re.compile(r"[cdjlmnst]|qu"), re.compile(r"[aeiouyh]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
Guess = Tuple[float, str]


class Mender:
    """`mend` is pure and thread-safe. Built from the knowledge base, whose names and subject words it knows."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        self._lexicon, self._context = lexicon, context
        self._mended = lru_cache(maxsize=16384)(self._mend_word)
        self._neighbours = lru_cache(maxsize=16384)(self._words_near)

    def mend(self, text: str, language: str) -> str:
        """`text` ("en" or "fr") with misspelt words put right; everything else stays as it was typed."""
        found = list(_WORD.finditer(text))
        words = [self._mended_there(match, text, language) for match in found]
        for at, word in enumerate(words):
            before = words_of(words[at - 1])[-1:] if at and _together(text, found, at) else []
            after = words_of(words[at + 1])[:1] if at + 1 < len(words) and _together(text, found, at + 1) else []
            words[at] = self._fitting(word, (before or [EDGE])[0], (after or [EDGE])[0], language)
        end, out = 0, []
        for match, word in zip(found, words):
            out += [text[end : match.start()], word]
            end = match.end()
        return "".join([*out, text[end:]])

    def _mended_there(self, match: re.Match, text: str, language: str) -> str:
        """The word put right where it stands: one that has a capital inside a sentence may be a name ("chez Vocalys")."""
        word = match.group()
        mended = self._mended(word, language)
        inside = word[0].isupper() and word[1:].islower() and _INSIDE.search(text[: match.start()])
        return word if inside and fold(mended) != fold(word) and " " not in mended and fold(mended) not in self._lexicon.named else mended

    def _fitting(self, word: str, before: str, after: str, language: str) -> str:
        """The word, or the one a slip away that stands between these neighbours in what people ask."""
        at = max(word.rfind("'"), word.rfind("’")) + 1
        if at:
            before = fold(word[:at]).strip("' ") or before
        folded = fold(word[at:])
        meant = digits()[language].get(folded)
        if meant:
            usually = self._context.beside(before, meant, after)
            return meant if usually and usually > DIGIT * self._context.beside(before, folded, after) else word
        if not 3 <= len(folded) or not folded.isalpha() or folded in self._lexicon.names or (word.isupper() and len(word) < 5):
            return word
        if self._context.support(before, folded, after):
            return word
        usual = max(zipf_frequency(one, language) for one in (word[at:], folded))
        elsewhere = self._context.count(folded) <= NEVER_ASKED and folded not in self._lexicon.named and len(folded) > 3
        if usual >= (USUAL_ELSEWHERE if elsewhere else USUAL):
            return word
        real = usual >= REAL or any(self._lexicon.zipf(folded, one) for one in LANGUAGES)
        support, count = BESIDE_REAL if real else BESIDE_STRANGE
        count = max(count, OFTENER * self._context.count(folded))
        fitting = [
            (self._context.support(before, other, after), other) for other in self._neighbours(folded, 1)
            if self._context.count(other) >= count and not (real and stem(other) == stem(folded))
        ]
        plain = [one for one in fitting if usual < USUAL and one[0] >= support and not (real and self._context.is_common(one[1]))]
        asked = self._asked_by_many(before, folded, after) if elsewhere else []
        best, other = max(plain + asked, default=(0, ""))
        return word[:at] + self._spelt(other, language) if other else word

    def _asked_by_many(self, before: str, folded: str, after: str) -> List[Tuple[int, str]]:
        """(how well it fits, word) of the very usual words of questions a slip away that fit between the neighbours."""
        near = [other for other in self._neighbours(folded, 1) if self._context.count(other) >= ASKED_BY_MANY and stem(other) != stem(folded)]
        fits = [(max(self._context.fits(before, other, after), self._context.support(before, other, after)), other) for other in near]
        return [one for one in fits if one[0] >= BESIDE_STRANGE[0]]

    def _words_near(self, folded: str, slips: int) -> Tuple[str, ...]:
        return tuple(other for other in self._lexicon.near(folded, slips) if other[0] == folded[0])

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
        seam = _SEAM.search(word)
        if seam and self._stands_alone(fold(seam.group()), language):
            return f"{seam.group()} {self._mended(word[seam.end():], language)}"
        if len(folded) < 4 or word.isupper() or not (word[1:].islower() or word.islower()):
            return word
        if own >= RARE:
            apart = None if word[0].isupper() else self._split(folded, language, SHORT_HALVES)
            return self._likelier(self._nearest(folded, language, 1, own + MUCH_COMMONER), apart) or word
        # What has a capital and is no word is rather a name than two words run together.
        apart = None if word[0].isupper() else self._split(folded, language)
        found = self._likelier(self._nearest(folded, language, 1), apart) or self._likelier(self._nearest(folded, language, 2), None)
        return found or (not word[0].isupper() and self._split_and_mended(folded, language)) or word

    def _likelier(self, near: Optional[Guess], apart: Optional[Guess]) -> Optional[str]:
        """The word nearby, or the two run together where those are so usual that a missing space is the likelier slip."""
        if near and apart and apart[0] - SPACE > near[0]:
            return apart[1]
        best = near or apart
        return best[1] if best else None

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

    def _stands_alone(self, folded: str, language: str) -> bool:
        return folded in self._lexicon.names or self._worth(folded, language) >= (SHORT_HALVES if len(folded) < 3 else HALVES)

    def _split(self, folded: str, language: str, least: float = HALVES) -> Optional[Guess]:
        """(how usual the rarer half is, both halves) of the likeliest split."""
        best: Tuple[float, float, str] = (0.0, 0.0, "")
        for at in range(1, len(folded)):
            halves = folded[:at], folded[at:]
            elided = language == "fr" and bool(_ELIDED.fullmatch(folded, 0, at) and _VOWEL.match(halves[1]))
            if min(map(len, halves)) == 1 and not elided and not {"a", "y"} & set(halves):
                continue
            worths = [self._worth(half, language) for half in halves]
            # A small word before a long one is no chance ("infrench", « laboite »); a small one behind may be an ending.
            needed = [SHORT_HALVES if at < 3 else least, least] if len(halves[1]) > 3 else [least + (1.5 if min(map(len, halves)) < 3 else 0.0)] * 2
            if all(worth >= one for worth, one in zip(worths, needed)):
                best = max(best, (sum(worths), min(worths), ("'" if elided else " ").join(self._spelt(half, language) for half in halves)))
        return best[1:] if best[2] else None

    def _split_and_mended(self, folded: str, language: str) -> Optional[str]:
        """« femmepeuut »: two words run together of which one is misspelt besides."""
        best: Guess = (0.0, "")
        for at in range(LONG_HALF, len(folded) - LONG_HALF + 1):
            for known, typed in ((folded[:at], folded[at:]), (folded[at:], folded[:at])):
                worth = self._worth(known, language)
                near = self._nearest(typed, language, 1, HALVES) if worth >= SHORT_HALVES - 1 and not self._worth(typed, language) else None
                if near and worth + near[0] > best[0]:
                    halves = (self._spelt(known, language), near[1])
                    best = worth + near[0], " ".join(halves if folded.startswith(known) else halves[::-1])
        return best[1] or None

    def _worth(self, folded: str, language: str) -> float:
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        return max(self._lexicon.zipf(folded, language), self._lexicon.zipf(folded, other) - FOREIGN)

    def _spelt(self, folded: str, language: str) -> str:
        spellings = self._lexicon.spelling
        other = LANGUAGES[1 - LANGUAGES.index(language)]
        return spellings[language].get(folded) or spellings[other].get(folded) or folded

    def _nearest(self, folded: str, language: str, slips: int, least: float = LEAST) -> Optional[Guess]:
        """(what it is worth, the word) of the likeliest word at most so many slips away; None below `least`."""
        if slips > 1 and len(folded) < 6:
            return None
        near = self._lexicon.near(folded, slips)
        nearest = [word for word, slip in near.items() if slip == min(near.values()) and word in self._lexicon.names]
        if nearest:
            # It may be a name: the linker weighs that, and asks when in doubt.
            return (SURE_TOWN, nearest[0]) if len(nearest) == 1 == slips and nearest[0] in self._lexicon.abroad and len(folded) >= TOWN else None
        for word in self._lexicon.heard(folded):
            heard = SOUNDED + SILENT * DamerauLevenshtein.distance(word, folded)
            near[word] = min(near.get(word, heard), heard)
        weighed = [
            (self._worth(word, language) - SLIP * min(slip, weighed_slips(folded, word)) - FIRST_LETTER * (word[0] != folded[0]), word)
            for word, slip in near.items() if word not in self._lexicon.names
        ]
        worth, word = max(weighed, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
        return (worth, self._spelt(word, language)) if worth >= least else None


def _together(text: str, found: List[re.Match], at: int) -> bool:
    """Whether no comma or the like parts a word from the one before it."""
    return not text[found[at - 1].end() : found[at].start()].strip("- ")


@lru_cache(maxsize=1)
def shared_mender() -> Mender:
    """The process's one mender, of the store's names and words."""
    store = open_store()
    return Mender(Lexicon(store), asked(store))
