"""Turns that lean on earlier ones: narrowing, picking, more, corrections, yes and no."""

from __future__ import annotations

from typing import Optional, Sequence

from actions import filters
from actions.answer import Answer
from actions.comparing import compare
from actions.deciding import SURE_CONFIDENCE
from actions.focus import PAGE
from actions.kindred import counterpart
from actions.lists import list_answer
from actions.questions import about_records, choice, out_of_list, unknown_property
from actions.readings import is_question, likely_other
from actions.reference import resolve, wanted
from actions.shorthand import joined, left_over, property_within, says
from actions.turn import NARROWING, Turn
from knowledge.store import Filter
from knowledge.text import tokens

# "More" of a list rather than of the thing last spoken of.
ONWARD = {"suite", "suivants", "suivantes", "autres", "next", "others", "results", "list", "liste"}
# What is told of a record, one after the other, when more is asked; and what comes after a step.
ORDER = (
    "ask_definition", "ask_benefits", "ask_eligibility", "ask_how_to_apply", "ask_documents", "ask_cost", "ask_funding", "ask_who", "ask_when",
    "ask_where", "ask_processing_time", "ask_duration", "ask_size", "ask_contact",
)
STEPS = ("ask_how_to_apply", "ask_documents", "ask_processing_time", "ask_duration", "ask_rights", "ask_renewal")


def refine(turn: Turn) -> Optional[Answer]:
    """"And for employees?", "only free ones", "and in October?": the last question or list, shifted."""
    focus = turn.focus
    if narrows_list(turn) or (focus.intent == "find" and (turn.facets or turn.named) and not _one_of_that_kind(turn)):
        return list_answer(turn, filters.from_turn(turn, base=filters.from_json(focus.filter)))
    if focus.intent == "compare" and turn.named and focus.records:
        other = counterpart(turn)
        meant = [other] if other else [one.record for one in wanted(turn)]
        put_aside = {one.record for one in turn.named} - set(meant)
        return compare(turn, [one for one in focus.records if one not in put_aside][:1] + meant)
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
    return _others_of_that_kind(turn)


def _others_of_that_kind(turn: Turn) -> Optional[Answer]:
    """"Rather in health" after a grant was spoken of, or an article about one: the grants of that sector, area or price."""
    subjects = [one for one in turn.focus.records if turn.record(one) and turn.record(one).kind != "answer"]
    if not subjects or not NARROWING & set(turn.facets):
        return None
    return list_answer(turn, filters.from_turn(turn, base=Filter(kinds=(turn.record(subjects[0]).kind,))))


def _one_of_that_kind(turn: Turn) -> bool:
    """Whether the message names what the list is of ("and VivaTech?" after events), so that no list by it is meant."""
    kinds = turn.focus.filter.get("kinds") or []
    return bool(turn.named) and not turn.facets and all(turn.record(one.record).kind in kinds for one in turn.named)


def narrows_list(turn: Turn) -> bool:
    """Whether the message only adds to the filter of the list last shown ("plutôt gratuit", "and in October?")."""
    if turn.focus.intent != "find" and turn.intent not in ("refine", "find"):
        # Something else was spoken of since.
        return False
    filters_named = bool(turn.dates) or bool(NARROWING & set(turn.facets))
    short = len(turn.text.split()) <= 5
    return bool(turn.focus.filter) and filters_named and short and not turn.facets.get("kind") and not turn.named


def select(turn: Turn) -> Optional[Answer]:
    """"The second one", "le dernier", a pressed choice: that record, with the question that was open."""
    reference = resolve(turn)
    if reference.out_of_list is not None:
        return out_of_list(turn)
    if reference.candidates:
        return choice(turn, reference.candidates, _open_question(turn))
    if reference.from_focus and turn.focus.intent == "find" and (turn.facets or turn.dates):
        # None of those shown is like that; others may be.
        return list_answer(turn, filters.from_turn(turn, base=filters.from_json(turn.focus.filter)))
    if not reference.records:
        return None
    intent = _open_question(turn)
    if reference.from_focus and turn.focus.intent == "find" and len(turn.focus.shown) > 1 and not turn.pressed:
        # Nothing in the list is like what is said of it: better asked than guessed.
        return choice(turn, turn.focus.shown[-PAGE:], intent)
    answer = about_records(turn, reference.records, intent) or unknown_property(turn, reference.records[0], intent)
    turn.focus.speak_of(reference.records, intent)
    return answer


def _open_question(turn: Turn) -> str:
    """What a pick is to answer: the question that waited for it, the last one where the pick carries it on, else what it is."""
    pending, last = turn.focus.pending or "", turn.focus.intent or ""
    if is_question(pending):
        return pending
    if says(turn.text, "cheapest") or says(turn.text, "sooner"):
        return "ask_cost" if says(turn.text, "cheapest") else "ask_when"
    # "The first, when is it?", "who organises the one for developers"
    asked = _heard_beside(turn) or property_within(turn)
    if asked:
        return asked
    return last if is_question(last) and (joined(turn) or says(turn.text, "other")) else "ask_definition"


def _heard_beside(turn: Turn) -> Optional[str]:
    """The question that a pick asks at once."""
    if turn.intent == "select":
        return likely_other(turn)
    return turn.intent if is_question(turn.intent) and turn.confidence >= SURE_CONFIDENCE else None


def show_more(turn: Turn) -> Optional[Answer]:
    """The next page of the list last shown, or more of what was picked from it."""
    on_a_record = turn.focus.intent != "find" and turn.focus.records and not turn.pressed
    if turn.focus.filter and not (on_a_record and not ONWARD & set(tokens(turn.text))):
        return list_answer(turn, filters.from_json(turn.focus.filter), turn.focus.offset)
    return tell_more(turn)


def tell_more(turn: Turn) -> Optional[Answer]:
    """What else is known about the record in focus: the definition first, then the questions it can answer."""
    listed = turn.focus.intent == "find" and len(turn.focus.shown) > 1 and not (turn.pressed or turn.named or turn.ordinals or turn.facets)
    if turn.focus.filter and (ONWARD & set(tokens(turn.text)) or (listed and not left_over(turn, "going_on", "joining"))):
        return list_answer(turn, filters.from_json(turn.focus.filter), turn.focus.offset)
    reference = resolve(turn)
    if reference.candidates:
        return choice(turn, reference.candidates, "ask_definition")
    if not reference.records:
        return None
    return _untold(turn, reference.records[0], ORDER) or unknown_property(turn, reference.records[0], "ask_more")


def next_step(turn: Turn) -> Optional[Answer]:
    """What comes after the step last told of the record in focus ("and after?")."""
    if not turn.focus.records:
        return None
    last = turn.focus.intent
    following = STEPS[STEPS.index(last) + 1 :] if last in STEPS else ORDER
    record_id = turn.focus.records[0]
    return _untold(turn, record_id, following) or unknown_property(turn, record_id, "ask_more")


def _untold(turn: Turn, record_id: str, order: Sequence[str]) -> Optional[Answer]:
    """The first question in that order that was not answered yet about the record and can be."""
    told = turn.focus.told if turn.focus.records[:1] == [record_id] else []
    for intent in order:
        answer = about_records(turn, [record_id], intent) if intent not in told else None
        if answer:
            turn.focus.speak_of([record_id], intent)
            return answer
    return None


def correct(turn: Turn) -> Optional[Answer]:
    """"No, I meant the employees' one", "May, my mistake": the last question or list, of what is said now."""
    dated = turn.dates and turn.focus.intent == "find"
    if turn.named or turn.facets or dated or turn.ordinals:
        return select(turn) if turn.ordinals and turn.focus.shown else refine(turn)
    return None


def affirm(turn: Turn) -> Optional[Answer]:
    """A bare yes: the first of the choices that were open, else more of the same."""
    asked = property_within(turn) if not turn.pressed else None
    if asked and turn.focus.records:
        # "Is it closed, yes or no".
        told = about_records(turn, turn.focus.records[:1], asked)
        turn.focus.speak_of(turn.focus.records, asked)
        return told or unknown_property(turn, turn.focus.records[0], asked)
    if turn.focus.pending and turn.focus.shown:
        turn.ordinals = [1]
        return select(turn)
    return tell_more(turn) if turn.focus.records else None
