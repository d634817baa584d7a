"""The records as files for programs: JSON, JSON Lines, and a table of facts as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any, Dict, List

from knowledge import freshness
from knowledge.operations.wording import words
from knowledge.schema.records import Fact, Record

LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/", "attribution": "Paris AI assistant contributors"}
COLUMNS = (
    "record", "kind", "name_en", "name_fr", "property", "value_en", "value_fr", "value", "note_en", "note_fr",
    "valid_from", "valid_until", "confidence", "freshness", "as_of", "source_title", "source_url",
)


def as_json(records: List[Record], on: dt.date) -> str:
    """One JSON document: licence, day, records in the order of their ids."""
    document = {"licence": LICENCE, "as_of": on.isoformat(), "count": len(records), "records": [plain(one) for one in records]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def as_json_lines(records: List[Record]) -> str:
    """One record a line."""
    return "".join(json.dumps(plain(one), ensure_ascii=False) + "\n" for one in records)


def as_csv(records: List[Record], on: dt.date) -> str:
    """One fact a line, worded in both languages and as JSON, with its freshness on the day `on` and its source."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for record in records:
        for fact in record.facts:
            writer.writerow({key: _cell(value) for key, value in _row(record, fact, on).items()})
    return table.getvalue()


def plain(record: Record) -> Dict[str, Any]:
    """The record as JSON types, without what it does not say."""
    return {key: value for key, value in json.loads(record.json(exclude_none=True)).items() if value not in ([], {})}


def _row(record: Record, fact: Fact, on: dt.date) -> Dict[str, object]:
    source = record.source_of(fact)
    return {
        "record": record.id, "kind": record.kind, "name_en": record.name.en, "name_fr": record.name.fr,
        "property": fact.property, "value_en": words("en").value(fact.value), "value_fr": words("fr").value(fact.value),
        "value": fact.value.json(exclude_none=True, ensure_ascii=False),
        "note_en": fact.note.en if fact.note else "", "note_fr": fact.note.fr if fact.note else "",
        "valid_from": fact.valid_from or "", "valid_until": fact.valid_until or "", "confidence": fact.confidence,
        "freshness": freshness.of_fact(fact, record, on), "as_of": record.as_of(fact),
        "source_title": source.title, "source_url": source.url,
    }


def _cell(value: object) -> str:
    # Spreadsheets run what begins like a formula.
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
