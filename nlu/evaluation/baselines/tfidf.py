"""TF-IDF of words and of letters in words, with logistic regression: what a careful afternoon gives."""

from __future__ import annotations

import pickle
from typing import Dict, List, Optional, Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from nlu.evaluation.baselines.examples import examples, state
from nlu.evaluation.cache import folder
from nlu.evaluation.intents import Reading
from nlu.evaluation.sets import OUT_OF_SCOPE


class TfIdf:
    """Reads with the trained pipeline; use `load`."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def read(self, texts: Sequence[str]) -> List[Reading]:
        """The best intent of each text; it refuses by the out-of-scope intents only."""
        found = []
        for row in self._pipeline.predict_proba(list(texts)):
            ranking: Dict[str, float] = dict(zip(self._pipeline.classes_, map(float, row)))
            intent = max(ranking, key=ranking.__getitem__)
            found.append(Reading(intent, ranking[intent], -ranking[intent] if intent in OUT_OF_SCOPE else ranking[intent], False))
        return found


def pipeline(c: float = 10.0) -> Pipeline:
    """The untrained pipeline."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_pipeline(make_union(words, letters), LogisticRegression(C=c, max_iter=300, tol=1e-3))


def load(train: bool) -> Optional[TfIdf]:
    """The baseline for the present examples, from disk or, with `train`, trained now; None when it is not there."""
    path = folder() / f"tfidf-{state('tfidf.py')}.pkl"
    if not path.is_file():
        if not train:
            return None
        texts, intents = zip(*examples())
        path.write_bytes(pickle.dumps(pipeline().fit(list(texts), list(intents))))
    return TfIdf(pickle.loads(path.read_bytes()))
