"""Values as people read them, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from knowledge.schema.values import DateRange, Duration, Money, Number, PartialDate, Stages, Text
from knowledge.wording import values as wording

THIN = "\u202f"


@pytest.mark.parametrize("parts, english, french", [
    ({"amount": 350}, "€350", "350 €"),
    ({"amount": 0}, "free", "gratuit"),
    ({"amount": 0, "up_to": 500}, "€0–€500", "0 € à 500 €"),
    ({"amount": "2.5", "currency": "GBP"}, "£2.50", "2,50 £"),
    ({"amount": "1234.5", "currency": "USD"}, "$1,234.50", f"1{THIN}234,50 $"),
    ({"amount": 30000, "up_to": 50000, "per": "year"}, "€30,000–€50,000 a year", f"30{THIN}000 € à 50{THIN}000 € par an"),
    ({"amount": 22000, "at_least": True}, "at least €22,000", f"au moins 22{THIN}000 €"),
    ({"amount": 195, "per": "month"}, "€195 a month", "195 € par mois"),
    ({"amount": 10, "per": "ticket"}, "€10 per ticket", "10 € le billet"),
    ({"amount": 999999}, "€999,999", f"999{THIN}999 €"),
    ({"amount": 1000000, "approximate": True}, "about €1 m", "environ 1 M €"),
    ({"amount": 385000000}, "€385 m", "385 M €"),
    ({"amount": 999999999}, "€1 bn", "1 Md €"),
    ({"amount": 1500000000}, "€1.5 bn", "1,5 Md €"),
    ({"amount": 20000000, "up_to": 1500000000}, "€20 m–€1.5 bn", "20 M € à 1,5 Md €"),
])
def test_money(parts, english, french):
    money = Money(**parts)
    assert (wording.money(money, "en"), wording.money(money, "fr")) == (english, french)


@pytest.mark.parametrize("period", ["year", "month", "day", "person", "project", "application", "ticket", "workstation"])
def test_every_period_of_payment_is_worded(period):
    money = Money(amount=5, per=period)
    assert wording.money(money, "en") != wording.money(Money(amount=5), "en")
    assert wording.money(money, "fr").startswith("5 € ")


@pytest.mark.parametrize("parts, english, french", [
    ({"value": 0, "unit": "person"}, "0 people", "0 personne"),
    ({"value": 1, "unit": "person"}, "1 person", "1 personne"),
    ({"value": 2, "unit": "person"}, "2 people", "2 personnes"),
    ({"value": "1.5", "unit": "person"}, "1.5 people", "1,5 personne"),
    ({"value": 1, "up_to": 2, "unit": "person"}, "1–2 people", "1 à 2 personnes"),
    ({"value": 34000, "unit": "square_metre"}, "34,000 m²", f"34{THIN}000 m²"),
    ({"value": 2, "unit": "job", "approximate": True}, "about 2 jobs", "environ 2 emplois"),
    ({"value": 1000, "unit": "visitor", "at_least": True}, "at least 1,000 visitors", f"au moins 1{THIN}000 visiteurs"),
])
def test_numbers_follow_each_languages_plural(parts, english, french):
    number = Number(**parts)
    assert (wording.number(number, "en"), wording.number(number, "fr")) == (english, french)


@pytest.mark.parametrize("parts, english, french", [
    ({"value": 1, "unit": "year"}, "1 year", "1 an"),
    ({"value": 4, "unit": "year", "at_most": True}, "up to 4 years", "jusqu’à 4 ans"),
    ({"value": 2, "up_to": 4, "unit": "month"}, "2 to 4 months", "2 à 4 mois"),
    ({"value": 1, "up_to": 2, "unit": "week"}, "1 to 2 weeks", "1 à 2 semaines"),
    ({"value": 1, "unit": "day"}, "1 day", "1 jour"),
    ({"value": 15, "unit": "day", "approximate": True}, "about 15 days", "environ 15 jours"),
    ({"value": "1.5", "unit": "week"}, "1.5 weeks", "1,5 semaine"),
])
def test_durations(parts, english, french):
    duration = Duration(**parts)
    assert (wording.duration(duration, "en"), wording.duration(duration, "fr")) == (english, french)


@pytest.mark.parametrize("day, english, french", [
    ("2026", "2026", "2026"),
    ("2026-06", "June 2026", "juin 2026"),
    ("2026-06-17", "17 June 2026", "17 juin 2026"),
    ("2026-06-01", "1 June 2026", "1er juin 2026"),
    ("2026-11-11", "11 November 2026", "11 novembre 2026"),
    ("2026-01-21", "21 January 2026", "21 janvier 2026"),
    (dt.date(2021, 1, 1), "1 January 2021", "1er janvier 2021"),
])
def test_dates(day, english, french):
    assert (wording.date(day, "en"), wording.date(day, "fr")) == (english, french)


@pytest.mark.parametrize("start, end, english, french", [
    ("2026-06-17", "2026-06-20", "17–20 June 2026", "du 17 au 20 juin 2026"),
    ("2026-06-01", "2026-06-02", "1–2 June 2026", "du 1er au 2 juin 2026"),
    ("2026-06-30", "2026-07-01", "30 June–1 July 2026", "du 30 juin au 1er juillet 2026"),
    ("2026-12-31", "2027-01-01", "31 December 2026–1 January 2027", "du 31 décembre 2026 au 1er janvier 2027"),
    ("2026-06-01", "2026-06-01", "Monday 1 June 2026", "lundi 1er juin 2026"),
    ("2026-06-11", "2026-06-11", "Thursday 11 June 2026", "jeudi 11 juin 2026"),
])
def test_ranges_of_days(start, end, english, french):
    days = DateRange(start=start, end=end)
    assert (wording.date_range(days, "en"), wording.date_range(days, "fr")) == (english, french)


def test_stages_are_named_one_after_the_other():
    stages = Stages(stages=["idea", "pre-seed"])
    assert (wording.value(stages, "en"), wording.value(stages, "fr")) == ("Idea, pre-seed", "Idée, pré-amorçage")


def test_hours_stand_after_the_day():
    evening = DateRange(start="2026-12-01", end="2026-12-01", start_time="18:30", end_time="21:00")
    assert wording.date_range(evening, "en") == "Tuesday 1 December 2026, 18:30–21:00"
    assert wording.date_range(evening, "fr") == "mardi 1er décembre 2026, de 18 h 30 à 21 h"
    morning = DateRange(start="2026-12-02", end="2026-12-02", start_time="09:00")
    assert wording.date_range(morning, "en").endswith(", from 09:00")
    assert wording.date_range(morning, "fr").endswith(", à partir de 9 h")


@pytest.mark.parametrize("km, english, french", [
    (0.0, "50 m", "50 m"), (0.349, "350 m", "350 m"), (0.94, "950 m", "950 m"), (0.98, "1 km", "1 km"),
    (1.0, "1 km", "1 km"), (2.44, "2.4 km", "2,4 km"), (12.0, "12 km", "12 km"),
])
def test_distances(km, english, french):
    assert (wording.distance(km, "en"), wording.distance(km, "fr")) == (english, french)


def test_any_value_of_a_fact_is_worded_and_nothing_else():
    values = [
        Text(en="a", fr="b"), Money(amount=1), Number(value=1, unit="job"), Duration(value=1, unit="day"),
        PartialDate(date="2026"), DateRange(start="2026-01-01", end="2026-01-02"),
    ]
    assert [wording.value(one, "fr") for one in values] == ["b", "1 €", "1 emploi", "1 jour", "2026", "du 1er au 2 janvier 2026"]
    with pytest.raises(TypeError):
        wording.value("a bare string", "en")


def test_both_languages_have_the_same_patterns_and_every_one_is_used():
    english, french = (yaml.safe_load((wording.FOLDER / f"{language}.yml").read_text(encoding="utf-8")) for language in ("en", "fr"))
    assert sorted(english) == sorted(french)
    source = (wording.FOLDER / "values.py").read_text(encoding="utf-8")
    made = ("per_", "duration_")
    assert [key for key in english if f'"{key}"' not in source and not key.startswith(made)] == []
