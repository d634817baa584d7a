"""What other cities have under a name of ours is not linked."""

from __future__ import annotations

import pytest

from knowledge.store import open_store
from nlu.linking import Linker


@pytest.fixture(scope="module")
def linker():
    return Linker(open_store())


@pytest.mark.parametrize("text, records", [
    ("devfest nantes c'est quand", []), ("french tech rouen contact", []), ("the French Tech in Lyon", []), ("DevFest Paris", ["devfest-paris"]),
    ("is VivaTech in Lyon?", ["vivatech"]), ("French Tech Visa from Nigeria", ["french-tech-visa"]),
])
def test_what_another_city_has_under_that_name_is_not_ours(linker, text, records):
    assert [link.record for link in linker.link(text).records] == records


@pytest.mark.parametrize("text, facets", [
    ("vous avez ça en stock ?", set()), ("un meetup à Caen", {("kinds", "meetup"), ("elsewhere", "other_city")}),
    ("des meetups vers Nation", {("kinds", "meetup"), ("areas", "nation")}),
])
def test_two_ordinary_words_in_one_breath_are_no_town(linker, text, facets):
    assert {(match.facet, match.value) for match in linker.link(text).facets} == facets
