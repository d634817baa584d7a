"""The closed vocabularies: kinds, properties, relations, units, and the facets records are filtered by.

Each is a YAML file of `knowledge/vocabulary/`, read once. Adding a topic or a property is adding an entry there.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, List, Optional

import yaml
from pydantic import Field, validator

from knowledge.schema.values import MODELS, Strict, Text

FOLDER = Path(__file__).resolve().parent.parent / "vocabulary"


class Words(Strict):
    """How people name a thing, a list per language, folded when matched."""

    en: List[str] = []
    fr: List[str] = []


class Kind(Strict):
    """A kind of record. `plural` heads lists; `words` are what people call such things."""

    label: Text
    plural: Text
    words: Words
    properties: List[str]
    disclaimer: Optional[str]


class Property(Strict):
    """A property of facts.

    `type`: the value's model. `asks`: the intents it answers, most specific first.
    `shelf_life`: days until a fact is shown with a warning (twice that: figures withheld); none = never stale.
    """

    type: str
    label: Text
    asks: List[str] = []
    shelf_life: Optional[int] = Field(gt=0)

    @validator("type")
    def _known(cls, value: str) -> str:
        if value not in MODELS:
            raise ValueError(f"unknown type {value!r}: one of {', '.join(MODELS)}")
        return value


class RelationType(Strict):
    """A relation between records; `inverse_label` names it seen from the other end."""

    label: Text
    inverse_label: Text
    asks: List[str] = []
    inverse_asks: List[str] = []


class Facet(Strict):
    """A value that records are filtered by: a topic, a sector, an area, an audience."""

    label: Text
    words: Words
    lat: Optional[float]
    lon: Optional[float]
    within: Optional[str]


class Unit(Strict):
    """A unit of counting, as Fluent plural patterns in both languages."""

    label: Text


def _read(name: str, model: type) -> dict:
    with open(FOLDER / f"{name}.yml", encoding="utf-8") as file:
        return {key: model(**entry) for key, entry in yaml.safe_load(file).items()}


@lru_cache(maxsize=None)
def kinds() -> Dict[str, Kind]:
    """Every kind of record by its key."""
    return _read("kinds", Kind)


@lru_cache(maxsize=None)
def properties() -> Dict[str, Property]:
    """Every property of facts by its key."""
    return _read("properties", Property)


@lru_cache(maxsize=None)
def relations() -> Dict[str, RelationType]:
    """Every relation between records by its key."""
    return _read("relations", RelationType)


@lru_cache(maxsize=None)
def units() -> Dict[str, Unit]:
    """Every unit of counting by its key."""
    return _read("units", Unit)


@lru_cache(maxsize=None)
def defaults() -> Dict[str, str]:
    """The record a question is about when it names none, by intent."""
    return yaml.safe_load((FOLDER / "defaults.yml").read_text(encoding="utf-8"))


@lru_cache(maxsize=None)
def brands() -> FrozenSet[str]:
    """Folded one-word names that are frequent words and still always names."""
    return frozenset(yaml.safe_load((FOLDER / "brands.yml").read_text(encoding="utf-8")))


@lru_cache(maxsize=None)
def facets(name: str) -> Dict[str, Facet]:
    """The values of a facet ("topics", "sectors", "areas", "audiences", "stages", "prices", "spoken", "elsewhere"), by key."""
    return _read(name, Facet)
