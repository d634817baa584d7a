"""Values and labels as readers of the export see them, in both languages."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Union

import yaml
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from knowledge.schema import vocabulary
from knowledge.schema.values import DateRange, Duration, Money, Number, PartialDate, Text

FOLDER = Path(__file__).resolve().parent / "words"
_BABEL = {"en": "en_GB", "fr": "fr_FR"}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}
_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


class Words:
    """Everything said in one language. `say` formats a text of `words/<language>.yml`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._locale = _BABEL[language]
        self._bundle = FluentBundle([self._locale.replace("_", "-")], use_isolating=False)
        for key, pattern in yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8")).items():
            self._add(key.replace("_", "-"), str(pattern))
        for key, unit in vocabulary.units().items():
            # The figure is formatted by Babel, the number decides the plural.
            self._add(f"unit-{key}".replace("_", "-"), unit.label.in_language(language).replace("{ $n }", "{ $figure }"))

    def say(self, key: str, **values: Any) -> str:
        """The text of that key. Raises KeyError when there is none, ValueError when a value is missing."""
        message = self._bundle.get_message(key.replace("_", "-"))
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{self.language}: {key}: {errors[0]}")
        return text

    def value(self, of: object) -> str:
        """Any value of a fact. Raises TypeError for what is none."""
        if isinstance(of, Text):
            return of.in_language(self.language)
        if isinstance(of, Money):
            return self._money(of)
        if isinstance(of, Number):
            return self._qualified(self.say(f"unit_{of.unit}", figure=self._figures(of), n=float(of.up_to or of.value)), of)
        if isinstance(of, Duration):
            return self._qualified(self.say(f"duration_{of.unit}", figure=self._figures(of), n=float(of.up_to or of.value)), of)
        if isinstance(of, PartialDate):
            return self.date(of.date)
        if isinstance(of, DateRange):
            return self._days(of)
        raise TypeError(f"no wording for {type(of).__name__}")

    def date(self, day: Union[str, dt.date]) -> str:
        """17 June 2026, 1er juin 2026, June 2026 or 2026 from a date or a partial one."""
        text = day.isoformat() if isinstance(day, dt.date) else day
        if len(text) == 4:
            return text
        if len(text) == 7:
            return format_skeleton("yMMMM", dt.date.fromisoformat(f"{text}-01"), locale=self._locale)
        whole = dt.date.fromisoformat(text)
        shown = format_date(whole, "d MMMM y", locale=self._locale)
        return shown.replace("1 ", "1er ", 1) if self.language == "fr" and whole.day == 1 else shown

    def _days(self, of: DateRange) -> str:
        text = self.date(of.start)
        if of.end != of.start:
            text = self.say("days", first=text, last=self.date(of.end))
        if not of.start_time:
            return text
        hours: Dict[str, Any] = {"start": of.start_time, "end": of.end_time or ""}
        return self.say("hours" if of.end_time else "from_hour", day=text, **hours)

    def _money(self, of: Money) -> str:
        if of.amount == 0 and of.up_to is None:
            return self.say("free")
        text = self._amount(of.amount, of.currency)
        if of.up_to is not None:
            text = self.say("range", first=text, last=self._amount(of.up_to, of.currency))
        text = self._qualified(text, of)
        return self.say(f"per_{of.per}", value=text) if of.per else text

    def _amount(self, amount: Decimal, currency: str) -> str:
        for scale, key in _SCALES:
            if amount >= scale:
                figure = format_decimal(amount / scale, "#,##0.##", locale=self._locale)
                return self.say(key, figure=figure, symbol=_SYMBOLS[currency])
        digits = "#,##0" if amount == amount.to_integral() else "#,##0.00"
        return self.say("money", figure=format_decimal(amount, digits, locale=self._locale), symbol=_SYMBOLS[currency])

    def _figures(self, of: Union[Number, Duration]) -> str:
        first = format_decimal(of.value, locale=self._locale)
        return self.say("range", first=first, last=format_decimal(of.up_to, locale=self._locale)) if of.up_to else first

    def _qualified(self, text: str, of: Any) -> str:
        for flag, key in (("approximate", "about"), ("at_least", "at_least"), ("at_most", "at_most")):
            if getattr(of, flag, False):
                text = self.say(key, value=text)
        return text

    def _add(self, key: str, pattern: str) -> None:
        self._bundle.add_resource(FluentResource(f"{key} = {_laid_out(pattern)}\n"))


def _laid_out(pattern: str) -> str:
    """Fluent's own layout of a choice written on one line: each variant, and the closing brace, begin a line."""
    text, depth, choice = "", 0, 0
    for position, letter in enumerate(pattern):
        if letter == "{":
            depth += 1
            if re.match(r"\{\s*\$\w+\s*->", pattern[position:]):
                choice = depth
        elif letter == "}":
            if depth == choice:
                text, choice = text.rstrip() + "\n    ", 0
            depth -= 1
        text += letter
    return re.sub(r"\s*(\*?\[\w+\])", r"\n    \1", text)


@lru_cache(maxsize=None)
def words(language: str) -> Words:
    """The words of "en" or "fr"."""
    return Words(language)
