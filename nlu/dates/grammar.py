"""Compiles a language file of `nlu/dates/languages/` into vocabulary and patterns; a language is one such file.

A message becomes a row of tags (`tagging.py`): "next =w4 " is "next Friday". Patterns are matched on that row:
words stand for themselves (or their tag), `x?` may be missing, `(a|b c)` is a choice, `<class>` is a class below
or a macro of the file. What a class captures reaches the meaning by the class's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Pattern, Sequence, Tuple

import yaml

LANGUAGES = Path(__file__).resolve().parent / "languages"
# Tables of words in a language file, and the letter of their tags; a later table wins.
TABLES = (
    ("plural_units", "U"),
    ("units", "u"),
    ("ranks", "r"),
    ("days", "o"),
    ("numbers", "n"),
    ("months", "m"),
    ("weekdays", "w"),
    ("seasons", "s"),
    ("offsets", "j"),
    ("named", "h"),
    ("quarters", "q"),
    ("halves", "f"),
    ("times_of_day", "v"),
    ("loose_times", "V"),
)
STAGES = ("clocks", "atoms", "parts", "ranges", "bounds")

# Class → regular expression on tags; each group is named by the list beside it.
CLASSES: Dict[str, Tuple[str, Tuple[str, ...]]] = {
    "offset": (r"=j(-?\d+) ", ("offset",)),
    "weekday": (r"=w(\d) ", ("weekday",)),
    "month": (r"=m(\d+) ", ("month",)),
    "season": (r"=s(\d+) ", ("season",)),
    "named": (r"=h(\S+) ", ("named",)),
    "quarter": (r"=q(\d) ", ("quarter",)),
    "half": (r"=f(\d) ", ("half",)),
    "date": (r"=d(\S+) ", ("date",)),
    "dm": (r"=e(\S+) ", ("dm",)),
    "my": (r"=k(\S+) ", ("my",)),
    "n": (r"=n(\d+) ", ("n",)),
    "day": (r"=[no](\d+) ", ("day",)),
    "day_n": (r"(?:=n(\d+)|=[or](1)) ", ("day", "day")),
    "rank": (r"=[or](-?\d+) ", ("rank",)),
    "ranks": (r"=r(-?\d+) ", ("rank",)),
    "unit": (r"=u(\w+) ", ("unit",)),
    "units": (r"=U(\w+) ", ("unit",)),
    "unit_any": (r"=[uU](\w+) ", ("unit",)),
    "period": (r"=u(week|weekend|month|quarter|half|year) ", ("unit",)),
    "time": (r"=t(\d{4}) ", ("time",)),
    "tod": (r"=[vV](\w+) ", ("tod",)),
    "clock": (r"=C(\d+) ", ("clock",)),
    "span": (r"=D(\d+) ", ("span",)),
}
_SYNTAX = re.compile(r"\s*(<\w+>|[()|?]|[^\s()|?<>]+)")


@dataclass(frozen=True)
class Rule:
    """A compiled pattern and what it means; `names` are those of its groups, in order.

    `needs`: sets of tag letters; where a message has none of a set, the pattern cannot match (most need not be tried).
    """

    meaning: str
    regex: Pattern[str]
    names: Tuple[str, ...]
    needs: Tuple[FrozenSet[str], ...]


@dataclass
class _Part:
    """A piece of a pattern on its way to a regular expression."""

    regex: str
    names: List[str]
    needs: List[FrozenSet[str]]


def _either(parts: List[List[_Part]]) -> _Part:
    """Alternatives, each a sequence, as one piece."""
    sequences = [_sequence(part) for part in parts]
    if len(sequences) == 1:
        return _Part(f"(?:{sequences[0].regex})", sequences[0].names, sequences[0].needs)
    # Some tag of the first need of each alternative must be there, if all have one.
    needs = [frozenset().union(*(one.needs[0] for one in sequences))] if all(one.needs for one in sequences) else []
    return _Part(
        "(?:" + "|".join(one.regex for one in sequences) + ")", [n for one in sequences for n in one.names], needs
    )


def _sequence(parts: List[_Part]) -> _Part:
    return _Part(
        "".join(p.regex for p in parts), [n for p in parts for n in p.names], [need for p in parts for need in p.needs]
    )


@dataclass(frozen=True)
class Grammar:
    """One language: its raw vocabulary (`words`, as in the file) and its patterns by stage."""

    words: Dict[str, Any]
    stages: Dict[str, Tuple[Rule, ...]]


class _Compiler:
    """Translates the patterns of one file."""

    def __init__(self, data: Dict[str, Any]) -> None:
        self._macros: Dict[str, str] = data["macros"]
        self._tags = {
            word: f"={letter}{value}" for table, letter in TABLES for word, value in data.get(table, {}).items()
        }
        self._classes = dict(CLASSES)
        after = data["after_day"]
        listed = "|".join(re.escape(phrase) + " " for phrase in after.get("only", after.get("never")))
        ahead = rf"(?=$|[=.,-]|(?:{listed}))" if "only" in after else rf"(?!=[uU]|=y|(?:{listed}))"
        number = r"=n(\d+) " + ahead
        next_year = self.translate(data["next_year"]).regex
        self._classes["year"] = (rf"(?:=y(\d+) |({next_year}))", ("year", "next_year"))
        self._classes["day_end"] = (r"=[no](\d+) " + ahead, ("day",))
        self._classes["o_end"] = (r"=o(\d+) " + ahead, ("day",))
        self._classes["day_bare"] = (r"(?:=n(\d+)|=o(1)) " + ahead, ("day", "day"))
        # Words that say which week is meant: "the weekend of the 5th" is not "the weekend".
        self._classes["alone"] = (rf"(?!(?:{'|'.join(data['not_alone'])}) (?:(?:{'|'.join(data['articles'])}) )?=)", ())
        # A day after its month needs no more to be one, unless it counts something ("December 3 startups").
        self._classes["month_day"] = (rf"=[no](\d+) (?!=[nuU]|(?:{'|'.join(data['counted_after_month'])}) )", ("day",))
        self._classes["rank_end"] = (r"=r([1-9]\d?) " + ahead, ("day",))
        self._classes["span_day"] = (rf"(?:=D(\d+) |=o(1) |{number})", ("span", "bare", "bare"))

    def translate(self, pattern: str) -> _Part:
        """A pattern as a regular expression. Raises ValueError when it cannot be read."""
        # A stack of open groups, each a list of alternatives, each a list of pieces.
        stack: List[List[List[_Part]]] = [[[]]]
        position = 0
        while position < len(pattern.rstrip()):
            match = _SYNTAX.match(pattern, position)
            if not match:
                raise ValueError(f"unreadable at {pattern[position:]!r}")
            position, unit = match.end(), match.group(1)
            if unit == "(":
                stack.append([[]])
            elif unit == ")" and len(stack) > 1:
                group = _either(stack.pop())
                stack[-1][-1].append(group)
            elif unit == "|":
                stack[-1].append([])
            elif unit == "?" and stack[-1][-1]:
                inner = stack[-1][-1].pop()
                stack[-1][-1].append(_Part(f"(?:{inner.regex})?", inner.names, []))
            elif unit.startswith("<"):
                stack[-1][-1].append(self._class(unit[1:-1]))
            elif unit in ")?":
                raise ValueError(f"stray {unit!r} in {pattern!r}")
            else:
                tag = self._tags.get(unit, unit)
                stack[-1][-1].append(_Part(re.escape(tag) + " ", [], [frozenset(tag[1])] if tag[0] == "=" else []))
        if len(stack) != 1:
            raise ValueError(f"unclosed parenthesis in {pattern!r}")
        return _either(stack[0])

    def _class(self, name: str) -> _Part:
        if name in self._macros:
            return self.translate(self._macros[name])
        if name not in self._classes:
            raise ValueError(f"unknown class <{name}>")
        regex, names = self._classes[name]
        letters = frozenset("".join(re.findall(r"=\[(\w+)\]", regex)) + "".join(re.findall(r"=(\w)", regex)))
        return _Part(f"(?:{regex})", list(names), [] if name == "year" or not letters else [letters])

    def compile(self, meaning: str, pattern: str) -> Rule:
        """A pattern ready to match, at word boundaries only."""
        whole = self.translate(pattern)
        return Rule(meaning, re.compile(rf"(?<!\S){whole.regex}"), tuple(whole.names), tuple(whole.needs))


@lru_cache(maxsize=None)
def grammar(language: str) -> Grammar:
    """The grammar of a language. Raises ValueError when a pattern is wrong, FileNotFoundError when there is no file."""
    # All scalars are text: "on" and "no" are words here, not truth values.
    data = yaml.load((LANGUAGES / f"{language}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    compiler = _Compiler(data)
    stages = {
        stage: tuple(compiler.compile(meaning, one) for meaning, patterns in data[stage].items() for one in patterns)
        for stage in STAGES
    }
    return Grammar(data, stages)


@lru_cache(maxsize=1)
def languages() -> Sequence[str]:
    """The languages there are files for."""
    return sorted(path.stem for path in LANGUAGES.glob("*.yml"))
