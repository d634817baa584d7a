"""What a message means by its tie to what was spoken of: "his company", "the French Tech one", « celui de Google »."""

from __future__ import annotations

import collections
import re
from typing import Dict, Iterable, List, Optional, Set

from actions.shorthand import joined, left_over, negated, says
from actions.turn import NARROWING, Turn
from knowledge.text import stem, tokens

# Right before, or right after, a kind of thing that belongs to what was spoken of.
_POSSESSIVE = re.compile(r"\b(?:his|her|its|their|sa|son|ses|leurs?)\s+(?:\w+\s+)?$", re.IGNORECASE)
_DONE = re.compile(
    r"^\s*(?:that |which )?(?:do |does |did )?(?:s?he|they|it|qu['’](?:il|elle|ils|elles))\s+(?:now\s+|also\s+)?"
    r"(?:runs?|leads?|heads?|directs?|founded|created|works|co-?founded|dirigent?|gèrent?|gerent?|mènent?|a\b|ont\b)", re.IGNORECASE,
)
# Right after: a clause with somebody as its subject ("the summit she prepared"); right before: what points at it.
_CLAUSE = re.compile(r"^\s*(?:that |which )?(?:did |does |do |has |have )?(?:s?he|qu['’](?:il|elle))\s+\w", re.IGNORECASE)
_POINTED = re.compile(r"\b(?:that|this|cette|cet|ce|the)\s+(?:\w+\s+)?$", re.IGNORECASE)
# Ties by which something is somebody's, nearest first; then any other.
_TIES = ("led_by", "founded_by", "works_at", "run_by", "organised_by", "part_of", "located_in")
# « Celui de LVMH », and no "one" that may be a pronoun.
_OF_A_MAKER = re.compile(r"\bcel(?:ui|le)\s+(?:de|du|d['’]|des)\b", re.IGNORECASE)
# "The day, not the week", « la journée, pas la semaine ».
_PUT_ASIDE = re.compile(r"\b(?:not|pas)\s+(?:(?:the|an?|les?|la)\s+|l['’])?([\w'-]+)", re.IGNORECASE)
# What holds what: a thing and the place or body it is in are no pair to be compared.
_HOLDS = ("located_in", "part_of", "held_at", "run_by", "organised_by", "route_of")
# Those who make, run or pay for other things.
_MAKERS = ("organisation", "startup", "person", "lab")
_MADE = ("programme", "accelerator", "place", "event", "meetup", "investment", "portal")
# To be of the same kind counts as a word that so many names bear.
ALIKE = 1 / 20
# A person is no kind of thing that one owns.
_NO_BELONGINGS = {"person", "answer"}


def belonging(turn: Turn) -> Optional[str]:
    """"His company", "the campus she runs", « sa boîte »: the record of that kind that what was spoken of is tied to."""
    tied = belongings(turn)
    spoken_of = turn.record(turn.focus.records[0]) if tied else None
    if spoken_of and spoken_of.kind == turn.record(tied[0]).kind:
        # « Sa boîte » after who runs a company was told is that company, and none that it bought.
        return spoken_of.id
    if tied and says(turn.text, "former"):
        # "His first company": one that is no more, or that somebody else leads now.
        now = {target for relation, target, _ in turn.store.related(turn.focus.records[0]) if relation == "works_at"}
        now |= {one for _, one in turn.store.inverse(turn.focus.records[0], "led_by")}
        tied = [one for one in tied if one not in now] or tied
    return tied[0] if tied else None


def belongings(turn: Turn) -> List[str]:
    """All records of that kind, nearest tie first."""
    if not turn.focus.records or turn.named:
        return []
    kinds = {
        value for facet, value, start, end in turn.facet_spans
        if facet == "kind" and (_POSSESSIVE.search(turn.text[:start]) or _DONE.search(turn.text[end:]) or _CLAUSE.search(turn.text[end:]))
    } - _NO_BELONGINGS
    return _of_kinds(turn, kinds)


def of_the_person(turn: Turn) -> Optional[str]:
    """"That company" while somebody is spoken of: the one of that kind that is theirs."""
    if not turn.focus.records or turn.named or turn.record(turn.focus.records[0]).kind != "person":
        return None
    kinds = {value for facet, value, start, _ in turn.facet_spans if facet == "kind" and _POINTED.search(turn.text[:start])} - _NO_BELONGINGS
    tied = _of_kinds(turn, kinds)
    return tied[0] if tied else None


def _of_kinds(turn: Turn, kinds: Set[str]) -> List[str]:
    return [other for other in tied_to(turn, turn.focus.records[0]) if turn.record(other) and turn.record(other).kind in kinds]


def tied_to(turn: Turn, record_id: str) -> List[str]:
    """The records that a record is tied to by any relation, stated by either, nearest tie first."""
    ties = [(relation, target) for relation, target, _ in turn.store.related(record_id) if target] + turn.store.inverse(record_id)
    return [other for _, other in sorted(ties, key=lambda tie: _TIES.index(tie[0]) if tie[0] in _TIES else len(_TIES))]


def inside(turn: Turn, ids: List[str]) -> Optional[str]:
    """Of two records the one that is in, or of, the other; None when neither is."""
    for one, other in (ids, ids[::-1]) if len(ids) == 2 else ():
        if any(relation in _HOLDS and target == other for relation, target, _ in turn.store.related(one)):
            return one
    return None


def points_at_one(turn: Turn) -> bool:
    """Whether the message puts one thing in the place of another ("the … one", "the other", "I meant")."""
    return _picks_one(turn) or says(turn.text, "meaning")


def _picks_one(turn: Turn) -> bool:
    return turn.intent == "correct" or says(turn.text, "one") or says(turn.text, "other")


def sibling(turn: Turn) -> Optional[str]:
    """"No, the Emergence one", « celui de Google »: the record whose name says that beside what was spoken of, or listed.

    Its name holds all that is said, and a word of the name of what was spoken of, or it is of the kind last listed.
    """
    if not (points_at_one(turn) or turn.intent == "refine" or joined(turn)) or not turn.focus.records or turn.ordinals:
        return None
    if turn.focus.intent == "find" and says(turn.text, "several"):
        # "Rather those for women" wants some of the list, and no one's namesake.
        return None
    if any(turn.record(one.record).kind == turn.record(turn.focus.records[0]).kind for one in turn.named):
        # Named outright, it needs no kin.
        return None
    if turn.focus.intent == "find" and not _picks_one(turn) and (NARROWING | {"audience"}) & set(turn.facets):
        # "Rather LLMs" of a list of meetups narrows it.
        return None
    said = _said(turn) or (_said_of_facets(turn) if turn.intent == "correct" or says(turn.text, "meaning") else set())
    if not said:
        return None
    record = turn.record(turn.focus.records[0])
    own = frozenset().union(*(name.stems for name in turn.store.names_in_words() if name.record == record.id)) - said
    kinds = set(turn.focus.filter.get("kinds") or []) if turn.focus.intent == "find" else set()
    if says(turn.text, "one"):
        kinds.add(record.kind)
    names = [(name.record, name.stems) for name in turn.store.names_in_words() if name.record != record.id]
    bearers = collections.Counter(word for _, words in names for word in words)
    shared: Dict[str, float] = {}
    for other, words in names:
        if said <= words and (words & own or turn.record(other).kind in kinds) and turn.record(other).kind != "answer":
            # The nearer the kin: words of the name that few others bear, and the kind.
            kin = sum(1 / bearers[word] for word in words & own)
            shared[other] = max(shared.get(other, 0.0), kin + ALIKE * (turn.record(other).kind == record.kind))
    nearest = [other for other in shared if shared[other] == max(shared.values())]
    if not nearest and not turn.named and _OF_A_MAKER.search(turn.text):
        # The only one there is of that name, of whatever kind it is held to be.
        nearest = list({other for other, words in names if said <= words and turn.record(other).kind != "answer"})
    return nearest[0] if len(nearest) == 1 else None


def _said(turn: Turn) -> Set[str]:
    """The telling words of the message, those of names among them; none when it says more than a name would."""
    bare = [word for one in turn.named for word in tokens(turn.text[one.start : one.end])]
    put_aside = {word for named in _PUT_ASIDE.findall(turn.text) for word in tokens(named)}
    words = [*left_over(turn, "meaning", "joining", "one", "other", "asked", "question", "none"), *bare]
    words = [word for word in words if word not in put_aside]
    return _stems(word for word in words if len(word) > 2) if len(words) <= 4 else set()


def _said_of_facets(turn: Turn) -> Set[str]:
    """The words of facets that the message does not put aside ("the Saclay one", « leur centre de données »)."""
    spans = [(start, end) for _, _, start, end in turn.facet_spans if not negated(turn.text, start)]
    words = [word for start, end in dict.fromkeys(spans) for word in tokens(turn.text[start:end])]
    return _stems(words) if len(words) <= 4 and not left_over(turn, "meaning", "joining", "one", "other", "none") else set()


def counterpart(turn: Turn) -> Optional[str]:
    """"And Microsoft's?" of credits by Amazon: the one record of the kind spoken of that what is named now is tied to."""
    if len(turn.named) != 1 or not turn.focus.records or turn.record(turn.focus.records[0]) is None:
        return None
    kind, named = turn.record(turn.focus.records[0]).kind, turn.named[0].record
    if turn.record(named).kind in (kind, "answer") or turn.record(named).kind not in _MAKERS or kind not in _MADE:
        return None
    tied = [other for other in dict.fromkeys([*tied_to(turn, named), *_called_after(turn, kind)]) if turn.record(other) and turn.record(other).kind == kind]
    tied = [other for other in tied if other not in turn.focus.records]
    tied = [other for other in tied if not turn.record(other).status or turn.record(other).status.value == "active"] or tied
    own = turn.record(turn.focus.records[0])
    alike = {one: len({*own.topics, *own.audience} & {*turn.record(one).topics, *turn.record(one).audience}) for one in tied}
    nearest = [one for one in tied if alike[one] == max(alike.values())]
    return nearest[0] if len(nearest) == 1 else None


def _called_after(turn: Turn, kind: str) -> List[str]:
    """Records of a kind in whose names stands what the message names ("Google", of which “Google for Startups” is one)."""
    one = turn.named[0]
    said = set(tokens(turn.text[one.start : one.end]))
    names = turn.store.names_in_words() if said else ()
    return [name.record for name in names if name.main and said <= name.words and turn.record(name.record).kind == kind]


def _stems(words: Iterable[str]) -> Set[str]:
    return {stem(word) for word in words if len(word) > 2}
