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
