"""The words of the evaluation in a language: what it prints, draws and writes. Data: `words/<language>.yml`."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Mapping, Optional

import yaml

FOLDER = Path(__file__).resolve().parent / "words"
NO_BREAK = "\u00a0"


@lru_cache(maxsize=None)
def words(language: str) -> Dict[str, str]:
    """Every text of a language ("en" or "fr") by key."""
    return yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8"))


def say(language: str, key: str, /, **values: Any) -> str:
    """One text with its values filled in. Raises KeyError for a key that does not exist."""
    return words(language)[key].format(**values)


def spoken_language() -> str:
    """"fr" when LC_ALL, LC_MESSAGES or LANG (the first that is set) asks for French, else "en"."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return "fr" if named.lower().startswith("fr") else "en"


def percent(value: Optional[float], language: str, digits: int = 1, signed: bool = False) -> str:
    """A share in per cent, or with `signed` a difference in points, as the language writes it; a dash for none."""
    if value is None:
        return "–"
    text = f"{100 * value:{'+' if signed else ''}.{digits}f}".replace("-", "−")
    if signed:
        return text.replace(".", ",") if language == "fr" else text
    return text.replace(".", ",") + f"{NO_BREAK}%" if language == "fr" else text + "%"


def number(value: float, language: str) -> str:
    """A number as the language writes it."""
    return str(value).replace(".", ",") if language == "fr" else str(value)


def with_interval(figure: Mapping[str, Any], language: str, signed: bool = False) -> str:
    """A figure with its interval: "88.5% (83.3–92.2)"."""
    if figure["value"] is None:
        return "–"
    low, high = (percent(figure[bound], language, signed=signed).rstrip(f"%{NO_BREAK}") for bound in ("low", "high"))
    joiner = " … " if signed else "–"
    return f"{percent(figure['value'], language, signed=signed)} ({low}{joiner}{high})"
