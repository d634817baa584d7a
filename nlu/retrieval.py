"""Search by meaning: the records whose questions, or whose name and summary, lie nearest to a message.

The encoders hear the kind of question better than its subject ("how long until I get the visa" is near "how long
may I stay"), so rare words that message and question share are weighed in, and what was learnt of the questions.
"""

from __future__ import annotations

import collections
import math
from dataclasses import asdict, dataclass
from typing import Any, Dict, FrozenSet, List, Optional, Tuple

import numpy as np

from knowledge.store import Store
from knowledge.text import content_words
from nlu.classifying.articles import NONE, ArticleModel
from nlu.encoding import SentenceEncoder
from nlu.encoding.encoder import similarity, use_similarity

# What sharing all rare words adds to a similarity of meaning, and how many neighbours are weighed again.
LEXICAL_WEIGHT = 0.2
RECONSIDERED = 60
# What being surely that article adds, and surely none of them takes away. All four were chosen on held-out questions.
LEARNT_WEIGHT, NONE_WEIGHT = 0.4, 0.2


@dataclass(frozen=True)
class Match:
    """A record near in meaning: `score` 0 to 1.2 how near, `text` the question or summary that matched,
    `belief` -0.2 to 1.6 how likely it answers the message."""

    record: str
    score: float
    text: str
    belief: float

    def as_dict(self) -> Dict[str, Any]:
        """Plain JSON types."""
        return asdict(self)


class MeaningIndex:
    """Every question of every `answer` record (both encoders), and the other records' summaries (the quick one).

    `learnt`: what was learnt of the questions; an index without it goes by nearness alone.
    """

    def __init__(self, store: Store, encoder: SentenceEncoder, learnt: Optional[ArticleModel] = None) -> None:
        others = [record for record in map(store.record, store.ids()) if record.kind != "answer"]
        questions = asked_questions(store)
        summaries = [(r.id, f"{name}: {summary}") for r in others for name, summary in ((r.name.en, r.summary.en), (r.name.fr, r.summary.fr))]
        self._rows = questions + summaries
        self._asked = len(questions)
        self._learnt = learnt
        if learnt:
            place = {record: at for at, record in enumerate(learnt.records)}
            # An article that is newer than what was learnt points past the end, where no probability stands.
            self._places = np.array([place.get(record, len(place)) for record, _ in questions])
            self._none = place.get(NONE, len(place))
        self._words = [frozenset(content_words(text)) for _, text in self._rows]
        self._rarity = _rarity(self._words)
        self._questions = encoder.encode([text for _, text in questions])
        self._summaries = encoder.encode_use([text for _, text in summaries])

    def nearest(self, vector: np.ndarray, text: str, limit: int) -> List[Match]:
        """The `limit` likeliest records for a message (its vector (896,) and its text), best first, each once."""
        meaning = np.concatenate([similarity(self._questions, vector), use_similarity(self._summaries, vector)])
        belief = meaning + self._learnt_of(vector)
        words = frozenset(content_words(text))
        near = np.argsort(-belief, kind="stable")[:RECONSIDERED]
        scored = []
        for row in near:
            shared = LEXICAL_WEIGHT * self._shared(words, self._words[row])
            scored.append((float(belief[row]) + shared, -int(row), float(meaning[row]) + shared))
        found: Dict[str, Match] = {}
        for believed, row, score in sorted(scored, reverse=True):
            record, question = self._rows[-row]
            found.setdefault(record, Match(record, round(score, 4), question, round(believed, 4)))
            if len(found) == limit:
                break
        return list(found.values())

    def _learnt_of(self, vector: np.ndarray) -> np.ndarray:
        """What was learnt, for each row; summaries have no part in it."""
        added = np.zeros(len(self._rows), dtype=np.float32)
        if self._learnt:
            likely = np.append(self._learnt.probabilities(vector), 0.0)
            added[: self._asked] = LEARNT_WEIGHT * likely[self._places] - NONE_WEIGHT * likely[self._none]
        return added

    def _shared(self, a: FrozenSet[str], b: FrozenSet[str]) -> float:
        """Share of rare words in common, 0..1 (cosine of inverse document frequencies)."""
        if not a or not b:
            return 0.0
        return self._weight(a & b) / math.sqrt(self._weight(a) * self._weight(b))

    def _weight(self, words: FrozenSet[str]) -> float:
        unseen = math.log(len(self._rows) + 1)
        return sum(self._rarity.get(word, unseen) for word in words)


def asked_questions(store: Store) -> List[Tuple[str, str]]:
    """(record id, question) of every way of asking of every `answer` record, in both languages."""
    answers = [store.record(one) for one in store.ids("answer")]
    return [(r.id, q) for r in answers for q in (*r.questions.en, *r.questions.fr)]


def _rarity(texts: List[FrozenSet[str]]) -> Dict[str, float]:
    counts = collections.Counter(word for words in texts for word in words)
    return {word: math.log((len(texts) + 1) / count) for word, count in counts.items()}
