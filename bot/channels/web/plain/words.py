"""The plain page's words: the widget's own, so that both say the same, and the few that only the page needs."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict

import yaml

HERE = Path(__file__).resolve().parent
WIDGET = HERE.parents[2] / "widget" / "src" / "strings"
LANGUAGES = ("en", "fr")


@lru_cache(maxsize=None)
def words(language: str) -> Dict[str, Any]:
    """All words in "en" or "fr" by key: texts, and lists of texts. The page's own win over the widget's."""
    shared = json.loads((WIDGET / f"{language}.json").read_text(encoding="utf-8"))
    return {**shared, **yaml.safe_load((HERE / f"{language}.yml").read_text(encoding="utf-8"))}


def fill(text: str, value: str, count: int = 0) -> str:
    """`text` with `{}` replaced by `value` and `#` by `count`, as the widget's strings mean them."""
    return text.replace("#", str(count)).replace("{}", value)
