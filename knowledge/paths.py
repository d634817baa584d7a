"""Where derived files go (`CACHE_DIR` moves them, nothing there is precious), and what is kept (`DATA_DIR`)."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_DEFAULT = str(ROOT / ".cache")


def cache_dir() -> Path:
    """The folder of derived files, made when absent."""
    folder = Path(cache_path())
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def data_dir() -> Path:
    """The folder of what is kept; it may not exist yet."""
    return Path(os.environ.get("DATA_DIR") or ROOT / ".data").expanduser()


def cache_path() -> str:
    """Where that folder is or would be; for readers in a hurry."""
    return os.environ.get("CACHE_DIR") or _DEFAULT
