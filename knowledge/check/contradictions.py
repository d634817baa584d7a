"""Contradictions within a record: two current, confirmed values of what can have only one."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Iterable, Tuple

from knowledge.freshness import is_current
from knowledge.load import LoadedFile

Finding = Tuple[str, str]
# Properties that have one true value at a time; of others (a fee, a past role) there can be several.
SINGLE_VALUED = frozenset({
    "founded", "opened", "launched", "announced", "in_force", "ended_on", "last_active",
    "employees", "area", "capacity", "members", "supported", "datasets", "validity", "duration", "processing_time",
    "funding_total", "valuation", "revenue", "salary_threshold", "investment_required", "resources_required",
})


def contradictions(file: LoadedFile, on: dt.date) -> Iterable[Finding]:
    """Sources may disagree, but then a note says what differs, or `valid_until` which one is over."""
    current = [
        (index, fact) for index, fact in enumerate(file.record.facts)
        if fact.property in SINGLE_VALUED and fact.confidence == "confirmed" and is_current(fact, on)
    ]
    for (_, first), (index, second) in itertools.combinations(current, 2):
        same = first.property == second.property
        if same and first.value != second.value and not (first.note or second.note):
            yield f"facts.{index}", (
                f"another {first.property} stands in this record without a note: "
                "say in `note` what differs, or since when one is over (valid_until)"
            )


RULES = (contradictions,)
