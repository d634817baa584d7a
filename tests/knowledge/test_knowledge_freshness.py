"""Fresh, ageing, withheld: by the property's shelf life, on a day the test chooses."""

from __future__ import annotations

import datetime as dt

import pytest
from knowledge_samples import ANSWER, PLACE, changed, with_fact

from knowledge import freshness
from knowledge.schema import vocabulary
from knowledge.schema.records import Record

AS_OF = dt.date(2026, 5, 10)


def aged(days: int, **fact):
    record = Record(**with_fact(PLACE, **fact))
    return freshness.of_fact(record.facts[0], record, AS_OF + dt.timedelta(days=days))


@pytest.mark.parametrize("days, expected", [
    (-30, "fresh"), (0, "fresh"), (365, "fresh"), (366, "ageing"), (730, "ageing"), (731, "withheld"), (4000, "withheld"),
])
def test_price_ages_by_its_shelf_life_of_a_year(days, expected):
    assert vocabulary.properties()["price"].shelf_life == 365
    assert aged(days, property="price", value={"amount": 5}) == expected


def test_what_has_no_shelf_life_never_ages():
    assert vocabulary.properties()["opened"].shelf_life is None
    assert aged(40_000, property="opened", value="2017-06-29") == "fresh"


def test_date_of_the_fact_counts_before_that_of_its_source():
    assert aged(0, property="price", value={"amount": 5}, as_of="2020-01-01") == "withheld"


def test_answer_is_as_fresh_as_its_newest_source():
    old = {"url": "https://example.org/old", "title": "Old", "as_of": "2015-01-01"}
    record = Record(**changed(ANSWER, sources={"old": old, **ANSWER["sources"]}))
    ages = [freshness.of_answer(record, AS_OF + dt.timedelta(days=days)) for days in (365, 366, 730, 731)]
    assert ages == ["fresh", "ageing", "ageing", "withheld"]


@pytest.mark.parametrize("start, end, current", [
    (None, None, True), ("2026-05-10", None, True), ("2026-05-11", None, False),
    (None, "2026-05-10", True), (None, "2026-05-09", False), ("2026-05-01", "2026-05-31", True),
])
def test_fact_holds_from_its_first_to_its_last_day(start, end, current):
    dates = {key: value for key, value in (("valid_from", start), ("valid_until", end)) if value}
    record = Record(**with_fact(PLACE, property="opened", value="2017", **dates))
    assert freshness.is_current(record.facts[0], AS_OF) is current


def test_today_is_that_of_paris_unless_set(monkeypatch):
    monkeypatch.setenv("TODAY", "2026-01-31")
    assert freshness.today() == dt.date(2026, 1, 31)
    monkeypatch.setenv("TODAY", "")
    assert freshness.today() == dt.datetime.now(freshness.PARIS).date()
