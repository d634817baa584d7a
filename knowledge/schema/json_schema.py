"""The shape of a record as JSON Schema, for editors: what YAML files of `knowledge/records` may hold.

Closed vocabularies become enumerations and each property's value has the property's own type, so that an editor
completes and underlines while one writes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict

from pydantic.schema import model_process_schema

from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.schema.values import MODELS

FILE = Path(__file__).resolve().parent / "record.schema.json"
_FACETS = {"topics": "topics", "sectors": "sectors", "audience": "audiences"}


def record_schema() -> Dict[str, Any]:
    """JSON Schema (draft 7) of a record."""
    schema = Record.schema()
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "Record of the Paris AI assistant"
    parts = schema["definitions"]
    for model in MODELS.values():
        parts.setdefault(model.__name__, model_process_schema(model, model_name_map={model: model.__name__})[0])
    _as_written(parts)
    fact = parts["Fact"]["properties"]
    fact["property"]["enum"] = sorted(vocabulary.properties())
    parts["Fact"]["allOf"] = [
        {
            "if": {"properties": {"property": {"enum": sorted(keys)}}, "required": ["property"]},
            "then": {"properties": {"value": {"$ref": f"#/definitions/{MODELS[name].__name__}"}}},
        }
        for name, keys in _properties_by_type().items()
    ]
    fact["value"] = {"title": "Value", "description": "Its shape follows from `property`."}
    parts["Relation"]["properties"]["relation"]["enum"] = sorted(vocabulary.relations())
    parts["Number"]["properties"]["unit"]["enum"] = sorted(vocabulary.units())
    parts["Stages"]["properties"]["stages"]["items"]["enum"] = sorted(vocabulary.facets("stages"))
    parts["Location"]["properties"]["district"]["enum"] = sorted(vocabulary.facets("areas"))
    schema["properties"]["kind"]["enum"] = sorted(vocabulary.kinds())
    for field, facet in _FACETS.items():
        schema["properties"][field]["items"]["enum"] = sorted(vocabulary.facets(facet))
    return schema


def schema_text() -> str:
    """The schema as it is kept in `record.schema.json`."""
    return json.dumps(record_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _properties_by_type() -> Dict[str, list]:
    groups: Dict[str, list] = {}
    for key, entry in sorted(vocabulary.properties().items()):
        groups.setdefault(entry.type, []).append(key)
    return groups


def _as_written(parts: Dict[str, Any]) -> None:
    # A date may be written bare, and YAML reads 2026 as a number; amounts are read from numbers and from text.
    bare = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}
    whole = dict(parts["PartialDate"])
    parts["PartialDate"] = {"anyOf": [bare, {"type": "integer", "minimum": 1000, "maximum": 9999}, whole]}
    for name in ("Money", "Number", "Duration"):
        for key in ("amount", "value", "up_to"):
            field = parts[name]["properties"].get(key)
            if field:
                field["type"] = ["number", "string"]
