"""Short messages that complete the last one, whatever intent they resemble."""

from __future__ import annotations

import pytest
from talking import Conversation, cards

MARCH = {"start": "2027-03-01", "end": "2027-04-01", "text": "March"}
JUNE = {"start": "2027-06-01", "end": "2027-07-01", "text": "June"}
# What a classifier makes of a few words is as good as nothing.
MISHEARD = ("out_of_scope", "ask_size", "refine", "find")


@pytest.mark.parametrize("intent", MISHEARD)
def test_the_last_question_is_asked_for_another_audience(talk, intent):
    talk.says("how do founders get the French Tech Visa", "ask_how_to_apply", {"French Tech Visa": "french-tech-visa"}, {"founders": "audience=founders"})
    answer = talk.says("employees?", intent, facets={"employees": "audience=employees"})
    assert answer["kind"] == "steps" and "Sign the contract." in answer["text"]


def test_an_audience_without_a_route_lists_what_there_is_for_it(talk):
    talk.says("fee of the talent permit", "ask_cost", {"talent permit": "talent-permit"})
    answer = talk.says("and for founders?", "out_of_scope", facets={"founders": ["audience=founders", "kind=person"]})
    assert cards(answer) == ["french-tech-visa-founders"]


def test_a_list_for_one_audience_becomes_one_for_another_though_the_word_names_a_kind_too(talk):
    talk.says("visas for employees", "find", facets={"visas": "kind=visa", "employees": "audience=employees"})
    answer = talk.says("and founders?", "find", facets={"founders": ["audience=founders", "kind=person"]})
    assert cards(answer) == ["french-tech-visa-founders"]


@pytest.mark.parametrize("intent", MISHEARD)
def test_another_kind_keeps_the_topic_of_the_list(talk, intent):
    talk.says("events on language models", "find", facets={"events": "kind=event", "language models": "topic=llm"})
    talk.says("and meetups?", intent, facets={"meetups": "kind=meetup"})
    assert talk.focus["filter"]["topics"] == ["llm"] and talk.focus["filter"]["kinds"] == ["meetup"]


def test_a_kind_without_dates_lets_the_days_of_the_list_go(talk):
    talk.says("events in June", "find", facets={"events": "kind=event"}, dates=JUNE)
    answer = talk.says("and accelerators?", "find", facets={"accelerators": "kind=accelerator"})
    assert answer["kind"] == "list" and "start" not in talk.focus["filter"]


def test_a_whole_new_wish_takes_nothing_over(talk):
    talk.says("start-ups in health", "find", facets={"start-ups": "kind=startup", "health": "sector=health"})
    talk.says("accelerators for robotics", "find", facets={"accelerators": "kind=accelerator", "robotics": "topic=robotics"})
    assert talk.focus["filter"] == {"kinds": ["accelerator"], "topics": ["robotics"]}


@pytest.mark.parametrize("intent", MISHEARD)
def test_a_month_alone_moves_the_list(talk, intent):
    talk.says("events in March", "find", facets={"events": "kind=event"}, dates=MARCH)
    assert cards(talk.says("June?", intent, dates=JUNE)) == ["grand-salon"]


def test_the_days_after_those_listed(talk):
    december = {"start": "2026-12-01", "end": "2027-01-01", "text": "December"}
    assert cards(talk.says("events in December", "find", facets={"events": "kind=event"}, dates=december)) == ["petit-sommet"]
    assert cards(talk.says("and after?", "refine")) == ["grand-salon"]


def test_the_step_after_the_one_told(talk):
    talk.says("how do I get the talent permit", "ask_how_to_apply", {"talent permit": "talent-permit"})
    assert "A passport." in talk.says("what next?", "show_more")["text"]


@pytest.mark.parametrize("text, intent, told", [
    ("its address?", "find", "rue de Rivoli"), ("and the founders", "find", "Ada Moreau"), ("size?", "out_of_scope", "1 person"),
])
def test_a_property_alone_is_asked_of_what_was_spoken_of(talk, text, intent, told):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    facets = {"founders": ["audience=founders", "kind=person"]} if "founders" in text else None
    assert told in talk.says(text, intent, facets=facets)["text"]


def test_a_property_of_several_listed(talk):
    talk.says("accelerators", "find", facets={"accelerators": "kind=accelerator"})
    answer = talk.says("their addresses?", "out_of_scope")
    assert answer["kind"] == "facts" and "Agora Rive" in answer["text"] and "Forge Nord" in answer["text"]


@pytest.mark.parametrize("text", ["the talent permit I mean", "I meant the talent permit", "and the talent permit?", "no, the talent permit", "the talent permit"])
def test_a_name_after_a_question_about_nothing_answers_it(talk, text):
    assert talk.says("what does it cost?", "ask_cost")["kind"] == "choice"
    answer = talk.says(text, "ask_definition", {"talent permit": "talent-permit"})
    assert answer["kind"] == "facts" and "€350" in answer["text"]


def test_je_parle_de(parle):
    assert parle.says("c'est combien ?", "ask_cost")["text"].startswith("De quoi parlez-vous ?")
    assert "350" in parle.says("je parle de la carte talent", "ask_definition", {"carte talent": "talent-permit"})["text"]


def test_a_question_about_nothing_offers_something_that_answers_it(talk):
    answer = talk.says("how much is it?", "ask_cost", matches=[{"record": "bank-account", "score": 0.9, "belief": 0.9, "text": "how much"}])
    assert [one["payload"] for one in answer["suggestions"]] == ["a|ask_cost|talent-permit", "a|ask_cost|halle-freyssinet"]


def test_either_of_two_names_is_both_side_by_side(talk):
    answer = talk.says("lumen or ombre?", "ask_where", {"ombre": "ombre"}, confidence=0.4)
    assert answer["kind"] == "comparison" and answer["table"]["columns"][1:] == ["Lumen", "Ombre"]


def test_them_are_the_two_last_spoken_of(talk):
    for name, record in (("Lumen", "lumen"), ("Ombre", "ombre")):
        talk.says(f"what is {name}", "ask_definition", {name: record})
    assert talk.says("compare them", "compare")["table"]["columns"][1:] == ["Lumen", "Ombre"]


def test_back_to_a_kind_of_thing_is_back_to_the_last_one(talk):
    talk.says("what is the talent permit", "ask_definition", {"talent permit": "talent-permit"})
    talk.says("where is Halle Freyssinet", "ask_where", {"Halle Freyssinet": "halle-freyssinet"})
    assert "Talent permit" in talk.says("back to the visa", "start_over", facets={"visa": "kind=visa"})["text"]
    assert "4 years" in talk.says("how long is it valid", "ask_duration")["text"]


def test_revenons(parle):
    parle.says("c'est quoi Lumen", "ask_definition", {"Lumen": "lumen"})
    parle.says("et la Halle Freyssinet", "ask_definition", {"Halle Freyssinet": "halle-freyssinet"})
    assert "**Lumen**" in parle.says("revenons à Lumen", "ask_other_country", {"Lumen": "lumen"})["text"]


def test_nothing_to_lean_on_leaves_the_message_to_its_intent(talk):
    assert talk.says("and after?", "refine")["kind"] == "refusal"
    assert talk.says("back to the visa", "out_of_scope", facets={"visa": "kind=visa"})["kind"] == "refusal"


def test_what_was_compared_is_asked_about_together(talk):
    talk.says("lumen or ombre?", "compare", {"lumen": "lumen", "ombre": "ombre"})
    answer = talk.says("who founded them", "ask_who")
    assert "**Lumen**" in answer["text"] and talk.focus["records"] == ["lumen", "ombre"]


def test_what_is_not_wanted_does_not_narrow(talk):
    talk.says("accelerators for robotics", "find", facets={"accelerators": "kind=accelerator", "robotics": "topic=robotics"})
    answer = talk.says("not robotics, deep tech", "refine", facets={"robotics": "topic=robotics", "deep tech": "topic=deeptech"})
    assert cards(answer) == ["agora-rive"]


def test_another_district_is_neither_a_day_nor_an_item(talk):
    talk.says("accelerators in the 18th", "find", facets={"accelerators": "kind=accelerator", "in the 18th": "area=paris-18"})
    answer = talk.says("and the 5th?", "select", ordinals=[5], dates={"start": "2026-12-05", "end": "2026-12-06", "text": "the 5th"})
    assert cards(answer) == ["agora-rive"]


def test_the_same_again_in_the_other_language(served):
    talk = Conversation(source="page")
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    answer = talk.says("can you say it in French?", "change_language")
    assert answer["language"] == "fr" and "Lumen est une invention pour les tests." in answer["text"]


@pytest.mark.parametrize("confidence, asked", [(0.4, "price"), (0.95, "price"), (0.4, "address"), (0.95, "address")])
def test_a_name_and_one_property_settle_the_intent_where_that_is_known_or_the_intent_in_doubt(talk, confidence, asked):
    answer = talk.says(f"Lumen, {asked}?", "ask_when", {"Lumen": "lumen"}, confidence=confidence)
    told = "10 rue de Rivoli" if asked == "address" else "2016" if confidence == 0.95 else "cost"
    assert told in answer["text"]
