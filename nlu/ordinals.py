"""Which items of a list a message picks: "the second one", "le dernier", "numéro 3", "1 and 3", "both".

Items count from 1, from the end from -1. The words of each language stand in `ordinals.yml`; both languages are
read in every message, since people mix them. Whether a list was shown is for the caller to know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Pattern, Tuple

import yaml

from knowledge.schema import vocabulary
from knowledge.text import fold

_WORDS = Path(__file__).with_name("ordinals.yml")
_PIECE = re.compile(
    r"(?P<sign>n[°º]|№|#)|(?P<number>\d+(?:[.,/:+-]\d+)+)|(?P<word>[^\W_]+)|(?P<mark>[?!.;,:…&€$£%+])",
    re.IGNORECASE,
)
# A longer list is never shown; larger numbers are amounts, years, addresses.
LONGEST_LIST = 20


@dataclass(frozen=True)
class _Grammar:
    """The words of all languages: what each phrase is tagged, the longest phrase, and the patterns on tags."""

    tags: Dict[str, str]
    longest: int
    endings: Pattern[str]
    single: Pattern[str]
    several: Pattern[str]
    signed: Pattern[str]
    every: Pattern[str]
    alone: frozenset


def find_ordinals(text: str) -> List[int]:
    """The items that `text` picks, in its order, without repeats; empty when it picks none. Raises on no text."""
    grammar = _grammar()
    row = _tag(text, grammar)
    line = "".join(piece + " " for piece in row)
    found: List[Tuple[int, int]] = []
    for pattern, read in (
        (grammar.several, _several),
        (grammar.every, _every),
        (grammar.signed, _numbers),
        (grammar.single, _single),
    ):
        for match in pattern.finditer(line):
            found += [(match.start(), item) for item in read(match)]
        line = pattern.sub(lambda match: "=x " * max(1, match.group().count(" ")), line)
    if not found:
        found = [(0, item) for item in _bare(row, grammar)]
    items: List[int] = []
    for _, item in sorted(found, key=lambda one: one[0]):
        if item not in items and 0 < abs(item) <= LONGEST_LIST:
            items.append(item)
    return items


def _several(match: re.Match) -> List[int]:
    """The first two, les trois derniers."""
    count, rank = int(match.group(1) or match.group(4)), int(match.group(2) or match.group(3))
    return list(range(1, count + 1)) if rank == 1 else list(range(-count, 0))


def _every(match: re.Match) -> List[int]:
    """Both, the three."""
    return list(range(1, int(match.group(1) or 2) + 1))


def _numbers(match: re.Match) -> List[int]:
    return [int(value) for value in re.findall(r"=[nw](\d+)", match.group())]


def _single(match: re.Match) -> List[int]:
    return [int(next(group for group in match.groups() if group))]


def _bare(row: List[str], grammar: _Grammar) -> List[int]:
    """Numbers and ranks of a message that says nothing else ("2", "compare 1 and 3", "second please")."""
    words = [piece for piece in row if piece != "."]
    rest = [piece for piece in words if piece[0] != "=" and piece not in grammar.alone]
    picks = [piece for piece in words if piece[:2] in ("=n", "=o", "=d")]
    if not picks and len(words) == 1 and words[0][:2] == "=w":
        picks = words
    numbers = [int(piece[2:]) for piece in picks]
    others = [
        piece
        for piece in words
        if piece[0] == "=" and piece not in picks and piece[:2] not in ("=K", "=a", "=A", "=t") and piece != "=w1"
    ]
    return numbers if not rest and not others else []


def _tag(text: str, grammar: _Grammar) -> List[str]:
    """Folded words and tags: =n digits, =w number words, =o ranks, =d ranks in digits, =s signs, =b "both",
    =K and =k nouns, =a =A =t articles."""
    words = []
    for match in _PIECE.finditer(text):
        if match.lastgroup == "sign":
            words.append("#")
        elif match.lastgroup == "mark":
            words.append("&" if match.group() == "&" else "." if match.group() not in "€$£%+" else "=x")
        elif match.lastgroup == "number":
            # "1,3" picks two, "2.5" is an amount.
            words += match.group().split(",") if re.fullmatch(r"\d(,\d)+", match.group()) else ["=x"]
        else:
            words.append(fold(match.group()).replace(" ", "_"))
    row, at = [], 0
    while at < len(words):
        for size in range(min(grammar.longest, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in grammar.tags:
                row.append(grammar.tags[phrase])
                break
        else:
            size = 1
            row.append(_figure(words[at], grammar))
        at += size
    return row


def _figure(word: str, grammar: _Grammar) -> str:
    match = re.fullmatch(r"(\d{1,3})([a-z]*)", word)
    if not match:
        return word or "."
    if not match.group(2):
        return f"=n{match.group(1)}"
    return f"=d{match.group(1)}" if grammar.endings.fullmatch(match.group(2)) else "=x"


@lru_cache(maxsize=1)
def _grammar() -> _Grammar:
    languages: List[Dict[str, Any]] = list(
        yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).values()
    )
    of = lambda key: [word for data in languages for word in data[key]]  # noqa: E731
    tags: Dict[str, str] = {
        word: "=k"
        for kind in vocabulary.kinds().values()
        for word in map(fold, (*kind.words.en, *kind.words.fr))
        if " " not in word
    }
    tags.update({word: "=K" for word in of("nouns")})
    for data in languages:
        tags.update({word: f"={letter}" for word, letter in data["articles"].items()})
    tags.update({word: "=s" for word in of("signs")})
    for data in languages:
        tags.update({word: f"=w{value}" for word, value in data["numbers"].items()})
        tags.update({word: f"=o{value}" for word, value in data["ranks"].items()})
    tags.update({phrase: "=b" for phrase in of("both")})
    tags.update({phrase: "=x" for phrase in of("never")})
    after = "|".join(re.escape(_as_tags(phrase, tags)) for phrase in sorted([*of("after"), *of("of_list")], key=len, reverse=True))
    listed = "|".join(re.escape(_as_tags(phrase, tags)) for phrase in of("of_list"))
    end = rf"(?=$|\. |(?:{after}) )"
    unless = "".join(rf"(?<!\b{re.escape(word)} )" for word in of("not_before"))
    joiners = "|".join(re.escape(word) for word in of("joiners"))
    # "The last meetup" is the latest one, "the last option" the last of the list.
    # After a rank "one" (=w1) is the item.
    ranked = (
        rf"=o(\d+) (?:(?:=[kK]|=w1) )?{end}|=o(-\d+) (?:(?:=K|=w1) )?{end}"
        rf"|=d(\d) (?:(?:=[kK]|=w1) )?{end}|=d(\d+) (?:=K|=w1) "
    )
    count = r"=[nw]([2-9]|1\d) "
    return _Grammar(
        tags=tags,
        longest=max(phrase.count(" ") for phrase in tags) + 1,
        endings=re.compile("|".join(data["rank_endings"] for data in languages)),
        # "On the fourth" is a day, "on the fourth in your list" an item.
        single=re.compile(rf"(?<!\S)(?:{unless}(?:=[at]|{joiners}) (?:{ranked})|=[at] =[od](-?\d+) (?:(?:=[kK]|=w1) )?(?=(?:{listed}) ))"),
        several=re.compile(rf"(?<!\S)=[At] (?:{count}=o(-?1) |=o(-?1) {count})(?:=[kK] )?{end}"),
        signed=re.compile(rf"(?<!\S)=s (?:\. )?=[nw]\d+ (?:(?:(?:{joiners}|\.) )+(?:=s )?=[nw]\d+ )*"),
        every=re.compile(rf"(?<!\S)(?:=b |=[At] =w([2-5]) ){end}"),
        alone=frozenset(of("alone")),
    )


def _as_tags(phrase: str, tags: Dict[str, str]) -> str:
    return " ".join(tags.get(word, word) for word in phrase.split())
