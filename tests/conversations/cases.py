"""The conversations written down in `en/` and `fr/`: a folder a behaviour, a file a thing that users do.

A file is a list of turns, at most five. A turn is what the user does and what a good answer must be:
  `user`: a text (`times`: repeated so often), `press`: the number of the suggestion pressed, or `payload`: sent as it is;
  `lang` with `lang_source` ("page" or "choice"): the language the page says;
  `error`: the code with which the message is refused; else `expect`, see `expectations.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List

import yaml

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "fr")
BEHAVIOURS = (
    "ambiguity", "comparison", "correction", "digression", "follow_up", "freshness", "happy_path", "invalid_input", "language_switch",
    "lists", "out_of_scope", "small_talk", "unknown_name",
)
DOING = {"user", "press", "payload"}
TURN_KEYS = DOING | {"times", "lang", "lang_source", "error", "expect"}
MAX_TURNS = 5


@dataclass(frozen=True)
class Case:
    """One conversation; `id` is its path without the ending, such as "fr/lists/user_asks_for_grants"."""

    id: str
    language: str
    turns: List[Dict[str, Any]]


def cases() -> List[Case]:
    """Every conversation, in a stable order."""
    paths = [path for language in LANGUAGES for path in sorted((FOLDER / language).rglob("*.yml"))]
    return [
        Case(path.relative_to(FOLDER).with_suffix("").as_posix(), path.relative_to(FOLDER).parts[0], yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in paths
    ]
