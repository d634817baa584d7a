"""Vectors of our own texts that come with the repository, so that the first start takes a minute and not three.

`python -m nlu.encoding` writes them anew for all training examples and questions; a text that is not among
them is simply encoded. Kept as one byte per dimension: the loss is below what the 4-bit model itself loses.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Optional, Sequence

import numpy as np

from nlu.encoding.cache import key

FILE = Path(__file__).resolve().parent / "seed.npz"


@lru_cache(maxsize=1)
def _seeds() -> Dict[bytes, np.ndarray]:
    if not FILE.exists():
        return {}
    with np.load(FILE) as stored:
        keys, rows, scales = stored["keys"], stored["rows"], stored["scales"]
    return {bytes(one): row.astype(np.float32) * scale for one, row, scale in zip(keys, rows, scales)}


def read(model: str, texts: Sequence[str]) -> List[Optional[np.ndarray]]:
    """The vector that came with the repository for each text, None where there is none."""
    seeds = _seeds()
    return [seeds.get(key(model, text)) for text in texts]


def write(model: str, texts: Sequence[str], vectors: np.ndarray) -> None:
    """Writes the file. `vectors` (n, d) of n texts."""
    scales = np.abs(vectors).max(axis=1) / 127
    rows = np.round(vectors / scales[:, None]).astype(np.int8)
    keys = np.frombuffer(b"".join(key(model, text) for text in texts), dtype=np.uint8).reshape(len(texts), 16)
    np.savez_compressed(FILE, keys=keys, rows=rows, scales=scales.astype(np.float32))
