"""Rules that look at several records together: duplicates, dangling relations, contradictions."""

from __future__ import annotations

import collections
import itertools
from typing import Dict, Iterable, List, Tuple

from rapidfuzz import fuzz

from knowledge.load import LoadedFile
from knowledge.text import fold

Finding = Tuple[LoadedFile, str, str]
# Names this alike (0..100) at one place are one entity written twice; "Station F" and a programme in it are not.
SAME_NAME = 88


def unique_ids(files: List[LoadedFile]) -> Iterable[Finding]:
    """No two files bear the same id."""
    seen: Dict[str, LoadedFile] = {}
    for file in files:
        if file.record.id in seen:
            yield file, "id", f"id {file.record.id!r} is also that of {seen[file.record.id].path}"
        seen.setdefault(file.record.id, file)


def relations_resolve(files: List[LoadedFile]) -> Iterable[Finding]:
    """Relations and `about` point at records that exist."""
    ids = {file.record.id for file in files}
    for file in files:
        for index, relation in enumerate(file.record.relations):
            if relation.record and relation.record not in ids:
                yield file, f"relations.{index}.record", f"no record {relation.record!r}: use `name` or add it"
        for index, target in enumerate(file.record.about):
            if target not in ids:
                yield file, f"about.{index}", f"no record {target!r}"


def unique_names(files: List[LoadedFile]) -> Iterable[Finding]:
    """A name or alias leads to one record only (answers have titles, not names)."""
    owners: Dict[str, List[LoadedFile]] = collections.defaultdict(list)
    for file in files:
        if file.record.kind == "answer":
            continue
        names = {file.record.name.en, file.record.name.fr, *file.record.aliases}
        for name in {fold(name) for name in names}:
            owners[name].append(file)
    for name, found in owners.items():
        for file in found[1:]:
            yield file, "aliases", f"{name!r} is also a name of {found[0].record.id}"


def unique_places(files: List[LoadedFile]) -> Iterable[Finding]:
    """Two records at one address or one point do not bear almost the same name."""
    places: Dict[object, List[LoadedFile]] = collections.defaultdict(list)
    for file in files:
        where = file.record.location
        if where and where.address:
            places[fold(where.address)].append(file)
        if where and where.lat is not None and where.lon is not None:
            places[round(where.lat, 4), round(where.lon, 4)].append(file)
    for found in places.values():
        for first, second in itertools.combinations(found, 2):
            alike = fuzz.token_sort_ratio(fold(first.record.name.en), fold(second.record.name.en))
            if first.record.kind == second.record.kind and alike >= SAME_NAME:
                yield second, "name", f"almost the name of {first.record.id}, at the same place: make one record of both"


def unique_questions(files: List[LoadedFile]) -> Iterable[Finding]:
    """Two answers do not claim the same question."""
    owners: Dict[str, LoadedFile] = {}
    for file in files:
        if not file.record.questions:
            continue
        for language in ("en", "fr"):
            for index, question in enumerate(getattr(file.record.questions, language)):
                key = fold(question)
                if key in owners and owners[key] is not file:
                    yield file, f"questions.{language}.{index}", f"also asked in {owners[key].record.id}"
                owners.setdefault(key, file)


RULES = (unique_ids, relations_resolve, unique_names, unique_places, unique_questions)
