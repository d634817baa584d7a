"""What was linked settles what the classifier heard."""

from __future__ import annotations

import pytest

from nlu.classifying.arbiter import settle
from nlu.classifying.directions import direction

HEARD = [("ask_cost", 0.6), ("ask_other_city", 0.2), ("ask_other_country", 0.1), ("greet", 0.1)]


def first(ranking, facets=None, records=()):
    return settle(ranking, {name: set(values) for name, values in (facets or {}).items()}, records)[0][0]


@pytest.mark.parametrize("heard, facets, records, wanted", [
    (HEARD, {}, [], "ask_cost"),
    (HEARD, {"elsewhere": ["other_city"]}, [], "ask_other_city"),
    (HEARD, {"elsewhere": ["other_country"]}, [], "ask_other_country"),
    (HEARD, {"elsewhere": ["other_city"]}, ["station-f"], "ask_cost"),
    (HEARD, {"elsewhere": ["other_city"], "area": ["paris-13"]}, [], "ask_cost"),
    ([("greet", 0.6), ("ask_other_city", 0.2), ("ask_cost", 0.2)], {"elsewhere": ["other_city"]}, [], "greet"),
    ([("ask_other_city", 0.5), ("find", 0.4), ("greet", 0.1)], {}, [], "find"),
    ([("ask_other_country", 0.6), ("find", 0.2), ("greet", 0.2)], {"elsewhere": ["other_country"]}, [], "ask_other_country"),
    ([("find", 1.0)], {"elsewhere": ["other_city"]}, [], "find"),
])
def test_elsewhere_needs_a_name_from_elsewhere(heard, facets, records, wanted):
    assert first(heard, facets, records) == wanted


@pytest.mark.parametrize("facets", [{}, {"elsewhere": {"other_city"}}, {"elsewhere": {"other_city", "other_country"}}, {"area": {"paris"}}])
def test_the_probabilities_still_sum_to_one_in_falling_order(facets):
    settled = settle(HEARD, facets, [])
    values = [value for _, value in settled]
    assert sum(values) == pytest.approx(1.0) and values == sorted(values, reverse=True) and {n for n, _ in settled} == {n for n, _ in HEARD}


@pytest.mark.parametrize("before, way", [
    ("how do I get into ", "to"), ("ouvrir une société en ", "to"), ("immatriculer à ", "to"), ("I want to make a company from ", "from"),
    ("graphiste indépendant de ", "from"), ("je viens d’", "from"), ("moving to the ", "to"), ("", None), ("visa freelance ", None),
    ("je suis chercheuse en IA au ", "from"), ("I am a developer in ", "from"), ("j’ai un passeport ", "from"),
    ("I am looking for a visa in ", "to"), ("je suis prêt à partir au ", "to"),
])
def test_the_words_before_a_place_tell_where_somebody_goes(before, way):
    assert direction(before) == way


def test_whose_passport_it_is_tells_where_its_holder_comes_from():
    assert direction("hiring a ", " research engineer") == "from" and direction("a ", " visa for engineers") != "from"
    assert direction("I have a ", " passport, which permit") == "from" and direction("I have a ", " visa") != "from"


def test_where_somebody_comes_from_is_not_what_is_asked_about():
    heard = [("ask_other_country", 0.5), ("find_my_visa", 0.3), ("greet", 0.2)]
    assert first(heard, {"elsewhere": ["other_country"], "way": ["from"]}) == "find_my_visa"
    assert first(heard, {"elsewhere": ["other_country"], "way": ["to"]}) == "ask_other_country"
    assert first([("ask_general", 0.6), ("ask_other_country", 0.02)], {"elsewhere": ["other_country"], "way": ["to"]}) == "ask_other_country"


@pytest.mark.parametrize("before, after, way", [
    ("employee or contractor for a dev staying in ", "?", "from"),
    ("embaucher une personne qui vit en ", ", par où commencer", "from"),
    ("facture pour un client au ", ", avec TVA ?", "from"),
    ("Je suis ", ", quel titre pour ma boîte", "from"),
    ("our firm is in ", ", no entity in France at all", "from"),
    ("I live in France, a visa for ", "?", None),
    ("nous recrutons une data scientist ", ", quel titre ?", "from"),
    ("we hire a ", " data scientist", "from"),
    ("j'ai une société au ", ", une filiale ici ou une succursale ?", "from"),
    ("elle se trouve encore à ", "", "from"),
    ("le crédit d'impôt ", " pour les business angels", "to"),
    ("la nationalité ", ", au bout de combien d'années", "to"),
    ("je suis de nationalité ", ", quelles règles", "from"),
    ("how do I get ", " citizenship", "to"),
    ("moving from Paris to ", ", tax in France", "to"),
])
def test_who_stays_elsewhere_or_asks_of_france_asks_about_here(before, after, way):
    assert direction(before, after) == way
