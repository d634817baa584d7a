"""How a written word is said by a reader of English or of French, in signs that both share.

Signs: vowels a e i o u y @ ("@" as in "the" and « le »; u and i also for the glides of "way" and "yes"), consonants
b d f g k l m n p r s t v z, S ("sh", "ch"), J ("j", "dge") and T (English "th"); a nasal vowel is the vowel and an n,
and "h" is nothing: ears of the two languages hardly tell these apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Pattern

import yaml

LANGUAGES = ("en", "fr")
_CONSONANT, _VOWEL = "[bcdfghjklmnpqrstvwxzç]", "[aeiouyàâäéèêëîïôöûùüœ]"
# What letters say where no rule of the language says more.
_PLAIN = (
    ("[aàâä]", "a"), ("[eéèêë]", "e"), ("[iîïy]", "i"), ("[oôö]", "o"), ("w", "u"), ("[kqc]", "k"), ("j", "J"),
    *((letter, letter) for letter in "bdfglmnprstvz"),
)
_PARTS = re.compile(r"\d|[^\W\d_]+")


class _Reader:
    """Reads words by the rules of one language's `said_*.yml`."""

    def __init__(self, language: str) -> None:
        table: Dict[str, Any] = yaml.safe_load(Path(__file__).with_name(f"said_{language}.yml").read_text(encoding="utf-8"))
        rules = [(letters.replace("{C}", _CONSONANT).replace("{V}", _VOWEL), said) for letters, said in (*table["rules"], *_PLAIN)]
        self._heard: List[str] = [said for _, said in rules]
        self._rules: Pattern[str] = re.compile("|".join(f"({letters})" for letters, _ in rules))
        self._whole: Dict[str, str] = {**table["letters"], **table["words"], **{str(digit): said for digit, said in table["digits"].items()}}
        self._letters: Dict[str, str] = table["letters"]

    def said(self, word: str) -> str:
        return "".join(self._whole.get(part) or self._ruled(part) for part in _PARTS.findall(word))

    def spelt(self, word: str) -> str:
        return "".join(self._letters.get(letter) or self.said(letter) for letter in word)

    def _ruled(self, word: str) -> str:
        return "".join(self._heard[match.lastindex - 1] for match in self._rules.finditer(word) if match.lastindex)


@lru_cache(maxsize=65536)
def said(word: str, language: str) -> str:
    """How a word in small letters, with accents where it has any, is said; a letter by its name.

    >>> said("ouimène", "fr"), said("women", "en"), said("é", "fr"), said("w", "fr")
    ('uimen', 'uimen', 'e', 'dublve')
    """
    return single(_reader(language).said(word))


@lru_cache(maxsize=65536)
def letter_by_letter(word: str, language: str) -> str:
    """How the letters of a word are named.

    >>> letter_by_letter("sql", "fr"), letter_by_letter("sql", "en")
    ('eskyel', 'eskiuel')
    """
    return single(_reader(language).spelt(word))


def single(heard: str) -> str:
    """The same without any sign twice in a row, as words run together."""
    return _TWICE.sub(r"\1", heard)


_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=None)
def _reader(language: str) -> _Reader:
    return _Reader(language)
