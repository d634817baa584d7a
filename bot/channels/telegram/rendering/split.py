"""Cuts styled text into messages that Telegram accepts, at places where a reader would pause."""

from __future__ import annotations

from typing import List, Tuple

import regex

from bot.channels.telegram.rendering.runs import FOLDED_QUOTE, QUOTE, Run, plain

MAX_UNITS = 4096
MAX_ENTITIES = 100
# A cut in the first third would leave a stump of a message; a lesser pause further on reads better.
_EARLIEST = 1 / 3
_PAUSES = (regex.compile(r"\n\n+"), regex.compile(r"\n"), regex.compile(r"(?<=[.!?…;:])\s"), regex.compile(r"\s"))
_GRAPHEME = regex.compile(r"\X")


def split(runs: List[Run], max_units: int = MAX_UNITS) -> List[List[Run]]:
    """Messages of at most `max_units` UTF-16 units and 100 entities each, without blank ends; [] when blank.

    A link or other entity is cut only when it alone fills a message.
    """
    parts: List[List[Run]] = []
    rest = _strip(runs)
    while rest:
        part, rest = _first(rest, max_units)
        part, rest = _strip(part), _strip(rest)
        if part:
            parts.append(part)
    return parts


def _first(runs: List[Run], max_units: int) -> Tuple[List[Run], List[Run]]:
    whole = plain(runs)
    end = min(_fitting(whole, max_units), _entity_bound(runs))
    if end >= len(whole):
        return runs, []
    free = _free_of_entities(runs, end)
    window = whole[:end]
    for pause in _PAUSES:
        for found in reversed(list(pause.finditer(window, int(end * _EARLIEST)))):
            if free[found.start()]:
                return _cut(runs, found.start())
    # No pause outside an entity: before the entity, else between two characters as people see them.
    for at in range(end, int(end * _EARLIEST), -1):
        if free[at] and not free[at - 1]:
            return _cut(runs, at)
    spaces = [found.start() for found in _PAUSES[-1].finditer(window, int(end * _EARLIEST))]
    return _cut(runs, spaces[-1] if spaces else _character_bound(whole, end))


def _fitting(value: str, units: int) -> int:
    used = 0
    for index, character in enumerate(value):
        used += 2 if ord(character) > 0xFFFF else 1
        if used > units:
            return index
    return len(value)


def _entity_bound(runs: List[Run]) -> int:
    count, offset, before = 0, 0, ()
    for run in runs:
        count += len(run.marks) if run.marks != before else 0
        if count > MAX_ENTITIES:
            return max(1, offset)
        offset, before = offset + len(run.text), run.marks
    return offset


def _free_of_entities(runs: List[Run], end: int) -> List[bool]:
    """For each place up to `end`: does a cut there leave every entity whole? Quotations may be cut."""
    free = [True] * (end + 1)
    offset = 0
    for run in runs:
        if any(mark not in (QUOTE, FOLDED_QUOTE) for mark in run.marks):
            for at in range(offset + 1, min(offset + len(run.text), end + 1)):
                free[at] = False
        offset += len(run.text)
        if offset > end:
            break
    return free


def _character_bound(value: str, end: int) -> int:
    bound = 0
    # From the start, since flags are pairs; 64 code points more than hold any one character.
    for found in _GRAPHEME.finditer(value, 0, min(len(value), end + 64)):
        if found.end() > end:
            break
        bound = found.end()
    return bound or end


def _cut(runs: List[Run], at: int) -> Tuple[List[Run], List[Run]]:
    offset = 0
    for index, run in enumerate(runs):
        if offset + len(run.text) >= at:
            inside = at - offset
            head, tail = Run(run.text[:inside], run.marks), Run(run.text[inside:], run.marks)
            return [*runs[:index], head], [tail, *runs[index + 1:]]
        offset += len(run.text)
    return runs, []


def _strip(runs: List[Run]) -> List[Run]:
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.lstrip():
        kept.pop(0)
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    if kept:
        kept[0] = Run(kept[0].text.lstrip("\n "), kept[0].marks)
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].marks)
    return kept

