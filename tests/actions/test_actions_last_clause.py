"""The question is what the last clause says, and what a thing is asked after it was spoken of."""

from __future__ import annotations

import pytest
from answer_builders import match, turn
from talking import cards, spoken_of

from actions.shorthand import asked_at_last

PERMIT = {"Talent permit": "talent-permit"}


@pytest.mark.parametrize("text, asked", [
    ("I compose music. The Talent permit: what is it?", "ask_definition"),
    ("je suis malgache, j'ai un contrat. Talent permit, délai ?", "ask_processing_time"),
    ("my boss moves to Paris, the Talent permit, how long does it last", "ask_duration"),
    ("what does the Talent permit cost? how long does it last?", None),
    ("the Talent permit, and my dog likes it", None),
])
def test_the_question_of_the_last_clause(store, text, asked):
    start = text.index("Talent permit")
    assert asked_at_last(turn(store, "ask_personal_case", text=text, spans=[(start, start + len("Talent permit"))])) == asked


def test_a_sentence_about_oneself_before_it_makes_no_plea_of_a_question(talk):
    answer = talk.says("They named me head of the branch here, in June. Talent permit: fee?", "ask_personal_case", PERMIT)
    assert answer["kind"] == "facts" and "350" in answer["text"]


def test_what_the_record_does_not_know_is_left_to_the_intent(talk):
    answer = talk.says("They named me head of the branch here, in June. Talent permit: address?", "ask_personal_case", PERMIT)
    assert answer["kind"] == "refusal"


def test_closed_yes_or_no_is_no_yes(talk):
    talk.says("what is Vieux Robot", "ask_definition", {"Vieux Robot": "vieux-robot"})
    answer = talk.says("is it closed, yes or no", "affirm")
    assert talk.focus["intent"] == "ask_status" and "Grande Maison" in answer["text"]


@pytest.mark.parametrize("text", ["is it in English or in French?", "c'est en anglais ou en français"])
def test_the_language_of_an_event_changes_no_language(talk, text):
    talk.says("what is Petit Sommet", "ask_definition", {"Petit Sommet": "petit-sommet"})
    words = ("English", "French") if "English" in text else ("anglais", "français")
    answer = talk.says(text, "change_language", facets={words[0]: "spoken=en", words[1]: "spoken=fr"})
    assert answer["kind"] == "definition" and spoken_of(talk) == "petit-sommet"


def test_after_a_thing_an_article_about_it_need_not_lie_so_near(talk):
    talk.says("what is the Talent permit", "ask_definition", PERMIT)
    near = [match("visa-spouse-work", 0.35)]
    assert talk.says("and the spouse, what then?", "refine", matches=near)["kind"] == "article"


@pytest.mark.parametrize("about, kind", [("visa-spouse-work", "article"), ("bank-account", "refusal")])
def test_what_no_fact_of_the_thing_tells_an_article_about_it_may(talk, about, kind):
    talk.says("what is the Talent permit", "ask_definition", PERMIT)
    assert talk.says("who checks it then", "ask_who", matches=[match(about, 0.35)])["kind"] == kind


def test_with_nothing_before_it_must(talk):
    assert talk.says("and the spouse, what then?", "refine", matches=[match("visa-spouse-work", 0.35)])["kind"] == "refusal"


@pytest.mark.parametrize("town, intent", [("Lyon", "ask_other_city"), ("Berlin", "ask_other_country")])
def test_then_paris_lists_what_was_refused_of_another_town(talk, town, intent):
    assert talk.says(f"meetups in {town}", intent, facets={"meetups": "kind=meetup", town: f"elsewhere={intent[4:]}"})["kind"] == "refusal"
    assert cards(talk.says("ok then Paris", "refine", facets={"Paris": "area=paris"})) == ["cercle-nlp"]


def test_rather_in_robotics_lists_others_of_that_kind(talk):
    talk.says("what is Agora Rive", "ask_definition", {"Agora Rive": "agora-rive"})
    assert cards(talk.says("robotics rather", "refine", facets={"robotics": "topic=robotics"})) == ["forge-nord"]


def test_a_person_stays_the_subject_though_a_company_is_named(talk):
    talk.says("who is Ada Moreau", "ask_definition", {"Ada Moreau": "ada-moreau"})
    talk.says("when did she leave Ombre", "ask_when", {"Ombre": "ombre"})
    assert spoken_of(talk) == "ada-moreau"


def test_the_size_of_a_person_is_that_of_what_they_founded(talk):
    talk.says("who is Ada Moreau", "ask_definition", {"Ada Moreau": "ada-moreau"})
    talk.says("and how large is her team", "ask_size")
    assert spoken_of(talk) == "lumen"


def test_not_events_companies(talk):
    talk.says("events on LLMs", "find", facets={"events": "kind=event", "LLMs": "topic=llm"})
    answer = talk.says("not the events, I want start-ups", "correct", facets={"events": "kind=event", "start-ups": "kind=startup"})
    assert "lumen" in cards(answer)


def test_a_topic_narrows_a_list_and_picks_none_by_its_name(talk):
    talk.says("meetups", "find", facets={"meetups": "kind=meetup"})
    assert talk.says("rather NLP", "refine", facets={"NLP": "topic=nlp"})["kind"] == "list"
