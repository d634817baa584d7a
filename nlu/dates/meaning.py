"""What an atom of the language files means: a function from what was captured, and a `Moment`, to a span of days.

A meaning gives None for a day that does not exist. It is registered under its function's name.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Callable, Dict, List, Optional

from nlu.dates.spans import Span

Captures = Dict[str, List[str]]


@dataclass(frozen=True)
class Moment:
    """What a date is reckoned from: `today`, and the `earliest` day for dates that name no year."""

    today: dt.date
    earliest: dt.date


Meaning = Callable[[Captures, Moment], Optional[Span]]
MEANINGS: Dict[str, Meaning] = {}


def meaning(function: Meaning) -> Meaning:
    """Registers a meaning under its function's name."""
    MEANINGS[function.__name__] = function
    return function


def number(captures: Captures, name: str, default: int = 1) -> int:
    """The first number captured under `name`, or the default."""
    return int(captures[name][0]) if name in captures else default
