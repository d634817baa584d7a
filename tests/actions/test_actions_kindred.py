"""What a message means by its tie to what was spoken of: belongings, siblings, what lies around, the list before."""

from __future__ import annotations

import pytest
from answer_builders import fact, record
from talking import Conversation, cards, spoken_of

from actions import turn as turns


def test_her_company_is_the_one_she_founded(talk):
    talk.says("who is Ada Moreau", "ask_definition", {"Ada Moreau": "ada-moreau"})
    answer = talk.says("how much did her company raise", "ask_funding", facets={"company": "kind=startup"})
    assert answer["kind"] == "facts" and spoken_of(talk) == "lumen" and "120.5" in answer["text"]


def test_la_boite_qu_elle_dirige(parle):
    parle.says("qui est Ada Moreau", "ask_definition", {"Ada Moreau": "ada-moreau"})
    answer = parle.says("et la boîte qu'elle a fondée, combien de salariés ?", "ask_size", facets={"boîte": "kind=startup"})
    assert answer["kind"] == "facts" and spoken_of(parle) == "lumen"


def test_their_company_is_the_one_spoken_of_and_none_tied_to_it(small, monkeypatch):
    bought = record("petit-bot", "startup", relations=[{"relation": "acquired_by", "record": "grand-bot", "source": "site"}])
    monkeypatch.setattr(turns, "_store", [small(record("grand-bot", "startup", facts=[fact("employees", {"value": 9, "unit": "person"})]), bought)])
    talk = Conversation()
    talk.says("who runs Grand Bot", "ask_who", {"Grand Bot": "grand-bot"})
    talk.says("how big is his company", "ask_size", facets={"company": "kind=startup"})
    assert spoken_of(talk) == "grand-bot"


def test_a_company_of_somebody_without_one_is_not_made_up(talk):
    talk.says("Grand Salon", "ask_definition", {"Grand Salon": "grand-salon"})
    talk.says("who founded her company", "ask_who", facets={"company": "kind=startup"})
    assert spoken_of(talk) == "grand-salon"


def test_no_the_one_for_employees_is_the_sibling_of_that_name(talk):
    talk.says("steps of the French Tech Visa for founders", "ask_how_to_apply", {"French Tech Visa for founders": "french-tech-visa-founders"})
    answer = talk.says("no, the employees one", "correct")
    assert answer["kind"] == "steps" and spoken_of(talk) == "french-tech-visa-employees"


@pytest.mark.parametrize("text", ["no, the wonderful one", "and the first one", "no"])
def test_what_no_name_says_has_no_sibling(talk, text):
    talk.says("steps of the French Tech Visa for founders", "ask_how_to_apply", {"French Tech Visa for founders": "french-tech-visa-founders"})
    talk.says(text, "correct")
    assert spoken_of(talk) == "french-tech-visa-founders"


@pytest.mark.parametrize("text", ["and nearby?", "what is around there?"])
def test_what_lies_around_the_place_spoken_of(talk, text):
    talk.says("where is Agora Rive", "ask_where", {"Agora Rive": "agora-rive"})
    answer = talk.says(text, "refine")
    assert answer["kind"] == "list" and set(cards(answer)) >= {"agora-rive", "halle-freyssinet"}


def test_et_a_cote_de_ce_qui_n_a_pas_d_adresse(parle):
    parle.says("qui est Ada Moreau", "ask_definition", {"Ada Moreau": "ada-moreau"})
    assert parle.says("et à côté ?", "refine")["kind"] != "list"


def test_others_of_the_same_kind_and_sector(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    answer = talk.says("anything similar?", "show_more")
    assert answer["kind"] == "list" and {"vieux-robot", "ombre"} <= set(cards(answer))


def test_back_to_the_list_and_to_an_item_of_it(talk):
    listed = cards(talk.says("start-ups in health", "find", facets={"start-ups": "kind=startup", "health": "sector=health"}))
    talk.says("the first one", "select", ordinals=[1])
    assert cards(talk.says("back to the list", "start_over")) == listed
    talk.says("the second one", "select", ordinals=[2])
    talk.says("back to the list, the first one", "start_over", ordinals=[1])
    assert spoken_of(talk) == listed[0]


def test_an_item_and_its_property_in_one_breath(talk):
    listed = cards(talk.says("start-ups in health", "find", facets={"start-ups": "kind=startup", "health": "sector=health"}))
    at = listed.index("lumen") + 1
    answer = talk.says("that one, who is the CEO?", "select", ordinals=[at])
    assert answer["kind"] == "facts" and "Ada Moreau" in answer["text"]


def test_a_thing_and_where_it_is_are_no_pair_to_compare(talk):
    names = {"Lumen": "lumen", "Halle Freyssinet": "halle-freyssinet"}
    assert talk.says("Lumen at Halle Freyssinet in two words", "compare", names)["kind"] == "definition" and spoken_of(talk) == "lumen"
    assert talk.says("Lumen or Halle Freyssinet", "compare", names)["kind"] == "comparison"


def test_what_a_permit_allows_elsewhere_is_asked_of_the_permit(talk):
    talk.says("fee of the talent permit", "ask_cost", {"talent permit": "talent-permit"})
    talk.says("can I live in Spain with it?", "ask_other_country", facets={"Spain": "elsewhere=other_country"})
    assert spoken_of(talk) == "talent-permit" and talk.focus["intent"] == "ask_rights"


def test_a_question_that_the_record_can_answer_beats_one_that_it_cannot(talk):
    ranking = [{"name": "ask_rights", "confidence": 0.6}, {"name": "ask_deadline", "confidence": 0.2}, {"name": "ask_size", "confidence": 0.1}]
    answer = talk.says("can many use Halle Freyssinet", "ask_rights", {"Halle Freyssinet": "halle-freyssinet"}, intent_ranking=ranking)
    assert answer["kind"] == "facts" and "34,000" in answer["text"]


@pytest.mark.parametrize("text", ["when were those two founded?", "and both, when?"])
def test_those_two_are_the_last_two_spoken_of_and_not_the_first_of_a_list(talk, text):
    talk.says("start-ups in health", "find", facets={"start-ups": "kind=startup", "health": "sector=health"})
    talk.says("who leads Ombre", "ask_who", {"Ombre": "ombre"})
    talk.says("who founded Lumen", "ask_who", {"Lumen": "lumen"})
    talk.says(text, "ask_when", ordinals=[1, 2])
    assert talk.focus["records"][:2] == ["ombre", "lumen"]


def test_rather_those_of_a_list_wants_some_of_it_and_no_namesake(talk):
    talk.says("which visas are there", "find", facets={"visas": "kind=visa"})
    talk.says("no, the employees ones", "correct")
    assert talk.focus["intent"] == "find"


@pytest.mark.parametrize("text", ["Grand Salon: how does it work?", "Grand Salon, comment ça marche ?"])
def test_how_a_thing_without_steps_works_is_what_it_is(talk, text):
    assert talk.says(text, "ask_how_to_apply", {"Grand Salon": "grand-salon"})["kind"] == "definition"


def test_a_first_company_with_nobody_spoken_of_is_nobody_s(talk):
    answer = talk.says("my first company, health", "ask_general", facets={"company": "kind=startup", "health": "sector=health"})
    assert answer["kind"] != "error"
