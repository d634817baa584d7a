"""The conversations are well formed, the same in both languages, and about records that exist."""

from __future__ import annotations

import pytest
from cases import BEHAVIOURS, DOING, FOLDER, LANGUAGES, MAX_TURNS, TURN_KEYS, cases
from expectations import KEYS, name_of, unmet

CASES = cases()


def test_both_languages_have_the_same_conversations():
    names = {lang: {case.id.split("/", 1)[1] for case in CASES if case.language == lang} for lang in LANGUAGES}
    assert names["en"] == names["fr"] and {name.split("/")[0] for name in names["en"]} == set(BEHAVIOURS)


def test_both_languages_take_the_same_turns():
    turns = {case.id: [DOING & set(turn) for turn in case.turns] for case in CASES}
    assert all(turns[name] == turns["fr" + name[2:]] for name in turns if name.startswith("en/"))


def test_files_are_named_after_what_the_user_does():
    assert all(case.id.split("/")[2].startswith("user_") for case in CASES)
    assert len(list(FOLDER.rglob("*.yml"))) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_file_is_well_formed(case):
    assert 1 <= len(case.turns) <= MAX_TURNS
    for turn in case.turns:
        assert set(turn) <= TURN_KEYS and len(DOING & set(turn)) == 1, turn
        assert ("error" in turn) != ("expect" in turn), turn
        expect = turn.get("expect", {"": 0})
        assert expect and (set(expect) <= KEYS or "error" in turn), turn
        for ids in (*expect.get("records", []), *expect.get("not_records", [])):
            assert all(name_of(one, case.language) for one in ids.split("|"))


def answer(**parts):
    return {"text": "**Lumen** costs 350 €.", "language": "en", "kind": "facts", **parts}


@pytest.mark.parametrize("given, expect, wrong", [
    (answer(), {"kind": "facts", "says": ["COSTS", "no|350 €"], "not_says": ["free"]}, None),
    (answer(), {"kind": ["list", "steps"]}, "kind is facts"),
    (answer(), {"says": ["free"]}, "does not say 'free'"),
    (answer(), {"not_says": ["350 €"]}, "says '350 €'"),
    (answer(), {"language": "fr"}, "it is in en"),
    (answer(), {"source": True}, "has no source"),
    (answer(), {"notice": True}, "has no caution"),
    (answer(), {"suggestions": 1}, "has 0 suggestions"),
    (answer(), {"cards": 1}, "has 0 cards"),
    (answer(), {"records": ["station-f"]}, "does not speak of station-f"),
    (answer(text="Station F"), {"not_records": ["station-f"]}, "speaks of station-f"),
    (answer(suggestions=[{"title": "x", "payload": "a|ask_cost|station-f"}]), {"records": ["dataiku|station-f"]}, None),
    (answer(cards=[{"id": "station-f", "kind": "place", "title": "Station F"}]), {"records": ["station-f"], "cards_of": "place"}, None),
    (answer(cards=[{"id": "x", "kind": "place", "title": "X"}]), {"cards_of": "event"}, "lists other things"),
    (answer(cards=[{"id": "x", "kind": "event", "title": "X", "end": "2020-01-01"}]), {"upcoming": True}, "lists what is over"),
    (answer(facts=[{"source": 0}]), {"no_facts": True}, "states facts"),
    (answer(facts=[{"source": 0}]), {}, "a fact has no source"),
    (answer(), {"picked": 2}, "does not speak of item 2, Ombre"),
    (answer(), {"picked": 1}, None),
    (answer(text=" "), {}, "the text is empty"),
    (answer(kind="error"), {}, "it is an apology"),
    (answer(suggestions=[{"title": "x", "payload": "y"}]), {}, "cannot be pressed"),
])
def test_an_expectation_that_is_not_met_is_noticed(given, expect, wrong):
    found = "; ".join(unmet(given, expect, {"cards": [{"title": "Lumen"}, {"title": "Ombre"}]}, "en"))
    assert (wrong in found) if wrong else not found
