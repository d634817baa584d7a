"""What the export says in one language: the texts of `words/<language>.yml`, and values as everywhere."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

from knowledge.wording import values
from knowledge.wording.texts import Texts

FOLDER = Path(__file__).resolve().parent / "words"


class Words:
    """Everything said in one language ("en" or "fr")."""

    def __init__(self, language: str, texts: Texts) -> None:
        self.language = language
        self._texts = texts

    def say(self, key: str, **parts: Any) -> str:
        """The text of that key. Raises MissingText when there is none, or a value is missing."""
        return self._texts.get(self.language, FOLDER.name, key, **parts)

    def value(self, of: object) -> str:
        """Any value of a fact. Raises TypeError for what is none."""
        return values.value(of, self.language)

    def date(self, day: Union[str, dt.date]) -> str:
        """17 June 2026, 1er juin 2026, June 2026 or 2026 from a date or a partial one."""
        return values.date(day, self.language)


@lru_cache(maxsize=None)
def words(language: str) -> Words:
    """The words of "en" or "fr"."""
    return Words(language, _texts())


@lru_cache(maxsize=1)
def _texts() -> Texts:
    return Texts(FOLDER)
