"""A conversation goes on with what was spoken of: short questions, articles in between, words that call a thing."""

from __future__ import annotations

import pytest
from answer_builders import match
from talking import cards, spoken_of

from actions.deciding import FOLLOWING, NEAR_QUESTION, SURELY_MEANT


@pytest.fixture
def on_the_permit(talk):
    """A conversation in which the Talent permit was just spoken of."""
    talk.says("what is the Talent permit", "ask_definition", {"Talent permit": "talent-permit"})
    return talk


@pytest.mark.parametrize("belief, kind", [(SURELY_MEANT, "facts"), (NEAR_QUESTION + FOLLOWING + 0.01, "article")])
def test_a_short_question_goes_on_with_the_thing_unless_an_article_is_all_but_certain(on_the_permit, belief, kind):
    near = [match("bank-account", belief)]
    assert on_the_permit.says("how much must one pay for the first", "ask_cost", matches=near)["kind"] == kind


def test_an_article_about_all_permits_changes_no_subject(on_the_permit):
    assert on_the_permit.says("and how would the wife work", "ask_general", matches=[match("visa-spouse-work", 0.95)])["kind"] == "article"
    assert spoken_of(on_the_permit) == "talent-permit"


def test_an_article_about_something_else_is_the_new_subject(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    talk.says("may my wife work", "ask_general", matches=[match("visa-spouse-work", 0.95)])
    assert spoken_of(talk) == "talent-permit"


@pytest.mark.parametrize("text, of", [("with the first, who founded it?", "ombre"), ("when was the latter founded", "lumen")])
def test_the_first_of_two_spoken_of_where_no_list_was_shown(talk, text, of):
    talk.says("what is Ombre", "ask_definition", {"Ombre": "ombre"})
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    talk.says(text, "ask_when", ordinals=[1 if of == "ombre" else -1])
    assert spoken_of(talk) == of


@pytest.mark.parametrize("text", ["thanks. when did the Freyssinet open, by the way?", "et la Freyssinet, elle a ouvert quand ?"])
def test_a_word_of_its_name_calls_what_was_spoken_of_before(talk, text):
    talk.says("what is Halle Freyssinet", "ask_definition", {"Halle Freyssinet": "halle-freyssinet"})
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    talk.says(text, "ask_when")
    assert spoken_of(talk) == "halle-freyssinet"


@pytest.mark.parametrize("text", ["and compared to Ombre?", "et par rapport à Ombre ?"])
def test_what_is_named_is_put_beside_what_was_spoken_of(talk, text):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    answer = talk.says(text, "refine", {"Ombre": "ombre"})
    assert answer["kind"] == "comparison" and talk.focus["shown"] == ["lumen", "ombre"]


def test_founders_of_a_list_are_an_audience_and_no_people(talk):
    talk.says("which visas are there for employees", "find", facets={"visas": "kind=visa", "employees": "audience=employees"})
    answer = talk.says("and founders?", "refine", facets={"founders": ["kind=person", "audience=founders"]})
    assert "french-tech-visa-founders" in cards(answer)


def test_since_when_it_is_like_that_asks_for_nothing_similar(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    assert talk.says("since when is it like that", "ask_when")["kind"] != "list"


@pytest.mark.parametrize("text, conditions", [("am I in? I am 24", "French Tech Visa for founders"), ("what about me then", "Grand Salon")])
def test_no_verdict_and_yet_the_conditions_of_what_was_spoken_of(talk, text, conditions):
    records = {"French Tech Visa for founders": "french-tech-visa-founders", "Grand Salon": "grand-salon"}
    talk.says(f"what is {conditions}", "ask_definition", {conditions: records[conditions]})
    answer = talk.says(text, "ask_personal_case")
    refused = "I cannot judge a personal case" in answer["text"]
    assert refused and (answer["kind"] == "facts") is (conditions != "Grand Salon")


@pytest.mark.parametrize("text", ["and which comes first?", "laquelle vient en premier ?"])
def test_the_one_that_comes_first_is_the_first_to_begin(talk, text):
    talk.says("events on LLMs", "find", facets={"events": "kind=event", "LLMs": "topic=llm"})
    answer = talk.says(text, "select")
    assert spoken_of(talk) == "petit-sommet" and "2026" in answer["text"]


def test_and_if_somebody_comes_as_an_employee_asks_the_same_of_that_route(talk):
    talk.says("fee of the French Tech Visa for founders", "ask_cost", {"French Tech Visa for founders": "french-tech-visa-founders"})
    talk.says("and if my colleague joins as an employee instead?", "ask_general", facets={"employee": "audience=employees"})
    assert spoken_of(talk) == "french-tech-visa-employees" and talk.focus["intent"] == "ask_cost"


def test_a_plea_about_a_thing_named_gets_no_verdict_and_its_facts(talk):
    ranking = [{"name": "ask_personal_case", "confidence": 0.7}, {"name": "ask_cost", "confidence": 0.2}]
    answer = talk.says("they took my neighbour's money for a Talent permit, fair?", "ask_personal_case", {"Talent permit": "talent-permit"}, confidence=0.7, intent_ranking=ranking)
    assert answer["kind"] == "refusal" and "I cannot judge" in answer["text"] and "350" in answer["text"]


@pytest.mark.parametrize("confidence, kind", [(0.6, "definition"), (0.9, "refusal")])
def test_somebody_we_know_is_no_trivia_unless_it_surely_sounds_so(talk, confidence, kind):
    ranking = [{"name": "out_of_scope", "confidence": confidence}, {"name": "ask_definition", "confidence": 0.3}]
    answer = talk.says("sketch Ada Moreau for an article", "out_of_scope", {"Ada Moreau": "ada-moreau"}, confidence=confidence, intent_ranking=ranking)
    assert answer["kind"] == kind


def test_the_husband_of_who_may_work_is_no_work_permit(talk):
    talk.says("permits for employees", "find", facets={"permits": "kind=visa", "employees": "audience=employees"})
    answer = talk.says("and my husband, a contract too?", "ask_family", facets={"husband": "audience=family"})
    assert answer["kind"] != "definition"


def test_what_a_listed_event_costs_is_not_told_by_an_article_on_costs(talk):
    talk.says("events on LLMs", "find", facets={"events": "kind=event", "LLMs": "topic=llm"})
    assert talk.says("how much does it cost", "ask_cost", matches=[match("bank-account", 1.0)])["kind"] == "refusal"
