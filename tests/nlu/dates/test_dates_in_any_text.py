"""Whatever is typed: never an exception, always a span of at least a day, always the phrase it was read from."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.dates import find_dates
from nlu.dates.grammar import CLASSES, grammar
from nlu.ordinals import find_ordinals

TABLES = ("numbers", "ranks", "months", "weekdays", "seasons", "units", "plural_units", "offsets", "named", "times_of_day", "loose_times")
GLUE = """le la du au de l d en a the of in on from to until before after between and et entre jusqu apres avant fin debut mi early mid
late end next this ce cette prochain dans sous d'ici - & . ? 3 12 31 12th 1er 3e 2027 12/03 31/02/2027 2026-99-99 18h 18h30 99h 6pm 0 00/00 999""".split()
WORDS = sorted({word for language in ("en", "fr") for table in TABLES for word in grammar(language).words[table]} | set(GLUE))


def _check(text, language, today):
    found = find_dates(text, language, today)
    if found:
        assert found.end > found.start
        assert found.phrase and found.phrase == text[found.text_start : found.text_end]
    items = find_ordinals(text)
    assert len(set(items)) == len(items) and all(0 < abs(item) <= 20 for item in items)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(["en", "fr"]), st.dates())
def test_any_row_of_words_of_time(words, language, today):
    _check(" ".join(words), language, today)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en", "fr"]), st.dates())
def test_any_text(text, language, today):
    _check(text, language, today)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.dates(dt.date(2015, 1, 1), dt.date(2045, 12, 31)))
def test_a_full_date_means_that_day_whenever_it_is_asked(today, day):
    for text in (day.isoformat(), f"le {day.day:02d}/{day.month:02d}/{day.year}"):
        found = find_dates(text, "fr", today)
        assert (found.start, found.end) == (day, day + dt.timedelta(days=1))


def test_every_class_is_used_by_a_language():
    patterns = str([grammar(language).words[stage] for language in ("en", "fr") for stage in ("macros", "atoms", "clocks", "parts", "ranges", "bounds")])
    assert [name for name in CLASSES if f"<{name}>" not in patterns] == []
