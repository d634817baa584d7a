"""Two or three records side by side, on what they both have."""

from __future__ import annotations

import re
from typing import List, Optional

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion, Table
from actions.composing import marks, notice
from actions.gathering import own_lines
from actions.turn import SURELY_LINKED, Turn
from knowledge.schema.records import Record
from knowledge.text import tokens

# Rows of a comparison, as questions; those that no record answers are left out.
ROWS = (
    "ask_eligibility", "ask_threshold", "ask_cost", "ask_funding", "ask_duration", "ask_processing_time", "ask_family", "ask_rights",
    "ask_renewal", "ask_when", "ask_where", "ask_who", "ask_size", "ask_deadline", "ask_benefits",
)
MAX_ROWS = 9
_EITHER = re.compile(r"\b(?:or|ou|vs|versus|contre)\b", re.IGNORECASE)
# Words of the longest name that is looked up whole.
LONGEST_NAME = 5


def compare(turn: Turn, ids: List[str]) -> Optional[Answer]:
    """A table of the records, or None with fewer than two of them."""
    records = [record for record in (turn.record(one) for one in ids[:3]) if record and record.kind != "answer"]
    if len(records) < 2:
        return None
    sources: List[SourceLine] = []
    rows = [[turn.say("compare", "summary"), *(record.summary.in_language(turn.language) for record in records)]]
    for intent in ROWS:
        cells = [_cell(turn, record, intent, sources) for record in records]
        if sum(bool(cell) for cell in cells) >= 1 and len(rows) < MAX_ROWS and any(cells):
            rows.append([turn.say("questions", f"{intent}_short"), *(cell or turn.say("compare", "unknown") for cell in cells)])
    names = [record.name.in_language(turn.language) for record in records]
    turn.focus.speak_of([record.id for record in records], "compare")
    turn.focus.shown = [record.id for record in records]
    parts = [turn.say("compare", "heading", names=turn.say("lists", "join_and").join(f"**{name}**" for name in names))]
    for row in rows:
        parts.append(f"**{row[0]}**\n" + "\n".join(f"- {name}{turn.say('wording', 'colon')} {cell}" for name, cell in zip(names, row[1:])))
    return Answer(
        text="\n\n".join(parts), language=turn.language, kind="comparison", table=Table(["", *names], rows), sources=sources,
        suggestions=[Suggestion(turn.name(record.id), payload.ask("ask_definition", record.id)) for record in records],
        notice=notice(turn, records),
    )


def either(turn: Turn) -> List[str]:
    """The records of "X or Y?" when names stand on both sides, be they ordinary words too ("acre or arce"); else none."""
    sides = _EITHER.split(turn.text)
    if turn.pressed or len(sides) != 2:
        return []
    linked = [one for one in turn.named if one.score >= SURELY_LINKED]
    left = _bearer(turn, tokens(sides[0])[::-1]) or [one.record for one in linked if one.end <= len(sides[0])][-1:]
    right = _bearer(turn, tokens(sides[1]), forwards=True) or [one.record for one in linked if one.start >= len(turn.text) - len(sides[1])][:1]
    found = list(dict.fromkeys([*left, *right]))
    return found if len(found) == 2 else []


def _bearer(turn: Turn, words: List[str], forwards: bool = False) -> List[str]:
    """The one record that the longest name from the first of `words` on means; `words` are reversed unless `forwards`."""
    for size in range(min(len(words), LONGEST_NAME), 0, -1):
        name = words[:size] if forwards else words[:size][::-1]
        found = turn.store.named(" ".join(name))
        if found:
            return found if len(found) == 1 else []
    return []


def to_compare(turn: Turn, named: List[str]) -> List[str]:
    """What a wish to compare is about: the names; one name and what was spoken of before; the list shown, or the last two spoken of."""
    focus = turn.focus
    if len(named) > 1:
        return named
    if named:
        kind = turn.record(named[0]).kind
        before = [one for one in dict.fromkeys([*focus.records, *focus.history]) if one not in named and turn.record(one)]
        return [one for one in before if turn.record(one).kind == kind][:1] + named
    if focus.intent == "find" and len(focus.shown) > 1:
        return focus.shown[:2]
    spoken_of = [one for one in focus.history if turn.record(one)]
    if len(spoken_of) > 1:
        return spoken_of[1::-1]
    return focus.shown[:2] if len(focus.shown) > 1 else focus.records[:2]


def _cell(turn: Turn, record: Record, intent: str, sources: List[SourceLine]) -> str:
    lines = [line for line in own_lines(turn, record, intent) if line.freshness != "withheld"][:3]
    for line in lines:
        if line.source not in sources:
            sources.append(line.source)
    labelled = len({line.key for line in lines}) > 1
    colon = turn.say("wording", "colon")
    values = [(f"{line.label}{colon} " if labelled else "") + line.text.rstrip(".") + marks(turn, line, [line.key]) for line in lines]
    return turn.say("lists", "join_values").join(values)
