"""The words people may have meant: ordinary ones of both languages, the subject's own, and names (left to the linker)."""

from __future__ import annotations

import collections
import math
import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, List

import numpy as np
import yaml
from rapidfuzz.distance import DamerauLevenshtein
from wordfreq import top_n_list, zipf_frequency

from knowledge.schema import vocabulary
from knowledge.store import Store
from knowledge.text import fold, tokens
from nlu.linking import elsewhere

COMMON_WORDS = 30_000
# A word of the subject is as likely here as one of the commonest words.
SUBJECT_ZIPF = 4.6
# The more so the oftener it stands there: "vsia" is a visa before it is "via".
OFTEN = 0.4
# From here on, a word of a language is more than a slip that many make.
ORDINARY_ZIPF = 3.3
# How much likelier than elsewhere ordinary words are that are a name too: countries, above all.
NAMED_GAIN = 0.6
LANGUAGES = ("en", "fr")
FACETS = ("topics", "sectors", "audiences", "stages", "prices")
_SOUNDS = tuple(
    (re.compile(letters), heard)
    for letters, heard in (("qu|ck|q", "k"), ("cc(?=[eiy])", "ks"), ("ph", "f"), ("c(?=[eiy])", "s"), ("c(?=[aourl])", "k"),
                           ("y", "i"), ("eau|au", "o"), (r"(.)\1", r"\1"), ("(?<=[a-z]{2})(?:e?s|e|t|x)$", ""))
)
_SHORTHAND = Path(__file__).with_name("shorthand.yml")


class Lexicon:
    """Folded words with how usual they are (Zipf: log10 per billion words) in each language, and their usual spelling."""

    def __init__(self, store: Store) -> None:
        self.usual: Dict[str, Dict[str, float]] = {language: {} for language in LANGUAGES}
        self.spelling: Dict[str, Dict[str, str]] = {language: {} for language in LANGUAGES}
        for language in LANGUAGES:
            # From the rarest to the commonest, so that the usual spelling of a folded word is the one that stays.
            for word in reversed(top_n_list(language, COMMON_WORDS)):
                self._add(language, word, zipf_frequency(word, language))
            for word, count in _subject_words(store, language).items():
                if count > 1 or len(word) > 6:
                    self._add(language, word, SUBJECT_ZIPF + OFTEN * math.log10(count))
            for word, count in _asked_words(store, language).items():
                if self.usual[language].get(word, 0.0) >= ORDINARY_ZIPF:
                    self.usual[language][word] = max(self.usual[language][word], SUBJECT_ZIPF + OFTEN * math.log10(count))
        own, abroad = [name for name, _, _ in store.names()], [name for name, _, _ in elsewhere.names()]
        names = [*own, *abroad]
        # Towns and countries that no name of ours holds: a slip of one is mended here, as the linker knows them letter for letter.
        self.abroad = frozenset(fold(name) for name in abroad if " " not in name) - _name_words(own)
        # All words of names, and those that are no everyday words.
        self.named = _name_words(names)
        self.names = self.named - self._ordinary()
        for word in sorted(_name_words(name for name in names if " " not in name) - self.names):
            # "irland" is Ireland before it is an island.
            for language in LANGUAGES:
                if word in self.usual[language]:
                    self.usual[language][word] += NAMED_GAIN
        self._heard: Dict[str, List[str]] = collections.defaultdict(list)
        lengths: Dict[int, List[str]] = collections.defaultdict(list)
        ordinary = {word for usual in self.usual.values() for word in usual}
        for word in sorted(ordinary):
            self._heard[sound(word)].append(word)
        for word in sorted(ordinary | self.names):
            lengths[len(word)].append(word)
        self._lengths = {size: (words, np.array([_letters(word) for word in words], np.uint32)) for size, words in lengths.items()}

    def zipf(self, folded: str, language: str) -> float:
        """How usual the word is in `language`, 0 when it is not a word of it."""
        return self.usual[language].get(folded, 0.0)

    def heard(self, folded: str) -> List[str]:
        """The words that sound the same."""
        return self._heard.get(sound(folded), [])

    def near(self, folded: str, slips: int) -> Dict[str, float]:
        """All words, names too, at most `slips` slips of the finger away, with how many it takes."""
        letters, found = _letters(folded), {}
        for size in range(len(folded) - slips, len(folded) + slips + 1):
            words, masks = self._lengths.get(size, ([], np.zeros(0, np.uint32)))
            # A slip changes at most two letters of the set: few words are left to be compared letter by letter.
            bits = np.unpackbits((masks ^ letters).view(np.uint8).reshape(-1, 4), axis=1).sum(axis=1)
            for at in np.flatnonzero(bits <= 2 * slips):
                distance = DamerauLevenshtein.distance(folded, words[at], score_cutoff=slips)
                if distance <= slips:
                    found[words[at]] = float(distance)
        return found

    def _add(self, language: str, word: str, zipf: float) -> None:
        folded = fold(word)
        if not folded or not folded.replace("'", "").isalpha():
            return
        usual = self.usual[language]
        if zipf >= usual.get(folded, 0.0):
            usual[folded] = zipf
            self.spelling[language][folded] = word.lower()

    def _ordinary(self) -> FrozenSet[str]:
        return frozenset(word for usual in self.usual.values() for word, zipf in usual.items() if zipf >= 3.6)


def _letters(word: str) -> np.uint32:
    """The set of a word's letters a to z, a bit each."""
    return np.uint32(sum(1 << at for at in {ord(letter) - 97 for letter in word} if 0 <= at < 26))


def _subject_words(store: Store, language: str) -> Dict[str, int]:
    """Words of the answers, of the vocabularies and of the summaries, by how often they stand there."""
    counts: Dict[str, int] = collections.Counter()
    for record in map(store.record, store.ids()):
        texts: List[str] = [record.summary.in_language(language)]
        if record.kind == "answer":
            texts.append(record.answer.in_language(language))
        for text in texts:
            counts.update(_lower_words(text))
    facets = [entry for table in FACETS for entry in vocabulary.facets(table).values()]
    for entry in (*facets, *vocabulary.kinds().values()):
        counts.update({word: 2 for name in getattr(entry.words, language) for word in _lower_words(name)})
    return counts


def _asked_words(store: Store, language: str) -> Dict[str, int]:
    """Folded words of the questions: spelt as people type them, so they only tell how usual a word is that is one."""
    questions = (question for one in store.ids("answer") for question in getattr(store.record(one).questions, language))
    return collections.Counter(fold(word) for question in questions for word in _lower_words(question))


def _lower_words(text: str) -> Iterable[str]:
    # Capitals are names or begin sentences: neither is a word of the language for certain.
    for word in text.replace("’", "'").replace("'", " ").split():
        word = word.strip(".,;:!?()«»\"“”%…")
        if len(word) > 2 and word.isalpha() and word.islower():
            yield word


def _name_words(names: Iterable[str]) -> FrozenSet[str]:
    return frozenset(word for name in names for word in tokens(name) if len(word) > 2)


def sound(folded: str) -> str:
    """A folded word nearly as it sounds in either language: "robotike" and "robotique" are one.

    >>> [sound(word) for word in ("robotique", "appointment", "photo", "acces")]
    ['robotik', 'apointmen', 'foto', 'aks']
    """
    for letters, heard in _SOUNDS:
        folded = letters.sub(heard, folded)
    return folded


@lru_cache(maxsize=1)
def shorthand() -> Dict[str, Dict[str, str]]:
    """What is meant, by language and word as typed, in lower case."""
    return _by_language(_tables())


@lru_cache(maxsize=1)
def digits() -> Dict[str, Dict[str, str]]:
    """The words that digits stand for where no number can, by language and digit."""
    return _by_language(_tables()["digits"])


@lru_cache(maxsize=1)
def _tables() -> Dict[str, dict]:
    return yaml.safe_load(_SHORTHAND.read_text(encoding="utf-8"))


def _by_language(tables: Dict[str, dict]) -> Dict[str, Dict[str, str]]:
    return {language: {str(typed): meant for typed, meant in tables[language].items()} for language in LANGUAGES}
