"""Search by meaning: the records whose questions, or whose name and summary, lie nearest to a message.

The encoders hear the kind of question better than its subject ("how long until I get the visa" is near "how long
may I stay"), so rare words that message and question share are weighed in.
"""

from __future__ import annotations

import collections
import math
from dataclasses import asdict, dataclass
from typing import Any, Dict, FrozenSet, List

import numpy as np

from knowledge.store import Store
from knowledge.text import content_words
from nlu.encoding import SentenceEncoder
from nlu.encoding.encoder import similarity, use_similarity

# What sharing all rare words adds to a similarity of meaning, and how many neighbours are weighed again.
LEXICAL_WEIGHT = 0.2
RECONSIDERED = 60


@dataclass(frozen=True)
class Match:
    """A record near in meaning: `score` 0 to 1.2, `text` the question or summary that matched."""

    record: str
    score: float
    text: str

    def as_dict(self) -> Dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


class MeaningIndex:
    """Every question of every `answer` record (both encoders), and the other records' summaries (the quick one)."""

    def __init__(self, store: Store, encoder: SentenceEncoder) -> None:
        answers = [store.record(one) for one in store.ids("answer")]
        others = [record for record in map(store.record, store.ids()) if record.kind != "answer"]
        questions = [(r.id, q) for r in answers for q in (*r.questions.en, *r.questions.fr)]
        summaries = [(r.id, f"{name}: {summary}") for r in others for name, summary in ((r.name.en, r.summary.en), (r.name.fr, r.summary.fr))]
        self._rows = questions + summaries
        self._words = [frozenset(content_words(text)) for _, text in self._rows]
        self._rarity = _rarity(self._words)
        self._questions = encoder.encode([text for _, text in questions])
        self._summaries = encoder.encode_use([text for _, text in summaries])

    def nearest(self, vector: np.ndarray, text: str, limit: int) -> List[Match]:
        """The `limit` nearest records to a message (its vector (896,) and its text), best first, each once."""
        meaning = np.concatenate([similarity(self._questions, vector), use_similarity(self._summaries, vector)])
        words = frozenset(content_words(text))
        near = np.argsort(-meaning, kind="stable")[:RECONSIDERED]
        scored = sorted(((float(meaning[row]) + LEXICAL_WEIGHT * self._shared(words, self._words[row]), -row) for row in near), reverse=True)
        found: Dict[str, Match] = {}
        for score, row in scored:
            record, question = self._rows[-row]
            found.setdefault(record, Match(record, round(score, 4), question))
            if len(found) == limit:
                break
        return list(found.values())

    def _shared(self, a: FrozenSet[str], b: FrozenSet[str]) -> float:
        """Share of rare words in common, 0..1 (cosine of inverse document frequencies)."""
        if not a or not b:
            return 0.0
        return self._weight(a & b) / math.sqrt(self._weight(a) * self._weight(b))

    def _weight(self, words: FrozenSet[str]) -> float:
        unseen = math.log(len(self._rows) + 1)
        return sum(self._rarity.get(word, unseen) for word in words)


def _rarity(texts: List[FrozenSet[str]]) -> Dict[str, float]:
    counts = collections.Counter(word for words in texts for word in words)
    return {word: math.log((len(texts) + 1) / count) for word, count in counts.items()}
