"""The texts people read. They stand in `bot/responses/<language>/<topic>.yml`; `RESPONSES_DIR` names another folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from knowledge.wording.texts import LOCALES, MissingText, Texts

__all__ = ["FOLDER", "LOCALES", "MissingText", "Texts", "texts"]
FOLDER = Path(os.environ.get("RESPONSES_DIR") or Path(__file__).resolve().parent.parent / "bot" / "responses")


@lru_cache(maxsize=1)
def texts() -> Texts:
    """The texts of the product, read once."""
    return Texts(FOLDER)
