"""The values a fact can hold: what is accepted, and what is refused with a reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from knowledge.schema.values import MODELS, DateRange, PartialDate, Text, first_day_of

ACCEPTED = [
    ("money", {"amount": 350}, {"amount": Decimal(350), "currency": "EUR"}),
    ("money", {"amount": "21876.40", "per": "year"}, {"amount": Decimal("21876.40"), "per": "year"}),
    ("money", {"amount": 0}, {"amount": Decimal(0)}),
    ("money", {"amount": 1, "up_to": 2, "currency": "USD", "at_least": True}, {"up_to": Decimal(2), "at_least": True}),
    ("number", {"value": 34000, "unit": "square_metre"}, {"value": Decimal(34000), "approximate": False}),
    ("duration", {"value": 2, "up_to": 4, "unit": "year"}, {"up_to": Decimal(4), "at_most": False}),
    ("text", {"en": " a ", "fr": "b"}, {"en": "a", "fr": "b"}),
    ("date_range", {"start": "2026-06-17", "end": "2026-06-17"}, {"start": dt.date(2026, 6, 17)}),
    ("date_range", {"start": "2026-06-17", "end": "2026-06-18", "start_time": "09:00"}, {"start_time": "09:00"}),
    ("stages", {"stages": ["idea", "seed"]}, {"stages": ["idea", "seed"]}),
    ("date", {"date": "2026"}, {"date": "2026"}),
    ("date", {"date": "2026-06"}, {"date": "2026-06"}),
    ("date", {"date": dt.date(2024, 2, 29)}, {"date": "2024-02-29"}),
]

REFUSED = [
    ("money", {"amount": -1}, "negative"),
    ("money", {"amount": 5, "up_to": 5}, "greater than amount"),
    ("money", {"amount": 5, "currency": "FRF"}, "unexpected value"),
    ("money", {"amount": 5, "per": "fortnight"}, "unexpected value"),
    ("money", {"amount": "about 5"}, "decimal"),
    ("money", {"amount": 5, "curency": "EUR"}, "extra fields"),
    ("number", {"value": 5}, "field required"),
    ("duration", {"value": 5, "unit": "century"}, "unexpected value"),
    ("text", {"en": "only English"}, "field required"),
    ("text", {"en": "a", "fr": "  "}, "at least 1"),
    ("stages", {"stages": []}, "at least 1"),
    ("stages", {"stages": ["seed", "seed"]}, "unique"),
    ("date", {"date": "2026-13"}, "month must be in 1..12"),
    ("date", {"date": "2026-02-30"}, "day is out of range"),
    ("date", {"date": "17/06/2026"}, "YYYY-MM-DD"),
    ("date_range", {"start": "2026-06-17", "end": "2026-06-16"}, "ends before it starts"),
    ("date_range", {"start": "2026-06-17", "end": "2026-06-17", "start_time": "25:00"}, "hour"),
    ("date_range", {"start": "2026-06-31", "end": "2026-07-01"}, "invalid date"),
]


@pytest.mark.parametrize("type_name, given, expected", ACCEPTED)
def test_value_is_accepted(type_name, given, expected):
    value = MODELS[type_name](**given)
    assert {key: getattr(value, key) for key in expected} == expected


@pytest.mark.parametrize("type_name, given, reason", REFUSED)
def test_value_is_refused_with_a_reason(type_name, given, reason):
    with pytest.raises(ValidationError) as caught:
        MODELS[type_name](**given)
    assert reason in str(caught.value)


def test_values_do_not_change():
    text = Text(en="a", fr="b")
    with pytest.raises(TypeError):
        text.en = "c"


@pytest.mark.parametrize("partial, first", [("2026", (2026, 1, 1)), ("2026-06", (2026, 6, 1)), ("2026-06-17", (2026, 6, 17))])
def test_first_day_of_a_partial_date(partial, first):
    assert first_day_of(partial) == dt.date(*first)
    assert PartialDate(date=partial).first_day == dt.date(*first)


def test_ranges_with_equal_days_are_equal():
    days = {"start": "2026-06-17", "end": "2026-06-18"}
    assert DateRange(**days) == DateRange(**days)
