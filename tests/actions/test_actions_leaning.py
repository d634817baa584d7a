"""Short turns that move a list, correct a question, or name something with a slip."""

from __future__ import annotations

import pytest


def test_the_week_after_is_as_long_as_the_one_listed(talk):
    talk.says("events next week", "find", facets={"events": "kind=event"}, dates={"start": "2026-11-30", "end": "2026-12-07", "text": "next week"})
    talk.says("the week after?", "refine")
    assert (talk.focus["filter"]["start"], talk.focus["filter"]["end"]) == ("2026-12-07", "2026-12-14")


def test_a_month_said_as_a_correction_moves_the_list(talk):
    talk.says("events in March", "find", facets={"events": "kind=event"}, dates={"start": "2027-03-01", "end": "2027-04-01", "text": "in March"})
    talk.says("I meant May, my mistake", "correct", dates={"start": "2027-05-01", "end": "2027-06-01", "text": "May"})
    assert talk.focus["filter"]["start"] == "2027-05-01"


@pytest.mark.parametrize("text, word", [("rather in English", "English"), ("pareil mais en anglais", "anglais")])
def test_a_language_preferred_after_a_list_is_that_of_the_list(talk, text, word):
    talk.says("events", "find", facets={"events": "kind=event"})
    talk.says(text, "change_language", facets={word: "spoken=en"})
    assert talk.focus["filter"]["languages"] == ["en"]


def test_not_the_employees_the_founders(talk):
    talk.says("conditions of the employees' route", "ask_how_to_apply", {"employees' route": "french-tech-visa-employees"})
    facets = {"employees": "audience=employees", "founders": ["audience=founders", "kind=person", "topic=entrepreneurship"]}
    talk.says("NOT the employees, the founders!!! I run the bloody company", "correct", facets=facets)
    assert talk.focus["records"] == ["french-tech-visa-founders"]


def test_around_here_without_a_place_is_asked_back(talk):
    answer = talk.says("anything around here", "find_nearby")
    assert answer["kind"] == "choice" and answer["suggestions"] and "Near where" in answer["text"]


def test_a_slip_of_a_short_name_is_answered_and_told(talk):
    answer = talk.says("is Lumn still trading?", "ask_status", guesses=[{"records": ["lumen"], "start": 3, "end": 7}])
    assert "Lumn" in answer["text"] and talk.focus["records"] == ["lumen"]


def test_a_slip_of_two_names_is_asked_back(talk):
    answer = talk.says("is Lumn still trading?", "ask_status", guesses=[{"records": ["lumen", "ombre"], "start": 3, "end": 7}])
    assert answer["kind"] == "choice" and talk.focus["pending"] == "ask_status"


def test_similar_places_after_an_incubator_are_incubators(talk):
    talk.says("Agora Rive", "ask_definition", {"Agora Rive": "agora-rive"})
    talk.says("similar places?", "ask_where", facets={"places": "kind=place"})
    assert talk.focus["filter"]["kinds"] == ["accelerator"]


def test_for_an_employee_after_a_comparison_is_the_route_of_what_was_compared(parle):
    compared = {"French Tech Visa": "french-tech-visa", "carte talent": "talent-permit"}
    assert parle.says("French Tech Visa ou carte talent", "compare", compared)["kind"] == "comparison"
    parle.says("et pour un salarié ?", "refine", facets={"salarié": "audience=employees"})
    assert parle.focus["records"] == ["french-tech-visa-employees"]
