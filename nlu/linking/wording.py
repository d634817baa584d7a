"""The same name in other words: without small words, in either order, in either language, with numbers spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Iterable, Iterator, List, Sequence, Tuple

import yaml

from knowledge.schema import vocabulary
from knowledge.text import fold, stem

DROPPED = frozenset("the le la les l des du de d of and et s".split())
# What turns "Y X" into "X of Y".
OF = frozenset("of by from du de d des chez".split())
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|e|er|eme)$")
_SAME = Path(__file__).with_name("same.yml")
_SPOKEN = Path(__file__).with_name("spoken.yml")


@dataclass(frozen=True)
class Token:
    """A word, or several that are one, of the words `start:end`; `head`: it tells what kind of thing is named; `of`: "of" stands before it."""

    word: str
    start: int
    end: int
    head: bool
    of: bool


def tokens_of(words: Sequence[str], lists: bool = True) -> List[Token]:
    """Folded words as tokens: small words left out, plurals made singular, words of one meaning made one.

    `lists`: plurals of what records are called ("incubators") stay, as they ask for a list.
    """
    same, heads, longest = _same()
    kept = [at for at, word in enumerate(words) if word and (word not in DROPPED or _is_letter(words, at))]
    found: List[Token] = []
    position = 0
    while position < len(kept):
        for size in range(min(longest, len(kept) - position), 0, -1):
            places = kept[position : position + size]
            phrase = " ".join(_singular(words[at]) if lists else _stem(words[at]) for at in places)
            meant = same.get(phrase)
            if meant or size == 1:
                of = any(words[at] in OF for at in range(kept[position - 1] + 1 if position else 0, places[0]))
                found.append(Token(meant or phrase, places[0], places[-1] + 1, (meant or phrase) in heads, of))
                position += size
                break
    return found


def keys(tokens: Sequence[Token]) -> Iterator[Tuple[str, ...]]:
    """What a name of these tokens is looked up by: as it stands, and with what follows "of" put first."""
    yield _heads_last(tokens)
    for at in range(1, len(tokens)):
        if tokens[at].of and tokens[0].head:
            yield _heads_last([*tokens[at:], *tokens[:at]])
            break


def spelt_out(words: Sequence[str]) -> Iterator[List[str]]:
    """The name with its number or lone letter in words ("France twenty thirty"), as people dictate; nothing if it has none."""
    for at, word in enumerate(words):
        number = word if len(word) == 1 else word.strip("abcdefghijklmnopqrstuvwxyz")
        for said in _spoken().get(number, ()) if number else ():
            # "21st" is said in one word of its own, or in those of its number.
            rest = _ORDINAL.sub("", word)
            yield [*words[:at], *rest.replace(number, f" {said} ").split(), *words[at + 1 :]]


def _heads_last(tokens: Sequence[Token]) -> Tuple[str, ...]:
    # Only at an edge: in the middle of a name a head belongs where it stands.
    if len(tokens) > 1 and tokens[0].head and not tokens[-1].head:
        return (*(token.word for token in tokens[1:]), tokens[0].word)
    return tuple(token.word for token in tokens)


def _is_letter(words: Sequence[str], at: int) -> bool:
    """Whether a single letter is no elided small word but itself ("type D visa")."""
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at] in ("d", "l") and not after.startswith(tuple("aeiouyh"))


def is_plural_kind(word: str) -> bool:
    """Whether this is the plural of what records are called: "incubators" asks for a list, "incubator" may name one."""
    return word in _plurals()


@lru_cache(maxsize=65536)
def _singular(word: str) -> str:
    return word if word in _plurals() else _stem(word)


def _stem(word: str) -> str:
    # "salariés" are no salaries.
    return "salarie" if word == "salaries" else stem(word)


@lru_cache(maxsize=1)
def _plurals() -> FrozenSet[str]:
    words = {fold(word) for kind in vocabulary.kinds().values() for word in (*kind.words.en, *kind.words.fr)}
    return frozenset(word for word in words if stem(word) in words and stem(word) != word)


@lru_cache(maxsize=1)
def _same() -> Tuple[Dict[str, str], FrozenSet[str], int]:
    table = yaml.safe_load(_SAME.read_text(encoding="utf-8"))
    same = {" ".join(_singular(part) for part in word.split()): group[0] for group in _groups(table) for word in group}
    return same, frozenset(group[0] for group in table["heads"]), max(phrase.count(" ") + 1 for phrase in same)


def _groups(table: Dict[str, List[List[str]]]) -> Iterable[List[str]]:
    return (*table["heads"], *table["words"])


@lru_cache(maxsize=1)
def _spoken() -> Dict[str, List[str]]:
    return {str(number): said for number, said in yaml.safe_load(_SPOKEN.read_text(encoding="utf-8")).items()}
