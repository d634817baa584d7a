"""How fresh a fact is: within its shelf life, past it (shown with a warning), or past twice that (withheld).

A fact whose page is gone is withheld too, when `check --links` found it gone on two days.

`today` is passed in, so that tests can choose it; dates are calendar days in Paris.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.links import is_dead
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact, Record

PARIS = ZoneInfo("Europe/Paris")
# Long-tail answers have no property; rules and offers they tell of change yearly.
ANSWER_SHELF_LIFE = 365
Freshness = Literal["fresh", "ageing", "withheld"]


def today() -> dt.date:
    """Today's date in Paris; `TODAY` (ISO date) in the environment replaces it, for rehearsals and tests."""
    fixed = os.environ.get("TODAY")
    return dt.date.fromisoformat(fixed) if fixed else dt.datetime.now(PARIS).date()


def of_fact(fact: Fact, record: Record, on: dt.date) -> Freshness:
    """Freshness of a fact of `record` on the day `on`; what rests on a page that is gone is withheld."""
    if is_dead(record.source_of(fact).url):
        return "withheld"
    return _of_age((on - record.as_of(fact)).days, vocabulary.properties()[fact.property].shelf_life)


def of_answer(record: Record, on: dt.date) -> Freshness:
    """Freshness of an `answer` record: that of its newest source whose page is still there."""
    days = [source.as_of for source in record.sources.values() if not is_dead(source.url)]
    return _of_age((on - max(days)).days, ANSWER_SHELF_LIFE) if days else "withheld"


def is_current(fact: Fact, on: dt.date) -> bool:
    """Whether the fact holds on the day `on`: not before `valid_from`, not after `valid_until`."""
    return (fact.valid_from or on) <= on <= (fact.valid_until or on)


def _of_age(days: int, shelf_life: int | None) -> Freshness:
    if shelf_life is None or days <= shelf_life:
        return "fresh"
    return "ageing" if days <= 2 * shelf_life else "withheld"
