"""Words of a message with their places, and how ordinary a word is."""

from __future__ import annotations

import dataclasses
import difflib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List

from wordfreq import freq_to_zipf, get_frequency_dict, zipf_frequency

from knowledge.schema import vocabulary
from knowledge.text import fold

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*", re.UNICODE)
_BREAK = re.compile(r"[,;:?()«»\"“”…→|\n]|\s/|/\s|\.(?=\s\S{2})")
# Zipf frequency (log10 per billion words) from which a word is ordinary language rather than a name.
ORDINARY = 3.3
KNOWN = 2.6
UNHEARD, HARDLY_HEARD = 1.0, 1.6
# Endings of either language, longest first.
_ENDINGS = sorted(
    "s es ed d ing er ers ly ness able ment ments e ee ees ent ez ons ait ais aient ant ants er era erai ir it is ite iser isation eur euse eurs "
    "if ive al ale aux elle el ation ations ique iques".split(),
    key=len, reverse=True,
)
_ACCENTS = str.maketrans("àâäáãçéèêëîïíôöóûüùúñÿ", "aaaaaceeeeiiiooouuuuny", "\u0301")


@dataclass(frozen=True)
class Word:
    """A word: `folded` for matching, `start`/`end` in the message, `capital` when it begins with one.

    `typed`: folded as it was typed, where the spelling was mended since; otherwise the same. `letters`: the same in
    small letters, with the accents. `broken`: a comma, a full stop or the like stands before it.
    """

    folded: str
    start: int
    end: int
    capital: bool
    typed: str
    letters: str
    broken: bool = False


def words_of(text: str, typed: str = "") -> List[Word]:
    """The words of a text in order; dots inside a word split it ("City.AI" is two words), but initials are one ("J.E.I.").

    `typed`: the message before its spelling was mended, if it was.
    """
    found: List[Word] = []
    for match in _WORD.finditer(text):
        start = match.start()
        parts = match.group().split(".")
        if len(parts) > 1 and all(len(part) == 1 for part in parts):
            parts = [match.group()]
        for number, part in enumerate(parts):
            folded = fold(part).replace(" ", "")
            if folded:
                broken = not number and bool(found) and bool(_BREAK.search(text, found[-1].end, start))
                found.append(Word(folded, start, start + len(part), part[0].isupper(), folded, part.lower(), broken))
            start += len(part) + 1
    return _as_typed(found, words_of(typed)) if typed and typed != text else found


def _as_typed(words: List[Word], typed: List[Word]) -> List[Word]:
    """The words, each with what was typed in its place: of a word that was taken apart, the first has it all."""
    matcher = difflib.SequenceMatcher(None, [word.folded for word in typed], [word.folded for word in words], autojunk=False)
    for change, a, b, c, d in matcher.get_opcodes():
        if change in ("replace", "insert"):
            given = [(word.folded, word.letters) for word in typed[a:b]]
            if b - a != d - c:
                whole = ("".join(folded for folded, _ in given), "".join(letters for _, letters in given))
                given = [whole, *[("", "")] * (d - c - 1)]
            capital = any(word.capital for word in typed[a:b])
            words[c:d] = [
                dataclasses.replace(word, typed=folded, letters=letters, capital=word.capital or capital) for word, (folded, letters) in zip(words[c:d], given)
            ]
    return words


@lru_cache(maxsize=65536)
def usual(folded: str) -> float:
    """How usual a folded word is in English or French (Zipf), however it is accented; 0 when it is a word of neither."""
    return max(zipf_frequency(folded, "en"), zipf_frequency(folded, "fr"), _accented().get(folded, 0.0))


@lru_cache(maxsize=65536)
def is_ordinary(folded: str) -> bool:
    """Whether people use this word in general English or French, so that it is weak evidence for a name."""
    if folded in vocabulary.brands():
        return False
    if len(folded) < 3:
        return True
    return usual(folded) >= ORDINARY


def is_known_word(folded: str) -> bool:
    """Whether this is a word of English or French at all: a typo of a name usually is not."""
    return usual(folded) >= KNOWN


def hardly_heard(folded: str) -> bool:
    """Whether the word is so rare that a name one slip away is likelier meant."""
    return usual(folded) < HARDLY_HEARD


def is_unheard(folded: str) -> bool:
    """Whether practically nobody writes this word: a misspelt name, or a name we do not have."""
    return usual(folded) < UNHEARD


@lru_cache(maxsize=65536)
def is_inflected(folded: str) -> bool:
    """Whether the word is another form of a word that people write ("payslips", « endimancher »)."""
    for ending in _ENDINGS:
        stem = folded[: -len(ending)]
        if folded.endswith(ending) and len(stem) >= 4 and any(usual(stem + other) >= 1.5 for other in ("", *_ENDINGS) if other != ending):
            return True
    return False


@lru_cache(maxsize=1)
def _accented() -> Dict[str, float]:
    """Zipf of the French words with accents, by the word without them: the lists know "périmée" only."""
    table: Dict[str, float] = {}
    for word, frequency in get_frequency_dict("fr").items():
        if not word.isascii():
            plain = word.translate(_ACCENTS)
            if plain.isascii() and plain.isalpha():
                table[plain] = max(table.get(plain, 0.0), freq_to_zipf(frequency))
    return table
