"""Which records a message means: named, misspelt, one of several, picked from a list, or last spoken of."""

from __future__ import annotations

import pytest
from answer_builders import turn

from actions.focus import Focus
from actions.questions import answer_question
from actions.reference import Reference, resolve
from actions.turn import Named

SHOWN = ["lumen", "ombre", "vieux-robot"]


def test_a_named_record_outranks_the_focus(store):
    assert resolve(turn(store, "ask_cost", "lumen", focus=Focus(records=["ombre"]))).records == ["lumen"]


def test_without_a_name_the_focus_speaks_unless_told_not_to(store):
    asked = turn(store, "ask_cost", focus=Focus(records=["ombre", "lumen"]))
    assert resolve(asked) == Reference(["ombre"], from_focus=True)
    assert resolve(asked, use_focus=False) == Reference() == resolve(turn(store, "ask_cost"))


def test_at_most_three_records_are_meant(store):
    assert resolve(turn(store, "compare", "lumen", "ombre", "vieux-robot", "ada-moreau")).records == SHOWN


def test_a_doubtful_link_is_not_believed(store):
    asked = turn(store, "ask_cost", named=[Named("lumen", 0.7, "fuzzy")], focus=Focus(records=["ombre"]))
    assert resolve(asked).records == ["ombre"]


@pytest.mark.parametrize("language, said", [("en", "*(I read “lumn” as Lumen.)*"), ("fr", "*(J’ai lu « lumn » comme Lumen.)*")])
def test_a_misspelt_name_is_understood_and_told(store, language, said):
    named = [Named("lumen", 0.8, "fuzzy", 8, 12)]
    answer = answer_question(turn(store, "ask_when", text="when is lumn", named=named, language=language))
    assert answer.text.startswith(said) and "2016" in answer.text


@pytest.mark.parametrize("how, score", [("exact", 1.0), ("fuzzy", 0.98), ("partial", 0.85)])
def test_a_sure_name_is_not_commented(store, how, score):
    assert resolve(turn(store, text="lumen", named=[Named("lumen", score, how, 0, 5)])).read_as is None


def rivals(store, **parts):
    return turn(store, "ask_when", named=[Named("lumen", 1.0, rivals=("halle-freyssinet", "agora-rive"))], **parts)


def test_rivals_become_a_choice_and_the_question_stays_open(store):
    asked = rivals(store)
    answer = answer_question(asked)
    assert answer.kind == "choice" and asked.focus.pending == "ask_when"
    assert [one.payload for one in answer.suggestions] == ["s|lumen", "s|halle-freyssinet", "s|agora-rive"]
    assert asked.focus.shown == ["lumen", "halle-freyssinet", "agora-rive"]
    assert all(name in answer.text for name in ("Lumen", "Halle Freyssinet", "Agora Rive"))


def test_the_kind_named_settles_between_rivals(store):
    assert resolve(rivals(store, facets={"kind": ["place"]})).records == ["halle-freyssinet"]


def test_what_was_spoken_of_settles_between_rivals(store):
    assert resolve(rivals(store, focus=Focus(records=["agora-rive"]))).records == ["agora-rive"]


@pytest.mark.parametrize("ordinals, wanted", [
    ([1], ["lumen"]), ([3], ["vieux-robot"]), ([-1], ["vieux-robot"]), ([-3], ["lumen"]), ([1, 2], ["lumen", "ombre"]), ([3, 1], ["vieux-robot", "lumen"]),
])
def test_ordinals_pick_from_the_list_shown(store, ordinals, wanted):
    assert resolve(turn(store, "select", ordinals=ordinals, focus=Focus(shown=SHOWN))).records == wanted


@pytest.mark.parametrize("ordinal", [4, 0, -4, 99])
@pytest.mark.parametrize("language, count", [("en", "3 items"), ("fr", "3")])
def test_an_ordinal_out_of_range_is_told_with_the_list(store, ordinal, language, count):
    asked = turn(store, "ask_when", ordinals=[ordinal], focus=Focus(shown=SHOWN), language=language)
    assert resolve(asked).out_of_list == ordinal
    answer = answer_question(asked)
    assert answer.kind == "choice" and count in answer.text
    assert [one.payload for one in answer.suggestions] == [f"s|{one}" for one in SHOWN]


def test_an_ordinal_without_a_list_is_no_pick(store):
    assert resolve(turn(store, "select", ordinals=[2], focus=Focus(records=["lumen"]))).records == ["lumen"]


@pytest.mark.parametrize("start", ["french-tech-visa", "french-tech-visa-founders", "french-tech-visa-employees"])
@pytest.mark.parametrize("audience, route", [("founders", "french-tech-visa-founders"), ("employees", "french-tech-visa-employees")])
def test_the_audience_picks_the_route_of_the_whole_or_a_sibling(store, start, audience, route):
    facets = {"audience": [audience]}
    assert resolve(turn(store, "ask_cost", start, facets=facets)).records == [route]
    assert resolve(turn(store, "ask_cost", facets=facets, focus=Focus(records=[start]))).records == [route]


def test_an_audience_without_a_route_changes_nothing(store):
    assert resolve(turn(store, "ask_cost", "french-tech-visa", facets={"audience": ["students"]})).records == ["french-tech-visa"]
    assert resolve(turn(store, "ask_cost", "lumen", facets={"audience": ["founders"]})).records == ["lumen"]


def test_a_route_named_beside_its_whole_is_meant_alone(store):
    assert resolve(turn(store, "ask_cost", "french-tech-visa", "french-tech-visa-employees")).records == ["french-tech-visa-employees"]


def test_two_records_named_are_both_answered(store):
    answer = answer_question(turn(store, "ask_where", "lumen", "agora-rive"))
    assert "10 rue de Rivoli" in answer.text and "3 boulevard Saint-Germain" in answer.text
