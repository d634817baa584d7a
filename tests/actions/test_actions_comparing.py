"""Two or three records side by side."""

from __future__ import annotations

import pytest
from answer_builders import fact, record, record_entity, tracker_message, turn
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.comparing import MAX_ROWS, compare
from actions.focus import SLOT, Focus
from actions.handling import CompareRecords

ROUTES = ["french-tech-visa-founders", "french-tech-visa-employees"]


@pytest.mark.parametrize("language, unknown", [("en", "no sourced information"), ("fr", "pas d’information sourcée")])
def test_the_table_has_a_column_each_and_says_what_is_not_known(store, language, unknown):
    answer = compare(turn(store, "compare", language=language), ROUTES)
    assert answer.kind == "comparison" and answer.table.columns[1:] == [store.record(one).name.in_language(language) for one in ROUTES]
    assert all(len(row) == 3 and all(row) for row in answer.table.rows) and len(answer.table.rows) <= MAX_ROWS
    cost = next(row for row in answer.table.rows if "99" in row[2])
    assert cost[1] == unknown


def test_the_text_says_what_the_table_says(store):
    answer = compare(turn(store, "compare"), ROUTES)
    assert all(cell in answer.text for row in answer.table.rows for cell in row)


def test_it_is_sourced_cautioned_and_kept_as_a_list_to_pick_from(store):
    asked = turn(store, "compare")
    answer = compare(asked, ROUTES)
    assert [source.as_of for source in answer.sources] == ["2026-11-01"] * 2 and answer.notice
    assert asked.focus.shown == ROUTES and asked.focus.intent == "compare"
    assert [one.payload for one in answer.suggestions] == [f"a|ask_definition|{one}" for one in ROUTES]


def test_rows_that_nobody_answers_are_left_out(small):
    store = small(record("a", "startup", facts=[fact("founded", "2010")]), record("b", "startup"))
    assert len(compare(turn(store, "compare"), ["a", "b"]).table.rows) == 2


@pytest.mark.parametrize("ids", [[], ["lumen"], ["lumen", "gone"], ["lumen", "bank-account"]])
def test_fewer_than_two_records_are_no_comparison(store, ids):
    assert compare(turn(store, "compare"), ids) is None


def test_at_most_three_are_compared(store):
    answer = compare(turn(store, "compare"), ["lumen", "ombre", "vieux-robot", "halle-freyssinet"])
    assert answer.table.columns == ["", "Lumen", "Ombre", "Vieux Robot"]


def run(focus, *names):
    message = tracker_message("compare", entities=[record_entity(name) for name in names])
    dispatcher = CollectingDispatcher()
    CompareRecords().run(dispatcher, Tracker("x", {SLOT: focus.as_slot()}, message, [], False, None, {}, None), {})
    return dispatcher.messages[0]["answer"]


@pytest.mark.parametrize("focus, names, columns", [
    (Focus(), ["lumen", "ombre"], ["Lumen", "Ombre"]),
    (Focus(records=["lumen"]), ["ombre"], ["Lumen", "Ombre"]),
    (Focus(records=["ombre", "lumen"]), ["ombre"], ["Lumen", "Ombre"]),
    (Focus(shown=["lumen", "vieux-robot", "ombre"]), [], ["Lumen", "Vieux Robot"]),
    (Focus(records=["ombre", "lumen"]), [], ["Ombre", "Lumen"]),
])
def test_what_is_compared_comes_from_the_message_then_from_before(served, focus, names, columns):
    assert run(focus, *names)["table"]["columns"][1:] == columns


def test_one_thing_alone_is_told_by_itself(served):
    answer = run(Focus(), "lumen")
    assert answer["kind"] == "definition" and "Lumen" in answer["text"]
