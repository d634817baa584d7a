"""Permits of other countries that go by the name of one of ours: “Turkey's tech visa”, « la carte bleue allemande »."""

from __future__ import annotations

from typing import Dict, Sequence

from nlu.linking.choosing import Candidate
from nlu.linking.gazetteer import Gazetteer
from nlu.linking.matching import GLUE
from nlu.linking.words import Word

_ABROAD = "elsewhere:other_country"
# Between a permit and the country that gives it; "from" tells of the person instead, and so may "for".
_GIVEN_IN = frozenset("of in du de d des la le l en au aux s".split())
_BOUND_FOR = frozenset({"for", "pour"})
_OURS = ("french", "france", "francais", "paris", "schengen", "eu", "europ", "algeri", "franco")
_PERMITS = ("visa", "permit", "card", "carte", "titre", "pass", "permis")


def of_another_country(words: Sequence[Word], candidate: Candidate, kinds: Dict[str, str], facets: Gazetteer) -> bool:
    """Whether the words beside a permit's name say that another country gives it."""
    if kinds[candidate.found[0][1].target] != "visa":
        return False
    said = [words[at].folded for at in candidate.words]
    if any(word.startswith(_OURS) for word in said) or not any(word.startswith(_PERMITS) for word in said):
        return False
    return _country(words, candidate.start - 1, -1, facets) or _country(words, candidate.end, 1, facets)


def _country(words: Sequence[Word], at: int, step: int, facets: Gazetteer) -> bool:
    """Whether a country stands at this word, or beyond the small words there."""
    bound = False
    while 0 <= at < len(words) and words[at].folded in (_GIVEN_IN | _BOUND_FOR if step > 0 else {"s"}):
        bound = bound or words[at].folded in _BOUND_FOR
        at += step
    for size in (1, 2, 3):
        span = words[at : at + size] if step > 0 else words[max(at - size + 1, 0) : at + 1] if at >= 0 else []
        if len(span) == size and any(entry.target == _ABROAD for entry in facets.spelt([word.folded for word in span])):
            # "for German founders" tells of the person, "for Germany" of the country.
            after = at + size
            return not bound or after >= len(words) or words[after].broken or words[after].folded in GLUE
    return False
