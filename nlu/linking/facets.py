"""Facets that a message speaks of: kinds, topics, sectors, areas, audiences …, and places that the records do not cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterable, List, Sequence, Tuple

from knowledge.schema import vocabulary
from nlu.linking import elsewhere
from nlu.linking.gazetteer import Gazetteer
from nlu.linking.words import Word, is_known_word, is_ordinary

FACETS = ("topics", "sectors", "areas", "audiences", "stages", "prices", "spoken")
# "for", and up to four words after it.
_COUNTED = re.compile(
    r"(?:\b\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|few|une?|deux|trois|quatre|cinq|sept|huit|neuf|dix|quelques))(?:\s+|-)$", re.IGNORECASE)
# "Who finances", « qui finance »: what is done, and no sector.
_DOING, _WHO = {("sectors", "finance"), ("sectors", "education")}, re.compile(r"\b(?:qui|who|comment|to)\s+$", re.IGNORECASE)
_FOR_WHOM = re.compile(r"\b(?:for|pour)\W+(?:[\w'’-]+\W+){0,4}$", re.IGNORECASE)


@dataclass(frozen=True)
class FacetMatch:
    """A facet value meant by the words at `start:end`: facet "kinds", "topics", "sectors", "areas", "audiences" …"""

    facet: str
    value: str
    start: int
    end: int


def gazetteer() -> Gazetteer:
    """The words of all facets; targets are "facet:value"."""
    return Gazetteer([*_words(), *elsewhere.names()])


def matches(facets: Gazetteer, words: Sequence[Word], taken: Sequence[bool]) -> Iterable[FacetMatch]:
    """The facets named by words that are not `taken`, longest names first."""
    used = list(taken)
    for size in range(min(len(words), facets.longest), 0, -1):
        for start in range(len(words) - size + 1):
            if any(used[start : start + size]):
                continue
            folded = [word.folded for word in words[start : start + size]]
            entries = facets.exact(folded) if size > 1 else facets.spelt(folded)
            if size > 1 and all(map(is_ordinary, folded)):
                # « Ça en » is not Caen.
                entries = [entry for entry in entries if " " in entry.name or not entry.target.startswith("elsewhere")]
            if not entries and size == 1 and len(folded[0]) >= 6 and not is_known_word(folded[0]):
                entries = [entry for _, entry in facets.fuzzy(folded, least=0.85)][:1]
            if entries:
                used[start : start + size] = [True] * size
                for entry in entries:
                    facet, _, value = entry.target.partition(":")
                    yield FacetMatch(facet, value, words[start].start, words[start + size - 1].end)


def meant(text: str, found: List[FacetMatch]) -> List[FacetMatch]:
    """Those of the facets found that tell what is asked for."""
    found = [m for m in found if not ((m.facet, m.value) in _DOING and _WHO.search(text[: m.start]))]
    return without_idle_stages(without_counted_people(text, without_whom(text, found)))


def phrases(facets: Gazetteer, words: Sequence[Word], taken: Sequence[bool]) -> List[bool]:
    """Which words, none of them `taken`, are part of a facet's name of several words."""
    found = [False] * len(words)
    for size in range(min(len(words), facets.longest), 1, -1):
        for start in range(len(words) - size + 1):
            folded = [word.folded for word in words[start : start + size]]
            if not any(taken[start : start + size]) and facets.exact(folded):
                found[start : start + size] = [True] * size
    return found


def without_whom(text: str, found: List[FacetMatch]) -> List[FacetMatch]:
    """Without the kinds and topics that only tell for whom something is ("grants for AI start-ups", "visas pour fondateurs")."""
    audiences = {(m.start, m.end) for m in found if m.facet == "audiences"}
    whom = [m for m in found if m.facet in ("kinds", "topics") and _FOR_WHOM.search(text[: m.start])]
    alone = all(m in whom for m in found if m.facet == "kinds")
    dropped = [m for m in whom if (m.start, m.end) in audiences or (m.facet == "kinds" and not alone)]
    return [m for m in found if m not in dropped]


def without_counted_people(text: str, found: List[FacetMatch]) -> List[FacetMatch]:
    """Without the kind of people where they are counted ("we are only six people", « une équipe de 4 personnes »)."""
    return [m for m in found if (m.facet, m.value) != ("kinds", "person") or not _COUNTED.search(text[: m.start])]


def without_idle_stages(found: List[FacetMatch]) -> List[FacetMatch]:
    """Without the stages when only kinds are named that are not told apart by stage ("scale-ups in health", « ma société en série A »)."""
    kinds = [vocabulary.kinds()[m.value] for m in found if m.facet == "kinds"]
    staged = not kinds or any("stage" in kind.properties for kind in kinds)
    return [m for m in found if staged or m.facet != "stages"]


def _words() -> Iterable[Tuple[str, str, float]]:
    for facet in FACETS:
        for value, entry in vocabulary.facets(facet).items():
            for word in {*entry.words.en, *entry.words.fr}:
                yield word, f"{facet}:{value}", 1.0
    for value, kind in vocabulary.kinds().items():
        for word in {*kind.words.en, *kind.words.fr}:
            yield word, f"kinds:{value}", 1.0
