"""Which names the words of a message may be to the ear of someone who has only heard them said."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterable, Iterator, NamedTuple, Sequence, Tuple

from wordfreq import zipf_frequency

from nlu.linking.choosing import Candidate
from nlu.linking.ear import LONGEST, Ear, readings
from nlu.linking.gazetteer import Entry, Found, Gazetteer
from nlu.linking.likeness import alike
from nlu.linking.pronouncing import LANGUAGES, said, single
from nlu.linking.wording import is_plural_kind
from nlu.linking.words import KNOWN, Word, hardly_heard, is_inflected, is_known_word, is_unheard, usual

# The most words that a name is heard as.
MOST = 7
# How alike must sound: words that hardly exist, words some of which do, one odd word, words that all exist.
STRANGE, MIXED, ALONE, REAL = 0.86, 0.88, 0.88, 0.96
# From how many signs on words may be a name by ear: odd ones, and ones that all exist.
ODD_LENGTH, REAL_LENGTH = 4, 6
# Signs up to which a sound is so short that it must be nearer.
SHORT = 6
NEARER = 0.03
# From so many signs on, words that exist may be a little less alike.
LONG, LONG_LENGTH = 0.92, 9
# Signs of what is left when the words are left out that are written alike.
LEAST_REST = 3
SURE = 0.97
# Zipf from which a word at an edge is one of the sentence and not of the name, and to which words that exist are odd company.
# (beside an odd one that sounds just alike, only the commonest words are).
EVERYDAY, USUAL, COMMONEST = 5.0, 4.9, 6.2
# What a heard name is worth beside one that is told by its letters.
WORTH = 0.96
# How much nearer must be what sounds like a part of a name only, and of how many signs it is.
PART_NEARER, PART_LENGTH = 0.08, 6
# No words of French, but what a letter's name sounds like.
_SAID = frozenset("éèê")
_ACCENT = re.compile("[àâäéèêëîïôöûùç]")
_VOWEL = re.compile("[aeiouy]")


class _Overheard(NamedTuple):
    """What of a word is heard; `odd`: nobody writes it so, accents and all, but who spells by ear; `mended`: it was a slip."""

    typed: str
    letters: str
    odd: bool
    mended: bool
    capital: bool
    everyday: bool
    accented: bool


class Hearing:
    """Finds candidates among the names by ear; `facets` are words with a meaning of their own; `parts`: the names are parts of names."""

    def __init__(self, names: Iterable[Tuple[str, str, float]], facets: Gazetteer, parts: bool = False) -> None:
        self._ear, self._facets = Ear(names), facets
        self._nearer, self._shortest = (PART_NEARER, PART_LENGTH) if parts else (0.0, 0)

    def near(self, words: Sequence[Word], free: Sequence[bool]) -> Iterator[Candidate]:
        """Names that stretches of the words sound like; only of words that are `free`."""
        odd = [one and self._is_odd(word) for word, one in zip(words, free)]
        if self._shortest and not any(odd):
            return
        heard = [self._overheard(words, at, one) for at, one in enumerate(odd)]
        # Where no word is odd, no everyday word begins or ends a name that it is not in; parts of names are odd words only.
        edge = [not self._shortest and (not word.everyday or word.typed in self._ear) for word in heard]
        said_as = [[said(word.letters, language) for word in heard] for language in LANGUAGES]
        for start in range(len(words)):
            last = _last(words, heard, free, start)
            first = next((at for at in range(start, last) if odd[at]), last)
            whole, sounds = 0, ["" for _ in LANGUAGES]
            for at in range(start, last if edge[start] or first < last else start):
                whole += len(heard[at].letters)
                sounds = [_joined(sound, each[at]) for sound, each in zip(sounds, said_as)]
                if heard[at].letters and (at >= first or (at > start and edge[start] and edge[at])):
                    found = self._found(heard[start : at + 1], sounds)
                    if found:
                        # The nearer, the better: not one more word for being a little less alike.
                        yield Candidate(start, at + 1, found, "fuzzy", whole * found[0][0] ** 4)

    def _found(self, span: Sequence[_Overheard], sounds: Sequence[str]) -> Found:
        least, shortest = _least(span)
        least, shortest = min(REAL, least + self._nearer), max(shortest, self._shortest)
        found: Found = []
        # Only French is written with accents, even by ear.
        for heard in sounds[1:] if any(word.accented for word in span) else sounds:
            if len(heard) >= shortest:
                needed = LONG if least >= REAL and len(heard) >= LONG_LENGTH else min(REAL, least + (NEARER if len(heard) <= SHORT else 0.0))
                for likeness, entry in self._ear.heard(heard, needed, least < REAL):
                    if _is_meant(span, likeness, needed, entry):
                        found.append((WORTH * likeness, entry))
        return sorted(found, key=lambda one: (-one[0], -one[1].weight, one[1].target))

    def _is_odd(self, word: Word) -> bool:
        return not _exists(word.letters, word.typed) and word.typed not in self._facets

    def _overheard(self, words: Sequence[Word], at: int, odd: bool) -> _Overheard:
        word = words[at]
        # What was mended into a word of the language was that word, and so were two everyday words run together.
        mended = word.folded != word.typed and (is_known_word(word.folded) or word.folded in self._facets)
        if mended and at + 1 < len(words) and not words[at + 1].letters:
            mended = min(usual(word.folded), usual(words[at + 1].folded)) >= EVERYDAY
        # Letters that are spelt out stand together.
        letter = len(word.typed) == 1 and sum(len(other.typed) == 1 for other in words[max(0, at - 3) : at + 4]) > 2
        everyday = not odd and not letter and usual(word.typed) >= EVERYDAY
        return _Overheard(word.typed, word.letters, odd, mended, word.capital, everyday, bool(_ACCENT.search(word.letters)))


def _last(words: Sequence[Word], heard: Sequence[_Overheard], free: Sequence[bool], start: int) -> int:
    """Where the longest stretch from `start` ends that may be one name."""
    end = start
    while end < min(start + MOST, len(words)) and free[end] and heard[start].letters and (end == start or not words[end].broken):
        end += 1
    return end


def _joined(one: str, other: str) -> str:
    return one + (other[1:] if one[-1:] == other[:1] else other)


def _least(span: Sequence[_Overheard]) -> Tuple[float, int]:
    """How alike the words must sound, and of how many signs at least."""
    strange = [word for word in span if word.odd and not word.mended]
    if not strange:
        return REAL, REAL_LENGTH if len(span) > 1 else LONGEST + 1
    if len(span) > 1:
        mostly = 2 * sum(len(word.letters) for word in strange) >= sum(len(word.letters) for word in span)
        return (STRANGE if mostly else MIXED), ODD_LENGTH
    if not hardly_heard(span[0].typed):
        return REAL, REAL_LENGTH - 1
    # A capital tells of a name that may be none of ours.
    return ALONE + (0.06 if span[0].capital else 0.0) + (0.0 if is_unheard(span[0].typed) else 0.06), ODD_LENGTH


def _is_meant(span: Sequence[_Overheard], likeness: float, least: float, entry: Entry) -> bool:
    """Whether what was heard for the name is alike without the words that are written alike, and no words of the sentence beside it."""
    name, typed = entry.name.split(), [word.typed for word in span]
    odd = any(word.odd for word in span)
    if any(is_plural_kind(word) and word not in name for word in typed):
        return False
    least_usual = COMMONEST if likeness >= SURE and odd else EVERYDAY
    if any(word.everyday and usual(word.typed) >= least_usual and word.typed not in name for word in (span[0], span[-1])):
        return False
    first = _same(typed, name)
    last = _same(typed[first:][::-1], name[first:][::-1])
    rest, own = span[first : len(span) - last], name[first : len(name) - last]
    if not rest or not own or (not odd and sum(usual(word.typed) for word in rest) / len(rest) > USUAL):
        return False
    heard = [single("".join(said(word.letters, language) for word in rest)) for language in LANGUAGES]
    best, length = max((alike(one, other), len(one)) for one in heard for other in readings(own))
    return best >= least and length >= LEAST_REST


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    return next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


@lru_cache(maxsize=65536)
def _exists(letters: str, folded: str) -> bool:
    if usual(folded) < KNOWN:
        return is_inflected(folded) or not _VOWEL.search(folded) or folded.isdigit()
    if letters in _SAID:
        return False
    return letters == folded or max(zipf_frequency(letters, "fr"), zipf_frequency(letters, "en")) >= KNOWN
