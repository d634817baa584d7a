"""Search by meaning: the records whose questions, or whose name and summary, lie nearest to a message."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Dict, Iterable, List, Tuple

import numpy as np

from knowledge.schema.records import Record
from knowledge.store import Store
from nlu.encoding import SentenceEncoder
from nlu.encoding.encoder import similarity


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
    """Vectors of every question of every `answer` record, and of the other records' names with summaries."""

    def __init__(self, store: Store, encoder: SentenceEncoder) -> None:
        rows = [row for record_id in store.ids() for row in _texts(store.record(record_id))]
        self._records = [record for record, _ in rows]
        self._texts = [text for _, text in rows]
        self._vectors = encoder.encode(self._texts)

    def nearest(self, vector: np.ndarray, limit: int) -> List[Match]:
        """The `limit` nearest records, best first, each once."""
        if not self._records:
            return []
        scores = similarity(self._vectors, vector)
        found: List[Match] = []
        for row in np.argsort(-scores, kind="stable")[: limit * 8]:
            record = self._records[row]
            if all(match.record != record for match in found):
                found.append(Match(record, round(float(scores[row]), 4), self._texts[row]))
            if len(found) == limit:
                break
        return found


def _texts(record: Record) -> Iterable[Tuple[str, str]]:
    if record.questions:
        for question in (*record.questions.en, *record.questions.fr):
            yield record.id, question
    else:
        yield record.id, f"{record.name.en}: {record.summary.en}"
        yield record.id, f"{record.name.fr} : {record.summary.fr}"
