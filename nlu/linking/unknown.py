"""Names that no record bears: words nobody writes unless they name something, and that are no typo of a real word."""

from __future__ import annotations

from functools import lru_cache
from typing import Iterable, List, Sequence, Tuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from wordfreq import top_n_list, zipf_frequency

from knowledge.text import fold
from nlu.linking.words import Word, is_known_word

COMMON_WORDS = 25_000
# As near to a common word as this, a strange word is taken for its typo.
TYPO = 0.79
RARE = 2.0
_JOINERS = {"du", "de", "des", "d", "of", "la", "le", "l", "for"}


def unknown_spans(words: Sequence[Word], taken: Sequence[bool], text: str) -> List[Tuple[int, int]]:
    """(start, end) offsets in `text` of names that nothing was linked to; words next to one another are one name."""
    strange = [not done and _is_name(word) for word, done in zip(words, taken)]
    # A capitalised neighbour belongs to the name ("Zorblax Labs"), unless it opens the sentence.
    for at, word in enumerate(words):
        if not taken[at] and not strange[at] and word.capital and at > 0:
            beside = (at > 0 and strange[at - 1]) or (at + 1 < len(words) and strange[at + 1])
            strange[at] = beside and word.end - word.start > 1
    for start, end in _titles(words, taken):
        strange[start:end] = [True] * (end - start)
    spans: List[Tuple[int, int]] = []
    for at, word in enumerate(words):
        if not strange[at]:
            continue
        if at and strange[at - 1] and len(text[words[at - 1].end : word.start].strip()) == 0:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def _titles(words: Sequence[Word], taken: Sequence[bool]) -> Iterable[Tuple[int, int]]:
    """Runs of two or more capitalised words inside a sentence ("the Pont Neuf Accelerator"), joined by small words."""
    capitals = sum(word.capital for word in words)
    if capitals > 0.7 * len(words):
        return
    at = 1
    while at < len(words):
        end = at
        while end < len(words) and not taken[end] and (words[end].capital or (end > at and words[end].folded in _JOINERS)):
            end += 1
        while end > at and words[end - 1].folded in _JOINERS:
            end -= 1
        if sum(word.capital for word in words[at:end]) >= 2 and any(len(word.folded) > 3 for word in words[at:end]):
            yield at, end
        at = max(end, at) + 1


def _is_name(word: Word) -> bool:
    if len(word.folded) < 4 or any(c.isdigit() for c in word.folded) or is_known_word(word.folded):
        return False
    frequency = max(zipf_frequency(word.folded, "en"), zipf_frequency(word.folded, "fr"))
    return frequency < (2.6 if word.capital else RARE) and not _is_typo(word.folded)


@lru_cache(maxsize=8192)
def _is_typo(folded: str) -> bool:
    return process.extractOne(folded, _common(), scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=TYPO) is not None


@lru_cache(maxsize=1)
def _common() -> List[str]:
    return sorted({fold(word) for language in ("en", "fr") for word in top_n_list(language, COMMON_WORDS) if len(word) > 3})
