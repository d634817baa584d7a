"""How alike two words or names sound, from how they are said (see `pronouncing.py`)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, Tuple

VOWELS = "aeiouy@"
# What it costs to hear one sign for another, where that is easily done.
_CLOSE: Dict[Tuple[str, str], float] = {
    pair: cost
    for cost, pairs in (
        (0.2, "ei uy @e @o @y @a sz SJ".split()), (0.35, "ae oa ou iy au @u @i mn td pb kg fv Ss Jz gJ sf st".split()),
    )
    for one, other in pairs
    for pair in ((one, other), (other, one))
}
_OTHER_VOWEL, _OTHER = 0.55, 1.0
# What it costs to hear a sign too many, or to miss one.
_LOST: Dict[str, float] = {"@": 0.2, "i": 0.4, "u": 0.4, "e": 0.45, "a": 0.5, "o": 0.5, "y": 0.5, "r": 0.5, "n": 0.6, "t": 0.6, "s": 0.6, "d": 0.6}
_LOST_ELSE = 0.85
_SAME_BONE = str.maketrans("bdgvzJn", "ptkfsSm")
_SOFT = re.compile(f"[{VOWELS}]")


@lru_cache(maxsize=65536)
def bones(heard: str) -> str:
    """The consonants of what is heard, those that are easily taken for one another made one.

    >>> bones("uimen"), bones("d@kdibi")
    ('mm', 'tktp')
    """
    return _SOFT.sub("", heard).translate(_SAME_BONE)


@lru_cache(maxsize=16384)
def alike(one: str, other: str) -> float:
    """How alike two sounds are, 0..1: what it costs to hear one for the other, against the longer.

    >>> alike("skelue", "skelue"), round(alike("stoik", "stuak"), 2) < 0.9
    (1.0, True)
    """
    before = [0.0]
    for sign in other:
        before.append(before[-1] + _LOST.get(sign, _LOST_ELSE))
    for sign in one:
        lost = _LOST.get(sign, _LOST_ELSE)
        row = [before[0] + lost]
        for at, heard in enumerate(other):
            cost = before[at] if sign == heard else before[at] + _exchanged(sign, heard)
            row.append(min(cost, before[at + 1] + lost, row[at] + _LOST.get(heard, _LOST_ELSE)))
        before = row
    return max(0.0, 1.0 - before[-1] / max(len(one), len(other), 1))


def _exchanged(one: str, other: str) -> float:
    near = _CLOSE.get((one, other))
    if near is not None:
        return near
    return _OTHER_VOWEL if one in VOWELS and other in VOWELS else _OTHER
