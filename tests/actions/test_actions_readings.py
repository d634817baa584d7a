"""Two questions in one message, a message that may be read in two ways, and near questions offered."""

from __future__ import annotations

import pytest
from answer_builders import match, payload_ids, turn

from actions.questions import answer_question

TWO = [
    ("en", "what does it cost and how long does it take", "what it costs", "how long it lasts"),
    ("fr", "ça coûte combien et c’est valable combien de temps", "ce que cela coûte", "durée"),
]


@pytest.mark.parametrize("language, text, first, second", TWO)
def test_both_questions_of_a_message_are_answered(store, language, text, first, second):
    answer = answer_question(turn(store, "ask_cost", "talent-permit", language=language, text=text, second=("ask_duration", 0.3)))
    assert first in answer.text and second in answer.text and answer.text.index(first) < answer.text.index(second)
    assert len(answer.sources) == len(set(answer.sources)) and all(answer.sources[fact.source].as_of for fact in answer.facts)


@pytest.mark.parametrize("text, second", [
    ("what does it cost", ("ask_duration", 0.3)),  # one clause
    ("what does it cost and how long does it take", ("ask_duration", 0.05)),  # the other is hardly heard
    ("what does it cost and how long does it take", ("find", 0.4)),  # no question about a thing
    ("what does it cost, please", ("ask_duration", 0.3)),  # nothing after the comma to ask with
])
def test_one_question_gets_one_answer(store, text, second):
    answer = answer_question(turn(store, "ask_cost", "talent-permit", text=text, second=second))
    assert "what it costs" in answer.text and "how long it lasts" not in answer.text


def test_what_the_thing_answers_decides_between_two_readings(store):
    heard = turn(store, "ask_how_to_apply", "halle-freyssinet", text="how do I get to the halle", second=("ask_where", 0.4))
    assert "where it is" in answer_question(heard).text


def test_a_near_practical_question_is_offered_first(store):
    near = next(one for one in store.ids("answer") if "talent-permit" in store.record(one).about)
    asked = turn(store, "ask_cost", "talent-permit", matches=[match(near, 0.65)])
    assert payload_ids(answer_question(asked))[0] == f"s|{near}"
    assert f"s|{near}" not in payload_ids(answer_question(turn(store, "ask_cost", "talent-permit", matches=[match(near, 0.5)])))
