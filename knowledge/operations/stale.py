"""`./run stale`: facts past their shelf life, the most asked about first, and sources that disagree."""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, List, Optional

from knowledge import asked, freshness
from knowledge.check.contradictions import SINGLE_VALUED
from knowledge.links import is_dead
from knowledge.load import FOLDER, LoadedFile, load_all
from knowledge.operations.wording import words
from knowledge.schema import vocabulary
from knowledge.schema.records import Fact


@dataclass(frozen=True)
class Stale:
    """A fact or an answer to look up again. `days`: its age; `asked`: how often people asked for its record."""

    file: Path
    line: int
    record: str
    what: str
    state: str
    days: int
    shelf_life: Optional[int]
    asked: int
    url: str
    dead: bool

    def __str__(self) -> str:
        why = "its page is gone" if self.dead else f"{self.days} days old, shelf life {self.shelf_life}"
        times = f", asked {self.asked} times" if self.asked else ""
        return f"{self.file}:{self.line}: {self.state}: {self.record}: {self.what}: {why}{times}: {self.url}"


def main(argv: Optional[List[str]] = None) -> int:
    """Prints one line a finding. Exit status 0: staleness is work to do, not a failure."""
    parser = argparse.ArgumentParser(prog="stale", description="Lists facts past their shelf life, the most asked about first.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="folder of records (default: the project's)")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="show so many facts (default 50; 0: all)")
    arguments = parser.parse_args(argv)
    files, _ = load_all(arguments.folder)
    found = stale(files, freshness.today(), asked.counts())
    for one in found[: arguments.limit or None]:
        print(one)
    lines = list(conflicts(files, freshness.today()))
    if lines:
        print("\nSources that disagree:")
        print("\n".join(lines))
    withheld = sum(one.state == "withheld" for one in found)
    hidden = max(0, len(found) - arguments.limit) if arguments.limit else 0
    more = f"; {hidden} not shown (--limit 0 shows all)" if hidden else ""
    print(f"\n{len(found)} stale, {withheld} of them withheld, {len(lines)} disagreements{more}")
    return 0


def stale(files: List[LoadedFile], on: dt.date, times: Dict[str, int]) -> List[Stale]:
    """Stale facts that still hold, and stale answers: the most asked about first, then the oldest."""
    found = [one for file in files for one in _of_file(file, on, times.get(file.record.id, 0))]
    return sorted(found, key=lambda one: (-one.asked, -one.days, str(one.file), one.line))


def _of_file(file: LoadedFile, on: dt.date, times: int) -> Iterable[Stale]:
    record = file.record
    if record.kind == "answer":
        state = freshness.of_answer(record, on)
        if state != "fresh":
            newest = max(record.sources.values(), key=lambda source: source.as_of)
            yield Stale(
                file.path, file.lines.get("sources", 1), record.id, "answer", state, (on - newest.as_of).days,
                freshness.ANSWER_SHELF_LIFE, times, newest.url, is_dead(newest.url),
            )
    for index, fact in enumerate(record.facts):
        state = freshness.of_fact(fact, record, on)
        if state != "fresh" and freshness.is_current(fact, on):
            source = record.source_of(fact)
            yield Stale(
                file.path, file.lines[f"facts.{index}"], record.id, f"{fact.property} {_short(fact)}", state,
                (on - record.as_of(fact)).days, vocabulary.properties()[fact.property].shelf_life, times,
                source.url, is_dead(source.url),
            )


def conflicts(files: List[LoadedFile], on: dt.date) -> Iterable[str]:
    """A line for each pair of current values, from different sources, of what can have only one."""
    for file in files:
        current = [
            (index, fact) for index, fact in enumerate(file.record.facts)
            if fact.property in SINGLE_VALUED and freshness.is_current(fact, on)
        ]
        for (_, first), (index, second) in itertools.combinations(current, 2):
            if first.property == second.property and first.value != second.value and first.source != second.source:
                told = " | ".join(_told(file, fact) for fact in (first, second))
                yield f"{file.path}:{file.lines[f'facts.{index}']}: {file.record.id}: {first.property}: {told}"


def _told(file: LoadedFile, fact: Fact) -> str:
    record = file.record
    note = f" ({fact.note.en})" if fact.note else ""
    return f"{_short(fact)}{note}, {record.as_of(fact)}, {record.source_of(fact).url}"


def _short(fact: Fact) -> str:
    text = words("en").value(fact.value)
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


if __name__ == "__main__":
    sys.exit(main())
