"""Short messages that put things beside each other, or ask which of those compared is more of something."""

from __future__ import annotations

from typing import List, Optional

from actions import shorthand
from actions.answer import Answer
from actions.comparing import compare, either, to_compare
from actions.deciding import SURE_CONFIDENCE
from actions.kindred import counterpart
from actions.questions import about_records
from actions.readings import is_question
from actions.reference import MAX_RECORDS, resolve
from actions.turn import Turn


def one_or_the_other(turn: Turn) -> Optional[Answer]:
    """"X or Y?": both side by side, unless the message surely asks something else of them."""
    if turn.intent != "ask_definition" and is_question(turn.intent) and turn.confidence >= SURE_CONFIDENCE:
        return None
    ids = either(turn)
    return compare(turn, ids) if ids else None


def side_by_side(turn: Turn) -> Optional[Answer]:
    """"The first two side by side", « compare la 1 et la 3 »: those items of the list."""
    if len(turn.ordinals) < 2 or not shorthand.says(turn.text, "comparing") or len(turn.focus.shown) < 2:
        return None
    return compare(turn, resolve(turn).records)


def beside_it(turn: Turn) -> Optional[Answer]:
    """"And compared to PC'up?", "versus what Google gives": what is named, beside what was spoken of."""
    if not shorthand.says(turn.text, "against") or len(turn.named) != 1 or not turn.focus.records:
        return None
    return compare(turn, to_compare(turn, [counterpart(turn) or turn.named[0].record]))


def added(turn: Turn) -> Optional[Answer]:
    """"Add SCAI to the comparison", « ajoutez H Company » after some were compared: beside those, the last ones where there are too many."""
    shown = turn.focus.shown
    before = _compared(turn) or (list(shown) if turn.focus.intent != "find" and 1 < len(shown) <= MAX_RECORDS and set(turn.focus.records) & set(shown) else [])
    more = [one for one in turn.linked() if one not in before]
    if not before or not more or not shorthand.says(turn.text, "adding", at_start=True):
        return None
    return compare(turn, [*before, *more][-MAX_RECORDS:])


def which_of_them(turn: Turn) -> Optional[Answer]:
    """"Which is faster?", « laquelle a levé le plus ? » of what was compared: that of each, or the comparison again."""
    ids = _compared(turn)
    if not ids or turn.named or turn.ordinals or turn.facets.get("kind") or not (shorthand.says(turn.text, "which") or shorthand.says(turn.text, "pair")):
        return None
    asked = shorthand.ranked_by(turn) or shorthand.property_within(turn) or (turn.intent if is_question(turn.intent) else None)
    told = about_records(turn, ids, asked) if asked else None
    if told is None:
        return compare(turn, ids)
    turn.focus.records, turn.focus.shown, turn.focus.intent = ids, ids, "compare"
    return told


def _compared(turn: Turn) -> List[str]:
    """What was last put side by side, while that is still spoken of."""
    ids = turn.focus.records
    return list(ids) if turn.focus.intent == "compare" and len(ids) > 1 and ids == turn.focus.shown else []
