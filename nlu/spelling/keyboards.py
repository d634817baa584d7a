"""Which keys lie beside each other on an English and on a French keyboard."""

from __future__ import annotations

from typing import Dict

ROWS = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "fr": ("azertyuiop", "qsdfghjklm", "wxcvbn"),
}


def neighbours(language: str) -> Dict[str, str]:
    """Each letter's neighbours on the keyboard of "en" or "fr": beside it, above and below."""
    rows = ROWS[language]
    near: Dict[str, str] = {}
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            around = [(y, x - 1), (y, x + 1), (y - 1, x), (y - 1, x + 1), (y + 1, x - 1), (y + 1, x)]
            near[letter] = "".join(rows[v][u] for v, u in around if 0 <= v < len(rows) and 0 <= u < len(rows[v]))
    return near
