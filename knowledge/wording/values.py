"""Values as people read them, in both languages: money, numbers, durations, dates, ranges, distances."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional, Union

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from knowledge.schema import vocabulary
from knowledge.schema.values import DateRange, Duration, Money, Number, PartialDate, Stages, Text
from knowledge.wording.texts import LOCALES, Texts

_BABEL = {language: locale.replace("-", "_") for language, locale in LOCALES.items()}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_MILLION, _BILLION = Decimal(10) ** 6, Decimal(10) ** 9
FOLDER = Path(__file__).resolve().parent
UNIT = "unit"


def value(of: object, language: str) -> str:
    """Any value of a fact, worded in `language`."""
    if isinstance(of, Text):
        return of.in_language(language)
    if isinstance(of, Money):
        return money(of, language)
    if isinstance(of, Number):
        return number(of, language)
    if isinstance(of, Duration):
        return duration(of, language)
    if isinstance(of, PartialDate):
        return date(of.date, language)
    if isinstance(of, DateRange):
        return date_range(of, language)
    if isinstance(of, Stages):
        return stages(of, language)
    raise TypeError(f"no wording for {type(of).__name__}")


def _qualified(text: str, language: str, at_least: bool = False, at_most: bool = False, approximate: bool = False) -> str:
    for flag, key in ((approximate, "about"), (at_least, "at_least"), (at_most, "at_most")):
        if flag:
            text = _say(language, key, value=text)
    return text


def money(of: Money, language: str) -> str:
    """€350, 350 €, €1.5 bn, 1,5 Md €, €30,000–€50,000 a year."""
    text = _amount(of.amount, of.currency, language)
    if of.up_to is not None:
        text = _say(language, "range", first=text, last=_amount(of.up_to, of.currency, language))
    elif of.amount == 0:
        return _say(language, "free")
    text = _qualified(text, language, at_least=of.at_least, approximate=of.approximate)
    return _say(language, f"per_{of.per}", value=text) if of.per else text


def _amount(amount: Decimal, currency: str, language: str) -> str:
    for unit, key in ((_BILLION, "billion"), (_MILLION, "million")):
        # What rounds up to 1000 million is a billion.
        if amount >= unit or (unit == _BILLION and round(amount / _MILLION, 2) >= 1000):
            figure = format_decimal(amount / unit, "0.##", locale=_BABEL[language])
            return _say(language, key, figure=figure, symbol=_SYMBOLS[currency])
    digits = "#,##0" if amount == amount.to_integral() else "#,##0.00"
    figure = format_decimal(amount, digits, locale=_BABEL[language])
    return _say(language, "money", figure=figure, symbol=_SYMBOLS[currency])


def number(of: Number, language: str) -> str:
    """A count with its unit: 34,000 m², 100 people, 3 000 start-up."""
    figure = _figures(of.value, of.up_to, "range", language)
    text = _texts().get(language, UNIT, of.unit, figure=figure, n=float(of.value if of.up_to is None else of.up_to))
    return _qualified(text, language, at_least=of.at_least, approximate=of.approximate)


def duration(of: Duration, language: str) -> str:
    """4 years, 2 à 4 mois, up to 4 years."""
    figure = _figures(of.value, of.up_to, "span", language)
    text = _say(language, f"duration_{of.unit}", figure=figure, n=float(of.value if of.up_to is None else of.up_to))
    return _qualified(text, language, at_most=of.at_most, approximate=of.approximate)


def _figures(first: Decimal, last: Optional[Decimal], joined_by: str, language: str) -> str:
    figure = format_decimal(first, locale=_BABEL[language])
    return figure if last is None else _say(language, joined_by, first=figure, last=format_decimal(last, locale=_BABEL[language]))


def date(partial: Union[str, dt.date], language: str) -> str:
    """17 June 2026, juin 2026, 2026; the first of a month is "1er" in French."""
    text = partial.isoformat() if isinstance(partial, dt.date) else partial
    if len(text) == 4:
        return text
    if len(text) == 7:
        return format_skeleton("yMMMM", dt.date.fromisoformat(text + "-01"), locale=_BABEL[language])
    return _day(dt.date.fromisoformat(text), "d MMMM y", language)


def date_range(of: DateRange, language: str) -> str:
    """17–20 June 2026, du 17 au 20 juin 2026, with the hours when known."""
    if of.start == of.end:
        text = _day(of.start, "EEEE d MMMM y", language)
    else:
        same_month = (of.start.year, of.start.month) == (of.end.year, of.end.month)
        first = _day(of.start, "d" if same_month else "d MMMM" if of.start.year == of.end.year else "d MMMM y", language)
        text = _say(language, "days", first=first, last=_day(of.end, "d MMMM y", language))
    if of.start_time:
        key = "hours" if of.end_time else "from_hour"
        text = _say(language, key, day=text, start=_hour(of.start_time, language), end=_hour(of.end_time or "", language))
    return text


def stages(of: Stages, language: str) -> str:
    """Idea, pre-seed; idée, pré-amorçage."""
    text = ", ".join(vocabulary.facets("stages")[key].label.in_language(language) for key in of.stages)
    return text[:1].upper() + text[1:]


def distance(km: float, language: str) -> str:
    """350 m, 2.4 km, 2,4 km."""
    metres = max(50, round(km * 1000 / 50) * 50)
    if metres < 1000:
        return f"{metres} m"
    return f"{format_decimal(round(km, 1), locale=_BABEL[language])} km"


def _day(day: dt.date, pattern: str, language: str) -> str:
    text = format_date(day, pattern, locale=_BABEL[language])
    if language == "fr" and day.day == 1:
        # CLDR has no ordinal for the first of the month, which French requires.
        text = text.replace("1", "1er", 1) if text.startswith("1") else text.replace(" 1 ", " 1er ", 1)
    return text


def _hour(time: str, language: str) -> str:
    if language == "fr":
        hours, minutes = time.split(":") if time else ("", "")
        return f"{int(hours)} h {minutes}".removesuffix(" 00") if time else ""
    return time


def _say(language: str, key: str, **values: Any) -> str:
    return _texts().get(language, FOLDER.name, key, **values)


@lru_cache(maxsize=1)
def _texts() -> Texts:
    """The patterns of this folder and the labels of the units, whose figure Babel formats and whose number decides the plural."""
    texts = Texts(FOLDER)
    for key, unit in vocabulary.units().items():
        for language in LOCALES:
            texts.add(language, UNIT, key, unit.label.in_language(language).replace("{ $n }", "{ $figure }"))
    return texts
