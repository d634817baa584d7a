"""Short messages that only complete the last one, told by what was said before and not by the intent they resemble.

A handful of words is hardly enough for a classifier ("April?", "and labs?", « le prix ? »), but once names, facets and
dates are taken out, nothing is left that could be a question of its own. Each rule asks for something that the
conversation has (a list, an open question, a record); where no rule holds, the intent decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Dict, List, Optional, Tuple

from actions import dialogue, filters, pricing, shorthand
from actions.answer import Answer
from actions.deciding import SURE_CONFIDENCE
from actions.gathering import answers
from actions.kindred import points_at_one, sibling
from actions.lists import list_answer
from actions.picking import described, singled_out
from actions.questions import about_records, answer_question, unknown_property
from actions.readings import is_question
from actions.recalling import by_a_word, last_thing, of_that_kind
from actions.reference import MAX_RECORDS, resolve, route_for_audience
from actions.shifting import FOR_SOMEONE, after_a_list, alike, around, list_again, list_in_language, list_shifted, nearest, onward, price_wished, then
from actions.side_by_side import added, beside_it, one_or_the_other, side_by_side, which_of_them
from actions.smalltalk import small_talk
from actions.turn import NARROWING, Turn
from knowledge.store import Filter

Rule = Callable[[Turn], Optional[Answer]]


def completed(turn: Turn) -> Optional[Answer]:
    """The answer to a short message that leans on the last one, or None when it stands by itself."""
    if not shorthand.short(turn):
        return None if turn.pressed else returned(turn) or (one_like_it(turn) if turn.intent == "correct" else None) or asked_of_name(turn)
    for rule in RULES:
        answer = rule(turn)
        if answer:
            turn.intent = MEANT_BY.get(rule, turn.intent)
            return answer
    return None


def returned(turn: Turn) -> Optional[Answer]:
    """"Back to the visa", « revenons à Agoranov »: what was spoken of before is the subject again."""
    if not shorthand.says(turn.text, "returning"):
        return None
    meant = [one.record for one in turn.named][:1] or list(filter(None, [by_a_word(turn) or of_that_kind(turn, certain=True)]))
    if not meant:
        return None
    asked = turn.intent if is_question(turn.intent) and shorthand.left_over(turn, "returning", "joining") else "ask_definition"
    answer = about_records(turn, meant, asked) or about_records(turn, meant, "ask_definition")
    turn.focus.speak_of(meant, asked)
    return answer


def meant_by_name(turn: Turn) -> Optional[Answer]:
    """"X, I meant", "and X?", or the name that an open question waited for: the same question, of X."""
    if not turn.named or shorthand.left_over(turn, "meaning", "joining"):
        # More than the name is said, be it only « où ».
        return None
    if turn.intent == "find" and not turn.facets and not after_a_list(turn):
        # "Tell me about X" wants X, not a list around it.
        return answer_question(turn, "ask_definition")
    asked = turn.focus.pending
    if asked and is_question(asked) and not turn.focus.shown:
        return answer_question(turn, asked)
    if shorthand.joined(turn) or shorthand.says(turn.text, "meaning"):
        return dialogue.refine(turn)
    # "By the way, what's the CIR": no more is said than the name.
    return answer_question(turn, "ask_definition") if turn.confidence < SURE_CONFIDENCE else None


def for_someone_else(turn: Turn) -> Optional[Answer]:
    """"And investors?" after a question about a permit: its route for them, else what there is of that kind for them."""
    records = turn.focus.records
    put_aside = {value for facet, value, start, _ in turn.facet_spans if facet == "audience" and shorthand.negated(turn.text, start)}
    audience = [value for value in turn.facets.get("audience", ()) if value not in put_aside]
    asked = turn.focus.intent or ""
    if not audience or turn.named or not records or not (is_question(asked) or asked == "compare"):
        return None
    # "And if my CTO comes in as an employee instead?" asks nothing of its own.
    told = shorthand.joined(turn) and not is_question(turn.intent) and route_for_audience(turn, records[0]) not in (None, records[0])
    if turn.intent != "correct" and not told and shorthand.left_over(turn, "joining", "meaning", "none"):
        return None
    turn.facets["audience"] = audience
    if route_for_audience(turn, records[0]):
        return dialogue.refine(turn)
    kind = turn.record(records[0]).kind
    if "family" in audience:
        return answer_question(turn, "ask_family") if kind == "visa" else None
    return list_answer(turn, Filter(kinds=(kind,), audiences=tuple(audience))) if kind in FOR_SOMEONE else None


def one_like_it(turn: Turn) -> Optional[Answer]:
    """"No, the Emergence one", « et celui de Google, il est où ? »: the same question, or the one said, of its sibling."""
    # "And my husband, can he work?" after a list of permits asks for no work permit.
    asked_outright = is_question(turn.intent) and turn.confidence >= SURE_CONFIDENCE and after_a_list(turn)
    meant = sibling(turn) if points_at_one(turn) or not asked_outright else None
    if not meant:
        return None
    last = turn.focus.intent or ""
    asked = shorthand.property_within(turn) or (last if is_question(last) else "ask_definition")
    answer = about_records(turn, [meant], asked) or unknown_property(turn, meant, asked)
    turn.focus.speak_of([meant], asked)
    return answer


def property_of_focus(turn: Turn) -> Optional[Answer]:
    """"Its price?", « l’adresse ? »: of what was spoken of, or of the first ones listed when they are several."""
    listed = turn.focus.intent == "find"
    # "The CEO, what's his name?" asks who, and not what.
    asked = shorthand.property_asked(turn) or (_second_said(turn) if turn.intent == "ask_definition" else None)
    if not asked or not turn.focus.records or turn.ordinals or turn.named or (listed and turn.facets):
        return None
    several = turn.focus.shown[:MAX_RECORDS] if listed else _told_together(turn)
    if several and shorthand.says(turn.text, "all"):
        answer = about_records(turn, several, asked)
        if answer:
            turn.focus.speak_of(several, asked)
        if answer or listed:
            return answer
    turn.intent, turn.second = asked, None
    answer = about_records(turn, resolve(turn).records, asked)
    return answer_question(turn, asked) if answer else None


def _second_said(turn: Turn) -> Optional[str]:
    """The second likeliest question, where a word of the message says it."""
    said = shorthand.property_within(turn)
    return said if turn.second and said == turn.second[0] else None


def _told_together(turn: Turn) -> List[str]:
    """Several things of one kind that the last question was answered of."""
    records = [turn.record(one) for one in turn.focus.records]
    kinds = {record.kind for record in records if record}
    together = 1 < len(records) <= MAX_RECORDS and len(kinds) == 1 and kinds != {"answer"} and is_question(turn.focus.intent or "")
    return list(turn.focus.records) if together else []


def asked_of_name(turn: Turn) -> Optional[Answer]:
    """"I compose and am known at home. The Talent renown permit, who is it for?": what the last clause asks of the thing named."""
    asked = shorthand.asked_at_last(turn) if turn.linked() and not turn.pressed else None
    if not asked or asked == turn.intent or not any(answers(turn, turn.record(one), asked) for one in turn.linked()):
        return None
    turn.intent, turn.second = asked, None
    return answer_question(turn, asked)


def property_of_name(turn: Turn) -> Optional[Answer]:
    """"PM'up, who is it for": a name and one property, where the intent is in doubt."""
    asked = shorthand.property_asked(turn, beside_names=True) if turn.named and turn.confidence < SURE_CONFIDENCE else None
    # Who somebody is, and who is behind something, are asked in the same words.
    return answer_question(turn, asked) if asked and asked not in (turn.intent, "ask_who") else None


def picked(turn: Turn) -> Optional[Answer]:
    """"The other one", "the one near Bastille", « la moins chère »: that one of those shown or spoken of."""
    pointing = any(shorthand.says(turn.text, group) for group in ("other", "cheapest", "sooner")) or singled_out(turn)
    if after_a_list(turn) and shorthand.says(turn.text, "several") and NARROWING & set(turn.facets):
        # "Only those for shops" wants some of the list.
        return None
    if not pointing or turn.ordinals or not turn.focus.records or (turn.named and not described(turn)):
        return None
    reference = resolve(turn)
    if reference.from_focus and not reference.candidates and shorthand.says(turn.text, "cheapest") and len(turn.focus.shown) > 1 and not turn.facets:
        return pricing.no_prices(turn)
    return dialogue.select(turn) if reference.candidates or not reference.from_focus else None


def in_which_language(turn: Turn) -> Optional[Answer]:
    """"Is it in English or in French?", « c’est en français ? » of an event: what it is, its languages among that."""
    either = len(turn.facets.get("spoken", ())) > 1 and not turn.named
    asking = either or (turn.intent == "change_language" and shorthand.says(turn.text, "is_it"))
    record = last_thing(turn) if asking else None
    if record is None:
        return None
    turn.focus.speak_of([record.id], "ask_definition")
    return about_records(turn, [record.id], "ask_definition")


def repeated(turn: Turn) -> Optional[Answer]:
    """"Say it in English", « tu peux répéter en français ? »: the last answer again, in the other language."""
    if turn.intent != "change_language" or not shorthand.says(turn.text, "repeating"):
        return None
    changed = small_talk(turn)
    if after_a_list(turn):
        again = list_answer(turn, filters.from_json(turn.focus.filter))
    else:
        asked = turn.focus.intent if is_question(turn.focus.intent or "") else "ask_definition"
        again = about_records(turn, turn.focus.records[:1], asked) if turn.focus.records else None
    return replace(again, text=f"{changed.text}\n\n{again.text}") if again else changed


# What a message was meant as when one of these answers it, whatever it was heard as.
MEANT_BY: Dict[Rule, str] = {
    picked: "select", onward: "show_more", list_shifted: "refine", list_in_language: "refine", price_wished: "refine", added: "compare",
}
RULES: Tuple[Rule, ...] = (
    one_or_the_other, side_by_side, beside_it, added, which_of_them, returned, list_again, one_like_it, meant_by_name, around, nearest, alike, picked,
    for_someone_else, property_of_focus, asked_of_name, property_of_name, list_in_language, list_shifted, price_wished, onward, then,
    in_which_language, repeated,
)
