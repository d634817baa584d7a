"""What is not ours to answer, unless a record says just what was asked: refused, with the rule where no verdict may be given."""

from __future__ import annotations

from typing import Optional

from actions import filters
from actions.answer import Answer
from actions.articles import shown
from actions.boundaries import boundary
from actions.deciding import (
    ARTICLE_NOT_REFUSAL,
    BOUNDARIES,
    SAME_QUESTION,
    SAME_WORDS,
    SURE_CONFIDENCE,
    article_fits,
    best_article,
    trusted,
)
from actions.fallback import off_topic_article, search, unknown_name
from actions.leaning import list_instead, names_only_a_kind
from actions.offering import with_articles, with_conditions, with_facts, with_rule
from actions.questions import answer_question
from actions.readings import asked_too, possible_others
from actions.shorthand import says
from actions.turn import BEYOND_DOUBT, Turn

# From here on, what is heard as none of ours is none, though it names a kind of event and a day.
SURE_LISTED = 0.9


def decline(turn: Turn) -> Answer:
    """The refusal that the intent of the turn asks for, or what is ours all the same."""
    if turn.intent == "ask_other_country" and says(turn.text, "with_it") and not turn.named and _of_a_permit(turn):
        # "May I settle in Spain with it?" is asked of the card, and not of Spain.
        return answer_question(turn, "ask_rights") or search(turn)
    if turn.intent == "ask_personal_case":
        no_verdict = boundary(turn, turn.intent)
        told = with_rule(turn, no_verdict) or with_conditions(turn, no_verdict) or with_facts(turn, no_verdict)
        if told:
            return told
    elsewhere = turn.facets.get("elsewhere")
    if names_only_a_kind(turn, "seeking") and not (elsewhere or turn.unknown_names or turn.named):
        # "Coworkings 13th arrondissement": nothing is said but what is listed.
        listed = list_instead(turn)
        if listed:
            return listed
    exact = None if elsewhere else off_topic_article(turn, SAME_QUESTION)
    if exact is None and turn.intent in ("ask_personal_case", "ask_daily_life") and not elsewhere:
        exact = search(turn) if best_article(turn, ARTICLE_NOT_REFUSAL) else None
        # What sounds like daily life, and is all but said by an article of ours.
        said = best_article(turn, SAME_WORDS, besides=turn.intent) if turn.intent == "ask_daily_life" else None
        exact = exact or (shown(turn, said) if said and article_fits(turn, said) else None)
    if exact:
        return exact
    # Where a name of something unknown is asked about, the name made it sound foreign to us.
    if turn.intent == "out_of_scope" and turn.unknown_names and not turn.named and asked_too(turn, alone=True):
        return unknown_name(turn)
    known = _of_a_name(turn) if turn.intent in ("out_of_scope", "ask_daily_life") and turn.confidence < SURE_CONFIDENCE else None
    if known:
        return known
    # A place elsewhere, named and heard, is not doubted.
    abroad = turn.intent in ("ask_other_country", "ask_other_city")
    if not trusted(turn) and not (elsewhere and abroad):
        return search(turn, offer=False)
    # "Incubators in Saclay": a place of the region is no other city.
    around = list_instead(turn) if turn.intent == "ask_other_city" and turn.facets.get("area") and not elsewhere else None
    if around:
        return around
    # "Conf dev paris avril 2027": a kind of event and a day, however roughly said, are ours.
    dated = turn.dates and set(turn.facets.get("kind", ())) & set(filters.DATED) and turn.intent == "out_of_scope"
    if dated and not elsewhere and not turn.unknown_names and turn.confidence < SURE_LISTED:
        return list_instead(turn) or search(turn)
    refusal = boundary(turn, turn.intent if turn.intent in BOUNDARIES else "out_of_scope")
    if abroad and not turn.named and "visa" not in turn.facets.get("kind", ()):
        # "Ok then Paris" asks for the same here.
        turn.focus.wish_for(filters.to_json(filters.from_turn(turn)))
    return with_articles(turn, refusal) if turn.intent in ("ask_personal_case", "ask_daily_life") else refusal


def _of_a_name(turn: Turn) -> Optional[Answer]:
    """"Give me a short profile of X": the likeliest question that the one person, company or event named answers."""
    named = [one for one in turn.linked(BEYOND_DOUBT) if turn.record(one).kind in ("person", "startup", "event", "meetup")]
    heard = possible_others(turn) if len(turn.named) == len(named) == 1 and not turn.facets.get("elsewhere") else []
    return answer_question(turn, heard[0]) if heard else None


def _of_a_permit(turn: Turn) -> bool:
    return bool(turn.focus.records) and turn.record(turn.focus.records[0]).kind == "visa"
