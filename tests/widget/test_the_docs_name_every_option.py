"""docs/{en,fr}/embedding.md and the widget's code name the same attributes, properties, calls and events."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "bot" / "widget" / "src"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.ts*"))
STYLE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.css"))
DOCS = {lang: (ROOT / "docs" / lang / "embedding.md").read_text(encoding="utf-8") for lang in ("en", "fr")}


def documented(lang, pattern):
    return set(re.findall(pattern, DOCS[lang]))


def attributes():
    used = set(re.findall(r"\{ (\w+)(?: = '')? \} = (?:this\.)?host\.dataset", CODE)) | set(re.findall(r"dataset\.(\w+)", CODE))
    return {"data-" + name for name in used} | set(re.findall(r"\[(data-\w+)", STYLE))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_attribute_is_documented(lang):
    assert documented(lang, r"`(data-\w+)`") == attributes() == {
        "data-lang", "data-theme", "data-position", "data-telegram", "data-privacy"}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_property_is_documented(lang):
    assert documented(lang, r"(--paris-ai-[a-z]+):") == set(re.findall(r"var\((--paris-ai-[a-z]+)", STYLE))


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_call_is_documented(lang):
    calls = set(re.findall(r"'(\w+)'", re.search(r"\[('open'.*?)\]\.map\(run\)", CODE).group(1))) | {"on"}
    assert documented(lang, r"`ParisAI\.(\w+)\(") | documented(lang, r", `ParisAI\.(\w+)\(") == calls


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_event_is_documented(lang):
    table = DOCS[lang].split("`detail` |")[1].split("#paris-ai=")[0]
    events = {name for row in table.splitlines() if row.startswith("| `") for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert events == set(re.findall(r"emit\('(\w+)'", CODE))


def test_both_languages_have_the_same_parts():
    parts = [re.findall(r"^(#+|```\w*|\|)", DOCS[lang], re.M) for lang in ("en", "fr")]
    assert parts[0] == parts[1]
