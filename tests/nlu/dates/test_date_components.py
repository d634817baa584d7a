"""The Rasa components on messages as the linker and the language identifier leave them."""

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.date_ranges import DateRangeExtractor
from nlu.components.ordinals import OrdinalExtractor


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch):
    monkeypatch.setenv("TODAY", "2026-11-18")


def _processed(component, text, language="en", names=()):
    entities = [{"entity": "record", "value": record, "start": text.index(name), "end": text.index(name) + len(name)} for name, record in names]
    message = Message(data={TEXT: text, "language": {"value": language}, ENTITIES: entities})
    made = component.create({}, None, Resource("it"), ExecutionContext(GraphSchema({})))
    assert made.process([message]) == [message]
    return message


def _dates(text, language="en", names=()):
    message = _processed(DateRangeExtractor, text, language, names)
    if message.get("dates"):
        assert "dates" in message.output_properties
    return message.get("dates")


def test_sets_the_days_and_the_words_they_were_said_in():
    assert _dates("AI meetups next week?") == {"start": "2026-11-23", "end": "2026-11-30", "text": "next week"}


def test_sets_times_when_they_were_said():
    assert _dates("un truc demain soir", "fr") == {"start": "2026-11-19", "end": "2026-11-20", "text": "demain soir", "start_time": "18:00"}
    assert _dates("demain entre 12h et 14h", "fr")["end_time"] == "14:00"


def test_a_message_without_a_date_gets_none():
    message = _processed(DateRangeExtractor, "may I come?")
    assert message.get("dates") is None and "dates" not in message.output_properties


def test_a_message_without_text_is_left_alone():
    message = Message(data={"intent": {"name": "greet"}})
    DateRangeExtractor().process([message])
    OrdinalExtractor().process([message])
    assert message.get("dates") is None and message.get("ordinals") is None


def test_without_a_language_french_is_read():
    message = Message(data={TEXT: "vendredi prochain"})
    DateRangeExtractor().process([message])
    assert message.get("dates")["start"] == "2026-11-20"


@pytest.mark.parametrize("text, names, start", [
    ("when is Hello Tomorrow?", [("Hello Tomorrow", "hello-tomorrow")], None),
    ("is Hello Tomorrow next week?", [("Hello Tomorrow", "hello-tomorrow")], "2026-11-23"),
    ("VivaTech 2027", [("VivaTech 2027", "vivatech")], "2027-01-01"),
    ("VivaTech 2027", [("VivaTech", "vivatech")], "2027-01-01"),
    ("start-ups of France 2030", [("France 2030", "france-2030")], None),
    ("start-ups of France 2030 in December", [("France 2030", "france-2030")], "2026-12-01"),
    ("AI commission report (March 2024)", [("AI commission report (March 2024", "ai-commission-report-2024")], None),
])
def test_the_names_of_records_hold_no_dates(text, names, start):
    assert (_dates(text, "en", names) or {}).get("start") == start


@pytest.mark.parametrize("text, names, items", [
    ("tell me about the second one", [], [2]),
    ("compare 1 and 3", [], [1, 3]),
    ("what is Number 10?", [("Number 10", "number-10")], None),
    ("hello", [], None),
])
def test_sets_the_items_picked(text, names, items):
    message = _processed(OrdinalExtractor, text, "en", names)
    assert message.get("ordinals") == items
    assert ("ordinals" in message.output_properties) == bool(items)


def test_a_day_alone_may_also_be_an_item():
    # "Le 3" after a list is the third; only the dialogue knows whether a list was shown.
    assert _dates("le 3", "fr")["start"] == "2026-12-03"
    assert _processed(OrdinalExtractor, "le 3", "fr").get("ordinals") == [3]
