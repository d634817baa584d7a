"""Two or three records side by side, on what they both have."""

from __future__ import annotations

from typing import List, Optional

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion, Table
from actions.composing import marks, notice
from actions.gathering import own_lines
from actions.turn import Turn
from knowledge.schema.records import Record

# Rows of a comparison, as questions; those that no record answers are left out.
ROWS = (
    "ask_eligibility", "ask_threshold", "ask_cost", "ask_funding", "ask_duration", "ask_processing_time", "ask_family", "ask_rights",
    "ask_renewal", "ask_when", "ask_where", "ask_who", "ask_size", "ask_deadline", "ask_benefits",
)
MAX_ROWS = 9


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


def _cell(turn: Turn, record: Record, intent: str, sources: List[SourceLine]) -> str:
    lines = [line for line in own_lines(turn, record, intent) if line.freshness != "withheld"][:3]
    for line in lines:
        if line.source not in sources:
            sources.append(line.source)
    labelled = len({line.key for line in lines}) > 1
    colon = turn.say("wording", "colon")
    values = [(f"{line.label}{colon} " if labelled else "") + line.text.rstrip(".") + marks(turn, line, [line.key]) for line in lines]
    return turn.say("lists", "join_values").join(values)
