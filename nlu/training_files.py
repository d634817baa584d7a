"""The training examples as they stand in the files of `nlu/training/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import List, Tuple

import yaml

FOLDER = Path(__file__).resolve().parent / "training"
LANGUAGES = ("en", "fr")
# What the metadata of an intent's examples says where they lean on what was said before.
LEANS = "leans"


@dataclass(frozen=True)
class TrainingExample:
    """`leans`: only a conversation gives it a meaning."""

    text: str
    intent: str
    language: str
    leans: bool


def training_examples() -> List[TrainingExample]:
    """All of them, in both languages, in the order of the files."""
    return [example for path in _files() for example in _read(path)]


@lru_cache(maxsize=1)
def leaning_files() -> Tuple[str, ...]:
    """The names of the files all of whose examples lean on what was said before."""
    names = dict.fromkeys(path.name for path in _files())
    return tuple(name for name in names if all(example.leans for path in _files() if path.name == name for example in _read(path)))


def _files() -> List[Path]:
    return sorted(FOLDER.glob("*/*.yml"))


@lru_cache(maxsize=None)
def _read(path: Path) -> Tuple[TrainingExample, ...]:
    found = []
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        leans = bool((block.get("metadata") or {}).get(LEANS))
        lines = (line.strip() for line in block["examples"].splitlines())
        found += [TrainingExample(line[2:].strip(), block["intent"], path.parent.name, leans) for line in lines if line.startswith("- ")]
    return tuple(found)
