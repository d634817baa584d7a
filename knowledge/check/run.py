"""Runs every rule over a folder of records and counts what stands there."""

from __future__ import annotations

import collections
import datetime as dt
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple
from urllib.parse import urlsplit

from knowledge.check import between, contradictions, days, no_publish, rules, staleness, texts
from knowledge.freshness import today
from knowledge.load import FOLDER, LoadedFile, Problem, load_all


def check(folder: Path = FOLDER, on: Optional[dt.date] = None) -> Tuple[List[LoadedFile], List[Problem]]:
    """All readable records of `folder`, and every problem in it, ordered by file and line.

    `on`: the day that counts as today (default: today in Paris). Problems of severity "error" must be mended,
    "warning" tells what ages.
    """
    on = on or today()
    files, problems = load_all(folder)
    for file in files:
        for dotted, message in _errors(file, on):
            problems.append(problem(file, dotted, message))
        for rule in days.WARNINGS:
            problems += [problem(file, dotted, message, "warning") for dotted, message in rule(file, on)]
    for between_rule in between.RULES:
        problems += [problem(file, dotted, message) for file, dotted, message in between_rule(files)]
    problems += staleness.summary(files, on)
    return files, sorted(set(problems))


def _errors(file: LoadedFile, on: dt.date) -> Iterable[Tuple[str, str]]:
    for rule in (*rules.RULES, *texts.RULES, no_publish.not_published):
        yield from rule(file)
    for day_rule in (*days.RULES, *contradictions.RULES):
        yield from day_rule(file, on)


def counts(files: List[LoadedFile]) -> Dict[str, Dict[str, int]]:
    """How many records per kind, facts per kind, and sources per host."""
    kinds = collections.Counter(file.record.kind for file in files)
    facts: collections.Counter = collections.Counter()
    hosts: collections.Counter = collections.Counter()
    for file in files:
        facts[file.record.kind] += len(file.record.facts) + len(file.record.relations)
        hosts.update(urlsplit(source.url).hostname for source in file.record.sources.values())
    return {"records": dict(kinds.most_common()), "facts": dict(facts.most_common()), "sources": dict(hosts.most_common())}


def problem(file: LoadedFile, dotted: str, message: str, severity: str = "error") -> Problem:
    """A problem at the line of the dotted path, or of the nearest part around it that the file has."""
    line, path = 1, dotted
    while path:
        if path in file.lines:
            line = file.lines[path]
            break
        path = path.rpartition(".")[0]
    return Problem(str(file.path), line, f"{dotted}: {message}", severity)
