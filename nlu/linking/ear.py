"""Names by ear across the two languages: an index of how the names are said, whatever their words and spelling.

"Women in AI" is « ouimène in é aïe » to a French ear, and « talent famille » is "talon famee" to an English one: what
is written is read by the rules of either language, and compared with the names as either language says them.
"""

from __future__ import annotations

import collections
import re
from functools import lru_cache
from typing import Dict, Iterable, List, Sequence, Set, Tuple

from nlu.linking.gazetteer import Entry, Found
from nlu.linking.likeness import VOWELS, alike, bones
from nlu.linking.pronouncing import LANGUAGES, letter_by_letter, said, single
from nlu.linking.wording import spelt_out
from nlu.linking.words import usual, words_of

# Of more words or signs, a name is a description, and of fewer signs any word.
MOST_WORDS, LONGEST, SHORTEST = 6, 30, 4
# Of at most so many letters, a word may be letters that are named one by one.
SPELT = 4
# Zipf from which a word of three letters is read and not spelt out.
USUAL = 3.5
# What English "th" is to ears of the two languages.
_TH = "stf"
_UNSAYABLE = re.compile("[^aeiouy@]{4}")
# Consonants from which one may be missed, or one too many.
FIRM = 4
_ELIDED = frozenset("c d j l m n s t".split())


class Ear:
    """Looks up names by how they are said. Built once from (name, target, weight)."""

    def __init__(self, names: Iterable[Tuple[str, str, float]]) -> None:
        self._by_bones: Dict[str, List[Tuple[str, Entry]]] = collections.defaultdict(list)
        self._by_fewer: Dict[str, Set[str]] = collections.defaultdict(set)
        self._words: Set[str] = set()
        for raw, target, weight in names:
            words = [word.folded for word in words_of(raw)]
            if not 0 < len(words) <= MOST_WORDS:
                continue
            entry = Entry(" ".join(words), target, weight)
            self._words.update(words)
            for heard in {one for wording in (words, *spelt_out(words)) for one in readings(wording)}:
                if SHORTEST <= len(heard) <= LONGEST and not _UNSAYABLE.match(heard):
                    self._by_bones[bones(heard)].append((heard, entry))
        for known in self._by_bones:
            for fewer in _fewer(known):
                self._by_fewer[fewer].add(known)

    def __contains__(self, word: str) -> bool:
        """Whether a name has this folded word."""
        return word in self._words

    def heard(self, sounds: str, least: float, far: bool) -> Found:
        """Entries said at least so like `sounds`, as (likeness 0..1, entry), best first; `far`: also with a consonant more or less."""
        wanted = bones(sounds)
        near = {wanted}
        if far and len(wanted) >= FIRM:
            near |= self._by_fewer.get(wanted, set())
            for fewer in _fewer(wanted):
                near |= self._by_fewer.get(fewer, set())
                near.add(fewer)
        best: Dict[Entry, float] = {}
        for one in near:
            for heard, entry in self._by_bones.get(one, ()):
                if abs(len(heard) - len(sounds)) <= 3 and _begin_alike(heard, sounds):
                    likeness = alike(sounds, heard)
                    if likeness >= least:
                        best[entry] = max(likeness, best.get(entry, 0.0))
        return sorted(((likeness, entry) for entry, likeness in best.items()), key=lambda pair: (-pair[0], -pair[1].weight, pair[1].target))


def readings(words: Sequence[str]) -> Set[str]:
    """The name as either language says it: its short words read or spelt out, its letters also as the other names them."""
    found = set()
    for language in LANGUAGES:
        read = [_in_name(words, at, language) for at in range(len(words))]
        found.add(single("".join(read)))
        for other in LANGUAGES if any(map(_may_be_spelt, words)) else ():
            found.add(single("".join(letter_by_letter(word, other) if _may_be_spelt(word) else one for word, one in zip(words, read))))
    return {one.replace("T", ear) for one in found for ear in (_TH if "T" in one else "T")}


def _in_name(words: Sequence[str], at: int, language: str) -> str:
    after = words[at + 1] if at + 1 < len(words) else ""
    if language == "fr" and words[at] in _ELIDED and len(after) > 1 and after[0] in "aeiouyh":
        return "k" if words[at] == "c" else words[at].replace("j", "J")
    return said(words[at], language)


@lru_cache(maxsize=65536)
def _may_be_spelt(word: str) -> bool:
    vowels = sum(letter in "aeiouy" for letter in word)
    return len(word) <= 2 or (len(word) == 3 and usual(word) < USUAL) or (len(word) <= SPELT and vowels in (0, len(word)))


def _fewer(known: str) -> Set[str]:
    return {known[:at] + known[at + 1 :] for at in range(len(known))} if len(known) >= FIRM else set()


def _begin_alike(one: str, other: str) -> bool:
    """Whether both begin with a vowel or with the same consonant: what is heard first is heard best."""
    return (one[0] in VOWELS and other[0] in VOWELS) or bones(one[0]) == bones(other[0])
