"""Fresh, ageing and withheld; not yet and no longer in force; unconfirmed; and sources that disagree."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_builders import TODAY, fact, match, record, turn

from actions.articles import article
from actions.comparing import compare
from actions.questions import answer_question

FEE_SHELF_LIFE = 180


def aged(days, property="fee", value=None, **parts):
    """A fact checked so many days ago."""
    return fact(property, value or {"amount": 350}, as_of=(TODAY - dt.timedelta(days=days)).isoformat(), **parts)


def ask(store, intent="ask_cost", language="en", name="it"):
    return answer_question(turn(store, intent, name, language=language))


@pytest.mark.parametrize("days, state", [
    (0, "fresh"), (FEE_SHELF_LIFE, "fresh"), (FEE_SHELF_LIFE + 1, "ageing"), (2 * FEE_SHELF_LIFE, "ageing"), (2 * FEE_SHELF_LIFE + 1, "withheld"),
])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_figure_ages(small, days, state, language):
    answer = ask(small(record("it", "visa", facts=[aged(days)])), language=language)
    assert [line.freshness for line in answer.facts] == [state]
    warned = {"en": "verify", "fr": "à confirmer"}[language] in answer.text
    assert ("350" in answer.text) == (state != "withheld") and warned == (state == "ageing")
    if state == "withheld":
        assert {"en": "too old to repeat", "fr": "trop ancien"}[language] in answer.text
        assert answer.facts[0].source == 0 and answer.sources[0].url.startswith("https://")


def test_a_withheld_figure_gives_way_to_a_fresher_one(small):
    answer = ask(small(record("it", "visa", facts=[aged(900), aged(10, value={"amount": 225})])))
    assert "€225" in answer.text and len(answer.facts) == 1


def test_a_founding_year_never_ages(small):
    answer = ask(small(record("it", "startup", facts=[aged(4000, "founded", "2013")])), "ask_when")
    assert "2013" in answer.text and answer.facts[0].freshness == "fresh"


def test_an_old_statement_without_figures_is_told_with_a_warning(small):
    old = aged(800, "document", {"en": "A passport.", "fr": "Un passeport."})
    answer = ask(small(record("it", "visa", facts=[old])), "ask_documents")
    assert "A passport." in answer.text and answer.facts[0].freshness == "ageing"


def test_an_old_statement_with_figures_is_withheld(small):
    old = aged(800, "price_note", {"en": "From €40 in 2023.", "fr": "Dès 40 € en 2023."})
    answer = ask(small(record("it", "event", facts=[old])))
    assert "40" not in answer.text and answer.facts[0].freshness == "withheld"


def test_a_procedure_stays_whole_when_one_step_is_old(small):
    steps = [aged(800, "step", {"en": "Pay €99.", "fr": "Payez 99 €."}), aged(5, "step", {"en": "Wait.", "fr": "Attendez."})]
    answer = ask(small(record("it", "visa", facts=steps)), "ask_how_to_apply")
    assert [line.freshness for line in answer.facts] == ["withheld", "fresh"] and "€99" not in answer.text
    assert "1. " in answer.text and "2. Wait." in answer.text


def test_what_is_no_longer_in_force_is_left_out(small):
    facts = [aged(5, value={"amount": 269}, valid_until="2026-08-31"), aged(5, valid_from="2026-09-01")]
    answer = ask(small(record("it", "visa", facts=facts)))
    assert "€350" in answer.text and "€269" not in answer.text


@pytest.mark.parametrize("language, told", [("en", "from 1 January 2027"), ("fr", "à partir du 1er janvier 2027")])
def test_what_will_be_in_force_is_told_with_its_day(small, language, told):
    answer = ask(small(record("it", "visa", facts=[aged(5), aged(5, value={"amount": 400}, valid_from="2027-01-01")])), language=language)
    assert "350" in answer.text and "400" in answer.text and told in answer.text


@pytest.mark.parametrize("language, mark", [("en", "unconfirmed"), ("fr", "non confirmé")])
def test_an_unconfirmed_fact_says_so(small, language, mark):
    answer = ask(small(record("it", "visa", facts=[aged(5, confidence="unconfirmed")])), language=language)
    assert mark in answer.text and answer.facts[0].confirmed is False


@pytest.mark.parametrize("language, marks", [
    ("en", ["checked 1 October 2026", "checked 1 November 2026"]), ("fr", ["vérifié le 1er octobre 2026", "vérifié le 1er novembre 2026"]),
])
def test_sources_that_disagree_are_both_shown_with_their_dates(small, language, marks):
    sources = {
        "site": {"url": "https://example.org/a", "title": "Page A", "as_of": "2026-11-01"},
        "other": {"url": "https://example.org/b", "title": "Page B", "as_of": "2026-10-01"},
    }
    facts = [fact("employees", {"value": 200, "unit": "person"}), {**fact("employees", {"value": 150, "unit": "person"}), "source": "other"}]
    answer = ask(small(record("it", "startup", sources=sources, facts=facts)), "ask_size", language)
    assert "200" in answer.text and "150" in answer.text and all(mark in answer.text for mark in marks)
    assert [(answer.sources[line.source].title, line.as_of) for line in answer.facts] == [("Page A", "2026-11-01"), ("Page B", "2026-10-01")]


@pytest.mark.parametrize("days, whole, told", [(300, True, None), (400, True, "check it before"), (800, False, "too old to repeat")])
def test_a_long_tail_answer_ages_too(small, days, whole, told):
    source = {"url": "https://example.org/x", "title": "X", "as_of": (TODAY - dt.timedelta(days=days)).isoformat()}
    words = {"en": ["can I", "may I"], "fr": ["puis-je", "est-ce que je peux"]}
    one = record("it", "answer", sources={"site": source}, questions=words, answer={"en": "Yes, for €40.", "fr": "Oui, pour 40 €."})
    answer = article(turn(small(one)), one)
    assert ("€40" in answer.text) == whole and (told is None or told in answer.text)
    assert answer.sources[0].as_of == source["as_of"]


def test_a_comparison_repeats_nothing_that_is_withheld(small):
    store = small(record("it", "visa", facts=[aged(900)]), record("other", "visa", facts=[aged(5, value={"amount": 99})]))
    answer = compare(turn(store, "compare", "it", "other"), ["it", "other"])
    assert "350" not in answer.text and "€99" in answer.text


def test_a_page_that_is_gone_withholds_what_rests_on_it(small, monkeypatch):
    monkeypatch.setattr("knowledge.freshness.is_dead", lambda url: True)
    answer = ask(small(record("it", "visa", facts=[aged(5)])))
    assert answer.facts[0].freshness == "withheld" and "350" not in answer.text


def test_an_article_found_by_meaning_keeps_its_date(store):
    answer = answer_question(turn(store, "ask_general", matches=[match("bank-account", 0.95)]))
    assert answer.kind == "article" and answer.sources[0].as_of == "2026-11-01"
