"""Articles that lie near to a message beside what its intent asks for: told instead where they surely fit, else offered."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from actions.answer import Answer
from actions.articles import article
from actions.deciding import ON_SUBJECT, PRACTICAL_QUESTION, SURE_ARTICLE, SURE_CONFIDENCE, SURELY_MEANT, article_fits, best_article
from actions.fallback import search
from actions.questions import about_records
from actions.readings import offering_first, possible_others
from actions.recalling import last_thing
from actions.shorthand import short
from actions.turn import BEYOND_DOUBT, Turn

# Heard with less, an intent is as likely another one.
HALF = 0.5


def article_instead(turn: Turn) -> Optional[Answer]:
    """The article that is all but certain, where the intent is not."""
    least = SURE_ARTICLE if turn.confidence >= HALF else PRACTICAL_QUESTION
    near = None if turn.pressed or turn.confidence >= SURE_CONFIDENCE else best_article(turn, least)
    return search(turn) if near and article_fits(turn, near) else None


def with_articles(turn: Turn, answer: Answer) -> Answer:
    """The answer, with the articles nearest to the message offered first: a refusal to judge a case can still tell the rule."""
    if turn.pressed:
        return answer
    return offering_first(turn, answer, [m["record"] for m in turn.matches if m["belief"] >= ON_SUBJECT and turn.record(m["record"]).kind == "answer"])


def with_conditions(turn: Turn, refusal: Answer) -> Optional[Answer]:
    """"Am I in?" of what was just spoken of: no verdict, and who can have it; None where nothing was, or that is not known."""
    record = last_thing(turn)
    if record is None or turn.named or turn.facets.get("elsewhere") or not short(turn):
        return None
    told = about_records(turn, [record.id], "ask_eligibility")
    if told is None:
        return None
    turn.focus.speak_of([record.id], "ask_eligibility")
    return _beside(refusal, told)


def with_facts(turn: Turn, refusal: Answer) -> Optional[Answer]:
    """No verdict, and what is known of the one thing named in answer to the likeliest question heard beside the plea; None without."""
    named = turn.linked(BEYOND_DOUBT)
    if len(named) != 1 or turn.facets.get("elsewhere"):
        return None
    for intent in possible_others(turn):
        told = about_records(turn, named, intent) if intent != "ask_definition" else None
        if told:
            turn.focus.speak_of(named, intent)
            return replace(_beside(refusal, told), kind="refusal")
    return None


def _beside(refusal: Answer, told: Answer) -> Answer:
    return replace(told, text=f"{refusal.text}\n\n{told.text}", sources=list(dict.fromkeys([*told.sources, *refusal.sources])))


def with_rule(turn: Turn, refusal: Answer) -> Optional[Answer]:
    """The refusal to judge a case, then the general rule, with its sources and what it offers; None when no article surely tells it.

    That it sounds like somebody's own case is no reason to doubt that the rule is wanted.
    """
    near = None if turn.facets.get("elsewhere") else best_article(turn, SURELY_MEANT, besides=turn.intent)
    if near is None or not article_fits(turn, near):
        return None
    record = turn.record(near["record"])
    rule = article(turn, record, near["score"])
    turn.focus.speak_of([one for one in record.about if turn.record(one)] or [record.id])
    return replace(_beside(refusal, rule), kind="refusal", confidence=refusal.confidence)
