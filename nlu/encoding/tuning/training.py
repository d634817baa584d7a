"""Learns the encoder's biases and norms so that what is asked for tells itself from its vector.

Three softmax heads read the centred vector: the intent of messages that stand by themselves, the intent of all, and the
article asked for (or none). Only biases and norms move (BitFit, Ben Zaken and others, 2022): few numbers, so little is
learnt by heart, and the packaged 4-bit weights fit as before. The heads are thrown away.
"""

from __future__ import annotations

import random
import time
from typing import Dict, Iterator, List, Sequence, Tuple

import numpy as np
import tensorflow as tf

from nlu.encoding.tuning.examples import Example
from nlu.encoding.tuning.network import Network
from nlu.encoding.tuning.tokens import Pieces

EPOCHS, BATCH, LONGEST = 3, 48, 64
RATE, HEAD_RATE, FIRST_HEAD_RATE, FIRST_EPOCHS = 1e-3, 2e-3, 5e-3, 6
WARM_UP = 100
# Share of the examples that are read with slips.
SLIPPED = 0.4
DROPOUT, DECAY = 0.1, 2e-4
# Vectors of unit length are stretched for the softmax; the second head, of follow-ups, counts half.
STRETCH, SHARES = 12.0, (1.0, 0.5, 1.0)
UNLABELLED = -1
ENCODED_AT_ONCE = 64


class Tuning:
    """`run` moves the network's learnt tensors."""

    def __init__(self, network: Network, pieces: Pieces, examples: Sequence[Example], seed: int = 0) -> None:
        tf.keras.utils.set_random_seed(seed)
        self._network, self._draw = network, random.Random(seed)
        self._ids = [[pieces.ids(text)[:LONGEST] for text in example.texts] for example in examples]
        self._labels, sizes = _labels(examples)
        self._heads = [(tf.Variable(tf.zeros((384, size))), tf.Variable(tf.zeros(size))) for size in sizes]
        self._head_variables = [variable for head in self._heads for variable in head]

    def run(self) -> None:
        """The heads alone first, then all together for `EPOCHS`."""
        before = self._encoded()
        self._centre = tf.constant(before.mean(axis=0))
        self._learn_heads(before)
        steps = EPOCHS * -(-len(self._ids) // BATCH)
        self._body, self._top = tf.keras.optimizers.legacy.Adam(_Rate(steps)), tf.keras.optimizers.legacy.Adam(HEAD_RATE)
        spec = [tf.TensorSpec((None, None, 384)), tf.TensorSpec((None, None)), tf.TensorSpec((None, 3), tf.int32)]
        step = tf.function(self._step, input_signature=spec)
        for epoch in range(EPOCHS):
            start, losses = time.monotonic(), []
            for rows, ids in self._batches():
                losses.append(float(step(*self._network.batch(ids), self._labels[rows])))
            print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}, {time.monotonic() - start:.0f} s", flush=True)

    def _loss(self, vectors: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        stretched, loss = (vectors - self._centre) * STRETCH, 0.0
        for place, (weights, bias) in enumerate(self._heads):
            known = tf.cast(labels[:, place] != UNLABELLED, tf.float32)
            scores = tf.matmul(stretched, weights) + bias
            missed = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.maximum(labels[:, place], 0), logits=scores)
            loss += SHARES[place] * tf.reduce_sum(missed * known) / (tf.reduce_sum(known) + 1e-6)
        return loss + DECAY * tf.add_n([tf.reduce_sum(weights * weights) for weights, _ in self._heads])

    def _learn_heads(self, vectors: np.ndarray) -> None:
        optimizer = tf.keras.optimizers.legacy.Adam(FIRST_HEAD_RATE)

        @tf.function
        def step(batch: tf.Tensor, labels: tf.Tensor) -> None:
            with tf.GradientTape() as tape:
                loss = self._loss(batch, labels)
            optimizer.apply_gradients(zip(tape.gradient(loss, self._head_variables), self._head_variables))

        rows = list(range(len(vectors)))
        for _ in range(FIRST_EPOCHS):
            self._draw.shuffle(rows)
            for at in range(0, len(rows) - 255, 256):
                step(vectors[rows[at : at + 256]], self._labels[rows[at : at + 256]])

    def _step(self, words: tf.Tensor, mask: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        learnt = list(self._network.learnt.values())
        with tf.GradientTape() as tape:
            loss = self._loss(self._network.encode(words, mask, DROPOUT), labels)
        gradients = tape.gradient(loss, learnt + self._head_variables)
        clipped, _ = tf.clip_by_global_norm(gradients[: len(learnt)], 1.0)
        self._body.apply_gradients(zip(clipped, learnt))
        self._top.apply_gradients(zip(gradients[len(learnt) :], self._head_variables))
        return loss

    def _batches(self) -> Iterator[Tuple[List[int], List[List[int]]]]:
        """Batches of texts about as long as each other, in a drawn order; some texts with slips."""
        picked = [(row, self._draw.randrange(1, len(ids)) if self._draw.random() < SLIPPED else 0) for row, ids in enumerate(self._ids)]
        self._draw.shuffle(picked)
        batches = []
        for at in range(0, len(picked), BATCH * 20):
            alike = sorted(picked[at : at + BATCH * 20], key=lambda one: len(self._ids[one[0]][one[1]]))
            batches += [alike[start : start + BATCH] for start in range(0, len(alike), BATCH)]
        self._draw.shuffle(batches)
        for batch in batches:
            yield [row for row, _ in batch], [self._ids[row][version] for row, version in batch]

    def _encoded(self) -> np.ndarray:
        order = sorted(range(len(self._ids)), key=lambda row: len(self._ids[row][0]))
        vectors = np.zeros((len(order), 384), np.float32)
        encode = tf.function(self._network.encode, input_signature=[tf.TensorSpec((None, None, 384)), tf.TensorSpec((None, None))])
        for at in range(0, len(order), ENCODED_AT_ONCE):
            rows = order[at : at + ENCODED_AT_ONCE]
            vectors[rows] = encode(*self._network.batch([self._ids[row][0] for row in rows])).numpy()
        return vectors


class _Rate(tf.keras.optimizers.schedules.LearningRateSchedule):
    """Rises over `WARM_UP` steps, then falls to a twentieth."""

    def __init__(self, steps: int) -> None:
        self._falling = tf.keras.optimizers.schedules.PolynomialDecay(RATE, steps, RATE / 20)

    def __call__(self, step: tf.Tensor) -> tf.Tensor:
        return self._falling(step) * tf.minimum(1.0, tf.cast(step + 1, tf.float32) / WARM_UP)


def _labels(examples: Sequence[Example]) -> Tuple[np.ndarray, List[int]]:
    """Labels (n, 3) of the three heads, and how many each tells apart."""
    intents = _places([one.intent for one in examples])
    articles = _places([one.article for one in examples])
    rows = [
        (UNLABELLED if one.leans else intents.get(one.intent, UNLABELLED), intents.get(one.intent, UNLABELLED), articles.get(one.article, UNLABELLED))
        for one in examples
    ]
    return np.array(rows, np.int32), [len(intents), len(intents), len(articles)]


def _places(names: Sequence) -> Dict:
    return {name: at for at, name in enumerate(sorted({name for name in names if name is not None}))}
