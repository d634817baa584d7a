"""Settles the intent with what was linked: the classifier hears the question, the linker knows whom it is about.

A sentence encoder reads "what does it cost in Lyon" as a question of cost; that Lyon is not covered is known
from the gazetteer. So the intents for other countries and cities need such a name, and others give way to them
when one is there.
"""

from __future__ import annotations

from typing import Dict, List, Sequence, Set, Tuple

Ranking = List[Tuple[str, float]]
ELSEWHERE = {"other_country": "ask_other_country", "other_city": "ask_other_city"}
# Intents that are about a place or its offers, and so change their meaning with the place.
ABOUT_PLACES = {
    "find", "find_nearby", "find_my_visa", "ask_general", "ask_cost", "ask_how_to_apply", "ask_eligibility", "ask_documents", "ask_where",
    "ask_when", "ask_threshold", "ask_processing_time", "ask_duration", "ask_renewal", "ask_family", "ask_rights", "ask_definition",
    "ask_benefits", "ask_funding", "ask_who", "ask_deadline", "ask_daily_life", "out_of_scope", "refine", "compare",
}
# Of these, the ones where a country may be the person's own.
ABOUT_PERSONS = {"find_my_visa", "ask_general", "ask_family", "ask_rights", "ask_eligibility", "ask_documents", "ask_how_to_apply"}
# Left to an intent that lacks the evidence it needs.
DOUBTED = 0.15
# Where somebody comes from is not what the question is about.
FROM, TO = "from", "to"
ORIGIN = 0.2
# The classifier itself half hears another country.
HEARD = 0.05
# What is left to an intent that hardly ever goes with a record named: trivia, chat, "which visa for me".
KNOWN_NAME = 0.35
WITHOUT_NAMES = {
    "out_of_scope", "ask_general", "ask_daily_life", "find_my_visa", "select", "show_more", "affirm", "deny",
    "greet", "goodbye", "thank", "how_are_you", "praise", "joke", "ask_capabilities",
}
# A kind of thing without a name ("labs", "free events") is looked for.
LOOKED_FOR = 1.5


def settle(ranking: Ranking, facets: Dict[str, Set[str]], records: Sequence[str]) -> Ranking:
    """The ranking after weighing what was linked; probabilities still sum to 1.

    `facets`: linked values by facet ("area", "kind", "elsewhere" …), and as "way" whether what is elsewhere is where
    somebody goes TO or comes FROM, where that is said; `records`: ids linked with confidence.
    """
    elsewhere, way = facets.get("elsewhere", set()), facets.get("way", set())
    here = bool(records) or "area" in facets
    scores = dict(ranking)
    if len(elsewhere) == 1:
        # A foreign place was heard, and which one it is was linked: what was heard of the other is meant for it.
        (named,) = elsewhere
        for place, intent in ELSEWHERE.items():
            if place != named and intent in scores and ELSEWHERE.get(named) in scores:
                scores[ELSEWHERE[named]] += scores[intent]
                scores[intent] = 0.0
        ranking = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    for place, intent in ELSEWHERE.items():
        if intent not in scores:
            continue
        if place not in elsewhere:
            scores[intent] *= DOUBTED if elsewhere == set() else 0.5
        elif not here and ranking[0][0] in ABOUT_PLACES:
            # A city means the question is about it; a country may be where the person who needs a visa comes from.
            beaten = place == "other_city" or scores[intent] >= HEARD or ranking[0][0] not in ABOUT_PERSONS
            beaten = way == {TO} or (beaten and way != {FROM})
            scores[intent] += ranking[0][1] if beaten else 0.6 * ranking[0][1]
    if way == {FROM} or (here and way != {TO}):
        # "A designer from Turkey", "the holder of a German card who moves to Paris": the question is about here.
        scores.update({intent: scores[intent] * ORIGIN for intent in {"ask_other_country"} & set(scores)})
    if records:
        for intent in WITHOUT_NAMES & set(scores):
            scores[intent] *= KNOWN_NAME
    elif "kind" in facets and not elsewhere and "find" in scores:
        scores["find"] *= LOOKED_FOR
    total = sum(scores.values()) or 1.0
    return sorted(((name, value / total) for name, value in scores.items()), key=lambda pair: (-pair[1], pair[0]))
