"""What a message means by its tie to what was spoken of: "his company", "the French Tech one", « celui de Google »."""

from __future__ import annotations

import re
from typing import Iterable, List, Optional, Set

from actions.shorthand import joined, left_over, says
from actions.turn import Turn
from knowledge.text import stem, tokens

# Right before, or right after, a kind of thing that belongs to what was spoken of.
_POSSESSIVE = re.compile(r"\b(?:his|her|its|their|sa|son|ses|leurs?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"^\s*(?:that |which )?(?:s?he|they|it|qu['’](?:il|elle|ils|elles))\s+(?:now\s+|also\s+)?"
    r"(?:runs?|leads?|heads?|directs?|founded|created|works|co-?founded|dirigent?|gèrent?|gerent?|mènent?|a\b|ont\b)", re.IGNORECASE,
)
# Ties by which something is somebody's, nearest first; then any other.
_TIES = ("led_by", "founded_by", "works_at", "run_by", "organised_by", "part_of", "located_in")
# What holds what: a thing and the place or body it is in are no pair to be compared.
_HOLDS = ("located_in", "part_of", "held_at", "run_by", "organised_by", "route_of")
# A person is no kind of thing that one owns.
_NO_BELONGINGS = {"person", "answer"}


def belonging(turn: Turn) -> Optional[str]:
    """"His company", "the campus she runs", « sa boîte »: the record of that kind that what was spoken of is tied to."""
    if not turn.focus.records or turn.named:
        return None
    kinds = {
        value for facet, value, start, end in turn.facet_spans
        if facet == "kind" and (_POSSESSIVE.search(turn.text[:start]) or _DONE.search(turn.text[end:]))
    } - _NO_BELONGINGS
    tied = [other for other in _tied_to(turn, turn.focus.records[0]) if turn.record(other) and turn.record(other).kind in kinds]
    return tied[0] if tied else None


def _tied_to(turn: Turn, record_id: str) -> List[str]:
    ties = [(relation, target) for relation, target, _ in turn.store.related(record_id) if target] + turn.store.inverse(record_id)
    return [other for _, other in sorted(ties, key=lambda tie: _TIES.index(tie[0]) if tie[0] in _TIES else len(_TIES))]


def inside(turn: Turn, ids: List[str]) -> Optional[str]:
    """Of two records the one that is in, or of, the other; None when neither is."""
    for one, other in (ids, ids[::-1]) if len(ids) == 2 else ():
        if any(relation in _HOLDS and target == other for relation, target, _ in turn.store.related(one)):
            return one
    return None


def sibling(turn: Turn) -> Optional[str]:
    """"No, the Emergence one", « celui de Google »: the record whose name says that beside what was spoken of, or listed.

    Its name holds all that is said, and a word of the name of what was spoken of, or it is of the kind last listed.
    """
    pointing = turn.intent == "correct" or joined(turn) or says(turn.text, "meaning") or says(turn.text, "one") or says(turn.text, "other")
    said = _said(turn)
    if not pointing or not said or not turn.focus.records or turn.ordinals:
        return None
    record = turn.record(turn.focus.records[0])
    own = _stems(tokens(record.name.en) + tokens(record.name.fr)) - said
    listed = set(turn.focus.filter.get("kinds") or []) if turn.focus.intent == "find" else set()
    fitting = {
        other for name, other, _ in turn.store.names()
        if other != record.id and said <= (words := _stems(tokens(name))) and (words & own or turn.record(other).kind in listed)
        and turn.record(other).kind != "answer"
    }
    return fitting.pop() if len(fitting) == 1 else None


def _said(turn: Turn) -> Set[str]:
    """The telling words of the message, those of names among them; none when it says more than a name would."""
    bare = [word for one in turn.named for word in tokens(turn.text[one.start : one.end])]
    words = [*left_over(turn, "meaning", "joining", "one", "other", "asked", "question"), *bare]
    return _stems(word for word in words if len(word) > 2) if len(words) <= 4 else set()


def _stems(words: Iterable[str]) -> Set[str]:
    return {stem(word) for word in words if len(word) > 2}
