"""A record: one entity of the ecosystem, or one long-tail answer, with a source and a date for every fact.

The YAML of a record names its sources once, under `sources`, and facts refer to them by key, so that a
dead link is mended in one place. See `docs/en/records.md` for the format told by example.
"""

from __future__ import annotations

import datetime as dt
from typing import Dict, List, Literal, Optional

from pydantic import Field, root_validator, validator

from knowledge.schema import vocabulary
from knowledge.schema.values import MODELS, PartialDate, Strict, Text, Value

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
STATUSES = ("active", "renamed", "acquired", "ended", "unknown")
Confidence = Literal["confirmed", "unconfirmed"]


def _keys(type_name: str) -> str:
    fields = MODELS[type_name].__fields__.items()
    return ", ".join(key if field.required else f"[{key}]" for key, field in fields)


class Source(Strict):
    """A page somebody saw. `as_of`: the page's own date, else the day it was seen."""

    url: str = Field(regex=r"^https?://[^\s]+$")
    title: str
    as_of: dt.date


class Sourced(Strict):
    """What every dated claim carries.

    `source` is a key of the record's `sources`; `as_of` defaults to that source's date.
    """

    source: str
    as_of: Optional[dt.date]


class Fact(Sourced):
    """One property of a record. `value` is of the type that the property has in the vocabulary."""

    property: str
    value: Value
    note: Optional[Text]
    valid_from: Optional[dt.date]
    valid_until: Optional[dt.date]
    confidence: Confidence = "confirmed"

    @validator("property")
    def _known(cls, value: str) -> str:
        if value not in vocabulary.properties():
            raise ValueError(f"unknown property {value!r}: see knowledge/vocabulary/properties.yml")
        return value

    @validator("value", pre=True)
    def _typed(cls, value: object, values: dict) -> object:
        # The property decides the type: a plain Union would take the first model that fits.
        if "property" not in values:
            return value
        name = vocabulary.properties()[values["property"]].type
        if isinstance(value, MODELS[name]):
            return value
        if name == "date" and not isinstance(value, dict):
            value = {"date": value}
        if not isinstance(value, dict):
            raise ValueError(f"a {name} is a mapping with {_keys(name)}")
        return MODELS[name](**value)

    @root_validator(skip_on_failure=True)
    def _valid_in_order(cls, values: dict) -> dict:
        start, end = values.get("valid_from"), values.get("valid_until")
        if start and end and end < start:
            raise ValueError("valid_until is before valid_from")
        return values


class Relation(Sourced):
    """A link to another record (`record`), or to something that has no record (`name`)."""

    relation: str
    record: Optional[str] = Field(regex=ID_PATTERN)
    name: Optional[str]
    confidence: Confidence = "confirmed"

    @root_validator(skip_on_failure=True)
    def _one_target(cls, values: dict) -> dict:
        if bool(values.get("record")) == bool(values.get("name")):
            raise ValueError("needs exactly one of: record, name")
        return values


class Status(Strict):
    """Whether the entity still exists under this name; `since` when that began, if known."""

    value: Literal["active", "renamed", "acquired", "ended", "unknown"]
    since: Optional[PartialDate]
    source: str
    as_of: Optional[dt.date]
    note: Optional[Text]

    @validator("since", pre=True)
    def _date(cls, value: object) -> object:
        return value if value is None or isinstance(value, (dict, PartialDate)) else PartialDate(date=value)


class Link(Strict):
    """An address to open: the official site, a form, a calendar."""

    type: Literal["website", "apply", "form", "calendar", "tickets", "map", "contact", "dataset", "code"]
    url: str = Field(regex=r"^https?://[^\s]+$")


class Location(Sourced):
    """Where it is. `lat`, `lon` in degrees (WGS 84); `district` a key of `vocabulary/areas.yml`."""

    address: Optional[str]
    district: Optional[str]
    city: str = "Paris"
    lat: Optional[float] = Field(ge=-90, le=90)
    lon: Optional[float] = Field(ge=-180, le=180)
    metro: List[str] = []


class Questions(Strict):
    """The ways people ask what an `answer` record answers."""

    en: List[str] = Field(min_items=2)
    fr: List[str] = Field(min_items=2)


class Record(Strict):
    """One YAML file of `knowledge/records/<kind>/<id>.yml`."""

    id: str = Field(regex=ID_PATTERN)
    kind: str
    name: Text
    aliases: List[str] = []
    summary: Text
    status: Optional[Status]
    sources: Dict[str, Source]
    links: List[Link] = []
    location: Optional[Location]
    topics: List[str] = []
    sectors: List[str] = []
    languages: List[Literal["en", "fr"]] = []
    audience: List[str] = []
    facts: List[Fact] = []
    relations: List[Relation] = []
    # Only for kind "answer":
    questions: Optional[Questions]
    answer: Optional[Text]
    about: List[str] = []

    def facts_of(self, *properties: str) -> List[Fact]:
        """The facts of these properties, in the order of the record."""
        return [fact for fact in self.facts if fact.property in properties]

    def source_of(self, claim: Sourced) -> Source:
        """The source a claim refers to."""
        return self.sources[claim.source]

    def as_of(self, claim) -> dt.date:
        """The date a claim stands for: its own, else its source's."""
        return claim.as_of or self.sources[claim.source].as_of

    def link(self, *types: str) -> Optional[str]:
        """The first link of one of these types, in that order of preference."""
        for wanted in types:
            for link in self.links:
                if link.type == wanted:
                    return link.url
        return None
