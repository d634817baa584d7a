"""The language files: every pattern compiles and means something, words are folded, and mistakes are named."""

import datetime as dt

import pytest

from knowledge.text import fold
from nlu.dates import find_dates, grammar as grammars, vocabulary as vocabularies
from nlu.dates.combining import BOUNDS
from nlu.dates.grammar import STAGES, TABLES, grammar, languages
from nlu.dates.meaning import MEANINGS

KNOWN = {
    "clocks": {"at", "until", "between"},
    "atoms": set(MEANINGS),
    "parts": {"early", "mid", "late", "time_of_day", "clock", "week_of", "weekend_of", "shift_after", "shift_before",
              "before_it", "after_it", "day_before", "day_after"},
    "ranges": {"range", "union"},
    "bounds": set(BOUNDS),
}


def test_english_and_french_are_there():
    assert {"en", "fr"} <= set(languages())


@pytest.mark.parametrize("language", languages())
def test_every_pattern_means_something(language):
    for stage in STAGES:
        assert {rule.meaning for rule in grammar(language).stages[stage]} <= KNOWN[stage]


@pytest.mark.parametrize("language", languages())
def test_words_are_folded(language):
    words = grammar(language).words
    phrases = [phrase for table, _ in TABLES for phrase in words.get(table, {})]
    phrases += [phrase for key in ("never", "not_after", "but_after", "corrections", "joiners", "counted") for phrase in words[key]]
    assert [phrase for phrase in phrases if any(c.isalpha() for c in phrase) and "/" not in phrase and fold(phrase) != phrase] == []


@pytest.mark.parametrize("language", languages())
def test_all_months_and_days_have_names(language):
    words = grammar(language).words
    assert set(words["months"].values()) == {str(number) for number in range(1, 13)}
    assert set(words["weekdays"].values()) == {str(number) for number in range(7)}
    assert set(words["seasons"].values()) == {"3", "6", "9", "12"}


@pytest.mark.parametrize("pattern, problem", [
    ("next <wekday>", "unknown class <wekday>"), ("(next <weekday>", "unclosed"), ("next) <weekday>", "stray"), ("? <weekday>", "stray"), ("next <weekday", "unreadable"),
])
def test_a_wrong_pattern_is_named(pattern, problem, tmp_path, monkeypatch):
    good = (grammars.LANGUAGES / "en.yml").read_text(encoding="utf-8")
    wrong = good.replace('weekday_last: ["', f'weekday_last: ["{pattern}", "')
    assert wrong != good
    (tmp_path / "xx.yml").write_text(wrong, encoding="utf-8")
    monkeypatch.setattr(grammars, "LANGUAGES", tmp_path)
    with pytest.raises(ValueError, match=problem):
        grammar("xx")


def test_a_missing_language_is_named():
    with pytest.raises(FileNotFoundError, match="zz.yml"):
        grammar("zz")


@pytest.fixture
def a_third_language(tmp_path, monkeypatch):
    for path in grammars.LANGUAGES.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    spanish = (tmp_path / "en.yml").read_text(encoding="utf-8")
    spanish = spanish.replace("weekdays: {monday: 0,", "weekdays: {lunes: 0,").replace('weekday_next: ["(on)? next <weekday>"', 'weekday_next: ["el proximo <weekday>"')
    (tmp_path / "es.yml").write_text(spanish, encoding="utf-8")
    caches = (grammars.grammar, grammars.languages, vocabularies.vocabulary)
    monkeypatch.setattr(grammars, "LANGUAGES", tmp_path)
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


def test_a_language_is_a_file(a_third_language):
    assert find_dates("¿el próximo lunes?", "es", dt.date(2026, 11, 18)).start == dt.date(2026, 11, 23)
    assert find_dates("vendredi prochain", "es", dt.date(2026, 11, 18)).start == dt.date(2026, 11, 20)


def test_words_of_no_file_mean_nothing():
    assert find_dates("¿el próximo lunes?", "fr", dt.date(2026, 11, 18)) is None
