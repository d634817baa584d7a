"""The words of time of all languages, as read by somebody who writes one of them.

People mix languages, so all are read; the language of the message wins where they differ ("mar" is March or mardi).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, FrozenSet, Tuple

from nlu.dates.grammar import TABLES, grammar, languages

# Shorter names are not corrected: too many words are one slip away.
MIN_TYPO = 5
# Names of months and days this long are read with two slips in them.
MIN_TWO_SLIPS = 8


@dataclass(frozen=True)
class Unsure:
    """Words that count only beside one of `before` or `after`."""

    before: FrozenSet[str]
    after: FrozenSet[str]


@dataclass(frozen=True)
class Otherwise:
    """Words that mean something else between one of `before` and one of `after` (any, where empty), but not after `unless`."""

    words: FrozenSet[str]
    before: FrozenSet[str]
    after: FrozenSet[str]
    unless: FrozenSet[str]


@dataclass(frozen=True)
class NameCues:
    """What tells that a capitalised name is asked about: words `anywhere`, or `before` it; `unless` before it: a date."""

    anywhere: FrozenSet[str]
    before: FrozenSet[str]
    unless: FrozenSet[str]
    articles: FrozenSet[str]


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of all languages: their tags, rewritings and cues. A phrase is its words joined by spaces."""

    tags: Dict[str, str]
    numbers: Dict[str, str]
    rewrite: Dict[str, str]
    glued: Dict[str, str]
    unsure: Dict[str, Unsure]
    otherwise: Tuple[Otherwise, ...]
    name_cues: NameCues
    joiners: FrozenSet[str]
    articles: FrozenSet[str]
    day_cues: FrozenSet[str]
    counted: FrozenSet[str]
    streets: FrozenSet[str]
    street_links: FrozenSet[str]
    bare_streets: FrozenSet[str]
    day_closers: FrozenSet[str]
    typos: Tuple[str, ...]
    long_typos: Tuple[str, ...]
    day_ending: re.Pattern
    rank_ending: re.Pattern
    longest: int


@lru_cache(maxsize=None)
def vocabulary(language: str) -> Vocabulary:
    """The merged vocabulary, as read by somebody who writes `language`."""
    ordered = [grammar(one).words for one in sorted(languages(), key=lambda one: one == language)]
    tags: Dict[str, str] = {}
    unsure: Dict[str, Unsure] = {}
    rewrite: Dict[str, str] = {}
    for data in ordered:
        for table, letter in TABLES:
            tags.update({phrase: f"={letter}{value}" for phrase, value in data.get(table, {}).items()})
        tags.update({phrase: "=x" for phrase in data["never"]})
        for group in data["unsure"]:
            cues = Unsure(frozenset(group["before"]), frozenset(group["after"]))
            unsure.update({word: cues for word in group["words"]})
        rewrite.update(data["rewrite"])
    names = [
        word
        for data in ordered
        for table in ("months", "weekdays", "offsets", "seasons", "units", "times_of_day", "rewrite")
        for word in data[table]
    ]
    names += [word for data in ordered for word in data["keywords"]]
    long_names = [word for data in ordered for table in ("months", "weekdays", "offsets") for word in data[table]]
    ends = lambda key: re.compile("|".join(f"(?:{data[key]})" for data in ordered))  # noqa: E731
    gathered = lambda key, part: frozenset(word for data in ordered for word in data[key].get(part, ()))  # noqa: E731
    return Vocabulary(
        tags,
        {word: value for data in ordered for word, value in data["numbers"].items()},
        rewrite,
        {ending: unit for data in ordered for ending, unit in data["glued"].items()},
        unsure,
        tuple(
            Otherwise(*(frozenset(group.get(part, ())) for part in ("words", "before", "after", "unless")))
            for data in ordered
            for group in data["otherwise"]
        ),
        NameCues(*(gathered("name_cues", part) for part in ("anywhere", "before", "unless", "articles"))),
        *(
            frozenset(word for data in ordered for word in data[key])
            for key in ("joiners", "articles", "day_cues", "counted", "streets", "street_links", "bare_streets", "day_closers")
        ),
        tuple(sorted({name for name in names if len(name) >= MIN_TYPO and name.isalpha() and name not in unsure})),
        tuple(sorted({name for name in long_names if len(name) >= MIN_TWO_SLIPS and name.isalpha()})),
        ends("day_ending"),
        ends("rank_ending"),
        max(phrase.count(" ") for phrase in (*tags, *rewrite)) + 1,
    )
