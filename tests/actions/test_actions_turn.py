"""A tracker becomes a turn: what was named, the facets, the language, and the focus that goes round with the conversation."""

from __future__ import annotations

import json

import pytest
from answer_builders import record_entity, tracker_message, turn
from rasa_sdk import Tracker

from actions.focus import SLOT, Focus
from actions.turn import from_tracker


def tracker(message, focus=None):
    return Tracker("someone", {SLOT: focus}, message, [], False, None, {}, None)


@pytest.fixture(autouse=True)
def serve(served):
    return served


def test_the_focus_survives_the_slot_as_json():
    focus = Focus(["a", "b"], ["a", "b", "c"], "find", {"kinds": ["event"], "start": "2026-01-01"}, 5, "ask_cost", "fr", True, 7)
    assert Focus.from_slot(json.loads(json.dumps(focus.as_slot()))) == focus


@pytest.mark.parametrize("slot", [None, "text", [], 3])
def test_a_slot_of_another_kind_gives_a_fresh_focus(slot):
    assert Focus.from_slot(slot) == Focus()


def test_a_slot_of_another_version_keeps_what_is_known():
    assert Focus.from_slot({"records": ["a"], "of_the_future": 1}) == Focus(records=["a"])


def test_speaking_of_records_closes_the_open_question_and_keeps_the_list():
    focus = Focus(records=["x"], shown=["x", "y"], intent="ask_cost", pending="ask_when")
    focus.speak_of(list("abcdefg"), "ask_where")
    assert (focus.records, focus.shown, focus.intent, focus.pending) == (list("abcde"), ["x", "y"], "ask_where", None)
    focus.speak_of([])
    assert focus.records == list("abcde") and focus.intent == "ask_where"


def test_named_records_are_those_that_exist_each_once():
    entities = [record_entity("lumen"), record_entity("lumen", 0.8), record_entity("gone-record"), record_entity("ombre", 0.9, "fuzzy", ["lumen"])]
    turn = from_tracker(tracker(tracker_message("ask_cost", entities=entities)))
    assert [(one.record, one.how, one.rivals) for one in turn.named] == [("lumen", "exact", ()), ("ombre", "fuzzy", ("lumen",))]


def test_records_that_are_gone_since_are_forgotten():
    focus = Focus(records=["gone-record", "lumen"], shown=["lumen", "gone-record", "ombre"])
    message = tracker_message("ask_cost", entities=[record_entity("lumen", rivals=["gone-record", "ombre"])])
    turn = from_tracker(tracker(message, focus.as_slot()))
    assert turn.focus.records == ["lumen"] and turn.named[0].rivals == ("ombre",)
    # Without its second item the third would pass for the second.
    assert turn.focus.shown == []


def test_facets_are_grouped_and_other_entities_kept_apart():
    entities = [
        {"entity": "kind", "value": "event"}, {"entity": "kind", "value": "meetup"}, {"entity": "kind", "value": "event"},
        {"entity": "area", "value": "paris-13"}, {"entity": "latitude", "value": 48.8}, {"entity": "surprise", "value": "x"},
    ]
    turn = from_tracker(tracker(tracker_message("find", entities=entities)))
    assert turn.facets == {"kind": ["event", "meetup"], "area": ["paris-13"]} and turn.extra == {"latitude": 48.8}


def test_a_pressed_button_is_certain():
    message = tracker_message("ask_cost", text='/ask_cost{"record": ["lumen"]}', entities=[{"entity": "record", "value": "lumen"}], nearness=None)
    turn = from_tracker(tracker(message))
    assert turn.pressed and (turn.confidence, turn.margin, turn.nearness) == (1.0, 1.0, 1.0)
    assert turn.named[0].record == "lumen" and turn.named[0].score == 1.0


def test_the_margin_is_between_the_first_two_intents():
    message = tracker_message("ask_cost")
    message["intent_ranking"] = [{"name": "ask_cost", "confidence": 0.5}, {"name": "ask_who", "confidence": 0.3}]
    assert from_tracker(tracker(message)).margin == pytest.approx(0.2)


def test_an_empty_message_is_still_a_turn():
    turn = from_tracker(tracker({}))
    assert turn.intent == "nlu_fallback" and turn.text == "" and turn.language == "en" and not turn.named


def test_the_language_spoken_is_remembered_and_a_choice_is_kept():
    hint = {"language": {"value": "fr", "source": "page"}}
    turn = from_tracker(tracker(tracker_message("greet", metadata=hint)))
    assert (turn.language, turn.focus.language, turn.focus.locked) == ("fr", "fr", False)
    chosen = from_tracker(tracker(tracker_message("greet", metadata={"language": {"value": "en", "source": "choice"}}), turn.focus.as_slot()))
    assert (chosen.language, chosen.focus.locked) == ("en", True)
    later = tracker_message("greet", language={"value": "fr", "confidence": 0.99, "words": 5})
    assert from_tracker(tracker(later, chosen.focus.as_slot())).language == "en"


def test_a_pressed_language_is_kept():
    message = tracker_message("change_language", text='/change_language{"language": "fr"}', entities=[{"entity": "language", "value": "fr"}])
    turn = from_tracker(tracker(message, Focus(language="en").as_slot()))
    assert (turn.language, turn.focus.language, turn.focus.locked) == ("fr", "fr", True)


def test_every_answer_counts():
    first = from_tracker(tracker(tracker_message("greet")))
    assert from_tracker(tracker(tracker_message("greet"), first.focus.as_slot())).focus.turn == first.focus.turn + 1


@pytest.mark.parametrize("typed, text, stretch, quoted", [
    ("", "who runs datiaku now", "datiaku", "datiaku"),
    ("ouimène in é aïe, c koi", "oui mené in é aïe, c'est quoi", "oui mené in é aïe", "ouimène in é aïe"),
    ("wat is datiaku", "what is datiaku", "datiaku", "datiaku"),
    ("whois datiaku's bos", "who is datiaku's boss", "datiaku", "datiaku"),
])
def test_what_is_quoted_is_what_was_typed(store, typed, text, stretch, quoted):
    start = text.index(stretch)
    assert turn(store, text=text, typed=typed).as_typed(start, start + len(stretch)) == quoted
