"""The values a fact can hold: one model per type named in `vocabulary/properties.yml`."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import List, Literal, Optional, Union

from pydantic import BaseModel, Extra, Field, root_validator, validator

LANGUAGES = ("en", "fr")


class Strict(BaseModel):
    """Base of every model: unknown keys are errors, instances do not change."""

    class Config:
        extra = Extra.forbid
        frozen = True
        anystr_strip_whitespace = True
        min_anystr_length = 1


class Text(Strict):
    """The same statement in every language of the product."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        """The text in `language` ("en" or "fr")."""
        return getattr(self, language)


class Money(Strict):
    """An amount of money, exact or a range.

    `amount` and `up_to` are in units of `currency` (ISO 4217), so 1.5 bn EUR is 1500000000.
    `per` says what one payment covers.
    """

    amount: Decimal
    up_to: Optional[Decimal]
    currency: Literal["EUR", "USD", "GBP"] = "EUR"
    per: Optional[Literal["year", "month", "day", "person", "project", "application", "ticket", "workstation"]]
    at_least: bool = False
    approximate: bool = False

    @root_validator(skip_on_failure=True)
    def _range_rises(cls, values: dict) -> dict:
        if values["amount"] < 0:
            raise ValueError("amount is negative")
        if values.get("up_to") is not None and values["up_to"] <= values["amount"]:
            raise ValueError("up_to must be greater than amount")
        return values


class Number(Strict):
    """A count or a measure; `unit` is a key of `vocabulary/units.yml`."""

    value: Decimal
    up_to: Optional[Decimal]
    unit: str
    at_least: bool = False
    approximate: bool = False


class Duration(Strict):
    """A length of time, exact or a range, such as 2 to 4 years."""

    value: Decimal
    up_to: Optional[Decimal]
    unit: Literal["day", "week", "month", "year"]
    at_most: bool = False
    approximate: bool = False


class PartialDate(Strict):
    """A date known to the day, the month or the year: `2026-06-17`, `2026-06`, `2026`."""

    date: str

    @validator("date", pre=True)
    def _is_a_date(cls, value: object) -> str:
        text = value.isoformat() if isinstance(value, dt.date) else str(value)
        if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
            raise ValueError(f"{text!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
        first_day_of(text)
        return text

    @property
    def first_day(self) -> dt.date:
        """The first day the date can mean."""
        return first_day_of(self.date)


class DateRange(Strict):
    """Calendar days in Paris, both included; `start_time`/`end_time` are HH:MM, Europe/Paris."""

    start: dt.date
    end: dt.date
    start_time: Optional[str]
    end_time: Optional[str]

    @validator("start_time", "end_time")
    def _is_a_time(cls, value: Optional[str]) -> Optional[str]:
        if value is not None:
            dt.time.fromisoformat(value)
        return value

    @root_validator(skip_on_failure=True)
    def _ends_after_start(cls, values: dict) -> dict:
        if values["end"] < values["start"]:
            raise ValueError("ends before it starts")
        return values


class Stages(Strict):
    """The stages of a start-up that something is for, earliest first; keys of `vocabulary/stages.yml`."""

    stages: List[str] = Field(min_items=1, unique_items=True)


Value = Union[Text, Money, Number, Duration, PartialDate, DateRange, Stages]
MODELS = {
    "text": Text, "money": Money, "number": Number, "duration": Duration,
    "date": PartialDate, "date_range": DateRange, "stages": Stages,
}


def first_day_of(partial: str) -> dt.date:
    """First day of a `YYYY[-MM[-DD]]` text. Raises ValueError when there is no such day."""
    parts = [int(part) for part in partial.split("-")]
    return dt.date(*(parts + [1] * (3 - len(parts))))
