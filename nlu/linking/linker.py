"""Finds the records and facets named in a message, as people type them.

Evidence: exact names and aliases, the same words put otherwise, names written together or apart, typos, names by ear,
then a distinctive single word of a longer name ("Ezratty", "Agoranov"). What explains most of the message wins: the
longer, more specific name. Ordinary words need more: a one-word name that is also an ordinary word ("Dust", "Alan")
counts only when written with a capital, beside another name, or when little else is said.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass, field, replace
from typing import Dict, Iterable, List, Sequence, Tuple

from knowledge.store import Store
from nlu.linking import facets
from nlu.linking.abroad import of_another_city, of_another_country
from nlu.linking.choosing import Candidate, chosen
from nlu.linking.facets import FacetMatch
from nlu.linking.gazetteer import Found, Gazetteer
from nlu.linking.guessing import Guess, Guesser
from nlu.linking.hearing import Hearing
from nlu.linking.matching import Matcher
from nlu.linking.unknown import is_name, unknown_spans
from nlu.linking.words import Word, is_inflected, is_known_word, is_ordinary, words_of

# Best and next-best closer than this: ask "did you mean".
MARGIN = 0.06
HEARD_PART = 0.9
FEASTS = frozenset({"noel", "toussaint", "easter", "paques"})


@dataclass(frozen=True)
class Link:
    """A record meant by the words at `start:end`. `score` 0..1; `rivals` other ids nearly as likely."""

    record: str
    score: float
    start: int
    end: int
    how: str
    rivals: Tuple[str, ...] = ()


@dataclass
class Links:
    """All that was linked in a message; `unknown`: names in it that no record bears; `guesses`: what may be meant where none is linked."""

    records: List[Link] = field(default_factory=list)
    facets: List[FacetMatch] = field(default_factory=list)
    unknown: List[str] = field(default_factory=list)
    guesses: List[Guess] = field(default_factory=list)


class Linker:
    """Reads the names of `store` and the vocabularies once; `link` is pure and thread-safe."""

    def __init__(self, store: Store) -> None:
        names = [(name, record, 1.0 if main else 0.9) for name, record, main in store.names()]
        self._kinds = {record: store.record(record).kind for record in {record for _, record, _ in names}}
        self._guesser = Guesser(names)
        parts = list(_distinctive_parts(names, self._kinds))
        self._parts = Gazetteer(parts)
        self._facets = facets.gazetteer()
        self._hearing_parts = Hearing(parts, self._facets, parts=True)
        self._matcher = Matcher(Gazetteer(names, wordings=True), self._facets)
        self._hearing = Hearing(names, self._facets)

    def link(self, text: str, typed: str = "") -> Links:
        """The records and facets that `text` names, in the order of the text, without overlaps.

        `typed`: the message as it was before its spelling was mended, for names that were mended away. Places are
        places in `text`.
        """
        words = words_of(text, typed)
        found = self._names(words)
        found += self._matcher.beside(words, _covered(words, found), [is_name(word) for word in words])
        abroad = [one for one in found if self._is_abroad(words, one)]
        found = [one for one in found if one not in abroad]
        taken = _covered(words, found)
        phrases = facets.phrases(self._facets, words, taken)
        found += [one for one in self._partial(words, [one or phrase for one, phrase in zip(taken, phrases)]) if not self._is_abroad(words, one)]
        named = _covered(words, found)
        matched = facets.meant(text, list(facets.matches(self._facets, words, named)))
        of_facets = [any(one.start <= word.start < one.end for one in matched) for word in words]
        known = [one or other for one, other in zip(named, _covered(words, abroad))]
        unknown = [text[start:end] for start, end in unknown_spans(words, known, of_facets, text)]
        links = _once_each(_link(one, words) for one in found)
        guesses = [] if links else self._guesser.guesses(words, text, [one or other for one, other in zip(known, of_facets)])
        return Links(links, sorted(matched, key=lambda match: (match.start, match.facet)), unknown, guesses)

    def _is_abroad(self, words: List[Word], one: Candidate) -> bool:
        return any(is_of(words, one, self._kinds, self._facets) for is_of in (of_another_country, of_another_city))

    def _names(self, words: List[Word]) -> List[Candidate]:
        whole = list(self._matcher.whole(words))
        # "generative AI" is a topic before it is half of a misspelt name.
        phrases = facets.phrases(self._facets, words, _covered(words, chosen(whole)))
        exact = _covered(words, chosen(whole))
        free = [not phrase for phrase in phrases]
        return chosen([*whole, *self._matcher.near(words, free), *self._hearing.near(words, [one and not other for one, other in zip(free, exact)])])

    def _partial(self, words: List[Word], taken: List[bool]) -> List[Candidate]:
        found: List[Candidate] = []
        for at, word in enumerate(words):
            # "Noël" is Christmas before it is somebody, as any word is itself without a capital.
            if taken[at] or word.folded in FEASTS or len(word.folded) < 4 or word.folded in self._facets or (is_ordinary(word.folded) and not word.capital):
                continue
            near: Found = [(0.85, entry) for entry in self._parts.spelt([word.folded])]
            if not near and len(word.folded) >= 6 and not is_known_word(word.folded) and not is_inflected(word.folded):
                sounds = [pair for pair in self._parts.heard([word.folded]) if pair[0] > HEARD_PART]
                near = [(0.8 * score, entry) for score, entry in self._parts.fuzzy([word.folded], 0.84) or sounds]
            if near:
                found.append(Candidate(at, at + 1, near, "partial", near[0][0]))
        free = [not one and not other for one, other in zip(taken, _covered(words, found))]
        return found + chosen([replace(one, how="partial") for one in self._hearing_parts.near(words, free)])


def _covered(words: Sequence[Word], found: Iterable[Candidate]) -> List[bool]:
    taken = {at for one in found for at in one.words}
    return [at in taken for at in range(len(words))]


def _once_each(links: Iterable[Link]) -> List[Link]:
    """Links in the order of the text, each record at its first mention."""
    kept: Dict[str, Link] = {}
    for link in sorted(links, key=lambda link: link.start):
        kept.setdefault(link.record, link)
    return list(kept.values())


def _link(candidate: Candidate, words: Sequence[Word]) -> Link:
    scored: Dict[str, float] = {}
    for similarity, entry in candidate.found:
        scored[entry.target] = max(scored.get(entry.target, 0.0), similarity * (0.98 + 0.02 * entry.weight))
    ranked = sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))
    best, score = ranked[0]
    rivals = tuple(record for record, other in ranked[1:5] if score - other < MARGIN)
    return Link(best, round(score, 3), words[candidate.start].start, words[candidate.end - 1].end, candidate.how, rivals)


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
