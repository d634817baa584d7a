"""Deep links: what a payload becomes in `?start=`, and back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import payload as payloads
from bot.channels.telegram import deeplinks


@pytest.mark.parametrize("payload, parameter", [
    ("a|ask_cost|french-tech-visa", "a__ask_cost__french-tech-visa"), ("s|station-f", "s__station-f"), ("m", None),
    ("l|fr", "l__fr"), ("i|find_my_visa", "i__find_my_visa"), ("f|up", "f__up"), ("t|Café ?", "t__Q2Fmw6kgPw"),
    ("a|ask_cost|#0123456789ab", "a__ask_cost__-0123456789ab"), ("/restart", None), ("t|" + "é" * 31, None),
])
def test_payload_to_parameter(payload, parameter):
    assert deeplinks.encode(payload) == parameter
    if parameter:
        assert deeplinks.decode(parameter) == payload


@given(st.from_regex(re.compile(r"[a-z][a-z_]{2,20}"), fullmatch=True), st.from_regex(re.compile(r"[a-z0-9]+(-[a-z0-9]+){0,3}"), fullmatch=True))
def test_every_link_that_is_made_leads_back(intent, record):
    payload = payloads.ask(intent, record)
    parameter = deeplinks.encode(payload)
    if parameter is not None:
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
        assert deeplinks.decode(parameter) == payload


@given(st.text(max_size=70))
def test_any_parameter_is_safe(parameter):
    payload = deeplinks.decode(parameter)
    assert payload is None or payloads.parse(payload) is not None


def test_bare_words():
    assert deeplinks.decode("station-f") == "a|ask_definition|station-f"
    assert deeplinks.topic("visas") == "visas" and deeplinks.decode("visas") is None
    assert deeplinks.topic("station-f") is None
    assert deeplinks.decode("x" * 65) is None


CARDS = [{"id": "paris-nlp", "kind": "meetup"}, {"id": "dataforgood", "kind": "meetup"}]
PLACES = [{"id": "station-f", "kind": "place"}, {"id": "agoranov", "kind": "accelerator"}]
LONG = "how-to-" + "x" * 60


@pytest.mark.parametrize("answer, start", [
    ({"kind": "list", "cards": CARDS, "about": "paris-nlp"}, "meetups"),
    ({"kind": "list", "cards": CARDS[:1], "about": "paris-nlp"}, "paris-nlp"),
    ({"kind": "list", "cards": PLACES, "about": "station-f"}, "places"),
    ({"kind": "list", "cards": [*CARDS, *PLACES], "about": "paris-nlp"}, "paris-nlp"),
    ({"kind": "list", "cards": [{"id": "ai-act", "kind": "policy"}, {"id": "gdpr", "kind": "policy"}], "about": "ai-act"}, "ai-act"),
    ({"kind": "facts", "about": "french-tech-visa"}, "french-tech-visa"),
    ({"kind": "article", "about": LONG}, "a__ask_definition__-" + payloads.short_id(LONG)[1:]),
    ({"kind": "definition", "about": "events"}, "a__ask_definition__events"),
    ({"kind": "facts"}, None),
    ({"kind": "choice", "about": "station-f"}, None),
    ({"kind": "smalltalk", "about": "french-tech-visa"}, None),
])
def test_what_an_answer_is_about_opens_by_a_link(answer, start):
    assert deeplinks.of_answer(answer) == start
    assert start is None or deeplinks.topic(start) or deeplinks.decode(start)
