"""What is compared stays compared: which of them is more of something, a third one beside them, what both cost."""

from __future__ import annotations

import pytest
from talking import spoken_of

ROUTES = {"founders route": "french-tech-visa-founders", "employees route": "french-tech-visa-employees"}


@pytest.fixture
def compared(talk):
    """A conversation in which two routes of a visa were just compared."""
    talk.says("compare the founders route and the employees route", "compare", ROUTES)
    return talk


@pytest.mark.parametrize("text", ["which one is cheaper?", "laquelle coûte le moins ?"])
def test_which_is_cheaper_tells_the_price_of_each_that_has_one(compared, text):
    answer = compared.says(text, "find_my_visa")
    assert answer["kind"] == "facts" and "99" in answer["text"] and compared.focus["records"] == list(ROUTES.values())


def test_which_is_nicer_can_only_show_the_comparison_again(compared):
    assert compared.says("which one is nicer?", "praise")["kind"] == "comparison"


@pytest.mark.parametrize("text", ["add the Talent permit to the table", "ajoutez la Talent permit au tableau"])
def test_a_third_thing_joins_the_comparison(compared, text):
    answer = compared.says(text, "report_error", {"Talent permit": "talent-permit"})
    assert answer["kind"] == "comparison" and compared.focus["shown"] == [*ROUTES.values(), "talent-permit"]


def test_it_still_joins_after_one_of_the_two_was_asked_about(compared):
    compared.says("steps of the second", "ask_how_to_apply", ordinals=[2])
    compared.says("and add the Talent permit", "refine", {"Talent permit": "talent-permit"})
    assert compared.focus["shown"] == [*ROUTES.values(), "talent-permit"]


def test_with_nothing_compared_before_nothing_is_added(talk):
    talk.says("what is Lumen", "ask_definition", {"Lumen": "lumen"})
    assert talk.says("add Ombre", "refine", {"Ombre": "ombre"})["kind"] != "comparison"


def test_their_price_is_that_of_both_just_asked_about(talk):
    talk.says("how long do the Talent permit and the employees route last", "ask_duration", {"Talent permit": "talent-permit", "employees route": "french-tech-visa-employees"})
    answer = talk.says("and their price", "ask_cost")
    assert "350" in answer["text"] and "99" in answer["text"]


def test_what_is_only_told_beside_a_subject_is_not_theirs(talk):
    talk.says("what is the Talent permit", "ask_definition", {"Talent permit": "talent-permit"})
    talk.says("and their price", "ask_cost")
    assert talk.focus["records"] == ["talent-permit"] and spoken_of(talk) == "talent-permit"
