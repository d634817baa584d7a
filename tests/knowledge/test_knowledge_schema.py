"""The shape of a record: what it must have, and what each property's value must be."""

from __future__ import annotations

import datetime as dt

import pytest
from knowledge_samples import ANSWER, EVENT, PLACE, changed, with_fact
from pydantic import ValidationError

from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.schema.values import MODELS, DateRange, Money, Number, PartialDate

REFUSED = [
    (changed(PLACE, id="Station F"), "string does not match"),
    (changed(PLACE, summary=None), "field required"),
    (changed(PLACE, colour="blue"), "extra fields"),
    (changed(PLACE, name={"en": "Hall"}), "field required"),
    (changed(PLACE, links=[{"type": "website", "url": "example.org"}]), "string does not match"),
    (changed(PLACE, links=[{"type": "blog", "url": "https://example.org"}]), "unexpected value"),
    (changed(PLACE, status={"value": "dead", "source": "site"}), "unexpected value"),
    (changed(PLACE, languages=["de"]), "unexpected value"),
    (changed(PLACE, location={"lat": 91, "lon": 2, "source": "site"}), "less than or equal to 90"),
    (with_fact(PLACE, property="size", value={"value": 3, "unit": "place"}), "unknown property"),
    (with_fact(PLACE, property="area", value=340), "a number is a mapping with value"),
    (with_fact(PLACE, property="area", value={"amount": 340}), "extra fields"),
    (with_fact(PLACE, property="opened", value="2026-06", valid_from="2026-05-01", valid_until="2026-04-01"), "before valid_from"),
    (with_fact(PLACE, property="opened", value="2026-06", confidence="rumour"), "unexpected value"),
    (changed(PLACE, relations=[{"relation": "run_by", "source": "site"}]), "exactly one of"),
    (changed(PLACE, relations=[{"relation": "run_by", "record": "a", "name": "A", "source": "site"}]), "exactly one of"),
    (changed(ANSWER, questions={"en": ["why"], "fr": ["pourquoi", "à quoi bon"]}), "at least 2"),
]


@pytest.mark.parametrize("given, reason", REFUSED)
def test_record_is_refused_with_a_reason(given, reason):
    with pytest.raises(ValidationError) as caught:
        Record(**given)
    assert reason in str(caught.value)


@pytest.mark.parametrize("given, model", [
    (with_fact(PLACE, property="area", value={"value": 3, "unit": "square_metre"}), Number),
    (with_fact(PLACE, property="price", value={"amount": 3}), Money),
    (with_fact(PLACE, property="opened", value="2017-06-29"), PartialDate),
    (with_fact(PLACE, property="opened", value=dt.date(2017, 6, 29)), PartialDate),
    (EVENT, DateRange),
])
def test_property_decides_the_type_of_its_value(given, model):
    assert type(Record(**given).facts[0].value) is model


def test_record_survives_json():
    record = Record(**EVENT)
    assert Record.parse_raw(record.json(exclude_none=True)) == record


def test_record_answers_for_its_parts():
    fact = {"property": "area", "value": {"value": 3, "unit": "square_metre"}, "source": "site", "as_of": "2020-01-01"}
    record = Record(**changed(PLACE, facts=[PLACE["facts"][0], fact], links=[{"type": "map", "url": "https://example.org/map"}]))
    assert [record.as_of(f) for f in record.facts_of("area")] == [dt.date(2026, 5, 10), dt.date(2020, 1, 1)]
    assert record.source_of(record.facts[0]).title == "The hall"
    assert record.link("website", "map") == "https://example.org/map"
    assert record.link("tickets") is None


def test_vocabularies_agree_with_one_another():
    known = vocabulary.properties()
    assert {one.type for one in known.values()} <= set(MODELS)
    for name, kind in vocabulary.kinds().items():
        assert set(kind.properties) <= set(known), name
    areas = vocabulary.facets("areas")
    assert {area.within for area in areas.values() if area.within} <= set(areas)
