"""How many slips lie between two words, and what the mender makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.spelling import shared_mender
from nlu.spelling.slips import slips

WORDS = st.text("abcdefghij", max_size=8)


@given(WORDS, WORDS)
def test_no_slip_is_none_and_every_slip_is_one(typed, meant):
    assert (slips(typed, meant) == 0) == (typed == meant)


@given(WORDS, WORDS)
def test_there_are_never_more_slips_than_letters(typed, meant):
    assert slips(typed, meant) <= 1.1 * max(len(typed), len(meant))


@pytest.mark.parametrize("easier, harder", [("promisse", "promixse"), ("pronise", "prozise"), ("rpomise", "qpomise")])
def test_what_fingers_do_weighs_less_than_what_they_hardly_do(easier, harder):
    assert slips(easier, "promise") < slips(harder, "promise")


@pytest.mark.parametrize("language, typed, meant", [
    ("en", "how much did he prpmmise", "how much did he promise"), ("en", "visa 4 researchers", "visa for researchers"),
    ("en", "dose it cost a lot", "does it cost a lot"), ("fr", "les stzrtups de Paris", "les startups de Paris"),
    ("en", "start-ups in narobi", "start-ups in nairobi"),
])
def test_slips_are_mended(language, typed, meant):
    assert shared_mender().mend(typed, language) == meant


@pytest.mark.parametrize("language, text", [
    ("en", "4 people in a start-up"), ("en", "the 2 of them"), ("fr", "1 personne"), ("en", "a daily dose of data"), ("fr", "mes heures sup"),
])
def test_what_is_meant_as_it_stands_is_left(language, text):
    assert shared_mender().mend(text, language) == text
