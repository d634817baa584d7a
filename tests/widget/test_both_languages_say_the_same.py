"""The interface's words: the same keys, blanks and lists in both languages, and French typography."""

import json
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "bot" / "widget" / "src"
EN, FR = (json.loads((SOURCE / "strings" / f"{lang}.json").read_text(encoding="utf-8")) for lang in ("en", "fr"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.ts*"))


def texts(value):
    return value if isinstance(value, list) else [value]


def test_the_keys_are_the_same_in_the_same_order():
    assert list(EN) == list(FR)


@pytest.mark.parametrize("key", EN)
def test_a_text_has_the_same_blanks_in_both(key):
    assert len(texts(EN[key])) == len(texts(FR[key]))
    for english, french in zip(texts(EN[key]), texts(FR[key])):
        assert english.strip() and french.strip()
        assert re.findall(r"\{\}|#", english) == re.findall(r"\{\}|#", french)


@pytest.mark.parametrize("key", EN)
def test_every_text_is_used(key):
    assert re.search(rf"\b(t\.{key}|{key} as)\b", CODE) or key in ("slow", "offline", "reconnecting"), f"nobody says {key!r}"


@pytest.mark.parametrize("key", FR)
def test_french_is_set_as_french(key):
    for text in texts(FR[key]):
        assert "'" not in text, "the apostrophe is ’"
        assert not re.search(r"(?<![\u00a0\u202f])[;?!](?!\d)", text), "a no-break space stands before ; ? !"
        assert not re.search(r"(?<!\u00a0):(?=\s|$)", text.replace("{}", "")), "a no-break space stands before :"
