"""Finds the records and facets named in a message, as people type them.

Order of evidence: exact names and aliases (longest first), names written together or apart, typos, then a
distinctive single word of a longer name ("Ezratty", "Agoranov"). Ordinary words need more: a one-word name that
is also an ordinary word ("Dust", "Alan") counts only when written with a capital or when little else is said.
"""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass, field
from typing import Dict, Iterable, List, Sequence, Tuple

from knowledge.schema import vocabulary
from knowledge.store import Store
from nlu.linking import elsewhere
from nlu.linking.gazetteer import Entry, Gazetteer
from nlu.linking.unknown import unknown_spans
from nlu.linking.words import Word, is_known_word, is_ordinary, is_unheard, words_of

FACETS = ("topics", "sectors", "areas", "audiences", "prices", "spoken")
# Best and next-best closer than this: ask "did you mean".
MARGIN = 0.06
_GLUE = set("the a an le la les l un une des du de d of for to in at on au aux en et and with by pour chez by".split())

# "for", and up to two words after it.
_FOR_WHOM = re.compile(r"\b(?:for|pour)\W+(?:[\w'’-]+\W+){0,4}$", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A record meant by the words at `start:end`. `score` 0..1; `rivals` other ids nearly as likely."""

    record: str
    score: float
    start: int
    end: int
    how: str
    rivals: Tuple[str, ...] = ()


@dataclass(frozen=True)
class FacetMatch:
    """A facet value meant by the words at `start:end`: facet "kinds", "topics", "sectors", "areas" or "audiences"."""

    facet: str
    value: str
    start: int
    end: int


@dataclass
class Links:
    """All that was linked in a message; `unknown`: names in it that no record bears."""

    records: List[Link] = field(default_factory=list)
    facets: List[FacetMatch] = field(default_factory=list)
    unknown: List[str] = field(default_factory=list)


class Linker:
    """Reads the names of `store` and the vocabularies once; `link` is pure and thread-safe."""

    def __init__(self, store: Store) -> None:
        names = [(name, record, 1.0 if main else 0.9) for name, record, main in store.names()]
        kinds = {record: store.record(record).kind for record in {record for _, record, _ in names}}
        self._names = Gazetteer(names)
        self._parts = Gazetteer(list(_distinctive_parts(names, kinds)))
        self._facets = Gazetteer([*_facet_words(), *elsewhere.names()])
        self._facet_names = {name for name in self._facets._exact}

    def link(self, text: str) -> Links:
        """The records and facets that `text` names, in the order of the text, without overlaps."""
        words = words_of(text)
        taken = [False] * len(words)
        shouted = sum(word.capital for word in words) > max(2, len(words) * 0.6)
        links = list(self._exact(words, taken, shouted))
        # "generative AI" is a topic before it is half of a misspelt name.
        phrases = [one or phrase for one, phrase in zip(taken, self._phrases(words, taken))]
        links += self._fuzzy(words, phrases)
        taken = [one or link for one, link in zip(taken, _covered(words, links))]
        links += self._partial(words, [one or phrase for one, phrase in zip(taken, phrases)])
        facets = _without_whom(text, list(self._facet_matches(words, taken)))
        links = _once_each(links)
        covered = [(one.start, one.end) for one in (*links, *facets)]
        known = [any(start <= word.start < end for start, end in covered) for word in words]
        unknown = [text[start:end] for start, end in unknown_spans(words, known, text)]
        return Links(links, sorted(facets, key=lambda match: (match.start, match.facet)), unknown)

    def _exact(self, words: List[Word], taken: List[bool], shouted: bool) -> Iterable[Link]:
        for size in range(min(len(words), max(self._names.longest, 3)), 0, -1):
            for start in range(len(words) - size + 1):
                if any(taken[start : start + size]):
                    continue
                span = words[start : start + size]
                entries = self._names.exact([word.folded for word in span])
                if not entries or (size == 1 and not self._single_word_counts(words, start, shouted)):
                    continue
                if size > 1 and entries[0].name != " ".join(w.folded for w in span) and all(is_ordinary(w.folded) for w in span) and len(entries[0].name) < 6:
                    continue
                self._take(taken, start, size)
                yield _link([(1.0, entry) for entry in entries], span, "exact")

    def _single_word_counts(self, words: List[Word], at: int, shouted: bool) -> bool:
        word = words[at]
        if word.folded in self._facet_names:
            return False
        if not is_ordinary(word.folded) or word.folded.isdigit():
            return not word.folded.isdigit()
        others = [other for other in words if other is not word and not is_ordinary(other.folded)]
        said = [w for w in words if w.folded not in _GLUE]
        return (word.capital and not shouted and (at > 0 or len(said) <= 2)) or (not others and len(said) <= 3 and len(word.folded) > 3)

    def _fuzzy(self, words: List[Word], taken: List[bool]) -> Iterable[Link]:
        for size in (4, 3, 2, 1):
            for start in range(len(words) - size + 1):
                span = words[start : start + size]
                folded = [word.folded for word in span]
                if any(taken[start : start + size]) or folded[0] in _GLUE or folded[-1] in _GLUE:
                    continue
                # A span of real words is not a typo of a name, unless most of it is not a word at all.
                strange = [word for word in folded if not is_known_word(word) and word not in self._facet_names]
                if not strange or (size == 1 and len(folded[0]) < 5):
                    continue
                if any(" ".join(folded[i:j]) in self._facet_names for i in range(size) for j in range(i + 1, size + 1)) and size == 1:
                    continue
                # A word that no one writes but a person with a name in mind may be further off.
                least = (0.8 if sum(map(len, folded)) >= 12 else 0.84) if size > 1 else 0.74 if is_unheard(folded[0]) and len(folded[0]) >= 6 else 0.82
                found = self._names.fuzzy(folded, least)
                if not found:
                    joined = "".join(folded)
                    found = self._names.fuzzy([joined], least=0.86) if size > 1 else []
                if found:
                    self._take(taken, start, size)
                    yield _link(found, span, "fuzzy")

    def _partial(self, words: List[Word], taken: List[bool]) -> Iterable[Link]:
        for at, word in enumerate(words):
            if taken[at] or len(word.folded) < 4 or word.folded in self._facet_names:
                continue
            entries = self._parts.exact([word.folded])
            found = [(0.85, entry) for entry in entries]
            if not found and not is_known_word(word.folded) and len(word.folded) >= 6:
                found = [(0.8 * similarity, entry) for similarity, entry in self._parts.fuzzy([word.folded], least=0.84)]
            if found:
                self._take(taken, at, 1)
                yield _link(found, [word], "partial")

    def _facet_matches(self, words: List[Word], taken: List[bool]) -> Iterable[FacetMatch]:
        used = list(taken)
        for size in range(min(len(words), self._facets.longest), 0, -1):
            for start in range(len(words) - size + 1):
                if any(used[start : start + size]):
                    continue
                folded = [word.folded for word in words[start : start + size]]
                entries = self._facets.exact(folded) if size > 1 else self._facets._exact.get(folded[0], [])
                if not entries and size == 1 and len(folded[0]) >= 6 and not is_known_word(folded[0]):
                    entries = [entry for _, entry in self._facets.fuzzy(folded, least=0.85)][:1]
                if entries:
                    self._take(used, start, size)
                    for entry in entries:
                        facet, _, value = entry.target.partition(":")
                        yield FacetMatch(facet, value, words[start].start, words[start + size - 1].end)

    def _phrases(self, words: List[Word], taken: List[bool]) -> List[bool]:
        """Which words are part of a facet's name of several words."""
        found = [False] * len(words)
        for size in range(min(len(words), self._facets.longest), 1, -1):
            for start in range(len(words) - size + 1):
                folded = [word.folded for word in words[start : start + size]]
                if not any(taken[start : start + size]) and self._facets.exact(folded):
                    self._take(found, start, size)
        return found

    @staticmethod
    def _take(taken: List[bool], start: int, size: int) -> None:
        taken[start : start + size] = [True] * size


def _covered(words: Sequence[Word], links: Sequence[Link]) -> List[bool]:
    return [any(link.start <= word.start < link.end for link in links) for word in words]


def _without_whom(text: str, facets: List[FacetMatch]) -> List[FacetMatch]:
    """Without the kinds and topics that only tell for whom something is ("grants for AI start-ups", "visas pour fondateurs")."""
    audiences = {(m.start, m.end) for m in facets if m.facet == "audiences"}
    whom = [m for m in facets if m.facet in ("kinds", "topics") and _FOR_WHOM.search(text[: m.start])]
    alone = all(m in whom for m in facets if m.facet == "kinds")
    dropped = [m for m in whom if (m.start, m.end) in audiences or (m.facet == "kinds" and not alone)]
    return [m for m in facets if m not in dropped]


def _once_each(links: Iterable[Link]) -> List[Link]:
    """Links in the order of the text, each record at its first mention."""
    kept: Dict[str, Link] = {}
    for link in sorted(links, key=lambda link: link.start):
        kept.setdefault(link.record, link)
    return list(kept.values())


def _link(found: Sequence[Tuple[float, Entry]], span: Sequence[Word], how: str) -> Link:
    scored: Dict[str, float] = {}
    for similarity, entry in found:
        scored[entry.target] = max(scored.get(entry.target, 0.0), similarity * (0.98 + 0.02 * entry.weight))
    ranked = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    rivals = tuple(record for record, other in ranked[1:5] if score - other < MARGIN)
    return Link(best, round(score, 3), span[0].start, span[-1].end, how, rivals)


def _distinctive_parts(names: Sequence[Tuple[str, str, float]], kinds: Dict[str, str]) -> Iterable[Tuple[str, str, float]]:
    owners: Dict[str, set] = collections.defaultdict(set)
    for name, record, _ in names:
        for word in words_of(name):
            owners[word.folded].add(record)
    for name, record, weight in names:
        parts = [word.folded for word in words_of(name)]
        if len(parts) < 2:
            continue
        for position, part in enumerate(parts):
            surname = kinds[record] == "person" and position == len(parts) - 1
            if len(owners[part]) == 1 and len(part) >= 4 and (surname or not is_known_word(part)):
                yield part, record, weight


def _facet_words() -> Iterable[Tuple[str, str, float]]:
    for facet in FACETS:
        for value, entry in vocabulary.facets(facet).items():
            for word in {*entry.words.en, *entry.words.fr}:
                yield word, f"{facet}:{value}", 1.0
    for value, kind in vocabulary.kinds().items():
        for word in {*kind.words.en, *kind.words.fr}:
            yield word, f"kinds:{value}", 1.0
