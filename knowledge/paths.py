"""Where derived files go. `CACHE_DIR` in the environment moves them; nothing there is precious."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cache_dir() -> Path:
    """The folder of derived files, made when absent."""
    folder = Path(os.environ.get("CACHE_DIR") or ROOT / ".cache")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
