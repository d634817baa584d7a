"""Short messages that move or leaf through the list last shown: its kind, days, place, price or language, its pages, its like."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from actions import dialogue, filters, shorthand
from actions.answer import Answer
from actions.lists import list_answer
from actions.picking import point_of_record
from actions.readings import is_question
from actions.turn import NARROWING, Turn
from knowledge.store import Filter
from knowledge.text import tokens

# At most so many words just say "next".
FEW = 4
# Kinds that are told apart by whom they are for.
FOR_SOMEONE = ("visa", "programme", "accelerator")
# Heard with so much, a question is one, though a word of it may ask for others of that kind.
LIKELY_QUESTION = 0.7
# What people look for around a place.
AROUND = ("place", "accelerator", "lab", "event")


def nearest(turn: Turn) -> Optional[Answer]:
    """"The closest one?" of a list around a place: its first."""
    if not shorthand.says(turn.text, "nearest") or turn.named or turn.facets.get("area") or not turn.focus.filter.get("near") or not turn.focus.shown:
        return None
    turn.ordinals = [1]
    return dialogue.select(turn)


def around(turn: Turn) -> Optional[Answer]:
    """"And nearby?", « et à côté ? »: what lies around the place spoken of."""
    place = point_of_record(turn.record(turn.focus.records[0])) if turn.focus.records else None
    if not shorthand.says(turn.text, "nearby") or turn.named:
        return None
    if turn.intent != "find_nearby" and shorthand.left_over(turn, "nearby", "joining", "question", "after", "going_on"):
        return None
    return list_answer(turn, Filter(kinds=tuple(turn.facets.get("kind", AROUND)), near=place)) if place else None


def alike(turn: Turn) -> Optional[Answer]:
    """"Something similar?", « d’autres boîtes du même genre »: others of the kind, sector and topic of what was spoken of."""
    others = turn.intent in ("find", "refine") and shorthand.says(turn.text, "others") and not turn.facets.get("kind") and not after_a_list(turn)
    if not (others or shorthand.says(turn.text, "similar")) or not turn.focus.records or turn.named:
        return None
    if is_question(turn.intent) and turn.confidence >= LIKELY_QUESTION and not turn.facets.get("kind"):
        # « Depuis quand c’est comme ça ? » asks of the thing itself.
        return None
    record = turn.record(turn.focus.records[0])
    said = tuple(turn.facets.get("kind", (record.kind,)))
    # "Similar places?" of an incubator wants incubators; similar events would be something else.
    kinds = (record.kind,) if set(said) <= {record.kind, "place"} else said
    if record.kind == "answer" or record.kind not in kinds:
        return None
    return list_answer(turn, Filter(kinds=kinds, sectors=tuple(record.sectors[:2]), topics=() if record.sectors else tuple(record.topics[:1])))


def list_again(turn: Turn) -> Optional[Answer]:
    """"Back to the list", « revenons à la liste, la première ? »: the list last shown, or that item of it."""
    if not shorthand.says(turn.text, "listing") or not turn.focus.filter or turn.named or turn.facets:
        return None
    if not shorthand.says(turn.text, "returning") and shorthand.left_over(turn, "listing", "joining"):
        return None
    return dialogue.select(turn) if turn.ordinals and turn.focus.shown else list_answer(turn, filters.from_json(turn.focus.filter))


def list_in_language(turn: Turn) -> Optional[Answer]:
    """"Rather in English", « pareil mais en anglais » of a list: those held in it, and no wish to be spoken to in it."""
    preferred = shorthand.says(turn.text, "preferring") and not shorthand.says(turn.text, "repeating")
    if not preferred or not turn.facets.get("spoken") or not after_a_list(turn) or turn.named:
        return None
    return list_answer(turn, replace(filters.from_json(turn.focus.filter), languages=tuple(turn.facets["spoken"])))


def list_shifted(turn: Turn) -> Optional[Answer]:
    """"And labs?", "April", "for students", « et en mars ? »: the list last shown, moved by just that."""
    if not after_a_list(turn) or turn.named or not (turn.facets or turn.dates) or turn.facets.get("elsewhere"):
        return None
    if shorthand.left_over(turn, "joining", "meaning", "none", "open_to", "among"):
        return None
    base = filters.from_json(turn.focus.filter)
    if base.kinds and turn.facets.get("audience") and (base.audiences or set(base.kinds) & set(FOR_SOMEONE)):
        without_same_word(turn)
    kinds = turn.facets.get("kind")
    if kinds and not shorthand.joined(turn) and (turn.dates or NARROWING & set(turn.facets) or len(turn.text.split()) > 2):
        # A whole new wish.
        return None
    return list_answer(turn, filters.from_turn(turn, base=_moved_to(base, kinds)))


def _moved_to(base: Filter, kinds: Optional[list]) -> Filter:
    """The filter without days where what is asked for now has none."""
    return replace(base, start=None, end=None) if kinds and not set(kinds) & set(filters.DATED) else base


def without_same_word(turn: Turn) -> None:
    """Takes "investors", "founders" for an audience alone, and for no kind or topic that the same word means."""
    audiences = {(start, end) for facet, _, start, end in turn.facet_spans if facet == "audience"}
    turn.facet_spans = [one for one in turn.facet_spans if one[0] == "audience" or (one[2], one[3]) not in audiences]
    for facet in ("kind", "topic"):
        kept = [value for name, value, _, _ in turn.facet_spans if name == facet]
        turn.facets.pop(facet, None)
        if kept:
            turn.facets[facet] = kept


def onward(turn: Turn) -> Optional[Answer]:
    """"Next!", « fais péter la suite »: the list goes on, whatever else is said so briefly."""
    if not after_a_list(turn) or turn.named or turn.facets or turn.dates or turn.ordinals or len(tokens(turn.text)) > FEW:
        return None
    return dialogue.show_more(turn) if set(tokens(turn.text)) & dialogue.ONWARD else None


def price_wished(turn: Turn) -> Optional[Answer]:
    """"Nothing I have to pay for": the list, free of charge; "whatever the price": the list without that."""
    if not after_a_list(turn) or turn.named:
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
    if not after_a_list(turn):
        return dialogue.next_step(turn)
    base = filters.from_json(turn.focus.filter)
    if base.start and base.end:
        # "The week after" lasts as long as the one listed.
        as_long = base.end + (base.end - base.start) if shorthand.says(turn.text, "as_long_after") else None
        return list_answer(turn, replace(base, start=base.end, end=as_long))
    return list_answer(turn, base, turn.focus.offset)


def after_a_list(turn: Turn) -> bool:
    """Whether the last answer was a list that may be moved."""
    return turn.focus.intent == "find" and bool(turn.focus.filter)
