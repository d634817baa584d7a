"""Rules of one record by itself. Each yields (dotted path, message); the runner adds file and line."""

from __future__ import annotations

import re
from typing import Callable, Iterable, List, Tuple
from urllib.parse import urlsplit

from knowledge.load import LoadedFile
from knowledge.schema import vocabulary

Finding = Tuple[str, str]
SHORTENERS = {"bit.ly", "t.co", "goo.gl", "tinyurl.com", "ow.ly", "buff.ly", "lnkd.in", "is.gd", "cutt.ly"}
# Bounding box of the City of Paris and of Île-de-France, degrees (WGS 84): south, west, north, east.
BOXES = {"Paris": (48.80, 2.22, 48.91, 2.48), "ile-de-france": (48.12, 1.44, 49.25, 3.56)}


def file_name(file: LoadedFile) -> Iterable[Finding]:
    """The file is `records/<kind>/<id>.yml`, the kind is known."""
    record = file.record
    if file.path.stem != record.id:
        yield "id", f"file is {file.path.name}: name it {record.id}.yml"
    if record.kind not in vocabulary.kinds():
        yield "kind", f"unknown kind {record.kind!r}: one of {', '.join(vocabulary.kinds())}"
    elif file.path.parent.name != record.kind:
        yield "kind", f"the file stands in {file.path.parent.name}/: move it to {record.kind}/"


def vocabulary_keys(file: LoadedFile) -> Iterable[Finding]:
    """Properties, relations, units and facets come from the closed vocabularies."""
    record, known = file.record, vocabulary
    kind = known.kinds().get(record.kind)
    for index, fact in enumerate(record.facts):
        if kind and fact.property not in kind.properties:
            yield f"facts.{index}.property", f"{fact.property!r} is not a property of a {record.kind}"
        unit = getattr(fact.value, "unit", None)
        for stage in getattr(fact.value, "stages", ()):
            if stage not in known.facets("stages"):
                yield f"facts.{index}.value.stages", f"unknown stage {stage!r}: see knowledge/vocabulary/stages.yml"
        if known.properties()[fact.property].type == "number" and unit not in known.units():
            yield f"facts.{index}.value.unit", f"unknown unit {unit!r}: see knowledge/vocabulary/units.yml"
    for index, relation in enumerate(record.relations):
        if relation.relation not in known.relations():
            yield f"relations.{index}.relation", f"unknown relation {relation.relation!r}"
    for field, facet in (("topics", "topics"), ("sectors", "sectors"), ("audience", "audiences")):
        for index, key in enumerate(getattr(record, field)):
            if key not in known.facets(facet):
                yield f"{field}.{index}", f"unknown {field} value {key!r}: see knowledge/vocabulary/{facet}.yml"
    if record.location and record.location.district and record.location.district not in known.facets("areas"):
        yield "location.district", f"unknown district {record.location.district!r}: see areas.yml"


def sources_used(file: LoadedFile) -> Iterable[Finding]:
    """Every claim names a source that is listed, and every listed source is used."""
    record, used = file.record, set()
    claims: List[Tuple[str, object]] = [(f"facts.{i}.source", f) for i, f in enumerate(record.facts)]
    claims += [(f"relations.{i}.source", r) for i, r in enumerate(record.relations)]
    claims += [(f"{name}.source", getattr(record, name)) for name in ("status", "location") if getattr(record, name)]
    for dotted, claim in claims:
        used.add(claim.source)
        if claim.source not in record.sources:
            yield dotted, f"source {claim.source!r} is not under `sources`"
    if record.kind != "answer":
        for key in set(record.sources) - used:
            yield f"sources.{key}", "no fact uses this source: remove it or use it"
        if not record.facts and not record.relations:
            yield "id", "a record needs at least one sourced fact"


def addresses(file: LoadedFile) -> Iterable[Finding]:
    """Links parse, are no shorteners and carry no tracking."""
    record = file.record
    urls = [(f"sources.{key}.url", source.url) for key, source in record.sources.items()]
    urls += [(f"links.{i}.url", link.url) for i, link in enumerate(record.links)]
    for dotted, url in urls:
        host = urlsplit(url).hostname or ""
        if "." not in host:
            yield dotted, f"{url!r} has no host name"
        if host.removeprefix("www.") in SHORTENERS:
            yield dotted, "a shortener hides where it leads: give the full address"
        if re.search(r"[?&](utm_\w+|fbclid|gclid)=", url):
            yield dotted, "remove the tracking parameters from the address"


def geography(file: LoadedFile) -> Iterable[Finding]:
    """Coordinates come in pairs, and what says it is in Paris lies in Paris."""
    place = file.record.location
    if not place:
        return
    if (place.lat is None) != (place.lon is None):
        yield "location.lat", "give both lat and lon, or neither"
    elif place.lat is not None:
        south, west, north, east = BOXES["Paris" if place.city == "Paris" else "ile-de-france"]
        if not (south <= place.lat <= north and west <= place.lon <= east):
            yield "location.lat", f"{place.lat}, {place.lon} does not lie in {place.city} (or Île-de-France)"
    if place.city != "Paris" and place.district and place.district.startswith("paris-"):
        yield "location.district", f"a place in {place.city} has no Paris district"


def answers(file: LoadedFile) -> Iterable[Finding]:
    """An answer has questions and a text; nothing else has."""
    record = file.record
    if record.kind == "answer":
        if not (record.questions and record.answer):
            yield "kind", "an answer needs `questions` and `answer`"
        for language in ("en", "fr"):
            asked = getattr(record.questions, language, []) if record.questions else []
            if len(asked) < 2:
                yield f"questions.{language}", "give at least two ways of asking"
    elif record.questions or record.answer:
        yield "kind", "only an answer has `questions` and `answer`"


RULES: Tuple[Callable[[LoadedFile], Iterable[Finding]], ...] = (
    file_name, vocabulary_keys, sources_used, addresses, geography, answers,
)
