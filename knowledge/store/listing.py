"""Lists by filter: sets of rows meet, and only the page that is looked at is put in order.

Rows are numbered in the order of lists (how much is known of a record, then its name), so that a set is a list already;
dates and distances are walked from the first day and from the nearest cell of the map on.
"""

from __future__ import annotations

import bisect
import datetime as dt
import heapq
import itertools
import math
import sqlite3
from dataclasses import dataclass, field
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple, Union

from knowledge.store.bits import pack, rows_of, unpack
from knowledge.store.findable import CELL, cell_of

FACETS = ("kinds", "topics", "sectors", "audiences", "stages", "languages", "areas", "price", "status", "properties")
GONE = ("ended", "unknown")
EARTH_KM = 6371.0

TABLES = """
CREATE TABLE facet (facet TEXT NOT NULL, value TEXT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (facet, value));
CREATE TABLE day (row INTEGER NOT NULL, start TEXT NOT NULL, end TEXT NOT NULL);
CREATE INDEX day_row ON day (row, end, start);
CREATE TABLE point (row INTEGER PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL);
"""


@dataclass(frozen=True)
class Filter:
    """What a list must satisfy; all given parts hold together, values within one part are alternatives.

    `start`/`end`: half-open interval of days that an event must touch. `near`: (lat, lon) in degrees, sorts by
    distance. `properties`: what a fact is known of. `related_to`: a record linked to those listed by any relation.
    """

    kinds: Tuple[str, ...] = ()
    topics: Tuple[str, ...] = ()
    sectors: Tuple[str, ...] = ()
    audiences: Tuple[str, ...] = ()
    stages: Tuple[str, ...] = ()
    languages: Tuple[str, ...] = ()
    areas: Tuple[str, ...] = ()
    price: Tuple[str, ...] = ()
    status: Tuple[str, ...] = ()
    properties: Tuple[str, ...] = ()
    start: Optional[dt.date] = None
    end: Optional[dt.date] = None
    near: Optional[Tuple[float, float]] = None
    related_to: Tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A record found; `score` is higher for better, `distance_km` set when the filter has `near`."""

    id: str
    score: float = 0.0
    distance_km: Optional[float] = field(default=None)


class Hits(Sequence[Hit]):
    """All that was found, in order: its length is known at once, its items are made when they are looked at."""

    def __init__(self, length: int, items: Iterator[Hit]) -> None:
        self._length, self._items = length, items
        self._made: List[Hit] = []

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: Union[int, slice]):  # type: ignore[override]
        wanted = range(self._length)[at]
        last = max(wanted, default=-1) if isinstance(wanted, range) else wanted
        self._made += itertools.islice(self._items, max(0, last + 1 - len(self._made)))
        return [self._made[n] for n in wanted] if isinstance(wanted, range) else self._made[wanted]


class Listing:
    """The sets of one compiled file, read when first needed and kept; `connect` gives the thread's connection."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._sets: Dict[Tuple[str, str], int] = {}
        self._keys: Dict[str, List[str]] = {}

    def rows(self, facet: str, values: Tuple[str, ...]) -> int:
        """The rows that have one of these values."""
        found = 0
        for value in values:
            if (facet, value) not in self._sets:
                row = self._connect().execute("SELECT rows FROM facet WHERE facet = ? AND value = ?", (facet, value)).fetchone()
                # Values are often what somebody typed: those that nothing has are not kept.
                if row is None:
                    continue
                self._sets[facet, value] = unpack(row[0])
            found |= self._sets[facet, value]
        return found

    def find(self, wanted: Filter, living_first: bool = False) -> Hits:
        """All records that satisfy the filter. Order: distance, then date, then how much is known of it, then name.

        `living_first`: what has ended, or whose fate is unknown, comes after the rest.
        """
        matching = self._matching(wanted)
        if wanted.near:
            matching &= self.rows("cells", tuple(self._values("cells")))
        gone = self.rows("status", GONE) & matching if living_first else 0
        groups = [group for group in (matching & ~gone, gone) if group]
        if wanted.near:
            hits = itertools.chain.from_iterable(self._nearest(group, wanted.near) for group in groups)
        else:
            since = (wanted.start or dt.date.min).isoformat()
            rows = itertools.chain.from_iterable(self._by_date(group, since) for group in groups)
            hits = (Hit(self._id(row)) for row in rows)  # type: ignore[assignment]
        return Hits(bin(matching).count("1"), hits)

    def _matching(self, wanted: Filter) -> int:
        found = self.rows("listed", ("",))
        for facet in FACETS:
            if getattr(wanted, facet):
                found &= self.rows(facet, getattr(wanted, facet))
        if wanted.start or wanted.end:
            days = self._values("days")
            first = bisect.bisect_left(days, wanted.start.isoformat()) if wanted.start else 0
            last = bisect.bisect_left(days, wanted.end.isoformat()) if wanted.end else len(days)
            found &= self.rows("days", tuple(days[first:last]))
        for target in wanted.related_to:
            related = self._connect().execute(
                "SELECT row FROM record WHERE id IN (SELECT record FROM relation WHERE target = ? UNION "
                "SELECT target FROM relation WHERE record = ?)", (target, target),
            )
            found &= unpack(pack(row for (row,) in related))
        return found

    def _values(self, facet: str) -> List[str]:
        if facet not in self._keys:
            found = self._connect().execute("SELECT value FROM facet WHERE facet = ? ORDER BY value", (facet,))
            self._keys[facet] = [value for (value,) in found]
        return self._keys[facet]

    def _id(self, row: int) -> str:
        return self._connect().execute("SELECT id FROM record WHERE row = ?", (row,)).fetchone()[0]

    def _by_date(self, left: int, since: str) -> Iterator[int]:
        """The rows of a set: by the first day of what is not over at `since`, then those without a date."""
        begun = []
        for row in rows_of(self.rows("days", (since,)) & left):
            first = self._connect().execute("SELECT min(start) FROM day WHERE row = ? AND end >= ?", (row, since)).fetchone()[0]
            begun.append((first, row))
        for _, row in sorted(begun):
            left &= ~(1 << row)
            yield row
        days = self._values("begins")
        for day in days[bisect.bisect_left(days, since):]:
            now = self.rows("begins", (day,)) & left
            if now:
                left &= ~now
                yield from rows_of(now)
        yield from rows_of(left)

    def _nearest(self, among: int, point: Tuple[float, float]) -> Iterator[Hit]:
        centre = cell_of(*point)
        cells = [(max(abs(y - centre[0]), abs(x - centre[1])), f"{y}:{x}") for y, x in map(_cell, self._values("cells"))]
        heapq.heapify(cells)
        measured: List[Tuple[float, str]] = []
        while cells:
            ring = cells[0][0]
            # What lies in this ring or further out is at least so far away.
            while measured and measured[0][0] < _least_km(point[0], ring - 1):
                km, record = heapq.heappop(measured)
                yield Hit(record, distance_km=km)
            while cells and cells[0][0] == ring:
                for row in rows_of(self.rows("cells", (heapq.heappop(cells)[1],)) & among):
                    lat, lon = self._connect().execute("SELECT lat, lon FROM point WHERE row = ?", (row,)).fetchone()
                    heapq.heappush(measured, (distance_km(point, (lat, lon)), self._id(row)))
        while measured:
            km, record = heapq.heappop(measured)
            yield Hit(record, distance_km=km)


def distance_km(a: Tuple[float, float], b: Tuple[float, float]) -> float:
    """Great-circle distance in km between two (lat, lon) in degrees (haversine, mean Earth radius 6371 km)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _cell(value: str) -> Tuple[int, int]:
    north, east = value.split(":")
    return int(north), int(east)


def _least_km(lat: float, rings: int) -> float:
    """How far away, at least, is what lies more than `rings` cells from the cell of a point at this latitude."""
    degrees = max(0, rings) * CELL
    narrowest = math.cos(math.radians(min(90.0, abs(lat) + degrees)))
    return 0.99 * math.radians(degrees) * EARTH_KM * narrowest
