"""The intent model on tiny made-up vectors."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from nlu.classifying import IntentModel
from nlu.encoding.encoder import E5_SCALE, E5_SIZE, USE_SCALE, USE_SIZE

INTENTS = ["ask_cost", "find", "greet"]
WORDS = ["price", "search", "hello"]
TEXTS = [f"{WORDS[n]} number {k}" for n in range(3) for k in range(8)]


def vector(number, noise=0.0, seed=0):
    """A vector near the corner `number` of both encoders' spaces, at their scales."""
    chance = np.random.default_rng(seed)
    parts = []
    for size, scale in ((E5_SIZE, E5_SCALE), (USE_SIZE, USE_SCALE)):
        part = np.eye(size, dtype=np.float32)[number] + noise * chance.standard_normal(size).astype(np.float32) / np.sqrt(size)
        parts.append(part / np.linalg.norm(part) * scale)
    return np.concatenate(parts)


@pytest.fixture(scope="module")
def model():
    vectors = np.stack([vector(n, 0.3, 10 * n + k) for n in range(3) for k in range(8)])
    return IntentModel().fit(vectors, [INTENTS[n] for n in range(3) for _ in range(8)], TEXTS)


@pytest.mark.parametrize("number", range(3))
def test_unseen_vectors_are_told_apart(model, number):
    ranking = model.rank(vector(number, 0.5, 99), WORDS[number])
    assert ranking[0][0] == INTENTS[number]
    assert sum(value for _, value in ranking) == pytest.approx(1.0) and [v for _, v in ranking] == sorted((v for _, v in ranking), reverse=True)


def test_nearness_is_that_of_the_nearest_example_of_the_intent(model):
    seen, strange = vector(0, 0.3, 0), vector(50)
    assert model.nearness(seen, "ask_cost") == pytest.approx(1.0, abs=0.01)
    assert model.nearness(seen, "greet") < 0.5 and model.nearness(strange, "ask_cost") < 0.5


def test_a_kept_model_ranks_the_same(model):
    again = pickle.loads(pickle.dumps(model))
    assert again.rank(vector(1, 0.4, 5), "price") == model.rank(vector(1, 0.4, 5), "price")


def test_fitting_twice_gives_the_same_model(model):
    vectors = np.stack([vector(n, 0.3, 10 * n + k) for n in range(3) for k in range(8)])
    again = IntentModel().fit(vectors, [INTENTS[n] for n in range(3) for _ in range(8)], TEXTS)
    assert again.rank(vector(2, 0.4, 5), "price") == model.rank(vector(2, 0.4, 5), "price")


def test_words_weigh_in_where_the_meaning_is_undecided(model):
    undecided = (vector(0) + vector(1)) / 2
    by_words = [model.rank(undecided, word)[0][0] for word in WORDS[:2]]
    assert by_words == INTENTS[:2]
