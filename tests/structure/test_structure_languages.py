"""Every text and every page exists in English and in French."""

import re
import string
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RESPONSES = ROOT / "bot" / "responses"
VARIABLE = re.compile(r"\$(\w+)")
TOPICS = sorted(path.stem for path in (RESPONSES / "en").glob("*.yml"))
# Signs that French parts from the word before them by a (no-break) space.
TIGHT = re.compile(r"[A-Za-zÀ-ÿ»)][;!?]|[A-Za-zÀ-ÿ»)]:(?=\s|$)|«(?=\S)(?![\u00a0\u202f ])|(?<![\u00a0\u202f ])»")


def responses(language, topic):
    """The texts of a topic: key → list of variants."""
    read = yaml.safe_load((RESPONSES / language / f"{topic}.yml").read_text()) or {}
    return {key: value if isinstance(value, list) else [value] for key, value in read.items()}


def test_both_languages_have_the_same_topics():
    assert TOPICS and TOPICS == sorted(path.stem for path in (RESPONSES / "fr").glob("*.yml"))


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_have_the_same_keys_and_values_to_fill_in(topic):
    english, french = responses("en", topic), responses("fr", topic)
    assert sorted(english) == sorted(french)
    for key in english:
        # A language may need a number for its plural only, so each set must hold the other's but for those.
        names = [set(VARIABLE.findall(" ".join(map(str, texts[key])))) for texts in (english, french)]
        assert {name for name in names[0] ^ names[1] if name != "n"} == set(), f"{topic}.yml: {key}"


@pytest.mark.parametrize("topic", TOPICS)
def test_french_is_typeset_as_french(topic):
    faults = []
    for key, variants in responses("fr", topic).items():
        for text in map(str, variants):
            # Addresses, Fluent's own signs and what stands in code have their own rules.
            words = re.sub(r"\{[^{}]*\}|https?://\S+|\b\w+:[\w*{$]\S*|`[^`]*`|\]\([^)]*\)", " ", text)
            if TIGHT.search(words):
                faults.append(f"{key}: {TIGHT.search(words)[0]!r} in {text[:80]!r}")
            if re.search(r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", words):
                faults.append(f"{key}: straight apostrophe in {text[:80]!r}")
    assert faults == []


@pytest.mark.parametrize("topic", TOPICS)
def test_french_is_not_english_left_over(topic):
    english, french = responses("en", topic), responses("fr", topic)
    same = [key for key in english if english[key] == french[key] and len(_letters(english[key])) > 25]
    assert same == []


def _letters(variants):
    text = re.sub(r"\{[^{}]*\}|https?://\S+", "", " ".join(map(str, variants)))
    return [letter for letter in text if letter in string.ascii_letters]


def test_every_page_has_its_twin():
    pages = {language: {path.relative_to(ROOT / "docs" / language) for path in (ROOT / "docs" / language).rglob("*.md")} for language in ("en", "fr")}
    assert pages["en"] and sorted(map(str, pages["en"] ^ pages["fr"])) == []
