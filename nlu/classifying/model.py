"""Intents by meaning and by wording together, and the distance to the nearest example."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from nlu.classifying.wording import WordingModel
from nlu.encoding.encoder import E5_SIZE, SENTENCE_SIZE, similarity

# How the finer encoder weighs beside the quick one, chosen on the development set (from 0.5 to 2.2 tried).
STRETCH = 0.75
# Strong regularisation and averaging leave the model too modest: raised to this power, its probabilities are as
# often right as they say (calibration error on the development set: 4.6 % instead of 20.6 %).
SHARPNESS = 1 / 0.6


class IntentModel:
    """`fit` on vectors (n, 1408), intent names and texts without names, then `rank` a vector (1408,) and such a text.

    Two voices are averaged: logistic regression on the sentence vectors, and `WordingModel` with the share `wording`.
    """

    def __init__(self, c: float = 0.5, wording: float = 0.35) -> None:
        self.c, self.wording = c, wording
        self.classes: List[str] = []

    def fit(self, vectors: np.ndarray, intents: Sequence[str], texts: Sequence[str]) -> IntentModel:
        """Fits on examples; keeps their vectors (half precision) to tell how near a message is to one of them."""
        self._centre = vectors[:, :E5_SIZE].mean(axis=0)
        model = LogisticRegression(C=self.c, max_iter=200, tol=1e-3, random_state=0)
        model.fit(prepared(vectors, self._centre, STRETCH), intents)
        self.classes = list(model.classes_)
        self._weights, self._bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        self._wording = WordingModel().fit(texts, intents)
        self._examples = vectors[:, :SENTENCE_SIZE].astype(np.float16)
        self._intents = np.array([self.classes.index(intent) for intent in intents])
        return self

    def rank(self, vector: np.ndarray, text: str) -> List[Tuple[str, float]]:
        """(intent, probability) of every intent, best first."""
        scores = self._weights @ prepared(vector[None, :], self._centre, STRETCH)[0] + self._bias
        probabilities = np.exp(scores - scores.max())
        probabilities = (1 - self.wording) * probabilities / probabilities.sum() + self.wording * self._wording.probabilities(text)
        probabilities **= SHARPNESS
        probabilities /= probabilities.sum()
        return [(self.classes[i], float(probabilities[i])) for i in np.argsort(-probabilities, kind="stable")]

    def nearness(self, vector: np.ndarray, intent: str) -> float:
        """Similarity 0..1 of the nearest training example of `intent`."""
        rows = self._examples[self._intents == self.classes.index(intent)].astype(np.float32)
        return float(similarity(rows, vector[:SENTENCE_SIZE]).max())


def prepared(vectors: np.ndarray, centre: np.ndarray, stretch: float) -> np.ndarray:
    """Vectors (n, 896 or 1408) as the models are fed: their E5 part centred on `centre` (384,), since all its vectors
    point roughly the same way, and stretched."""
    return np.hstack([(vectors[:, :E5_SIZE] - centre) * stretch, vectors[:, E5_SIZE:]])
