"""What people write and the days it means: the tables `said_en.txt` and `said_fr.txt`."""

import datetime as dt
from pathlib import Path

import pytest

from nlu.dates import find_dates

TODAY = dt.date(2026, 11, 18)


def _said():
    for language in ("en", "fr"):
        for line in Path(__file__).with_name(f"said_{language}.txt").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("# "):
                text, _, meant = line.rpartition(" = ")
                yield pytest.param(language, text.rstrip(), meant, id=f"{language}: {text.rstrip()}")


def written(found):
    """A found date as the tables write it."""
    if found is None:
        return "none"
    times = f" {found.start_time or ''}-{found.end_time or ''}" if found.start_time or found.end_time else ""
    return f"{found.start} {found.end}{times}"


@pytest.mark.parametrize("language, text, meant", _said())
def test_means_these_days(language, text, meant):
    found = find_dates(text, language, TODAY)
    assert written(found) == meant
    if found:
        assert found.phrase == text[found.text_start : found.text_end]


@pytest.mark.parametrize("language, text", [
    ("fr", "QUOI CE SOIR ?"), ("fr", "cé soir à paris"), ("en", "Tonight!!"), ("en", "what’s on tonight?"), ("fr", "Y a-t-il un meetup aujourd’hui en soirée"),
    ("fr", "aujourd`hui soir"), ("en", "ce soir in Paris"), ("fr", "tonight à Paris"),
])
def test_accents_case_apostrophes_and_language_do_not_matter(language, text):
    assert written(find_dates(text, language, TODAY)) == "2026-11-18 2026-11-19 18:00-"


@pytest.mark.parametrize("typed", ["decembr", "decmbre", "décmebre", "decembree", "Décambre", "december", "decembre", "desember"])
def test_a_month_with_one_slip_is_read(typed):
    found = find_dates(f"les meetups de {typed}", "fr", TODAY)
    assert (found.start, found.end, found.phrase) == (dt.date(2026, 12, 1), dt.date(2027, 1, 1), typed)


@pytest.mark.parametrize("typed", ["sundae", "marche", "auguste", "manche", "jeux", "main"])
def test_real_words_are_no_typos(typed):
    assert find_dates(f"un {typed} au bord du canal", "fr", TODAY) is None


def test_the_same_word_follows_the_language_of_the_message():
    assert find_dates("mar 8", "en", TODAY).start == dt.date(2027, 3, 8)
    assert find_dates("mar 8", "fr", TODAY).start == dt.date(2026, 12, 8)


@pytest.mark.parametrize("text, start", [
    ("this weekend, I mean next weekend", "2026-11-28"),
    ("demain, enfin plutôt vendredi", "2026-11-20"),
    ("next week or in June", "2026-11-23"),
    ("the 2027 plan: what is on tomorrow?", "2026-11-19"),
])
def test_of_several_dates(text, start):
    assert find_dates(text, "en", TODAY).start.isoformat() == start


@pytest.mark.parametrize("text", ["", " ", "?", "☀️", "=w4", "=D0 ", "=n3 =m12", "\u0301", "0" * 500, "32/13/2027", "2026-02-30", "99h99 demain-ish 2099-99-99"])
def test_odd_texts_mean_no_date(text):
    assert find_dates(text, "fr", TODAY) is None or "demain" in text
