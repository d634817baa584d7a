"""Whether something has been said already, however it is spelt."""

from __future__ import annotations

import unicodedata


def contains(whole: str, part: str) -> bool:
    """Whether `part` is said in `whole`, whatever the case, the form of accents, apostrophes and spaces."""
    return _folded(part) in _folded(whole)


def _folded(value: str) -> str:
    value = unicodedata.normalize("NFKC", value).casefold().replace("’", "'")
    return " ".join(value.split())
