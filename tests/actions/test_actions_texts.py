"""The texts people read: both languages have every one, each can be formatted, and French is typeset as French."""

from __future__ import annotations

import re

import pytest
import yaml

from actions.texts import FOLDER, LOCALES, MissingText, Texts, texts

# Every variable that any text uses, with a value that fits its place.
VALUES = {
    "n": 3, "first": "1", "last": "2", "value": "7", "figure": "7", "symbol": "€", "what": "this", "asked": "this", "shown": "that",
    "when": "soon", "distance": "2 km", "date": "1 May 2026", "day": "Monday", "start": "9:00", "end": "10:00", "title": "Title",
    "stations": "Bastille", "name": "Name", "names": "A, B", "typed": "Nam", "url": "https://example.org", "records": 900,
    "since": "2020", "seconds": 5, "status": "active", "message": "why", "file": "a file", "choices": "a, b", "least": "1", "most": "9",
}
_VARIABLE = re.compile(r"\$(\w+)")


def entries(language):
    for path in sorted((FOLDER / language).glob("*.yml")):
        for key, value in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            for number, pattern in enumerate(value if isinstance(value, list) else [value]):
                yield path.stem, key, number, str(pattern)


ENTRIES = [(language, *entry) for language in LOCALES for entry in entries(language)]
TOPICS = sorted({topic for _, topic, *_ in ENTRIES})


def test_both_languages_have_the_same_texts():
    assert texts().keys("en") == texts().keys("fr")


def test_both_languages_name_the_same_variables():
    used = {language: {} for language in LOCALES}
    for language, topic, key, _, pattern in ENTRIES:
        used[language].setdefault((topic, key), set()).update(_VARIABLE.findall(pattern))
    # The count that only chooses a plural may matter in one language alone.
    differing = {name for name, of in used["en"].items() if (of ^ used["fr"][name]) - {"n"}}
    assert not differing


@pytest.mark.parametrize("of", TOPICS)
def test_every_text_can_be_formatted(of):
    for language, topic, key, number, pattern in ENTRIES:
        if topic == of:
            values = {name: VALUES.get(name, name) for name in _VARIABLE.findall(pattern)}
            text = texts().get(language, topic, key, turn=number, **values)
            assert text.strip() and "{" not in text and "$" not in text, f"{language}/{topic}.yml: {key}"


@pytest.mark.parametrize("of", TOPICS)
def test_french_is_typeset_as_french(of):
    for language, topic, key, _, pattern in ENTRIES:
        if language == "fr" and topic == of:
            prose = re.sub(r"https?://\S+|\{[^{}]*\}|`[^`]*`|\./run \w+ \"[^\"]+\"|\*\*", "", pattern)
            assert "'" not in prose, f"{key}: an apostrophe is ’"
            assert not re.search(r"[^\s\u00a0\u202f]([?!;»])", prose), f"{key}: a space stands before ? ! ; »"
            assert not re.search(r"[^\W\d]:(\s|$)", prose), f"{key}: a space stands before a colon"
            assert '"' not in prose, f"{key}: quotation marks are « »"


def test_variants_take_turns():
    said = [texts().get("en", "smalltalk", "thank", turn=n) for n in range(4)]
    assert said[0] != said[1] and said[0] == said[2] and said[1] == said[3]


def test_plurals_follow_each_language():
    one, none = ({lang: texts().get(lang, "dialogue", "out_of_list", n=n) for lang in LOCALES} for n in (1, 0))
    assert "1" not in one["en"] and "one item" in one["en"]
    assert "0 items" in none["en"]
    # French counts nought as one.
    assert none["fr"] == one["fr"] or "0" in none["fr"]


@pytest.fixture
def written(tmp_path):
    """Texts read from files written in the test."""
    def make(**patterns):
        for language in LOCALES:
            (tmp_path / language).mkdir(exist_ok=True)
            (tmp_path / language / "topic.yml").write_text(yaml.safe_dump(patterns, allow_unicode=True), encoding="utf-8")
        return Texts(tmp_path)
    return make


def test_a_text_may_have_several_lines_and_begin_them_with_any_sign(written):
    made = written(help="First line\n\n* starred\n[bracketed](https://example.org)\n.dotted")
    assert made.get("en", "topic", "help").splitlines() == [
        "First line", "", "* starred", "[bracketed](https://example.org)", ".dotted",
    ]


def test_a_choice_may_stand_inside_a_sentence(written):
    made = written(count="There { $n -> [one] is one thing *[other] are { $n } things } here.")
    assert made.get("en", "topic", "count", n=1) == "There is one thing here."
    assert made.get("en", "topic", "count", n=3) == "There are 3 things here."


def test_a_missing_text_and_a_missing_value_are_named(written):
    made = written(hello="Hello { $name }")
    with pytest.raises(MissingText, match="topic.yml has no 'bye'"):
        made.get("en", "topic", "bye")
    with pytest.raises(MissingText, match="'hello'"):
        made.get("en", "topic", "hello")
    assert made.has("fr", "topic", "hello") and not made.has("fr", "topic", "bye")
