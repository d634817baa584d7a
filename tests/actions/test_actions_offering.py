"""Articles that are told instead of, or offered beside, what the intent asks for."""

from __future__ import annotations

import pytest
from answer_builders import match, turn

from actions.deciding import FOREIGN, SAME_WORDS, SURE_ARTICLE, SURE_CONFIDENCE, SURELY_MEANT
from actions.handling import FindMyVisa, OutOfScope
from actions.offering import ON_SUBJECT

UNSURE = {"confidence": SURE_CONFIDENCE - 0.01}


def test_a_doubtful_wish_for_a_visa_gives_way_to_a_certain_article(store):
    near = [match("bank-account", SURE_ARTICLE)]
    assert FindMyVisa().answer(turn(store, "find_my_visa", matches=near, **UNSURE)).kind == "article"
    assert FindMyVisa().answer(turn(store, "find_my_visa", matches=near)).kind == "choice"
    assert FindMyVisa().answer(turn(store, "find_my_visa", matches=[match("bank-account", SURE_ARTICLE - 0.01)], **UNSURE)).kind == "choice"


@pytest.mark.parametrize("intent, offered", [("ask_personal_case", True), ("ask_daily_life", True), ("ask_other_country", False)])
def test_a_refusal_to_judge_a_case_offers_the_general_rule(store, intent, offered):
    answer = OutOfScope().answer(turn(store, intent, matches=[match("bank-account", ON_SUBJECT)]))
    assert answer.kind == "refusal" and ("s|bank-account" in [one.payload for one in answer.suggestions]) is offered
    far = OutOfScope().answer(turn(store, intent, matches=[match("bank-account", ON_SUBJECT - 0.01)]))
    assert "s|bank-account" not in [one.payload for one in far.suggestions]


@pytest.mark.parametrize("others, told", [(0.0, True), (0.2, False)])
def test_before_a_verdict_that_is_refused_the_rule_is_told_where_nothing_else_sounds_foreign(store, others, told):
    ranking = [("ask_personal_case", 0.8), ("out_of_scope", others)]
    near = [match("bank-account", SURELY_MEANT + FOREIGN * 0.1)]
    answer = OutOfScope().answer(turn(store, "ask_personal_case", matches=near, ranking=ranking))
    rule = store.record("bank-account").answer.en
    assert answer.kind == "refusal" and "I cannot judge a personal case" in answer.text and (rule[:20] in answer.text) is told


@pytest.mark.parametrize("text, kind", [("start-ups health", "list"), ("does my dentist treat start-ups in health", "refusal")])
def test_what_says_nothing_but_a_list_is_listed_whatever_it_sounds_like(talk, text, kind):
    facets = {"start-ups": "kind=startup", "health": "sector=health"}
    assert talk.says(text, "out_of_scope", facets=facets)["kind"] == kind


@pytest.mark.parametrize("belief, kind", [(SAME_WORDS, "article"), (SAME_WORDS - 0.01, "refusal")])
def test_daily_life_gives_way_to_an_article_that_all_but_says_it(store, belief, kind):
    ranking = [("ask_daily_life", 0.9), ("ask_general", 0.1)]
    assert OutOfScope().answer(turn(store, "ask_daily_life", matches=[match("bank-account", belief)], ranking=ranking)).kind == kind
