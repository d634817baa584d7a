"""Which kinds a list is wanted of when a message names several."""

from __future__ import annotations

import pytest
from answer_builders import turn

from actions.kinds import wanted_kinds

WORDS = {
    "incubators": "accelerator", "incubateurs": "accelerator", "start-ups": "startup", "startup": "startup", "startups": "startup",
    "meetups": "meetup", "events": "event", "événements": "event", "labs": "lab", "labos": "lab", "programmes": "programme",
}


def kinds(store, text, language="en"):
    spans = [("kind", kind, text.index(word), text.index(word) + len(word)) for word, kind in WORDS.items() if f" {word} " in f" {text} "]
    facets = {"kind": [kind for _, kind, _, _ in sorted(spans, key=lambda span: span[2])]}
    return wanted_kinds(turn(store, "find", text=text, language=language, facets=facets, facet_spans=spans))


@pytest.mark.parametrize("language, text, wanted", [
    ("en", "which incubators take start-ups", ("accelerator",)),
    ("en", "programmes that fund startups", ("programme",)),
    ("en", "meetups and events in June", ("meetup", "event")),
    ("en", "meetups or events", ("meetup", "event")),
    ("en", "startup incubators", ("accelerator",)),
    ("en", "my startup needs incubators", ("accelerator",)),
    ("en", "labs", ("lab",)),
    ("en", "is my startup allowed to train on articles", ()),
    ("en", "money for a two person ai startup", ()),
    ("en", "money for labs", ("lab",)),
    ("fr", "quels incubateurs prennent des startups", ("accelerator",)),
    ("fr", "des labos ou des startups", ("lab", "startup")),
    ("fr", "nous sommes une startup quels programmes", ("programme",)),
    ("fr", "incubateurs startups", ("accelerator",)),
])
def test_what_things_act_on_is_not_listed(store, language, text, wanted):
    assert kinds(store, text, language) == wanted
