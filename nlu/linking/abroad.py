"""What is elsewhere and goes by the name of one of ours: “Turkey's tech visa”, « la carte bleue allemande », “DevFest Nantes”."""

from __future__ import annotations

from typing import Dict, Sequence

from nlu.linking.choosing import Candidate
from nlu.linking.gazetteer import Gazetteer
from nlu.linking.matching import GLUE
from nlu.linking.words import Word

_ABROAD, _ELSEWHERE = "elsewhere:other_country", "elsewhere:"
# Between a permit and the country that gives it; "from" tells of the person instead, and so may "for".
_GIVEN_IN = frozenset("of in du de d des la le l en au aux s".split())
_BOUND_FOR = frozenset({"for", "pour"})
_OURS = ("french", "france", "francais", "paris", "schengen", "eu", "europ", "algeri", "franco")
# Kinds of thing that other cities have under the same name.
_IN_MANY_CITIES = ("event", "meetup", "community", "accelerator")
_HELD_IN = frozenset("a in at de d".split())
_PERMITS = ("visa", "permit", "card", "carte", "titre", "pass", "permis")


def of_another_country(words: Sequence[Word], candidate: Candidate, kinds: Dict[str, str], facets: Gazetteer) -> bool:
    """Whether the words beside a permit's name say that another country gives it."""
    if kinds[candidate.found[0][1].target] != "visa":
        return False
    said = [words[at].folded for at in candidate.words]
    if any(word.startswith(_OURS) for word in said) or not any(word.startswith(_PERMITS) for word in said):
        return False
    return _country(words, candidate.start - 1, -1, facets) or _country(words, candidate.end, 1, facets)


def of_another_city(words: Sequence[Word], candidate: Candidate, kinds: Dict[str, str], facets: Gazetteer) -> bool:
    """Whether another city or country right behind the name says that its own event, group or branch is meant."""
    said, at = [words[at].folded for at in candidate.words], candidate.end
    capitals = said == ["french", "tech"]
    if "paris" in said or not (capitals or kinds[candidate.found[0][1].target] in _IN_MANY_CITIES):
        return False
    # Whether VivaTech is in Lyon asks of VivaTech; the French Tech in Lyon is Lyon's.
    if capitals and at < len(words) and words[at].folded in _HELD_IN:
        at += 1
    spans = (words[at : at + size] for size in (1, 2, 3) if at + size <= len(words))
    return any(not span[0].broken and _is_elsewhere([word.folded for word in span], facets) for span in spans)


def _is_elsewhere(name: Sequence[str], facets: Gazetteer) -> bool:
    return any(entry.target.startswith(_ELSEWHERE) for entry in facets.spelt(name))


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
