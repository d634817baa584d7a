"""Every fact of the article the assistant started from is in the records, in both languages, with its source."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from knowledge.load import load_all
from knowledge.text import fold

ARTICLE = "https://medium.com/cityai/paris-the-site-of-an-ai-renaissance-8d752dc7a33f"
SEED = yaml.safe_load((Path(__file__).parent / "seed_2018.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def records():
    """The project's own records by id."""
    return {file.record.id: file.record for file in load_all()[0]}


def texts_at(record, place):
    """(text, source key or None) of each text that stands at `place` in the record."""
    if place == "alias":
        return [(alias, None) for alias in record.aliases]
    if place in ("summary", "name", "answer"):
        return [(getattr(record, place).en, None)]
    found = [(fact.value.en, fact.source) for fact in record.facts_of(place) if hasattr(fact.value, "en")]
    return found + [(one.record or one.name, one.source) for one in record.relations if one.relation == place]


def values_at(record, place, note):
    """(value as a mapping, source key) of each typed fact of this property whose note says `note`."""
    facts = [fact for fact in record.facts_of(place) if note in fold(fact.note.en if fact.note else "")]
    return [(fact.value.dict(), fact.source) for fact in facts]


@pytest.mark.parametrize("entry", SEED, ids=[entry["fact"] for entry in SEED])
def test_fact_of_the_article_is_in_the_records(records, entry):
    record = records[entry["record"]]
    if isinstance(entry["has"], dict):
        found = [
            source for value, source in values_at(record, entry["in"], entry.get("note", ""))
            if all(value[key] == wanted for key, wanted in entry["has"].items())
        ]
    else:
        found = [source for text, source in texts_at(record, entry["in"]) if fold(entry["has"]) in fold(text)]
    assert found, f"{record.id} does not tell it under {entry['in']}"
    if entry.get("source") != "other":
        cited = [record.sources[key] for key in found if key] or list(record.sources.values())
        assert ARTICLE in [source.url for source in cited]
        assert all(str(source.as_of) == "2018-05-02" for source in cited if source.url == ARTICLE)


def test_no_fact_is_listed_twice():
    facts = [entry["fact"] for entry in SEED]
    assert len(set(facts)) == len(facts) > 150


def test_article_has_one_title_everywhere(records):
    titles = {source.title for record in records.values() for source in record.sources.values() if source.url == ARTICLE}
    assert titles == {"Paris, the site of an AI Renaissance"}
