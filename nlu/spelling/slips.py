"""How many slips of the finger lie between two words, each weighed by how easily it happens."""

from __future__ import annotations

from functools import lru_cache
from typing import Dict, FrozenSet, List

from nlu.spelling.keyboards import ROWS, neighbours

# A key held too long, two letters in the wrong order, a key beside the one meant, a letter left out or too many, another letter.
HELD, SWAPPED, BESIDE, MISSING, ADDED, OTHER = 0.7, 0.8, 0.8, 0.9, 1.0, 1.1


def slips(typed: str, meant: str) -> float:
    """The least weight of slips that make `meant` (folded) into `typed` (folded); 0 when they are the same.

    Optimal string alignment: no letter is moved twice.

    >>> [slips("prpmmise", "promise"), slips("vsia", "visa"), slips("visa", "visa")]
    [1.5, 0.8, 0.0]
    """
    width = len(meant) + 1
    rows: List[List[float]] = [[MISSING * at for at in range(width)]]
    for i, letter in enumerate(typed, 1):
        row = [rows[-1][0] + _added(typed, i - 1)]
        for j, other in enumerate(meant, 1):
            missing = HELD if j > 1 and meant[j - 2] == other else MISSING
            least = min(rows[i - 1][j] + _added(typed, i - 1), row[j - 1] + missing, rows[i - 1][j - 1] + _instead(letter, other))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == other and letter != other:
                least = min(least, rows[i - 2][j - 2] + SWAPPED)
            row.append(least)
        rows.append(row)
    return round(rows[-1][-1], 3)


def _added(typed: str, at: int) -> float:
    beside = (typed[at - 1] if at else "", typed[at + 1] if at + 1 < len(typed) else "")
    return HELD if typed[at] in beside else ADDED


def _instead(letter: str, other: str) -> float:
    return 0.0 if letter == other else BESIDE if other in _beside().get(letter, frozenset()) else OTHER


@lru_cache(maxsize=1)
def _beside() -> Dict[str, FrozenSet[str]]:
    """Each letter's neighbours on either keyboard."""
    keyboards = [neighbours(language) for language in ROWS]
    return {letter: frozenset("".join(near.get(letter, "") for near in keyboards)) for letter in set().union(*keyboards)}
