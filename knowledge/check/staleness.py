"""How many facts have outlived their shelf life: one line a kind of record, so that the rest stays readable."""

from __future__ import annotations

import collections
import datetime as dt
from typing import Dict, Iterable, List

from knowledge import freshness
from knowledge.load import LoadedFile, Problem


def stale_counts(files: List[LoadedFile], on: dt.date) -> Dict[str, collections.Counter]:
    """Facts and answers by kind of record and freshness on the day `on`."""
    counts: Dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for file in files:
        record = file.record
        if record.kind == "answer":
            counts[record.kind][freshness.of_answer(record, on)] += 1
        for fact in record.facts:
            if fact.source in record.sources and freshness.is_current(fact, on):
                counts[record.kind][freshness.of_fact(fact, record, on)] += 1
    return counts


def summary(files: List[LoadedFile], on: dt.date) -> Iterable[Problem]:
    """A warning for each kind of record that holds stale facts."""
    folders = {file.record.kind: file.path.parent for file in files}
    for kind, count in sorted(stale_counts(files, on).items()):
        if count["ageing"] or count["withheld"]:
            yield Problem(
                str(folders[kind]), 1,
                f"{count['ageing']} facts past their shelf life, {count['withheld']} past twice that and withheld: "
                "`./run stale` lists them",
                "warning",
            )
