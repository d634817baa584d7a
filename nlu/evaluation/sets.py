"""The sets as they stand in `sets/`: sentences with intents, names, dates, and dialogues."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple, TypeVar

import yaml

FOLDER = Path(__file__).resolve().parent / "sets"
LANGUAGES = ("en", "fr")
OUT_OF_SCOPE = frozenset({"out_of_scope", "ask_other_country", "ask_other_city", "ask_daily_life", "ask_personal_case"})
# Their answer depends on what was said before, so alone only the intent can be judged.
LEANING = frozenset({"refine", "select", "show_more", "ask_more", "correct", "affirm", "deny", "ask_source"})
Row = TypeVar("Row")


@dataclass(frozen=True)
class Sentence:
    """A message and what was meant: `accepted` are all intents that would be answered rightly, the label first."""

    text: str
    language: str
    accepted: Tuple[str, ...]
    record: Optional[str] = None

    @property
    def intent(self) -> str:
        """The label."""
        return self.accepted[0]

    @property
    def in_scope(self) -> bool:
        """Whether it is ours to answer."""
        return self.intent not in OUT_OF_SCOPE


@dataclass(frozen=True)
class Naming:
    """A message that names records (ids in order of mention) and things that have no record (letter for letter)."""

    text: str
    language: str
    records: Tuple[str, ...]
    unknown: Tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """A message said on the day `today`: the half-open days it means, None for none, perhaps with times "HH:MM"."""

    text: str
    language: str
    today: dt.date
    start: Optional[dt.date]
    end: Optional[dt.date]
    start_time: Optional[str] = None
    end_time: Optional[str] = None


@dataclass(frozen=True)
class DialogueTurn:
    """What is said, the `intents` acceptable, and what the answer must be: see `sets/README.md`."""

    text: str
    intents: Tuple[str, ...]
    records: Tuple[str, ...]
    list_kind: Optional[str]
    expects: str


@dataclass(frozen=True)
class Dialogue:
    """Turns of one conversation."""

    name: str
    language: str
    turns: Tuple[DialogueTurn, ...]


def sentences(name: str, language: str) -> List[Sentence]:
    """`name`: "dev_intents", "test_intents" or "test_typos"."""
    return [
        Sentence(row["text"], language, (row["intent"], *row.get("also", ())), row.get("record"))
        for row in _rows(language, f"{name}.jsonl")
    ]


def namings(which: str, language: str) -> List[Naming]:
    """`which`: "dev" or "test"."""
    rows = _rows(language, f"{which}_names.jsonl")
    return [Naming(row["text"], language, tuple(row["records"]), tuple(row["unknown"])) for row in rows]


def phrases(which: str, language: str) -> List[Phrase]:
    """`which`: "dev" or "test"."""
    return [
        Phrase(
            row["text"], language, dt.date.fromisoformat(row["today"]), _day(row["start"]), _day(row["end"]),
            row.get("start_time"), row.get("end_time"),
        )
        for row in _rows(language, f"{which}_dates.jsonl")
    ]


def dialogues(which: str, language: str) -> List[Dialogue]:
    """`which`: "dev" or "test"."""
    found = yaml.safe_load((FOLDER / language / f"{which}_dialogues.yml").read_text(encoding="utf-8"))
    return [Dialogue(one["name"], language, tuple(_turn(turn) for turn in one["turns"])) for one in found]


def thinned(rows: Sequence[Row], every: int) -> List[Row]:
    """Every `every`-th row, for a quick look."""
    return list(rows[::every])


def digest(texts: Sequence[str]) -> str:
    """Stands for these texts in this order."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def _rows(language: str, name: str) -> List[Dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / language / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def _day(value: Optional[str]) -> Optional[dt.date]:
    return dt.date.fromisoformat(value) if value else None


def _turn(turn: Dict[str, Any]) -> DialogueTurn:
    return DialogueTurn(turn["user"], tuple(turn["intent"]), tuple(turn["records"] or ()), turn["list_kind"], turn["expects"])
