"""Names that no record bears: words nobody writes unless they name something, and that are no typo of a real word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterable, List, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from wordfreq import top_n_list

from knowledge.text import fold
from nlu.linking.words import Word, is_inflected, is_known_word, usual

COMMON_WORDS = 25_000
# As near to a common word as this, a strange word is taken for its typo.
TYPO = 0.79
# Zipf below which a word is a name: written with a capital; where a name may stand; anywhere.
CAPITAL, BARE, ANYWHERE = 2.6, 2.0, 1.2
# A title among capitals that mean something else ("the Ravel Grant") needs one word as rare as this.
TITLE = 4.0
# From here on, a capital at the beginning of a sentence is due to its place.
OPENING = 5.0
# How usual both words are that were typed with a letter for the space between them.
HALF = 4.5
_ROMAN = re.compile("[ivx]+")
_JOINERS = {"du", "de", "des", "d", "of", "la", "le", "l", "for"}
# After these stands a noun or a verb rather than a name ("my payslips", « ils chipotent »).
_BEFORE_WORDS = frozenset(
    "a an the my your his her our their this these those some any no be to they we i you it he she not re "
    "un une le la les l des du mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces "
    "je j tu il elle on nous vous ils elles se s me m te t en y ne n pas tres plus d".split()
)


def unknown_spans(words: Sequence[Word], named: Sequence[bool], facets: Sequence[bool], text: str) -> List[Tuple[int, int]]:
    """(start, end) offsets in `text` of names that nothing was linked to; words next to one another are one name.

    `named`: which words name records; `facets`: which mean a facet, though they may be part of a name ("Zorblax Labs").
    """
    taken = [one or other for one, other in zip(named, facets)]
    strange = [not done and is_name(word, words[at - 1] if at else None) for at, (word, done) in enumerate(zip(words, taken))]
    # A capitalised neighbour belongs to the name ("Zorblax Labs"), unless it opens the sentence.
    for at, word in enumerate(words):
        if not named[at] and not strange[at] and word.capital and at > 0:
            beside = strange[at - 1] or (at + 1 < len(words) and strange[at + 1])
            strange[at] = beside and word.end - word.start > 1
    for start, end in _titles(words, named, facets):
        strange[start:end] = [True] * (end - start)
    spans: List[Tuple[int, int]] = []
    for at, word in enumerate(words):
        if not strange[at]:
            continue
        if at and strange[at - 1] and text[words[at - 1].end : word.start].strip() in ("", "’", "'", "-", "&"):
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def is_name(word: Word, before: Word | None = None) -> bool:
    """Whether this word, after the word `before`, can hardly be anything but a name."""
    folded = word.folded
    if len(folded) < 4 or any(c.isdigit() for c in folded) or is_known_word(folded) or word.typed != folded:
        return False
    rare = CAPITAL if word.capital else ANYWHERE if before is not None and before.folded in _BEFORE_WORDS else BARE
    return usual(folded) < rare and not _is_typo(folded) and not _is_run_together(folded) and not (is_inflected(folded) and not word.capital)


def _titles(words: Sequence[Word], named: Sequence[bool], facets: Sequence[bool]) -> Iterable[Tuple[int, int]]:
    """Runs of two or more capitalised words inside a sentence ("the Pont Neuf Accelerator"), joined by small words."""
    capitals = sum(word.capital for word in words)
    whole = 1 < len(words) <= 5 and capitals > 0.7 * len(words)
    if capitals > 0.7 * len(words) and not whole:
        return
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and not named[end] and (words[end].capital or (end > at and words[end].folded in _JOINERS)):
            if end > at and words[end].broken:
                break
            end += 1
        while end > at and words[end - 1].folded in _JOINERS:
            end -= 1
        # Small words open a sentence with a capital.
        while end > at and (words[at].folded in _BEFORE_WORDS or (at == 0 and usual(words[at].folded) >= OPENING)):
            at += 1
        if _is_title(words, at, end, facets, whole):
            yield at, end
        at = max(end, at) + 1


def _is_title(words: Sequence[Word], start: int, end: int, facets: Sequence[bool], whole: bool) -> bool:
    capitals = [at for at in range(start, end) if words[at].capital and not _ROMAN.fullmatch(words[at].folded)]
    own = [at for at in capitals if not facets[at] and len(words[at].folded) > 3]
    if len(capitals) < 2 or not own:
        return False
    rare = any(usual(words[at].folded) < TITLE for at in own)
    # The first word of a sentence has a capital anyway.
    return rare if start == 0 or whole or len(own) < 2 else True


@lru_cache(maxsize=8192)
def _is_typo(folded: str) -> bool:
    return process.extractOne(folded, _common(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=TYPO) is not None


@lru_cache(maxsize=8192)
def _is_run_together(folded: str) -> bool:
    """Whether a slip of the finger stands for a space between two usual words ("pouveznvous"). Names have no such letter."""
    return any(usual(folded[:at]) >= HALF and usual(folded[at + 1 :]) >= HALF for at in range(3, len(folded) - 3))


@lru_cache(maxsize=1)
def _common() -> List[str]:
    return sorted({fold(word) for language in ("en", "fr") for word in top_n_list(language, COMMON_WORDS) if len(word) > 3})
