"""Vectors on disk, so that no text of ours is encoded twice. What people type is never written here."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from pathlib import Path
from typing import List, Optional, Sequence

import numpy as np


class VectorCache:
    """Maps (model, text) to a float32 vector. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(str(path), check_same_thread=False, timeout=30)
        with self._lock, self._db:
            self._db.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL)")

    def read(self, model: str, texts: Sequence[str]) -> List[Optional[np.ndarray]]:
        """The vector of each text, None where it is not known."""
        found: List[Optional[np.ndarray]] = []
        with self._lock:
            for text in texts:
                row = self._db.execute("SELECT value FROM vector WHERE key = ?", (key(model, text),)).fetchone()
                found.append(np.frombuffer(row[0], dtype=np.float32) if row else None)
        return found

    def write(self, model: str, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Keeps vectors (n, d) of n texts."""
        rows = [(key(model, text), np.asarray(vector, np.float32).tobytes()) for text, vector in zip(texts, vectors)]
        with self._lock, self._db:
            self._db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)


def key(model: str, text: str) -> bytes:
    """16 bytes that stand for a text under a model."""
    return hashlib.sha256(f"{model}\n{text}".encode()).digest()[:16]
