"""Which `answer` record a message asks for, learnt from the ways in which each is asked.

Nearness alone cannot tell articles on close subjects apart, nor a question of ours from one that merely sounds
like it. So the ways of asking are classes of a softmax regression, and all other training examples are one more.
"""

from __future__ import annotations

import warnings
from typing import List, Sequence

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from nlu.classifying.model import prepared
from nlu.encoding.encoder import E5_SIZE

NONE = ""
# The finer encoder, which tells close subjects apart better than the quick one, weighs this much more.
STRETCH = 1.5


class ArticleModel:
    """`fit` once, then `probabilities` of a vector (896,)."""

    def __init__(self) -> None:
        self.records: List[str] = []

    def fit(self, vectors: np.ndarray, records: Sequence[str]) -> ArticleModel:
        """Fits on vectors (n, 896) and the id of the record that each asks for, NONE where it asks for none."""
        self._centre = vectors[:, :E5_SIZE].mean(axis=0)
        # No hidden layer: a softmax regression, by minibatches, since a full solver takes minutes for hundreds of classes.
        model = MLPClassifier(hidden_layer_sizes=(), alpha=0.003, batch_size=128, learning_rate_init=0.003, max_iter=30, random_state=0)
        with warnings.catch_warnings():
            # Few epochs on purpose: more would learn the examples by heart.
            warnings.simplefilter("ignore", ConvergenceWarning)
            model.fit(prepared(vectors, self._centre, STRETCH).astype(np.float32), list(records))
        self.records = list(model.classes_)
        self._weights, self._bias = model.coefs_[0].T.astype(np.float32), model.intercepts_[0].astype(np.float32)
        return self

    def probabilities(self, vector: np.ndarray) -> np.ndarray:
        """The probability of each of `records`, NONE among them, in their order; they sum to 1."""
        scores = self._weights @ prepared(vector[None, :], self._centre, STRETCH)[0] + self._bias
        odds = np.exp(scores - scores.max())
        return odds / odds.sum()
