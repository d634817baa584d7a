"""Payloads come back as they were made, fit into 64 bytes, and are not believed when they are not ours."""

from __future__ import annotations

import pytest
import yaml
from answer_builders import record, store_of
from hypothesis import given
from hypothesis import strategies as st

from actions import payload
from actions.texts import FOLDER
from knowledge.load import record_files

DOMAIN = FOLDER.parent / "domain"
INTENTS = [next(iter(i)) for path in sorted(DOMAIN.glob("*.yml")) for i in yaml.safe_load(path.read_text()).get("intents", [])]
IDS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,12}", fullmatch=True)


@given(intent=st.sampled_from([intent for intent in INTENTS if intent.startswith("ask_")]), record_id=IDS)
def test_a_question_of_any_record_comes_back_and_fits(intent, record_id):
    pressed = payload.ask(intent, record_id)
    assert len(pressed.encode()) <= payload.MAX_BYTES
    parsed = payload.parse(pressed)
    assert parsed.intent == intent and parsed.record in (record_id, payload.short_id(record_id))


@given(record_id=IDS)
def test_a_choice_of_any_record_comes_back_and_fits(record_id):
    pressed = payload.select(record_id)
    assert len(pressed.encode()) <= payload.MAX_BYTES
    assert payload.parse(pressed).record in (record_id, payload.short_id(record_id))
    assert payload.parse(pressed).intent == "select"


@given(typed=st.text(max_size=80))
def test_a_typed_text_comes_back_or_is_refused_a_payload(typed):
    pressed = payload.text(typed)
    if pressed is None:
        assert len(typed.encode()) > payload.MAX_BYTES - 2
    elif typed.strip():
        assert payload.parse(pressed).text == typed.strip()
    else:
        assert payload.parse(pressed) is None


def test_every_real_record_can_be_asked_every_question():
    longest = max((path.stem for path in record_files()), key=len)
    assert all(len(payload.ask(intent, longest).encode()) <= payload.MAX_BYTES for intent in INTENTS)


def test_a_long_id_is_found_again_by_its_short_form(tmp_path):
    name = "a-record-with-a-very-long-name-that-does-not-fit-into-a-button"
    store = store_of(tmp_path, [record(name, "place"), record("short", "place")])
    parsed = payload.parse(payload.ask("ask_processing_time", name))
    assert parsed.record.startswith("#") and store.resolve(parsed.record) == name
    assert store.resolve("#000000000000") is None and store.resolve("nobody") is None


@pytest.mark.parametrize("pressed, intent, rest", [
    ("m", "show_more", {}),
    ("l|en", "change_language", {"language": "en"}),
    ("l|fr", "change_language", {"language": "fr"}),
    ("i|ask_capabilities", "ask_capabilities", {}),
    ("f|up", "give_feedback", {"rating": "up"}),
    ("f|down", "give_feedback", {"rating": "down"}),
    ("f|wrong", "give_feedback", {"rating": "wrong"}),
    ("t| Où ? ", "", {"text": "Où ?"}),
])
def test_the_short_ones(pressed, intent, rest):
    assert payload.parse(pressed) == payload.Payload(intent, **rest)


@pytest.mark.parametrize("forged", [
    "", "|", "x|y", "a|", "a|ask_cost", "a|ask_cost|", "a|ask_cost|UPPER", "a|ask_cost|a b", "a|ask cost|x", "a|/ask_cost|x",
    "a|ask_cost|../etc/passwd", 'a|ask_cost|x"}', "a|ask_cost|x|y", "a|ask_cost|#12", "a|ask_cost|#00000000000g", "s|", "s|A", "s|x\n",
    "m|1", "l|de", "l|", "i|", "i|X", "i|ask_cost{}", "f|", "f|maybe", "t|", "t|   ", "/ask_cost", '/ask_cost{"record": ["x"]}',
    "t|" + "é" * 32, "a|ask_cost|" + "x" * 60, "A|ask_cost|x", " a|ask_cost|x",
])
def test_forged_ones_are_refused(forged):
    assert payload.parse(forged) is None


@given(st.text(max_size=70))
def test_nothing_a_stranger_sends_breaks_the_reader(anything):
    parsed = payload.parse(anything)
    assert parsed is None or anything[0] in "asmlift"
