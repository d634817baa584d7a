"""Logistic regression over the sentence vectors, and the distance to the nearest example."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlu.encoding.encoder import similarity


class IntentModel:
    """`fit` on vectors (n, 896) and intent names, then `rank` a vector (896,)."""

    def __init__(self, c: float = 1.0) -> None:
        self.c = c
        self.classes: List[str] = []

    def fit(self, vectors: np.ndarray, intents: Sequence[str]) -> IntentModel:
        """Fits on examples; keeps their vectors (half precision) to tell how near a message is to one of them."""
        model = LogisticRegression(C=self.c, max_iter=300, class_weight="balanced", random_state=0)
        model.fit(vectors, intents)
        self.classes = list(model.classes_)
        self._weights, self._bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        self._examples = vectors.astype(np.float16)
        self._intents = np.array([self.classes.index(intent) for intent in intents])
        return self

    def rank(self, vector: np.ndarray) -> Tuple[List[Tuple[str, float]], float]:
        """([(intent, probability)] best first, similarity 0..1 of the nearest example of the best intent)."""
        scores = self._weights @ vector + self._bias
        probabilities = np.exp(scores - scores.max())
        probabilities /= probabilities.sum()
        order = np.argsort(-probabilities, kind="stable")
        best = order[0]
        near = similarity(self._examples[self._intents == best].astype(np.float32), vector)
        return [(self.classes[i], float(probabilities[i])) for i in order], float(near.max())
