"""Which records and facets a message names, as people type them; and which names nobody bears."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nlu_samples import KNOWN, NameStore

from nlu.linking import Linker


@pytest.fixture(scope="module")
def linker():
    return Linker(KNOWN)


@pytest.mark.parametrize("text, record, how", [
    ("where is Station F?", "station-f", "exact"),
    ("STATION F", "station-f", "exact"),
    ("station-f", "station-f", "exact"),
    ("stationf c'est où", "station-f", "exact"),
    ("statoin f", "station-f", "fuzzy"),
    ("who founded dataiku", "dataiku", "exact"),
    ("who founded dataikou", "dataiku", "fuzzy"),
    ("huggingface", "hugging-face", "exact"),
    ("hugging face est à paris ?", "hugging-face", "exact"),
    ("mistrl ai", "mistral-ai", "fuzzy"),
    ("agoranof", "agoranov", "fuzzy"),
    ("Ezratty", "olivier-ezratty", "partial"),
    ("qui est cedric villani", "cedric-villani", "exact"),
    ("l'agoranov", "agoranov", "exact"),
    ("viva tech c'est quand", "vivatech", "exact"),
    ("what is City.AI", "city-ai", "exact"),
    ("french tech visa pour les fondateurs", "french-tech-visa-founders", "exact"),
    ("rapport villani", "villani-report", "exact"),
])
def test_a_name_is_found(linker, text, record, how):
    (link,) = linker.link(text).records
    assert (link.record, link.how) == (record, how) and not link.rivals
    assert (link.score >= 0.98) == (how == "exact") and link.score > 0.6


@pytest.mark.parametrize("text", [
    "what does it cost", "je voudrais savoir comment faire", "which visa do I need", "a French company in tech", "the station is far",
    "report an error", "merci beaucoup", "I was hugging my face", "my friend heard thunder yesterday evening in the garden",
])
def test_ordinary_words_name_nothing(linker, text):
    assert linker.link(text).records == []


@pytest.mark.parametrize("text, counts", [
    ("Thunder", True), ("what is Thunder", True), ("thunder", True), ("tell me what you know about Thunder please", True),
    ("I heard thunder during dinner with some friends", False),
])
def test_a_name_that_is_a_common_word_needs_a_capital_or_little_else(linker, text, counts):
    assert bool(linker.link(text).records) == counts


def test_the_span_is_that_of_the_name(linker):
    text = "Où se trouve « Station F » ?"
    (link,) = linker.link(text).records
    assert text[link.start : link.end] == "Station F"


def test_several_names_come_in_the_order_of_the_text_each_once(linker):
    found = linker.link("compare Dataiku and Station F, or dataiku and agoranov").records
    assert [link.record for link in found] == ["dataiku", "station-f", "agoranov"]


def test_a_name_borne_by_two_has_a_rival(linker):
    (link,) = linker.link("what is Campus Nord").records
    assert {link.record, *link.rivals} == {"campus-nord-place", "campus-nord-incubator"}


def test_a_typo_between_two_names_has_a_rival(linker):
    (link,) = linker.link("where is alphatren").records
    assert {link.record, *link.rivals} == {"alphatron-one", "alphatran-two"}


@pytest.mark.parametrize("text, facets", [
    ("meetups NLP dans le 13e", {("kinds", "meetup"), ("topics", "nlp"), ("areas", "paris-13")}),
    ("free AI meetups in English", {("kinds", "meetup"), ("prices", "free"), ("spoken", "en")}),
    ("événements gratuits", {("kinds", "event"), ("prices", "free")}),
    ("visas for investors", {("kinds", "visa"), ("audiences", "investors")}),
    ("visas pour les investisseurs", {("kinds", "visa"), ("audiences", "investors")}),
    ("grants for AI startups", {("kinds", "programme")}),
    ("and for founders?", {("audiences", "founders")}),
    ("looking for startups", {("kinds", "startup")}),
    ("start-up dans la santé", {("kinds", "startup"), ("sectors", "health")}),
    ("meetups in Lyon", {("kinds", "meetup"), ("elsewhere", "other_city")}),
    ("a visa for Germany", {("kinds", "visa"), ("elsewhere", "other_country")}),
])
def test_facets(linker, text, facets):
    assert {(match.facet, match.value) for match in linker.link(text).facets} == facets


@pytest.mark.parametrize("text, unknown", [
    ("what is Zorblax", ["Zorblax"]), ("c'est quoi zorblax", ["zorblax"]), ("who is Bob Smithson", ["Bob Smithson"]),
    ("combien coûte le visa Blorptek", ["Blorptek"]), ("who founded Quuxify and Zorblax", ["Quuxify", "Zorblax"]),
])
def test_names_that_no_record_bears_are_told(linker, text, unknown):
    assert linker.link(text).unknown == unknown


@pytest.mark.parametrize("text", [
    "what is the French Tech Visa", "who founded dataiku", "combien ça coûte", "recomendation for incubater", "évènements cette semane", "WHAT IS THE PRICE",
    "Where can I find a list of meetups", "Ezratty",
])
def test_known_names_and_misspelt_words_are_no_unknown_names(linker, text):
    assert linker.link(text).unknown == []


@given(st.text(max_size=80))
def test_any_text_is_linked_within_its_bounds(text):
    links = LINKER.link(text)
    for one in (*links.records, *links.facets):
        assert 0 <= one.start < one.end <= len(text)


LINKER = Linker(KNOWN)


def synthetic(count, seed=7):
    """Names as a start-up might choose them, all different: an invented word, mostly with a second one."""
    chance, names = random.Random(seed), set()
    while len(names) < count:
        word = "".join(chance.choice("bdfglmnprstvz") + chance.choice("aeiou") for _ in range(4)) + chance.choice("xkqn")
        names.add((word + chance.choice(["", " Labs", " Robotics", " Vision", " Santé"])).title())
    return sorted(names)


@pytest.fixture(scope="module")
def crowd():
    names = synthetic(10_000)
    return names, Linker(NameStore({("startup", f"firm-{n}"): [name] for n, name in enumerate(names)}))


def test_ten_thousand_names_are_still_told_apart(crowd):
    names, linker = crowd
    for number in range(0, 10_000, 250):
        (link,) = linker.link(f"who founded {names[number].lower()} ?").records
        assert link.record == f"firm-{number}" and not link.rivals


def test_a_slip_in_one_of_ten_thousand_names_is_still_understood(crowd):
    names, linker = crowd
    understood = 0
    for number in range(125, 10_000, 250):
        name = names[number].lower()
        typed = name[:3] + name[4] + name[3] + name[5:]
        links = linker.link(f"where is {typed}").records
        understood += bool(links) and f"firm-{number}" in (links[0].record, *links[0].rivals)
    assert understood >= 36, f"{understood} of 40"


def test_ten_thousand_names_make_no_ordinary_words_into_names(crowd):
    assert crowd[1].link("how much does the visa cost for my family in September").records == []
