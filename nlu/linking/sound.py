"""How a name sounds to an ear of either language, roughly: "Kyutai" and "cuitai", "VivaTech" and « vivatèque ».

Vowels fall into three classes (a; e, i and y; o and u), consonants that are read alike are one, and final letters
that French leaves silent are dropped. The skeleton is what remains without vowels: few hear those alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterable

# Applied in this order.
_READ_AS = tuple(
    (re.compile(letters), heard)
    for letters, heard in (
        ("(?:ck|k)s$", "x"), ("ee(?=n)", "i"), ("c(?=[eiy])", "s"), ("gu(?=[eiy])", "g"), ("(?<=[a-z]{3})(?:es|e)$", ""), ("(?<=[a-z]{3})[stdp]$", ""),
        ("tech|teck|tec$", "tek"), ("sch|sh|ch", "S"), ("ph", "f"), ("ngu?$", "n"), ("ck|cq|qu|q", "k"),
        ("c", "k"), ("x+", "ks"), ("kw", "k"), ("dj", "j"), ("z", "s"), ("w(?=[aeiouyl])", "v"),
        ("e[nm](?=[^aeiouynm]|$)", "an"), ("h", ""),
        ("[aeiouyw]*(?:au|eau)", "o"), ("[aeiouyw]*[ouw]", "u"), ("[aeiouyw]*[eiy]", "i"), ("[aeiouyw]*a", "a"),
        ("m(?=[bp])", "n"), (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("[aiu]")


@lru_cache(maxsize=65536)
def sound(folded: str) -> str:
    """A folded word as it sounds.

    >>> [sound(word) for word in ("vivatech", "vivateque", "owkin", "ouqueen", "hello", "elo")]
    ['vivatik', 'vivatik', 'ukin', 'ukin', 'ilu', 'ilu']
    """
    for letters, heard in _READ_AS:
        folded = letters.sub(heard, folded)
    return folded


def sound_of(words: Iterable[str]) -> str:
    """Several words, said in one breath."""
    return re.sub(r"(.)\1+", r"\1", "".join(map(sound, words)))


def skeleton(heard: str) -> str:
    """The consonants of a sound, after a mark for a vowel it begins with.

    >>> [skeleton(sound(word)) for word in ("mensch", "manche", "ornikar")]
    ['mnS', 'mnS', '-rnkr']
    """
    return ("-" if _VOWELS.match(heard) else "") + _VOWELS.sub("", heard)
