"""What a short message says once names, facets and dates are taken out of it: nothing, a marker ("and …?"), a property ("price?").

The words stand in `shorthand.yml`, a section a language; both are read in every message, since people mix them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, List, Optional, Set, Tuple

import yaml

from actions.turn import Turn
from knowledge.text import tokens

_WORDS = Path(__file__).with_name("shorthand.yml")
# Right before what is not wanted; "no," and « non, » correct what was heard.
_NOT = re.compile(
    r"\b(?:not|except|without|rather than|no more|pas|sauf|sans|plut[oô]t que)\s+"
    r"(?:(?:in|on|for|the|any|les?|la|du|des?|dans|en|pour|sur)\s+|l['’]|d['’])*$", re.IGNORECASE,
)
# Words that stand for what was spoken of, some as they are typed and some folded.
PRONOUNS = frozenset(
    "it its that this they them there he she him her his their il elle ils elles lui leur leurs sa son ses ça ca cela celui y en ce cette".split()
)
# What parts the clauses of a message.
_CLAUSES = re.compile(r"[.,:;!?…()\n]|\s[-–—]\s")
# Asks what something is, among words that define.
_WHAT = {"what", "whats", "quoi", "koi", "kwa", "kesako", "qu"}
# A message that says more than this many words stands by itself.
SHORT = 7
# Or more than so many that tell something.
TELLING = 4


def says(text: str, group: str, at_start: bool = False) -> bool:
    """Whether a phrase of that group of `shorthand.yml` stands in the text, or opens it."""
    return bool((re.match if at_start else re.search)(_pattern(group), _line(text)))


def joined(turn: Turn) -> bool:
    """Whether the message carries the last one on ("and …?", "what about …", « et … ? »)."""
    return says(turn.text, "joining", at_start=True)


def negated(text: str, start: int) -> bool:
    """Whether what stands at `start` is named to be left out ("not health, finance", « pas le CIR, le CII »)."""
    return bool(_NOT.search(text[:start]))


def left_over(turn: Turn, *groups: str) -> List[str]:
    """The folded words beside names, facets, dates, fillers and the phrases of `groups`; "asked" are all properties."""
    text = _beside_spans(turn)
    if turn.dates and turn.dates.get("text"):
        text = re.sub(re.escape(turn.dates["text"]), " ", text, flags=re.IGNORECASE)
    line = _line(text)
    for group in groups:
        for pattern in [pattern for _, pattern in _properties()] if group == "asked" else [_pattern(group)]:
            line = re.sub(pattern, " ", line)
    return [word for word in line.split() if word not in _words("fillers")]


def property_asked(turn: Turn, beside_names: bool = False) -> Optional[str]:
    """The intent of a message that says one property and nothing else ("its price?", « l’adresse ? »).

    Words of facets count as words; with `beside_names`, those of names and facets are left out.
    """
    return _property_alone(_line(_beside_spans(turn) if beside_names else turn.text))


def asked_at_last(turn: Turn) -> Optional[str]:
    """The intent of a message whose last clause says one property and nothing else ("The CIFRE thesis: who runs it?")."""
    lines = [_line(clause) for clause in _CLAUSES.split(_beside_spans(turn))]
    lines = [line for line in lines if set(line.split()) - _words("fillers") or _WHAT & set(line.split())]
    if not lines or any(_property_alone(line, "question") for line in lines[:-1]):
        # Two questions, of which the last is but one.
        return None
    said = set(lines[-1].split())
    return "ask_definition" if _WHAT & said and said <= _words("defining") else _property_alone(lines[-1], "question")


def property_within(turn: Turn, part: Optional[str] = None) -> Optional[str]:
    """The intent of the one property that a message, or a part of it, says among other words ("the second one, who is the CEO")."""
    found, _ = _properties_of(_line(_beside_spans(turn) if part is None else part))
    return found.pop() if len(found) == 1 else None


def ranked_by(turn: Turn) -> Optional[str]:
    """The intent whose answers a superlative or comparative ranks ("which is faster?", « la plus ancienne »)."""
    line = _line(turn.text)
    found = {intent for intent, pattern in _ranked() if re.search(pattern, line)}
    return found.pop() if len(found) == 1 else None


def asks_barely(turn: Turn) -> bool:
    """Whether a question says nothing of what it is about ("how much does it cost?", « c’est où ? »)."""
    if turn.facets or turn.named or turn.dates or turn.unknown_names:
        return False
    _, rest = _properties_of(_line(turn.text))
    return not rest - _words("fillers") - _words("question")


def short(turn: Turn) -> bool:
    """Whether the message says little enough beside names and facets to lean on the one before."""
    said = tokens(_beside_spans(turn))
    return not turn.pressed and (len(said) <= SHORT or len([word for word in said if word not in _words("fillers")]) <= TELLING)


def _property_alone(line: str, *besides: str) -> Optional[str]:
    found, rest = _properties_of(line)
    return found.pop() if len(found) == 1 and not rest.difference(_words("fillers"), *map(_words, besides)) else None


def _properties_of(line: str) -> Tuple[Set[str], Set[str]]:
    """(the intents of the properties that the line says, its other words)"""
    found = set()
    for intent, pattern in _properties():
        line, times = re.subn(pattern, " ", line)
        if times:
            found.add(intent)
    return found, set(line.split())


def _line(text: str) -> str:
    # Without its accent « où » would be "or".
    return " ".join(tokens(re.sub(r"\boù\b", "where", text, flags=re.IGNORECASE)))


def _beside_spans(turn: Turn) -> str:
    letters = list(turn.text)
    for start, end in turn.spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


@lru_cache(maxsize=1)
def _sections() -> Tuple[Dict[str, list], ...]:
    # "on" and "no" are words here, not truth values.
    return tuple(yaml.load(_WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader).values())


@lru_cache(maxsize=None)
def _words(group: str) -> FrozenSet[str]:
    return frozenset(word for section in _sections() for word in section[group])


@lru_cache(maxsize=None)
def _pattern(group: str) -> str:
    return _any_of(word for section in _sections() for word in section[group])


@lru_cache(maxsize=1)
def _ranked() -> List[Tuple[str, str]]:
    """(intent, pattern of what ranks its answers), one a language."""
    return [(intent, _any_of(words)) for section in _sections() for intent, words in section["ranked"].items()]


@lru_cache(maxsize=1)
def _properties() -> List[Tuple[str, str]]:
    """(intent, pattern), those with the longest phrases first, so that « date limite » is no date."""
    words: Dict[str, List[str]] = {}
    for section in _sections():
        for intent, phrases in section["properties"].items():
            words.setdefault(intent, []).extend(phrases)
    pairs = [(intent, phrase) for intent, phrases in words.items() for phrase in phrases]
    pairs.sort(key=lambda pair: -pair[1].count(" "))
    return [(intent, _any_of([phrase])) for intent, phrase in pairs]


def _any_of(phrases) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)"
