"""What a record can be found by: facets, days, words of its names and of its texts."""

from __future__ import annotations

import collections
import datetime as dt
import hashlib
import re
from functools import lru_cache
from typing import Counter, Iterable, List, Optional, Tuple

from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.text import fold, stem

# How much a word in a record's names weighs against one in its text.
TITLE_WEIGHT, BODY_WEIGHT = 6, 1
# What says when something takes place or took place.
DATES = ("dates", "past_edition")
# Nothing lasts longer; a slip of the pen must not fill the file with days.
MAX_DAYS = 1000
# Side of a cell of the map, in degrees: about 550 m from south to north.
CELL = 0.005
# What a word with a sign inside is made of.
_PIECE = re.compile(r"[^\W_]+")


def facets(record: Record) -> List[Tuple[str, str]]:
    """(facet, value) of all that a filter can ask for."""
    found = [("kinds", record.kind)]
    found += [("topics", topic) for topic in record.topics] + [("sectors", sector) for sector in record.sectors]
    found += [("audiences", one) for one in record.audience] + [("languages", one) for one in record.languages]
    found.append(("status", record.status.value if record.status else "active"))
    found += [("areas", area) for area in areas_of(record)]
    if any(getattr(fact.value, "amount", None) == 0 for fact in record.facts_of("price", "fee")):
        found.append(("price", "free"))
    found += [("stages", stage) for fact in record.facts_of("stage") for stage in fact.value.stages]
    found += [("properties", fact.property) for fact in record.facts]
    for day in days(record):
        found.append(("days", day.isoformat()))
    for fact in record.facts_of(*DATES):
        found.append(("begins", fact.value.start.isoformat()))
    if record.location and record.location.lat is not None:
        found.append(("cells", "{}:{}".format(*cell_of(record.location.lat, record.location.lon or 0.0))))
    return sorted(set(found))


def days(record: Record) -> Iterable[dt.date]:
    """Every day on which an edition of an event takes place."""
    for fact in record.facts_of(*DATES):
        length = min((fact.value.end - fact.value.start).days + 1, MAX_DAYS)
        yield from (fact.value.start + dt.timedelta(days=n) for n in range(length))


def areas_of(record: Record) -> List[str]:
    """The areas a record lies in, from its district outwards (paris-13, paris, ile-de-france)."""
    if not record.location:
        return []
    areas, known = [], vocabulary.facets("areas")
    area: Optional[str] = record.location.district or fold(record.location.city).replace(" ", "-")
    if record.location.city == "Paris" and area not in known:
        area = "paris"
    while area in known and area not in areas:
        areas.append(area)
        area = known[area].within
    return areas


def cell_of(lat: float, lon: float) -> Tuple[int, int]:
    """The cell of the map, counted north and east, that a point in degrees lies in."""
    return int(lat // CELL), int(lon // CELL)


def short_id(record_id: str) -> str:
    """The short form of an id in payloads: `#` and 12 hex digits of its SHA-1."""
    return "#" + hashlib.sha1(record_id.encode()).hexdigest()[:12]


def as_indexed(word: str) -> str:
    """The key of a stemmed word: itself without signs at its ends, marked when it has one inside ("#ia" is ia, "r&d" is =r&d)."""
    bare = word.strip("'&+#@")
    # The mark keeps it apart from words that begin alike.
    return bare if not bare or _PIECE.fullmatch(bare) else f"={bare}"


def texts_of(record: Record) -> Tuple[List[str], List[str]]:
    """The texts that search looks in: names, and the ways to ask; then all that is told."""
    title = [record.name.en, record.name.fr, *record.aliases]
    body = [record.summary.en, record.summary.fr]
    if record.questions:
        title += [*record.questions.en, *record.questions.fr]
    if record.answer:
        body += [record.answer.en, record.answer.fr]
    for fact in record.facts:
        for text in (fact.value, fact.note):
            if hasattr(text, "fr"):
                body += [text.en, text.fr]
    body += [relation.name or "" for relation in record.relations] + record.topics + record.sectors
    return title, body


def weighed_words(record: Record) -> Tuple[Counter[str], int]:
    """How often each word stands in the record, those of its names counted `TITLE_WEIGHT` times; how many words in all."""
    counts: Counter[str] = collections.Counter()
    length = 0
    for part, weight in zip(texts_of(record), (TITLE_WEIGHT, BODY_WEIGHT)):
        for word, times in collections.Counter(fold(" ".join(part)).split()).items():
            keys, pieces = _keys(word)
            length += pieces * times
            for key in keys:
                counts[key] += weight * times
    return counts, length


@lru_cache(maxsize=65536)
def _keys(word: str) -> Tuple[List[str], int]:
    """The keys of a folded word, and of how many pieces it is."""
    key = as_indexed(stem(word))
    pieces = _PIECE.findall(key)
    return (pieces if pieces == [key] else [key, *pieces]), len(pieces)
