"""Short messages that only complete the last one, told by what was said before and not by the intent they resemble.

A handful of words is hardly enough for a classifier ("April?", "and labs?", « le prix ? »), but once names, facets and
dates are taken out, nothing is left that could be a question of its own. Each rule asks for something that the
conversation has (a list, an open question, a record); where no rule holds, the intent decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, Optional, Tuple

from actions import dialogue, filters, pricing, shorthand
from actions.answer import Answer
from actions.comparing import compare, either
from actions.deciding import SURE_CONFIDENCE
from actions.kindred import sibling
from actions.lists import list_answer
from actions.questions import about_records, answer_question, unknown_property
from actions.readings import is_question
from actions.recalling import of_that_kind
from actions.reference import MAX_RECORDS, resolve, route_for_audience
from actions.smalltalk import small_talk
from actions.turn import NARROWING, Turn
from knowledge.store import Filter

Rule = Callable[[Turn], Optional[Answer]]
# Kinds that are told apart by whom they are for.
FOR_SOMEONE = ("visa", "programme", "accelerator")
# What people look for around a place.
AROUND = ("place", "accelerator", "lab", "event")


def completed(turn: Turn) -> Optional[Answer]:
    """The answer to a short message that leans on the last one, or None when it stands by itself."""
    if not shorthand.short(turn):
        return None
    return next((answer for answer in (rule(turn) for rule in RULES) if answer), None)


def one_or_the_other(turn: Turn) -> Optional[Answer]:
    """"X or Y?": both side by side, unless the message surely asks something else of them."""
    if turn.intent != "ask_definition" and is_question(turn.intent) and turn.confidence >= SURE_CONFIDENCE:
        return None
    ids = either(turn)
    return compare(turn, ids) if ids else None


def returned(turn: Turn) -> Optional[Answer]:
    """"Back to the visa", « revenons à Agoranov »: what was spoken of before is the subject again."""
    if not shorthand.says(turn.text, "returning"):
        return None
    meant = [one.record for one in turn.named][:1] or list(filter(None, [of_that_kind(turn, certain=True)]))
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
    if turn.intent == "find" and not turn.facets and not _after_a_list(turn):
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
    audience, records = turn.facets.get("audience"), turn.focus.records
    if not audience or turn.named or not records or not is_question(turn.focus.intent or "") or shorthand.left_over(turn, "joining"):
        return None
    if route_for_audience(turn, records[0]):
        return dialogue.refine(turn)
    kind = turn.record(records[0]).kind
    if "family" in audience:
        return answer_question(turn, "ask_family") if kind == "visa" else None
    return list_answer(turn, Filter(kinds=(kind,), audiences=tuple(audience))) if kind in FOR_SOMEONE else None


def one_like_it(turn: Turn) -> Optional[Answer]:
    """"No, the Emergence one", « et celui de Google, il est où ? »: the same question, or the one said, of its sibling."""
    meant = sibling(turn)
    if not meant:
        return None
    last = turn.focus.intent or ""
    asked = shorthand.property_within(turn) or (last if is_question(last) else "ask_definition")
    answer = about_records(turn, [meant], asked) or unknown_property(turn, meant, asked)
    turn.focus.speak_of([meant], asked)
    return answer


def alike(turn: Turn) -> Optional[Answer]:
    """"Something similar?", « d’autres boîtes du même genre »: others of the kind, sector and topic of what was spoken of."""
    if not shorthand.says(turn.text, "similar") or not turn.focus.records or turn.named:
        return None
    record = turn.record(turn.focus.records[0])
    kinds = tuple(turn.facets.get("kind", (record.kind,)))
    if record.kind == "answer" or record.kind not in kinds:
        return None
    return list_answer(turn, Filter(kinds=kinds, sectors=tuple(record.sectors[:2]), topics=() if record.sectors else tuple(record.topics[:1])))


def around(turn: Turn) -> Optional[Answer]:
    """"And nearby?", « et à côté ? »: what lies around the place spoken of."""
    place = turn.record(turn.focus.records[0]).location if turn.focus.records else None
    if not shorthand.says(turn.text, "nearby") or turn.named or shorthand.left_over(turn, "nearby", "joining", "question", "after"):
        return None
    if place is None or place.lat is None or place.lon is None:
        return None
    return list_answer(turn, Filter(kinds=tuple(turn.facets.get("kind", AROUND)), near=(place.lat, place.lon)))


def list_again(turn: Turn) -> Optional[Answer]:
    """"Back to the list", « revenons à la liste, la première ? »: the list last shown, or that item of it."""
    if not shorthand.says(turn.text, "listing") or not turn.focus.filter or turn.named or turn.facets:
        return None
    if not shorthand.says(turn.text, "returning") and shorthand.left_over(turn, "listing", "joining"):
        return None
    return dialogue.select(turn) if turn.ordinals and turn.focus.shown else list_answer(turn, filters.from_json(turn.focus.filter))


def property_of_focus(turn: Turn) -> Optional[Answer]:
    """"Its price?", « l’adresse ? »: of what was spoken of, or of the first ones listed when they are several."""
    listed = turn.focus.intent == "find"
    asked = shorthand.property_asked(turn)
    if not asked or not turn.focus.records or turn.ordinals or turn.named or (listed and turn.facets):
        return None
    if listed and shorthand.says(turn.text, "all") and turn.focus.shown:
        several = turn.focus.shown[:MAX_RECORDS]
        answer = about_records(turn, several, asked)
        if answer:
            turn.focus.speak_of(several, asked)
        return answer
    turn.intent, turn.second = asked, None
    answer = about_records(turn, resolve(turn).records, asked)
    return answer_question(turn, asked) if answer else None


def property_of_name(turn: Turn) -> Optional[Answer]:
    """"PM'up, who is it for": a name and one property, where the intent is in doubt."""
    asked = shorthand.property_asked(turn, beside_names=True) if turn.named and turn.confidence < SURE_CONFIDENCE else None
    # Who somebody is, and who is behind something, are asked in the same words.
    return answer_question(turn, asked) if asked and asked not in (turn.intent, "ask_who") else None


def list_shifted(turn: Turn) -> Optional[Answer]:
    """"And labs?", "April", "for students", « et en mars ? »: the list last shown, moved by just that."""
    if not _after_a_list(turn) or turn.named or not (turn.facets or turn.dates) or turn.facets.get("elsewhere"):
        return None
    if shorthand.left_over(turn, "joining", "meaning"):
        return None
    base = filters.from_json(turn.focus.filter)
    if base.kinds and turn.facets.get("audience") and _kind_is_audience(turn) and (base.audiences or set(base.kinds) & set(FOR_SOMEONE)):
        turn.facets.pop("kind")
    kinds = turn.facets.get("kind")
    if kinds and not shorthand.joined(turn) and (turn.dates or NARROWING & set(turn.facets) or len(turn.text.split()) > 2):
        # A whole new wish.
        return None
    return list_answer(turn, filters.from_turn(turn, base=_moved_to(base, kinds)))


def _moved_to(base: Filter, kinds: Optional[list]) -> Filter:
    """The filter without days where what is asked for now has none."""
    return replace(base, start=None, end=None) if kinds and not set(kinds) & set(filters.DATED) else base


def _kind_is_audience(turn: Turn) -> bool:
    """Whether the same word means a kind and an audience ("investors")."""
    places = {facet: (start, end) for facet, _, start, end in turn.facet_spans}
    return "kind" in places and places["kind"] == places.get("audience")


def price_wished(turn: Turn) -> Optional[Answer]:
    """"Nothing I have to pay for": the list, free of charge; "whatever the price": the list without that."""
    if not _after_a_list(turn) or turn.named:
        return None
    base = filters.from_json(turn.focus.filter)
    if base.price and shorthand.says(turn.text, "any_price"):
        return list_answer(turn, replace(base, price=()))
    if shorthand.says(turn.text, "money") and shorthand.says(turn.text, "none") and not shorthand.left_over(turn, "money", "none", "joining", "question"):
        return list_answer(turn, filters.from_turn(turn, base=replace(base, price=("free",))))
    return None


def then(turn: Turn) -> Optional[Answer]:
    """"And after?": the days after those listed, the next page, or the next step with what was spoken of."""
    if not shorthand.says(turn.text, "after") or shorthand.left_over(turn, "after", "joining") or turn.named or turn.facets or turn.dates:
        return None
    if not _after_a_list(turn):
        return dialogue.next_step(turn)
    base = filters.from_json(turn.focus.filter)
    if base.end:
        return list_answer(turn, replace(base, start=base.end, end=None))
    return list_answer(turn, base, turn.focus.offset)


def picked(turn: Turn) -> Optional[Answer]:
    """"The other one", "the one near Bastille", « la moins chère »: that one of those shown or spoken of."""
    pointing = shorthand.says(turn.text, "other") or shorthand.says(turn.text, "one", at_start=True) or shorthand.says(turn.text, "cheapest")
    if not pointing or turn.named or turn.ordinals or not turn.focus.records:
        return None
    reference = resolve(turn)
    if reference.from_focus and not reference.candidates and shorthand.says(turn.text, "cheapest") and len(turn.focus.shown) > 1 and not turn.facets:
        return pricing.no_prices(turn)
    return dialogue.select(turn) if reference.candidates or not reference.from_focus else None


def repeated(turn: Turn) -> Optional[Answer]:
    """"Say it in English", « tu peux répéter en français ? »: the last answer again, in the other language."""
    if turn.intent != "change_language" or not shorthand.says(turn.text, "repeating"):
        return None
    changed = small_talk(turn)
    if _after_a_list(turn):
        again = list_answer(turn, filters.from_json(turn.focus.filter))
    else:
        asked = turn.focus.intent if is_question(turn.focus.intent or "") else "ask_definition"
        again = about_records(turn, turn.focus.records[:1], asked) if turn.focus.records else None
    return replace(again, text=f"{changed.text}\n\n{again.text}") if again else changed


def _after_a_list(turn: Turn) -> bool:
    return turn.focus.intent == "find" and bool(turn.focus.filter)


RULES: Tuple[Rule, ...] = (
    one_or_the_other, returned, list_again, one_like_it, meant_by_name, around, alike, picked, for_someone_else, property_of_focus,
    property_of_name, list_shifted, price_wished, then, repeated,
)
