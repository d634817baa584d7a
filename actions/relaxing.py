"""What to show when nothing satisfies all of a filter: wishes are let go of one by one, and that is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Iterable, Sequence, Tuple

from actions.turn import Turn
from knowledge.store import Filter, Hit

# What is let go of after the dates, first to last.
RELAXED = ("price", "languages", "areas", "near", "audiences", "stages", "sectors", "topics", "related_to")
CLEARED = {"near": None, "start": None}


@dataclass(frozen=True)
class Found:
    """`hits` for the filter `shown`; `dropped`: parts of what was asked that it lacks; `past`: only past dates known."""

    hits: Sequence[Hit]
    shown: Filter
    dropped: Tuple[str, ...] = ()
    past: bool = False


def search(turn: Turn, asked: Filter) -> Found:
    """The first attempt that finds something; living records before ended ones."""
    for filter_, dropped, past in _attempts(turn, asked):
        hits = turn.store.find(filter_, living_first=True)
        if hits:
            shown = filter_ if asked.start else replace(filter_, start=None)
            return Found(hits, shown, dropped, past)
    return Found([], asked)


def _attempts(turn: Turn, asked: Filter) -> Iterable[Tuple[Filter, Tuple[str, ...], bool]]:
    events = asked.kinds == ("event",)
    upcoming = replace(asked, start=turn.today, end=None)
    timeless = replace(asked, start=None, end=None)
    yield (upcoming if events and not asked.start else asked), (), False
    if asked.price:
        # Few prices are known: without that wish, the rest of what was asked still holds.
        unpriced = replace(upcoming if events and not asked.start else asked, price=())
        yield unpriced, ("price",), False
    told: Tuple[str, ...] = ("start",) if asked.start and "meetup" not in asked.kinds else ()
    if events and asked.start:
        yield upcoming, told, False
    if events or asked.start:
        yield timeless, told, events
    wanted, dropped = timeless, told
    for field in RELAXED:
        if getattr(asked, field):
            wanted, dropped = replace(wanted, **{field: CLEARED.get(field, ())}), (*dropped, field)
            yield (replace(wanted, start=turn.today) if events else wanted), dropped, False
