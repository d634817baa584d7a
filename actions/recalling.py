"""What a message points back to without naming it: the other one, somebody just named, "the visa", an ordinary word as a name."""

from __future__ import annotations

import re
from typing import List, Optional

from actions.gathering import relation_lines
from actions.shorthand import left_over, says
from actions.turn import NARROWING, Turn
from knowledge.schema.records import Record
from knowledge.text import stem, tokens

# What makes a kind more than what was spoken of: "the visa for students", « l’événement le plus proche ».
NARROWED = NARROWING | {"audience", "elsewhere"}
_SUPERLATIVE = re.compile(r"\s+(?:le|la|les)\s+(?:plus|moins|mieux)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|le|la|ce|cet|cette|du|au)\s+$|\bl['’]$", re.IGNORECASE)
# Shorter names are words of every other sentence.
SHORTEST_NAME = 3
# A word that alone calls a thing: so long at least, after an article, and part of few names.
_CALLING = re.compile(r"\b(?:the|that|le|la|l|ce|cet|cette|du|au)\s+(\w{5,})")
MOST_BEARERS = 8


def last_thing(turn: Turn) -> Optional[Record]:
    """The thing just spoken of; None after a list or an article, or with nothing before."""
    record = turn.record(turn.focus.records[0]) if turn.focus.records and turn.focus.intent != "find" else None
    return record if record and record.kind != "answer" else None


def named_in_context(turn: Turn) -> List[str]:
    """Records just shown or spoken of whose whole name stands in the message, although it is an ordinary word too."""
    line = " ".join(tokens(turn.text))
    known = dict.fromkeys([*turn.focus.records[:1], *turn.focus.history, *turn.focus.shown])
    return [one for one in known if any(_stands_in(name, line) for name in _names(turn.record(one)))]


def called_by_a_word(turn: Turn) -> List[str]:
    """"The Village", « la Duck » after others were spoken of: the one whose name alone holds a word said after an article."""
    known = [one for one in dict.fromkeys([*turn.focus.history, *turn.focus.shown]) if turn.record(one)]
    of_facets = {word for _, _, start, end in turn.facet_spans for word in tokens(turn.text[start:end])}
    for word in _CALLING.findall(" ".join(tokens(turn.text))) if known else ():
        bearers = [one for one in known if any(word in name.split() for name in _names(turn.record(one)))]
        everywhere = {name.record for name in turn.store.names_in_words() if word in name.words} if len(bearers) == 1 else set()
        if len(bearers) == 1 and word not in of_facets and len(everywhere) <= MOST_BEARERS:
            return bearers
    return []


def _names(record: Optional[Record]) -> List[str]:
    given = [record.name.en, record.name.fr, *record.aliases] if record and record.kind != "answer" else []
    return [" ".join(tokens(name)) for name in given]


def _stands_in(name: str, line: str) -> bool:
    return len(name) >= SHORTEST_NAME and f" {name} " in f" {line} "


def the_other(turn: Turn) -> Optional[str]:
    """"The other one": of two shown the one not spoken of, else what was spoken of before."""
    if not says(turn.text, "other") or not turn.focus.records:
        return None
    current, shown = turn.focus.records[0], turn.focus.shown
    if len(shown) == 2 and current in shown:
        return shown[1 - shown.index(current)]
    return next((one for one in turn.focus.history if one != current), None)


def last_two(turn: Turn) -> List[str]:
    """"Those two", « ces deux-là » after one and then another were spoken of: both, in that order; empty after a list."""
    return _two_alike(turn) if says(turn.text, "pair") else []


def of_last_two(turn: Turn) -> Optional[str]:
    """"With the first, who is in charge?" after one and then another were spoken of, and no list shown: that one of them."""
    two, place = _two_alike(turn), turn.ordinals[0]
    return two[place - 1 if place > 0 else place] if two and len(turn.ordinals) == 1 and place in (1, 2, -1) else None


def _two_alike(turn: Turn) -> List[str]:
    focus = turn.focus
    if focus.intent == "find" or not focus.records or turn.record(focus.records[0]) is None:
        return []
    kind = turn.record(focus.records[0]).kind
    alike = [one for one in focus.history if turn.record(one) and turn.record(one).kind == kind][:2]
    return alike[::-1] if len(alike) == 2 and kind != "answer" else []


def somebody_spoken_of(turn: Turn) -> Optional[str]:
    """"When did he leave Meta?" while a person is spoken of: the person, and not what is named beside the pronoun."""
    record = last_thing(turn)
    if record is None or record.kind != "person" or not says(turn.text, "subject") or any(turn.record(one.record).kind == "person" for one in turn.named):
        return None
    return record.id


def people_meant(turn: Turn) -> List[str]:
    """"Her", « de lui » after a question of who is behind something: the people that the record names."""
    record = turn.record(turn.focus.records[0]) if turn.focus.records else None
    if not record or record.kind == "person" or not (says(turn.text, "career") or (turn.focus.intent == "ask_who" and says(turn.text, "person"))):
        return []
    return people_behind(turn, record)


def people_behind(turn: Turn, record: Record) -> List[str]:
    """The people whom a record names, in the order in which they are told."""
    linked = dict.fromkeys(one for line in relation_lines(turn, record, "ask_who") for one in line.ids)
    return [one for one in linked if turn.record(one) and turn.record(one).kind == "person"]


def by_a_word(turn: Turn) -> Optional[str]:
    """« Mon crédit d’impôt »: what was spoken of whose name holds most of the words said."""
    said = {stem(word) for word in left_over(turn, "returning", "joining", "asked", "question")}
    said |= {stem(word) for start, end in turn.spans for word in tokens(turn.text[start:end])}
    shared = {one: len(said & {stem(word) for name in _names(turn.record(one)) for word in name.split() if len(word) > 2}) for one in turn.focus.history}
    best = max(shared, key=lambda one: shared[one], default=None)
    return best if best and shared[best] else None


def of_that_kind(turn: Turn, certain: bool = False) -> Optional[str]:
    """"The visa", « cet événement » while something else is spoken of: the last one of that kind that was.

    `certain`: the message is known to point back, so that no article is needed.
    """
    if any(turn.facets.get(facet) for facet in NARROWED):
        return None
    definite = certain or any(
        _DEFINITE.search(turn.text[:start]) and not _SUPERLATIVE.match(turn.text[end:])
        for facet, _, start, end in turn.facet_spans if facet == "kind"
    )
    kinds = turn.facets.get("kind", [])
    spoken_of = dict.fromkeys([*turn.focus.records[:1], *turn.focus.history])
    return next((one for one in spoken_of if turn.record(one) and turn.record(one).kind in kinds), None) if definite else None
