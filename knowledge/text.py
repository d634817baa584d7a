"""Folding of text for matching: what people type and what records say meet in one spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "Œ": "oe", "æ": "ae", "ß": "ss"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, no accents, one apostrophe, single spaces, punctuation as spaces (kept: ' & + # @).

    >>> fold("L’École  Polytechnique !")
    "l'ecole polytechnique"
    """
    text = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"\s+", " ", re.sub(r"[^\w'&+#@]+|_", " ", text)).strip(" '")


_ELISION = re.compile(r"^(?:qu|[cdjlmnst])'")


def stem(word: str) -> str:
    """A folded word without French elision and without a plural ending, for matching across languages.

    Light on purpose: it unites singular and plural (événements/événement, programmes/programme, travaux/travail),
    and nothing else, so that search stays predictable.

    >>> [stem(w) for w in ("l'evenement", "meetups", "travaux", "business", "companies")]
    ['evenement', 'meetup', 'travail', 'business', 'company']
    """
    word = _ELISION.sub("", word)
    if len(word) > 4:
        if word.endswith("eaux"):
            return word[:-1]
        if word.endswith("aux"):
            return word[:-3] + ("ail" if word == "travaux" else "al")
        if word.endswith("ies"):
            return word[:-3] + "y"
    if len(word) > 3 and word[-1] in "sx" and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def tokens(text: str) -> list[str]:
    """Folded words of a text, apostrophes opened: "l'IA d'ici" → ["l", "ia", "d", "ici"]."""
    return fold(text).replace("'", " ").split()


STOP_WORDS = frozenset(
    "a an the of in on at to for is are was what who where when how which do does i my me can and or with by from it its "
    "le la les un une des du de d l en au aux a est sont que qui quoi ou quand comment quel quelle quels quelles je mon ma "
    "mes et avec par pour sur dans ce cette ces il elle on y c s j t n m qu se ne pas plus paris".split()
)


def content_words(text: str) -> list[str]:
    """Stemmed words of a text that carry meaning, both languages' function words left out.

    >>> content_words("Quels meetups à Paris pour l'IA ?")
    ['meetup', 'ia']
    """
    return [stem(word) for word in tokens(text) if word not in STOP_WORDS]
