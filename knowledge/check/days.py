"""Rules that compare a record's dates with one another and with today."""

from __future__ import annotations

import datetime as dt
from typing import Iterable, List, Tuple

from knowledge.load import LoadedFile

Finding = Tuple[str, str]
DEADLINES = ("application_deadline", "cfp_deadline")


def nothing_from_the_future(file: LoadedFile, on: dt.date) -> Iterable[Finding]:
    """Nobody saw a page, or a fact on it, later than today."""
    record = file.record
    dated = [(f"sources.{key}.as_of", source.as_of) for key, source in record.sources.items()]
    dated += [(f"{dotted}.as_of", claim.as_of) for dotted, claim in _claims(file) if claim.as_of]
    for dotted, day in dated:
        if day > on:
            yield dotted, f"{day} is in the future"


def not_after_its_source(file: LoadedFile, on: dt.date) -> Iterable[Finding]:
    """A claim does not stand for a later day than the page it was read on.

    "Status unknown" is no claim of the page: its date is the day somebody looked in vain.
    """
    for dotted, claim in _claims(file):
        source = file.record.sources.get(claim.source)
        if dotted == "status" and claim.value == "unknown":
            continue
        if source and claim.as_of and claim.as_of > source.as_of:
            yield f"{dotted}.as_of", f"{claim.as_of} is after its source ({source.as_of}): give the source its own, newer date"


def past_editions_are_past(file: LoadedFile, on: dt.date) -> Iterable[Finding]:
    """A past edition has begun, and no edition stands both as past and as to come."""
    facts = list(enumerate(file.record.facts))
    coming = [fact.value for _, fact in facts if fact.property == "dates"]
    for index, fact in facts:
        if fact.property == "past_edition" and fact.value.start > on:
            yield f"facts.{index}", f"begins on {fact.value.start}: use `dates` for what is to come"
        if fact.property == "past_edition" and fact.value in coming:
            yield f"facts.{index}", "the same days stand under `dates`: keep one"


def dates_are_to_come(file: LoadedFile, on: dt.date) -> Iterable[Finding]:
    """`dates` are of what has not ended, deadlines of what has not closed."""
    for index, fact in enumerate(file.record.facts):
        if fact.property == "dates" and fact.value.end < on:
            yield f"facts.{index}", f"ended on {fact.value.end}: move to past_edition"
        over = fact.valid_until or (dt.date.fromisoformat(fact.value.date) if _is_day(fact) else None)
        if fact.property in DEADLINES and over and over < on:
            yield f"facts.{index}", f"the deadline of {over} has passed: remove it or give the next one"


def _is_day(fact) -> bool:
    return fact.property in DEADLINES and len(fact.value.date) == 10


def _claims(file: LoadedFile) -> List[Tuple[str, object]]:
    record = file.record
    claims: List[Tuple[str, object]] = [(f"facts.{i}", fact) for i, fact in enumerate(record.facts)]
    claims += [(f"relations.{i}", relation) for i, relation in enumerate(record.relations)]
    return claims + [(name, getattr(record, name)) for name in ("status", "location") if getattr(record, name)]


RULES = (nothing_from_the_future, not_after_its_source, past_editions_are_past)
WARNINGS = (dates_are_to_come,)
