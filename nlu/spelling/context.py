"""Which words stand side by side in what people ask: tells a slip that made another word ("tech vista") from that word."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import Counter, Iterable, List, Tuple

from wordfreq import zipf_frequency

from knowledge.store import Store
from knowledge.text import fold

# Before the first word of a message and after its last.
EDGE = ""
LANGUAGES = ("en", "fr")
TRAINING = Path(__file__).resolve().parent.parent / "training"
# Words as usual as this (Zipf) say little of what stands beside them ("of", « pour »).
SAYING_LITTLE = 5.7


class Context:
    """How often folded words, and two of them in a row, stand in `texts`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: Counter[str] = collections.Counter()
        self._pairs: Counter[Tuple[str, str]] = collections.Counter()
        for text in texts:
            words = [EDGE, *words_of(text), EDGE]
            self._words.update(words)
            self._pairs.update(zip(words, words[1:]))

    def count(self, folded: str) -> int:
        """How often the word stands there."""
        return self._words[folded]

    def support(self, before: str, folded: str, after: str) -> int:
        """How often the word stands beside these neighbours, when one of those says something."""
        left, right = self._pairs[before, folded], self._pairs[folded, after]
        telling = [pairs for pairs, beside in ((left, before), (right, after)) if not self.is_common(beside)]
        return left + right if left and right and any(telling) else sum(telling)

    def fits(self, before: str, folded: str, after: str) -> int:
        """How often the word stands beside the neighbour that it is rarer beside, however usual the neighbours are."""
        return min(self._pairs[before, folded], self._pairs[folded, after])

    def beside(self, before: str, folded: str, after: str) -> int:
        """How often the word stands beside either neighbour."""
        return self._pairs[before, folded] + self._pairs[folded, after]

    def is_common(self, folded: str) -> bool:
        """Whether the word stands beside everything ("of", « pour »), or is no word but an edge."""
        return folded == EDGE or max(zipf_frequency(folded, language) for language in LANGUAGES) >= SAYING_LITTLE


def words_of(text: str) -> List[str]:
    """The folded words of a text; an elided article is one of its own ("l'incubateur")."""
    return fold(text).replace("'", " ").split()


def asked(store: Store) -> Context:
    """The context of all that articles are asked for in, of the training examples and of all names."""
    records = [store.record(one) for one in store.ids("answer")]
    questions = [question for record in records for language in LANGUAGES for question in getattr(record.questions, language)]
    return Context([*questions, *_examples(), *(name for name, _, _ in store.names())])


def _examples() -> Iterable[str]:
    # Read as lines: a YAML parser takes seconds.
    for path in sorted(TRAINING.glob("*/*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("    - "):
                yield line[6:]
