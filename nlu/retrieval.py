"""Search by meaning: the records whose questions, or whose name and summary, lie nearest to a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Dict, List

import numpy as np

from knowledge.store import Store
from nlu.encoding import SentenceEncoder
from nlu.encoding.encoder import similarity, use_similarity


@dataclass(frozen=True)
class Match:
    """A record near in meaning: `score` 0..1, `text` the question or summary that matched."""

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
        self._questions = encoder.encode([text for _, text in questions])
        self._summaries = encoder.encode_use([text for _, text in summaries])

    def nearest(self, vector: np.ndarray, limit: int) -> List[Match]:
        """The `limit` nearest records to a message's vector (896,), best first, each once."""
        scores = np.concatenate([similarity(self._questions, vector), use_similarity(self._summaries, vector)])
        found: List[Match] = []
        for row in np.argsort(-scores, kind="stable")[: limit * 12]:
            record, text = self._rows[row]
            if all(match.record != record for match in found):
                found.append(Match(record, round(float(scores[row]), 4), text))
            if len(found) == limit:
                break
        return found
