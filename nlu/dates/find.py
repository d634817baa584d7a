"""Finds the date a message means: tags its words, then matches the language files' patterns stage by stage."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Tuple

from nlu.dates import relative, yearly  # noqa: F401  (they register the meanings)
from nlu.dates.combining import Clock, Date, Operands, combine, with_times
from nlu.dates.grammar import STAGES, Rule, grammar, languages
from nlu.dates.meaning import MEANINGS, Moment
from nlu.dates.spans import TIMES_OF_DAY, Span, third
from nlu.dates.tagging import Token, tag

Captured = List[Tuple[str, str]]


@dataclass(frozen=True)
class DateSpan:
    """Days from `start` up to, not including, `end`; times "HH:MM" or None.

    `phrase` is what the person wrote of it, at `text_start:text_end` of the message.
    """

    start: dt.date
    end: dt.date
    start_time: Optional[str]
    end_time: Optional[str]
    text_start: int
    text_end: int
    phrase: str


def find_dates(text: str, language: str, today: dt.date) -> Optional[DateSpan]:
    """The days that `text` speaks of, or None. Never raises on any text.

    `language` ("en" or "fr") is the message's; phrases of the other are understood too. `today` in Paris.
    """
    row = tag(text, language)
    # Without a tag of time there is nothing to match.
    if not any(token.tag[0] == "=" and token.tag[1] not in "xrVvt" for token in row):
        return None
    reading = _Reading(row, language)
    for stage in STAGES:
        reading.match(stage)
    return reading.choose(text, today)


class _Reading:
    """One message on its way through the stages; `row` shrinks as tokens become dates."""

    def __init__(self, row: List[Token], language: str) -> None:
        self._row = row
        self._grammars = [grammar(one) for one in sorted(languages(), key=lambda one: one != language)]
        self._dates: List[Date] = []
        self._clocks: List[Clock] = []

    def match(self, stage: str) -> None:
        """Replaces what the patterns of a stage match by dates (or clocks): the longest first."""
        line = "".join(token.tag + " " for token in self._row)
        starts, position = {}, 0
        for index, token in enumerate(self._row):
            starts[position] = index
            position += len(token.tag) + 1
        starts[position] = len(self._row)
        letters = {token.tag[1] for token in self._row if token.tag[0] == "="}
        found = []
        for order, rule in enumerate(rule for one in self._grammars for rule in one.stages[stage]):
            if any(letters.isdisjoint(need) for need in rule.needs):
                continue
            for match in rule.regex.finditer(line):
                first, last = starts[match.start()], starts[match.end()]
                found.append((first - last, order, first, last, rule, match))
        taken = [False] * len(self._row)
        chosen = []
        for _, _, first, last, rule, match in sorted(found, key=lambda one: one[:3]):
            if not any(taken[first:last]):
                taken[first:last] = [True] * (last - first)
                chosen.append((first, last, rule, match))
        for first, last, rule, match in sorted(chosen, key=lambda one: -one[0]):
            captured = [(name, value) for name, value in zip(rule.names, match.groups()) if value is not None]
            replaced = Token(self._keep(stage, rule, captured), self._row[first].start, self._row[last - 1].end)
            self._row[first:last] = [replaced]

    def _keep(self, stage: str, rule: Rule, captured: Captured) -> str:
        """Notes a match; the tag that stands for it from now on."""
        if stage == "clocks":
            self._clocks.append(_clock(rule.meaning, captured))
            return f"=C{len(self._clocks) - 1}"
        if stage == "atoms":
            self._dates.append(_atom(rule.meaning, captured))
        else:
            self._dates.append(combine(rule.meaning, self._operands(captured)))
        return f"=D{len(self._dates) - 1}"

    def _operands(self, captured: Captured) -> Operands:
        dates = [
            self._dates[int(value)] if name == "span" else _atom("bare", [("day", value)])
            for name, value in captured
            if name in ("span", "bare")
        ]
        one = dict(captured)
        clock = self._clocks[int(one["clock"])] if "clock" in one else (None, None)
        return Operands(dates, one.get("unit"), int(one.get("n", 1)), one.get("tod"), clock)

    def choose(self, text: str, today: dt.date) -> Optional[DateSpan]:
        """The date meant: the first that says more than a year, or the last one when it corrects the others."""
        candidates: List[Tuple[int, Date, Span]] = []
        for index, token in enumerate(self._row):
            if token.tag.startswith("=D"):
                date = self._dates[int(token.tag[2:])]
                span = None if date.weak or self._is_blocked(index, date) else _resolve(date, today)
                if span:
                    candidates.append((index, date, span))
        if not candidates:
            return None
        chosen = next((one for one in candidates if one[1].meaning != "year"), candidates[0])
        if chosen[1].meaning == "mid" and _is_midweek(chosen[2]):
            # "A midweek meetup next week": the week is said elsewhere.
            chosen = next((one for one in candidates if _is_week(one[2])), chosen)
        if self._follows(candidates[-1][0], candidates[0][0] + 1, "corrections"):
            chosen = candidates[-1]
        index, _, span = chosen
        if _is_week(span) and any(date.meaning == "mid" and _is_midweek(other) for _, date, other in candidates):
            span = third(span, "mid")
        loose = next((token.tag[2:] for token in self._row if token.tag.startswith("=V")), None)
        if loose and not (span.start_time or span.end_time):
            span = with_times(span, TIMES_OF_DAY[loose])
        token = self._row[index]
        return DateSpan(
            **dataclasses.asdict(span), text_start=token.start, text_end=token.end, phrase=text[token.start : token.end]
        )

    def _is_blocked(self, index: int, date: Date) -> bool:
        """Whether the words before make it a habit ("every Monday"), a refusal, a place, or one of several."""
        previous = self._row[index - 1].tag if index else ""
        if date.meaning in ("season", "weekday") and previous.startswith("=r"):
            return True
        if date.meaning.startswith("day_of_month") and self._ends(index, "no_day_after"):
            return True
        return self._ends(index, "not_after") and not self._ends(index, "but_after")

    def _ends(self, index: int, key: str) -> bool:
        """Whether the words before token `index` end in a phrase of the list `key`."""
        before = " " + " ".join(token.word for token in self._row[max(0, index - 4) : index])
        return any(before.endswith(" " + phrase) for phrase in self._phrases(key))

    def _follows(self, index: int, since: int, key: str) -> bool:
        """Whether a phrase of the list `key` stands between the tokens `since` and `index`."""
        between = " " + " ".join(token.word for token in self._row[since:index]) + " "
        return any(f" {phrase} " in between for phrase in self._phrases(key))

    def _phrases(self, key: str) -> Iterable[str]:
        return (phrase for one in self._grammars for phrase in one.words.get(key, ()))


def _atom(meaning: str, captured: Captured) -> Date:
    captures: Dict[str, List[str]] = {}
    for name, value in captured:
        captures.setdefault(name, []).append(value)
    recurring = meaning in yearly.RECURRING and not captures.keys() & {"year", "next_year"}
    # "The 12th" is a day, "the 2nd" as likely an item of a list.
    weak = meaning == "day_of_month_weak" and int(captures["day"][0]) <= 10
    return Date(meaning, lambda at: MEANINGS[meaning](captures, at), recurring, weak)


def _is_week(span: Span) -> bool:
    return span.start.weekday() == 0 and (span.end - span.start).days == 7


def _is_midweek(span: Span) -> bool:
    return span.start.weekday() == 1 and (span.end - span.start).days == 3


def _resolve(date: Date, today: dt.date) -> Optional[Span]:
    """The span, or None when there is no such day or it lies beyond the calendar's end."""
    try:
        span = date.resolve(Moment(today, today))
    except (OverflowError, ValueError):
        return None
    return span if span and span.end > span.start else None


def _clock(meaning: str, captured: Captured) -> Clock:
    said = [f"{value[:2]}:{value[2:]}" if name == "time" else f"{int(value):02d}:00" for name, value in captured]
    if meaning == "between":
        # "6 to 9 pm": the first is in the afternoon too.
        evening = f"{int(said[0][:2]) + 12}:00"
        return (evening if captured[0][0] == "n" and evening < said[1] else said[0]), said[1]
    return (None, said[0]) if meaning == "until" else (said[0], None)
