"""What is answered before the intent is asked, and lists that a question describes: the message tells more than what was heard."""

from __future__ import annotations

from typing import Optional

from actions import dialogue, filters
from actions.answer import Answer
from actions.boundaries import boundary
from actions.deciding import BOUNDARIES
from actions.elliptical import completed
from actions.kindred import belonging
from actions.kinds import wanted_kinds
from actions.lists import list_answer
from actions.questions import answer_question
from actions.readings import is_question
from actions.shorthand import left_over, property_asked, says
from actions.turn import NARROWING, Turn
from actions.visa_finder import answers_our_question, find_my_visa
from knowledge.text import content_words, tokens


def leaning(turn: Turn) -> Optional[Answer]:
    """The answer to a message that only completes an earlier one, or is in another script, whatever intent it resembles."""
    if turn.in_other_script() and not turn.pressed:
        return boundary(turn, "other_language")
    if turn.pressed:
        return None
    rest = turn.beside_names()
    if rest is not None and not tokens(rest):
        return answer_question(turn, turn.focus.pending if is_question(turn.focus.pending or "") else "ask_definition")
    people = [one for one in turn.named if turn.record(one.record).kind == "person"]
    if len(people) == 1 and says(turn.text, "career"):
        # « Arthur Mensch, il travaillait où avant Mistral ? »
        beside = [one.record for one in turn.named if one not in people]
        turn.named = people
        told = answer_question(turn, "ask_definition")
        turn.focus.history += [one for one in beside if one not in turn.focus.history]
        return told
    leaning_on_last = completed(turn)
    if leaning_on_last:
        return leaning_on_last
    if answers_our_question(turn):
        return find_my_visa(turn)
    if turn.intent in BOUNDARIES:
        # "Who is …" of somebody we have a record of is no trivia.
        said = rest is not None and (not content_words(rest) or not left_over(turn, "asked", "question", "joining"))
        known = said and not turn.facets.get("elsewhere")
        return answer_question(turn, property_asked(turn, beside_names=True) or "ask_definition") if known else None
    return dialogue.refine(turn) if dialogue.narrows_list(turn) else None


def narrowed(turn: Turn) -> bool:
    """Whether a list is described: a kind of thing, and what narrows it."""
    return bool(set(turn.facets.get("kind", ())) - {"person"} and (NARROWING & set(turn.facets) or turn.dates))


def names_only_a_kind(turn: Turn, *besides: str) -> bool:
    """Whether nothing is said but a kind of thing and what narrows it; words of the groups `besides` do not count."""
    return bool(turn.facets.get("kind")) and not left_over(turn, "question", "joining", *besides)


def list_instead(turn: Turn) -> Optional[Answer]:
    """The list that a question without a name describes ("which incubators are in the 13th")."""
    kinds = {(start, end) for facet, _, start, end in turn.facet_spans if facet == "kind"}
    # "Founders" are people, entrepreneurship and an audience in one word, which narrows nothing.
    same_word = {facet for facet, _, start, end in turn.facet_spans if (start, end) in kinds}
    apart = {facet for facet, _, start, end in turn.facet_spans if (start, end) not in kinds}
    narrowing = (NARROWING | {"audience"}) & set(turn.facets) - (same_word - apart)
    if turn.named or turn.pressed or not wanted_kinds(turn) or not (narrowing or turn.dates) or belonging(turn):
        return None
    return list_answer(turn, filters.from_turn(turn))
