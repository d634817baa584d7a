"""What counts as right: whole answers, names, dates, dialogues."""

from __future__ import annotations

import datetime as dt

import pytest
from evaluation_samples import SmallStore, heard, parsed

from nlu.evaluation import dates, dialogues, linking
from nlu.evaluation.judging import ASKED, NO_FACT, REFUSED, RIGHT, WRONG, judge, speaks_of, trust
from nlu.evaluation.sets import Dialogue, DialogueTurn, Naming, Phrase, Sentence

STORE = SmallStore()


def sentence(intent, also=(), record=None):
    return Sentence("?", "en", (intent, *also), record)


@pytest.mark.parametrize("case, turn, outcome", [
    (sentence("ask_cost"), heard("ask_cost"), RIGHT),
    (sentence("ask_cost", also=("ask_funding",)), heard("ask_funding"), RIGHT),
    (sentence("ask_cost"), heard("ask_where"), WRONG),
    (sentence("ask_cost", record="lumen"), heard("ask_where", text="Lumen is in Paris."), RIGHT),
    (sentence("ask_cost", record="lumen"), heard("ask_where", text="Ombre is in Paris."), WRONG),
    (sentence("ask_cost"), heard("ask_cost", "refusal"), REFUSED),
    (sentence("ask_cost", record="lumen"), heard("ask_cost", "refusal", focus={"records": ["lumen"]}), NO_FACT),
    (sentence("find"), heard("find", "refusal", focus={"intent": "find"}), NO_FACT),
    (sentence("find"), heard("ask_cost", "refusal", focus={"intent": "find"}), REFUSED),
    (sentence("ask_cost"), heard("ask_cost", "choice"), ASKED),
    (sentence("find_my_visa"), heard("find_my_visa", "choice"), RIGHT),
    (sentence("select"), heard("select", "refusal"), RIGHT),
    (sentence("select"), heard("find", "list"), WRONG),
    (sentence("ask_cost"), heard("ask_cost", "error"), WRONG),
    (sentence("out_of_scope"), heard("ask_cost", "refusal"), RIGHT),
    (sentence("out_of_scope"), heard("out_of_scope", "article"), WRONG),
    (sentence("ask_personal_case", also=("ask_general",)), heard("ask_personal_case", "article"), RIGHT),
    (sentence("ask_general"), heard("ask_cost", "article"), RIGHT),
    (sentence("find"), heard("refine", "list"), RIGHT),
    (sentence("ask_cost"), heard("ask_where", "article"), WRONG),
    (sentence("out_of_scope"), heard("ask_cost", "choice"), ASKED),
    (sentence("out_of_scope", also=("joke",)), heard("joke", "smalltalk"), RIGHT),
    (sentence("out_of_scope"), heard("greet", "smalltalk"), WRONG),
    (sentence("ask_general"), heard("ask_personal_case", "refusal", about="talent-permit"), RIGHT),
    (sentence("ask_general"), heard("ask_personal_case", "refusal"), REFUSED),
    (sentence("ask_cost"), heard("ask_personal_case", "refusal", about="talent-permit"), REFUSED),
])
def test_an_answer_is_judged(case, turn, outcome):
    assert judge(case, turn, STORE) == outcome


@pytest.mark.parametrize("turn", [
    heard("x", focus={"records": ["lumen"]}),
    heard("x", text="**lumen** shines"),
    heard("x", cards=[{"id": "lumen", "kind": "place"}]),
    heard("x", suggestions=[{"payload": "a|ask_cost|lumen", "title": ""}]),
    heard("x", suggestions=[{"payload": "s|lumen-old", "title": ""}]),
])
def test_an_answer_is_about_a_record_it_carries_or_names(turn):
    assert speaks_of(turn, "lumen-old", STORE) and not speaks_of(turn, "ombre", STORE)


def test_trust_adds_margin_and_nearness_and_is_negative_out_of_scope():
    ranking = [{"name": "x", "confidence": 0.7}, {"name": "y", "confidence": 0.2}]
    parse = {"intent": {"name": "ask_cost"}, "intent_ranking": ranking, "nearness": 0.4}
    assert trust(parse) == pytest.approx(1.3)
    assert trust({**parse, "intent": {"name": "out_of_scope"}}) == pytest.approx(-1.3)


def test_names_are_measured_by_mention_and_by_message():
    cases = [
        Naming("a", "en", ("lumen", "ombre"), ()), Naming("b", "en", ("lumen-old",), ()), Naming("c", "en", (), ("Zorblax Labs",)), Naming("d", "en", (), ()),
    ]
    parses = [parsed("lumen"), parsed("ombre", rivals=["lumen"]), parsed(unknown=["zorblax"]), parsed(unknown=["walk"])]
    found = linking.measure(cases, parses, STORE)
    assert found["passed"] == [False, False, True, True]
    values = {name: (figure["value"], figure["n"]) for name, figure in found["figures"].items()}
    assert values == {
        "exact": (0.5, 4), "top1": (0.3333, 3), "precision": (0.5, 2), "exact_or_offered": (0.75, 4),
        "unknown_recall": (1.0, 1), "unknown_precision": (0.5, 2), "nothing_named": (0.0, 1),
    }


def phrase(text, start=None, end=None, start_time=None):
    day = dt.date.fromisoformat
    return Phrase(text, "en", dt.date(2026, 11, 23), start and day(start), end and day(end), start_time)


def test_dates_are_right_when_both_ends_are():
    cases = [
        phrase("events tomorrow", "2026-11-24", "2026-11-25"), phrase("events tomorrow", "2026-11-24", "2026-11-26"),
        phrase("anything tonight", "2026-11-23", "2026-11-24", "18:00"), phrase("may I come?"),
    ]
    parses = [{"text": one.text, "entities": [], "language": {"value": "en"}} for one in cases]
    found = dates.measure(cases, parses)
    assert found["passed"] == [True, False, True, True]
    assert found["figures"]["exact"]["value"] == 0.75 and found["figures"]["with_times"]["n"] == 1 and found["figures"]["no_date"]["value"] == 1.0


def test_a_linked_name_is_no_date():
    text = "the Tomorrow Prize"
    parse = {"text": text, "entities": [{"entity": "record", "value": "tomorrow-prize", "start": 4, "end": 18}], "language": {"value": "en"}}
    assert dates.read(phrase(text), parse)[0] is None


def turn(expects, intents=("refine",), records=(), list_kind=None):
    return DialogueTurn("?", tuple(intents), tuple(records), list_kind, expects)


CARDS = [{"id": "lumen", "kind": "event"}, {"id": "ombre", "kind": "event"}]
OTHERS = [{"id": "aube", "kind": "event"}]


@pytest.mark.parametrize("expected, said, passes", [
    (turn("second item"), heard("find", focus={"records": ["ombre"]}), True),
    (turn("second item"), heard("select", focus={"records": ["lumen"]}), False),
    (turn("last item"), heard("find", focus={"records": ["ombre"]}), True),
    (turn("third item"), heard("select", focus={"records": ["ombre"]}), False),
    (turn("next page"), heard("show_more", "list", cards=OTHERS), True),
    (turn("next page"), heard("show_more", "list", cards=CARDS), False),
    (turn("narrowed by free"), heard("x", "list", focus={"filter": {"price": ["free"]}}), True),
    (turn("narrowed by free"), heard("refine", "list", focus={"filter": {}}), False),
    (turn("narrowed by free"), heard("x", "list", entities=[{"entity": "price", "value": "free"}]), True),
    (turn("narrowed by topic robotics"), heard("x", "list", focus={"filter": {"topics": ["robotics"]}}), True),
    (turn("narrowed by topic robotics"), heard("x", "list", focus={"filter": {"topics": ["speech"]}}), False),
    (turn("narrowed by month june"), heard("x", "list", focus={"filter": {"start": "2027-06-01"}}), True),
    (turn("narrowed by month june"), heard("x", "list", focus={"filter": {"start": "2027-07-01"}}), False),
    (turn("narrowed by this weekend"), heard("x", "list", focus={"filter": {"start": "2026-11-28"}}), True),
    (turn("list", list_kind="event"), heard("x", "list", cards=CARDS), True),
    (turn("list", list_kind="lab"), heard("x", "list", cards=CARDS), False),
    (turn("more results", intents=["show_more"], list_kind="event"), heard("show_more", "list", focus={"filter": {"kinds": ["event"]}}), True),
    (turn("more results", intents=["show_more"], list_kind="lab"), heard("show_more", "list", focus={"filter": {"kinds": ["event"]}}), False),
    (turn("nothing listed", list_kind="lab"), heard("x", "refusal", focus={"filter": {"kinds": ["lab"]}}), True),
    (turn("table of two"), heard("x", "comparison", table={"rows": []}), True),
    (turn("table of two"), heard("compare", "facts"), False),
    (turn("answer in fr"), heard("refine", language="fr"), True),
    (turn("answer in fr"), heard("refine"), False),
    (turn("same record", records=["lumen"]), heard("refine", focus={"records": ["lumen"]}), True),
    (turn("same record", records=["lumen"]), heard("refine", focus={"records": ["ombre"]}), False),
    (turn("fee", intents=["ask_cost"]), heard("x", focus={"intent": "ask_cost"}), True),
    (turn("fee", intents=["ask_cost"]), heard("ask_where"), False),
    (turn("fee", intents=["ask_cost"]), heard("ask_cost", "error"), False),
])
def test_a_turn_is_judged_by_what_it_did(expected, said, passes):
    first = heard("find", "list", cards=CARDS)
    dialogue = Dialogue("d", "en", (turn("list", ["find"]), expected))
    assert dialogues.judged(dialogue, [first, said], STORE) == [True, passes]


def test_a_dialogue_is_whole_when_every_turn_is():
    good, bad = heard("find", "list", cards=CARDS), heard("ask_cost")
    cases = [Dialogue("d", "en", (turn("list", ["find"]), turn("fee", ["find"])))] * 2
    figures = dialogues.measure(cases, [[good, good], [good, bad]], STORE)["figures"]
    assert [figures[name]["value"] for name in ("turns", "follow_ups", "whole")] == [0.75, 0.5, 0.5]
