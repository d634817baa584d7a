"""Names that must not be published: read from `knowledge/no_publish.yml`, looked for in every text of a record."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Dict, Iterable, Optional, Tuple

import yaml

from knowledge.load import LoadedFile
from knowledge.schema.values import Strict
from knowledge.text import fold

FILE = Path(__file__).resolve().parent.parent / "no_publish.yml"


class Entry(Strict):
    """Why a name must not be published, and since when."""

    reason: str
    since: Optional[dt.date]


@lru_cache(maxsize=None)
def withheld_names(path: Path = FILE) -> Dict[str, Entry]:
    """The folded names of the list. Raises pydantic's ValidationError when an entry has no reason."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {fold(str(name)): Entry(**entry) for name, entry in content.items()}


def withheld_name_in(text: str, names: Dict[str, Entry]) -> Optional[str]:
    """The first listed name that `text` holds as whole words, or None."""
    if not names:
        return None
    padded = f" {fold(text).replace(chr(39), ' ')} "
    return next((name for name in names if f" {name} " in padded), None)


def not_published(file: LoadedFile, path: Path = FILE) -> Iterable[Tuple[str, str]]:
    """No text of the record, its id and addresses included, holds a listed name."""
    names = withheld_names(path)
    if not names:
        return
    for dotted, text in _texts(file.record.dict()):
        name = withheld_name_in(text, names)
        if name:
            yield dotted, f"must not be published ({names[name].reason}): remove it, see knowledge/no_publish.yml"


def _texts(value: object, dotted: str = "") -> Iterable[Tuple[str, str]]:
    if isinstance(value, str):
        yield dotted, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, f"{dotted}.{key}" if dotted else str(key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _texts(part, f"{dotted}.{index}")
