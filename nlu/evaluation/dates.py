"""Dates: the half-open days, and the times, read in whole sentences said on a given day."""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional, Sequence, Tuple

from nlu.components.date_ranges import without_names
from nlu.dates import find_dates
from nlu.evaluation import metrics
from nlu.evaluation.sets import Phrase

Days = Optional[Tuple[dt.date, dt.date]]


def read(phrase: Phrase, parse: Dict[str, Any]) -> Tuple[Days, Tuple[Optional[str], Optional[str]]]:
    """(days, times) that the extractor reads on the phrase's own day; names and language as the model heard them."""
    text = without_names(parse["text"], parse["entities"])
    found = find_dates(text, parse["language"]["value"], phrase.today)
    return ((found.start, found.end), (found.start_time, found.end_time)) if found else (None, (None, None))


def measure(phrases: Sequence[Phrase], parses: Sequence[Dict[str, Any]]) -> Dict[str, Any]:
    """Figures, and per phrase whether it passed (the exact days)."""
    readings = [read(phrase, parse) for phrase, parse in zip(phrases, parses)]
    exact = [days == _expected(phrase) for phrase, (days, _) in zip(phrases, readings)]
    times = [
        days == _expected(phrase) and found == (phrase.start_time, phrase.end_time)
        for phrase, (days, found) in zip(phrases, readings) if phrase.start_time or phrase.end_time
    ]
    none = [days is None for phrase, (days, _) in zip(phrases, readings) if phrase.start is None]
    figures = {"exact": metrics.share(exact), "with_times": metrics.share(times), "no_date": metrics.share(none)}
    return {"figures": {name: figure.as_dict() for name, figure in figures.items()}, "passed": exact}


def described(phrase: Phrase, parse: Dict[str, Any]) -> str:
    """What was expected and found, for a reader."""
    return f"{_shown(_expected(phrase))} → {_shown(read(phrase, parse)[0])} (on {phrase.today})"


def _expected(phrase: Phrase) -> Days:
    return (phrase.start, phrase.end) if phrase.start and phrase.end else None


def _shown(days: Days) -> str:
    parts: List[str] = [day.isoformat() for day in days] if days else ["none"]
    return "/".join(parts)
