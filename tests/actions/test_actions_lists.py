"""Lists: filters, paging, letting go of a filter, nothing at all, only what is to come, nearest first."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_builders import payload_ids, record, turn

from actions import filters
from actions.focus import Focus
from actions.lists import describe, list_answer
from knowledge.store import Filter


def ids(answer):
    return [card.id for card in answer.cards]


def listed(store, language="en", focus=None, **wanted):
    asked = turn(store, "find", language=language, focus=focus or Focus(language=language))
    return asked, list_answer(asked, Filter(**wanted))


@pytest.mark.parametrize("wanted, found", [
    ({"kinds": ("accelerator",)}, {"agora-rive", "forge-nord"}),
    ({"kinds": ("accelerator",), "topics": ("robotics",)}, {"forge-nord"}),
    ({"kinds": ("accelerator",), "areas": ("paris-05",)}, {"agora-rive"}),
    ({"kinds": ("accelerator",), "audiences": ("founders",)}, {"agora-rive"}),
    ({"kinds": ("accelerator",), "stages": ("idea",)}, {"agora-rive"}),
    ({"kinds": ("event",), "languages": ("fr",)}, {"petit-sommet"}),
    ({"sectors": ("health",)}, {"lumen", "ombre", "vieux-robot"}),
    ({"related_to": ("halle-freyssinet",)}, {"lumen", "grand-salon", "cercle-nlp"}),
    ({"kinds": ("event",), "start": dt.date(2026, 11, 30), "end": dt.date(2026, 12, 7)}, {"petit-sommet"}),
])
def test_filters(store, wanted, found):
    _, answer = listed(store, **wanted)
    assert set(ids(answer)) == found and answer.kind == "list" and answer.confidence == 0.95


def test_a_message_asks_for_a_stage_and_the_list_says_which(store):
    asked = turn(store, "find", facets={"kind": ["accelerator"], "stage": ["growth"]})
    assert filters.from_turn(asked).stages == ("growth",)
    assert describe(asked, Filter(kinds=("accelerator",), stages=("idea", "seed"))) == "accelerators and incubators (stage: idea or seed)"
    assert describe(turn(store, "find", language="fr"), Filter(kinds=("accelerator",), stages=("seed",))) == "accélérateurs et incubateurs (stade : amorçage)"


def test_a_stage_without_a_kind_asks_for_all_that_is_for_a_stage(store):
    wanted = filters.from_turn(turn(store, "find", facets={"stage": ["growth"]}))
    assert {"accelerator", "programme"} <= set(wanted.kinds) and "startup" not in wanted.kinds


def test_a_list_is_numbered_in_the_order_of_its_cards_with_dated_sources(store):
    _, answer = listed(store, sectors=("health",))
    rows = [line for line in answer.text.splitlines() if line[:1].isdigit() and ". **" in line]
    assert [row.split("**")[1] for row in rows] == [card.title for card in answer.cards]
    assert len(answer.sources) == 3 and all(source.as_of == "2026-11-01" for source in answer.sources)


def test_what_has_ended_or_is_unsure_comes_last_and_says_so(store):
    _, answer = listed(store, sectors=("health",))
    assert ids(answer)[-1] == "ombre" and "present status unknown" in answer.text.splitlines()[-1]


def test_events_are_those_to_come_unless_dates_are_given(store):
    _, answer = listed(store, kinds=("event",))
    assert ids(answer) == ["petit-sommet", "grand-salon"]
    _, past = listed(store, kinds=("event",), start=dt.date(2025, 1, 1), end=dt.date(2026, 1, 1))
    assert ids(past) == ["ancien-forum"]


def test_a_past_edition_is_told_when_no_next_one_is_known(store):
    _, answer = listed(store, "fr", kinds=("event",), topics=("ethics",))
    assert ids(answer) == ["ancien-forum"] and "dernière édition connue : du 1er au 2 mars 2025" in answer.text
    # That only coming events were looked for first was not the person's wish.
    assert "ne connais rien" not in answer.text


@pytest.mark.parametrize("language, told", [("en", "Nothing fits all of this"), ("fr", "Rien ne réunit tout cela")])
def test_when_nothing_fits_the_narrowest_filter_is_let_go_and_told(store, language, told):
    asked, answer = listed(store, language, kinds=("accelerator",), topics=("robotics",), areas=("paris-05",))
    assert ids(answer) == ["forge-nord"] and answer.text.startswith(told) and answer.confidence < 0.95
    # The wish itself stays, for what may follow.
    assert filters.from_json(asked.focus.filter) == Filter(kinds=("accelerator",), topics=("robotics",), areas=("paris-05",))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_at_all_is_said_with_something_else_to_try(store, language):
    asked, answer = listed(store, language, kinds=("portal",))
    assert answer.kind == "refusal" and not answer.cards and len(answer.suggestions) >= 2
    assert all(one.payload.startswith("t|") for one in answer.suggestions)


def test_a_filter_that_says_nothing_is_no_list(store):
    assert listed(store)[1] is None and listed(store, price=("free",))[1] is None


@pytest.fixture
def twelve(small):
    return small(*(record(f"firm-{n:02}", "startup") for n in range(12)))


def test_pages_of_five_to_the_end(twelve):
    asked, answer = listed(twelve, kinds=("startup",))
    seen = ids(answer)
    assert len(seen) == 5 and payload_ids(answer)[-1] == "m" and "7 more" in answer.text
    for left, count in ((2, 5), (0, 2)):
        answer = list_answer(asked, filters.from_json(asked.focus.filter), asked.focus.offset)
        seen += ids(answer)
        assert len(answer.cards) == count and ("m" in payload_ids(answer)) == bool(left)
    assert seen == sorted(seen) and len(set(seen)) == 12 and asked.focus.shown == seen
    last = list_answer(asked, filters.from_json(asked.focus.filter), asked.focus.offset)
    assert last.text == "That was all I have on this." and not last.cards


def test_later_pages_go_on_counting(twelve):
    asked, _ = listed(twelve, "fr", kinds=("startup",))
    answer = list_answer(asked, filters.from_json(asked.focus.filter), asked.focus.offset)
    assert "6 à 10 sur 12" in answer.text and "\n6. **Firm-05**" in answer.text


def test_nearest_first_with_distances(store):
    _, answer = listed(store, kinds=("accelerator", "place"), near=(48.8490, 2.3570))
    assert ids(answer) == ["agora-rive", "halle-freyssinet", "forge-nord"]
    assert "50 m away" in answer.text and "nearest first" in answer.text
    _, answer = listed(store, "fr", near=(48.8490, 2.3570))
    assert "**lieux (du plus proche au plus loin)**" in answer.text


def test_near_is_a_point_sent_an_area_or_a_place(store):
    sent = turn(store, "find_nearby", extra={"latitude": "48.85", "longitude": 2.35}, facets={"kind": ["place"]})
    assert filters.from_turn(sent).near == (48.85, 2.35)
    area = filters.from_turn(turn(store, "find_nearby", facets={"area": ["paris-13"], "kind": ["place"]}))
    assert area.near and area.areas == ()
    assert filters.from_turn(turn(store, "find_nearby", "halle-freyssinet")).near == (48.8345, 2.3714)
    assert filters.from_turn(turn(store, "find", facets={"area": ["paris-13"]})).near is None


def test_a_message_becomes_a_filter(store):
    asked = turn(store, "find", facets={"kind": ["meetup"], "topic": ["nlp"], "area": ["paris"], "price": ["free"], "spoken": ["en"]})
    assert filters.from_turn(asked) == Filter(kinds=("meetup",), topics=("nlp",), price=("free",), languages=("en",))


def test_dates_alone_ask_for_what_has_dates(store):
    asked = turn(store, "find", dates={"start": "2026-12-01", "end": "2026-12-08"})
    assert filters.from_turn(asked) == Filter(kinds=("event", "meetup"), start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 8))


def test_a_filter_goes_round_through_json():
    whole = Filter(kinds=("event",), topics=("nlp", "llm"), start=dt.date(2026, 1, 1), end=dt.date(2026, 2, 1), near=(48.8, 2.3), related_to=("x",))
    assert filters.from_json(filters.to_json(whole)) == whole
    assert filters.from_json({**filters.to_json(whole), "of_the_future": ["x"]}) == whole
    assert filters.to_json(Filter()) == {}


@pytest.mark.parametrize("language, words", [
    ("en", ["meetups", "natural language processing", "Paris 13th", "1–7 December 2026", "free", "in English"]),
    ("fr", ["meetups", "traitement du langage", "Paris 13e", "du 1er au 7 décembre 2026", "gratuits", "en anglais"]),
])
def test_a_filter_is_said_in_words(store, language, words):
    wanted = Filter(
        kinds=("meetup",), topics=("nlp",), areas=("paris-13",), price=("free",), languages=("en",),
        start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 8),
    )
    said = describe(turn(store, language=language), wanted)
    assert all(word in said for word in words), said


def test_meetups_asked_by_date_say_that_only_their_rhythm_is_known(store):
    _, answer = listed(store, "fr", kinds=("meetup",), start=dt.date(2026, 12, 1), end=dt.date(2026, 12, 8))
    assert ids(answer) == ["cercle-nlp"] and "rythme" in answer.text
