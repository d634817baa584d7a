"""Runs every rule over a folder of records and counts what stands there."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import Dict, List, Tuple
from urllib.parse import urlsplit

from knowledge.check import between, rules
from knowledge.load import FOLDER, LoadedFile, Problem, load_all


def check(folder: Path = FOLDER) -> Tuple[List[LoadedFile], List[Problem]]:
    """All readable records of `folder`, and every problem in it, ordered by file and line."""
    files, problems = load_all(folder)
    for file in files:
        for rule in rules.RULES:
            for dotted, message in rule(file):
                problems.append(_problem(file, dotted, message))
    for rule in between.RULES:
        for file, dotted, message in rule(files):
            problems.append(_problem(file, dotted, message))
    return files, sorted(set(problems))


def counts(files: List[LoadedFile]) -> Dict[str, Dict[str, int]]:
    """How many records per kind, facts per kind, and sources per host."""
    kinds = collections.Counter(file.record.kind for file in files)
    facts = collections.Counter()
    hosts: collections.Counter = collections.Counter()
    for file in files:
        facts[file.record.kind] += len(file.record.facts) + len(file.record.relations)
        hosts.update(urlsplit(source.url).hostname for source in file.record.sources.values())
    return {"records": dict(kinds.most_common()), "facts": dict(facts.most_common()), "sources": dict(hosts.most_common())}


def _problem(file: LoadedFile, dotted: str, message: str) -> Problem:
    line, path = 1, dotted
    while path:
        if path in file.lines:
            line = file.lines[path]
            break
        path = path.rpartition(".")[0]
    return Problem(str(file.path), line, f"{dotted}: {message}")
