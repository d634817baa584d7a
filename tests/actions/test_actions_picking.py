"""Picking from what was shown or spoken of by what it is like."""

from __future__ import annotations

import pytest
from answer_builders import fact, record
from talking import Conversation, cards

from actions import turn as turns

JUNE = {"start": "2027-06-01", "end": "2027-07-01", "text": "in June"}


@pytest.fixture
def talk(served):
    return Conversation()


@pytest.fixture
def priced(small, monkeypatch):
    """A conversation in a world of four places, three of which tell a price."""
    records = [
        record("cheap-desk", "place", facts=[fact("price", {"amount": 100, "per": "month"})]),
        record("dear-desk", "place", facts=[fact("price", {"amount": 300, "per": "month"})]),
        record("silent-desk", "place"), record("free-desk", "place", facts=[fact("price", {"amount": 0})]),
    ]
    monkeypatch.setattr(turns, "_store", [small(*records)])
    return Conversation()


@pytest.mark.parametrize("text, parts, picked", [
    ("the one in June", {"dates": JUNE}, "Grand Salon"), ("the one called sommet", {}, "Petit Sommet"),
    ("the one in French", {"facets": {"French": "spoken=fr"}}, "Petit Sommet"), ("celui sur l'éthique", {"facets": {"éthique": "topic=ethics"}}, "Ancien Forum"),
])
def test_an_event_is_picked_by_what_it_is_like(talk, text, parts, picked):
    talk.says("all events", "find", facets={"events": "kind=event"}, dates={"start": "2025-01-01", "end": "2028-01-01", "text": ""})
    answer = talk.says(text, "select", **parts)
    assert answer["kind"] == "definition" and answer["text"].startswith(f"**{picked}**")


def test_the_one_near_is_within_walking_distance(talk):
    talk.says("accelerators", "find", facets={"accelerators": "kind=accelerator"})
    assert talk.says("the one near Bastille", "find_nearby", facets={"Bastille": "area=bastille"})["text"].startswith("**Agora Rive**")


def test_the_other_one_gets_the_same_question(talk):
    talk.says("compare Lumen and Ombre", "compare", {"Lumen": "lumen", "Ombre": "ombre"})
    talk.says("where is Lumen", "ask_where", {"Lumen": "lumen"})
    answer = talk.says("and the other one?", "show_more")
    assert answer["kind"] == "refusal" and "**Ombre**" in answer["text"] and talk.focus["intent"] == "ask_where"


def test_a_pick_that_carries_on_gets_the_same_question(talk):
    talk.says("events", "find", facets={"events": "kind=event"})
    talk.says("when is the second", "ask_when", ordinals=[2])
    talk.says("and the first?", "select", ordinals=[1])
    assert talk.focus["intent"] == "ask_when" and talk.focus["records"] == ["petit-sommet"]


def test_the_cheapest_first_and_only_what_tells_a_price(priced):
    priced.says("places", "find", facets={"places": "kind=place"})
    answer = priced.says("the cheapest one", "select")
    assert [fact["value"] for fact in answer["facts"]] == ["free", "€100 a month", "€300 a month"]


def test_free_things_come_with_how_many_are_not_known(priced):
    answer = priced.says("free places", "find", facets={"free": "price=free", "places": "kind=place"})
    assert cards(answer) == ["free-desk"] and "Of one more I do not know the price" in answer["text"]
    offered = next(one for one in answer["suggestions"] if one["payload"] == "t|Whatever the price")
    assert len(cards(priced.says(offered["payload"][2:], "ask_cost"))) == 4


def test_with_nothing_known_to_be_free_the_list_stays_whole_and_says_so(talk):
    talk.says("events in June", "find", facets={"events": "kind=event"}, dates={**JUNE, "text": "June"})
    answer = talk.says("nothing I have to pay for", "refine")
    assert cards(answer) == ["grand-salon"] and "I know none to be free" in answer["text"]
    assert talk.focus["filter"]["price"] == ["free"]


def test_her_is_who_was_just_named(talk):
    talk.says("who founded Lumen", "ask_who", {"Lumen": "lumen"})
    assert talk.says("tell me about her", "ask_more")["text"].startswith("**Ada Moreau**")


def test_an_ordinary_word_is_a_name_once_it_was_spoken_of(talk):
    talk.says("what is Ombre", "ask_definition", {"Ombre": "ombre"})
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    assert "**Ombre**" in talk.says("so ombre still exists?", "ask_status")["text"]


def test_the_kind_with_its_article_is_the_last_of_that_kind(talk):
    talk.says("what is the talent permit", "ask_definition", {"talent permit": "talent-permit"})
    talk.says("where is Lumen", "ask_where", {"Lumen": "lumen"})
    assert "€350" in talk.says("what does the visa cost", "ask_cost", facets={"visa": "kind=visa"})["text"]


def test_when_none_of_those_shown_is_like_that_the_list_moves(talk):
    talk.says("events in June", "find", facets={"events": "kind=event"}, dates={**JUNE, "text": "June"})
    december = {"start": "2026-12-01", "end": "2027-01-01", "text": "in December"}
    assert cards(talk.says("the one in December", "select", dates=december)) == ["petit-sommet"]


def test_the_cheapest_of_another_kind_is_not_of_those_shown(talk):
    talk.says("events", "find", facets={"events": "kind=event"})
    answer = talk.says("what is the cheapest place", "find", facets={"place": "kind=place"})
    assert cards(answer) == ["halle-freyssinet"]


@pytest.mark.parametrize("text, facets", [
    ("what does the visa for founders cost", {"visa": "kind=visa", "founders": "audience=founders"}),
    ("combien coûte le visa le plus rapide", {"visa": "kind=visa"}),
])
def test_a_kind_told_apart_is_not_what_was_spoken_of(talk, text, facets):
    talk.says("what is the talent permit", "ask_definition", {"talent permit": "talent-permit"})
    talk.says("where is Lumen", "ask_where", {"Lumen": "lumen"})
    assert "€350" not in talk.says(text, "ask_cost", facets=facets)["text"]


def test_a_sure_question_about_either_of_two_is_no_comparison(talk):
    answer = talk.says("where is Lumen or Ombre", "ask_where", {"Lumen": "lumen", "Ombre": "ombre"})
    assert answer["kind"] == "facts" and "rue de Rivoli" in answer["text"]


def test_where_no_price_is_known_the_cheapest_is_not_guessed(talk):
    talk.says("events", "find", facets={"events": "kind=event"})
    answer = talk.says("the cheapest?", "refine")
    assert answer["kind"] == "refusal" and answer["text"].startswith("I know no price of **Petit Sommet** or **Grand Salon**.") and len(answer["suggestions"]) == 2


def test_a_pick_with_a_question_answers_it(talk):
    talk.says("events", "find", facets={"events": "kind=event"})
    ranking = [{"name": "select", "confidence": 0.6}, {"name": "ask_when", "confidence": 0.35}]
    assert talk.says("the first, when is it", "select", ordinals=[1], intent_ranking=ranking)["kind"] == "facts"


def test_what_is_put_aside_is_not_answered(talk):
    talk.says("where is Ombre", "ask_where", {"Ombre": "ombre"})
    answer = talk.says("not Ombre, Lumen", "correct", {"Ombre": "ombre", "Lumen": "lumen"})
    assert "rue de Rivoli" in answer["text"] and talk.focus["records"] == ["lumen"]


def places_of(maker):
    """A place that somebody made, one that another body runs, and one of which more is told."""
    return [
        record("arc-desk", "place", summary={"en": "Desks for chip designers.", "fr": "Bureaux de concepteurs de puces."}),
        record("bell-desk", "place", relations=[{"relation": "run_by", "record": maker, "source": "site"}]),
        record("coin-desk", "place", summary={"en": "Desks for bankers.", "fr": "Bureaux de banquiers."}),
        record(maker, "organisation"),
    ]


@pytest.fixture
def desks(small, monkeypatch):
    monkeypatch.setattr(turns, "_store", [small(*places_of("grand-body"))])
    return Conversation()


@pytest.mark.parametrize("text, records, picked", [
    ("the one for chip designers", {}, "arc-desk"), ("which of them is for bankers", {}, "coin-desk"),
    ("the Grand Body one", {"Grand Body": "grand-body"}, "bell-desk"), ("celui de Grand Body", {"Grand Body": "grand-body"}, "bell-desk"),
])
def test_one_of_a_list_is_picked_by_what_is_told_of_it_or_tied_to_it(desks, text, records, picked):
    desks.says("places", "find", facets={"places": "kind=place"})
    desks.says(text, "select", records)
    assert desks.focus["records"][0] == picked


def test_what_is_true_of_most_of_a_list_picks_none_and_is_asked_back(desks):
    desks.says("places", "find", facets={"places": "kind=place"})
    answer = desks.says("the one with desks", "select")
    assert answer["kind"] == "choice" and len(answer["suggestions"]) == 3


@pytest.fixture
def rows(small, monkeypatch):
    """A conversation in a world of seven places, in the order of their letters."""
    monkeypatch.setattr(turns, "_store", [small(*(record(f"{letter}-desk", "place") for letter in "abcdefg"))])
    return Conversation()


@pytest.mark.parametrize("text, ordinal, picked", [
    ("the first one", 1, "f-desk"), ("le deuxième", 2, "g-desk"), ("number 1", 1, "a-desk"), ("n° 6", 6, "f-desk"), ("the last one", -1, "g-desk"),
])
def test_a_rank_is_of_the_page_in_sight_and_a_number_of_the_whole_list(rows, text, ordinal, picked):
    rows.says("places", "find", facets={"places": "kind=place"})
    assert cards(rows.says("more", "show_more")) == ["f-desk", "g-desk"]
    rows.says(text, "select", ordinals=[ordinal])
    assert rows.focus["records"] == [picked]


def test_two_of_a_list_are_put_side_by_side(rows):
    rows.says("places", "find", facets={"places": "kind=place"})
    assert rows.says("the first two side by side", "out_of_scope", ordinals=[1, 2])["kind"] == "comparison"
