"""The JSON Schema for editors: current, valid, true of every record, and helpful on mistakes."""

from __future__ import annotations

import datetime as dt
import json

import jsonschema
import pytest
import yaml
from knowledge_samples import EVENT, PLACE, changed, with_fact

from knowledge.load import record_files
from knowledge.schema.json_schema import FILE, record_schema, schema_text


def as_json(value):
    """What YAML read, with dates as text, as editors see them."""
    if isinstance(value, dict):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.fixture(scope="module")
def validator():
    schema = json.loads(schema_text())
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_file_is_current():
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run `./run check --schema knowledge/schema/record.schema.json`"


def test_every_record_satisfies_it(validator):
    broken = []
    for path in record_files():
        content = as_json(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        broken += [f"{path.name}: {error.message}" for error in validator.iter_errors(content)]
    assert broken == []


@pytest.mark.parametrize("record", [
    changed(PLACE, colour="blue"), changed(PLACE, kind="palace"), changed(PLACE, topics=["cooking"]), changed(PLACE, summary=None),
    with_fact(PLACE, property="aera", value={"value": 3, "unit": "person"}),
    with_fact(PLACE, property="area", value={"amount": 3}), with_fact(PLACE, property="area", value={"value": 3, "unit": "acre"}),
    with_fact(PLACE, property="opened", value="last spring"), with_fact(EVENT, property="dates", value={"start": "2026-01-01"}),
])
def test_mistakes_are_underlined(validator, record):
    assert not validator.is_valid(record)


@pytest.mark.parametrize("value", ["2026", "2026-06", "2026-06-17", 2026, {"date": "2026"}])
def test_dates_may_be_written_in_short(validator, value):
    assert validator.is_valid(with_fact(PLACE, property="opened", value=value))


def test_each_property_has_its_own_type():
    rules = record_schema()["definitions"]["Fact"]["allOf"]
    named = [key for rule in rules for key in rule["if"]["properties"]["property"]["enum"]]
    assert len(named) == len(set(named)) == len(record_schema()["definitions"]["Fact"]["properties"]["property"]["enum"])
