"""Turns that lean on earlier ones: narrowing, picking, more, corrections, yes and no."""

from __future__ import annotations

from typing import Optional

from actions import filters
from actions.answer import Answer
from actions.comparing import compare
from actions.lists import list_answer
from actions.questions import about_records, choice, out_of_list, unknown_property
from actions.readings import is_question
from actions.reference import resolve
from actions.turn import Turn
from knowledge.text import tokens

# "More" of a list rather than of the thing last spoken of.
_ONWARD = {"suite", "suivants", "suivantes", "autres", "next", "others", "results"}


def refine(turn: Turn) -> Optional[Answer]:
    """"And for employees?", "only free ones", "and in October?": the last question or list, shifted."""
    focus = turn.focus
    if narrows_list(turn) or (focus.intent == "find" and (turn.facets or turn.named)):
        return list_answer(turn, filters.from_turn(turn, base=filters.from_json(focus.filter)))
    if focus.intent == "compare" and turn.named and focus.records:
        return compare(turn, focus.records[:1] + [one.record for one in turn.named])
    reference = resolve(turn)
    if reference.out_of_list is not None:
        return out_of_list(turn)
    if reference.candidates:
        return choice(turn, reference.candidates, focus.intent or "ask_definition")
    if reference.records and (turn.named or reference.records != focus.records[:1] or turn.ordinals):
        intent = focus.intent if focus.intent and is_question(focus.intent) else "ask_definition"
        answer = about_records(turn, reference.records, intent) or unknown_property(turn, reference.records[0], intent)
        focus.speak_of(reference.records, intent)
        return answer
    if turn.facets.get("kind") or turn.facets.get("topic") or turn.dates:
        return list_answer(turn, filters.from_turn(turn))
    return None


def narrows_list(turn: Turn) -> bool:
    """Whether the message only adds to the filter of the list last shown ("plutôt gratuit", "and in October?")."""
    filters_named = bool(turn.dates) or bool({"topic", "sector", "area", "price", "spoken"} & set(turn.facets))
    short = len(turn.text.split()) <= 5
    return bool(turn.focus.filter) and filters_named and short and not turn.facets.get("kind") and not turn.named


def select(turn: Turn) -> Optional[Answer]:
    """"The second one", "le dernier", a pressed choice: that record, with the question that was open."""
    reference = resolve(turn)
    if reference.out_of_list is not None:
        return out_of_list(turn)
    if not reference.records:
        return None
    intent = turn.focus.pending if is_question(turn.focus.pending or "") else "ask_definition"
    answer = about_records(turn, reference.records, intent) or unknown_property(turn, reference.records[0], intent)
    turn.focus.speak_of(reference.records, intent)
    return answer


def show_more(turn: Turn) -> Optional[Answer]:
    """The next page of the list last shown."""
    if turn.focus.filter:
        return list_answer(turn, filters.from_json(turn.focus.filter), turn.focus.offset)
    return tell_more(turn)


def tell_more(turn: Turn) -> Optional[Answer]:
    """What else is known about the record in focus: the definition first, then the questions it can answer."""
    if turn.focus.filter and _ONWARD & set(tokens(turn.text)):
        return list_answer(turn, filters.from_json(turn.focus.filter), turn.focus.offset)
    reference = resolve(turn)
    if not reference.records:
        return None
    record_id = reference.records[0]
    order = ("ask_definition", "ask_benefits", "ask_eligibility", "ask_how_to_apply", "ask_funding", "ask_who", "ask_when", "ask_where")
    last = turn.focus.intent if turn.focus.intent in order else None
    following = order[order.index(last) + 1 :] if last else order
    for intent in following:
        answer = about_records(turn, [record_id], intent)
        if answer:
            turn.focus.speak_of([record_id], intent)
            return answer
    return unknown_property(turn, record_id, "ask_more")


def correct(turn: Turn) -> Optional[Answer]:
    """"No, I meant the employees' one": the last question, of what is named now."""
    if turn.named or turn.facets:
        return refine(turn)
    return None


def affirm(turn: Turn) -> Optional[Answer]:
    """A bare yes: the first of the choices that were open, else more of the same."""
    if turn.focus.pending and turn.focus.shown:
        turn.ordinals = [1]
        return select(turn)
    return tell_more(turn) if turn.focus.records else None


