"""Intents by the words and pieces of words of a message: sees what the encoders overlook, such as "cb" or "KYC"."""

from __future__ import annotations

from typing import List, Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from knowledge.text import fold


class WordingModel:
    """TF-IDF of words, pairs of words and pieces of words, and logistic regression."""

    def __init__(self, c: float = 20.0) -> None:
        self._words = TfidfVectorizer(preprocessor=fold, ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"[^\s]+", dtype=np.float32)
        self._pieces = TfidfVectorizer(
            preprocessor=fold, analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        self._c = c
        self.classes: List[str] = []

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> WordingModel:
        """Fits on examples."""
        self._words.fit(texts)
        self._pieces.fit(texts)
        model = LogisticRegression(C=self._c, max_iter=40, tol=1e-2, random_state=0).fit(self._features(texts), intents)
        self.classes = list(model.classes_)
        # A row a feature, so that a message touches only the rows of its own words.
        self._weights, self._bias = np.ascontiguousarray(model.coef_.T, np.float32), model.intercept_.astype(np.float32)
        return self

    def probabilities(self, text: str) -> np.ndarray:
        """Of each intent, in the order of `classes`, summing to 1."""
        features = self._features([text])
        scores = features.data @ self._weights[features.indices] + self._bias
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()

    def _features(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([self._words.transform(texts), self._pieces.transform(texts)]).tocsr()
