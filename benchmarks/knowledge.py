"""How the store bears growth: 1, 10 and 100 times the records, with synthetic copies.

`python -m benchmarks.knowledge [--times 1 10 100]` prints medians and their ratio to the first size. Absolute
times depend on the machine; the ratios are what counts (budget: search at 100 times at most 3 times slower).
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, Dict, Iterator, List

from knowledge.load import load_all
from knowledge.schema.records import Record
from knowledge.store.compile import build
from knowledge.store import Filter, Store

# Questions people ask, in both languages, with names and without.
QUESTIONS = (
    "French Tech Visa", "incubateur pour une start-up d’IA", "who founded Mistral AI", "meetups NLP", "salaire minimum carte bleue",
    "open data transport", "can my spouse work", "événements cette semaine", "Station F price", "aide de l’État pour la recherche",
)
FILTERS = (
    Filter(kinds=("meetup",)), Filter(kinds=("startup",), sectors=("health",)), Filter(kinds=("event",), topics=("llm",)),
    Filter(kinds=("event",), start=dt.date(2026, 11, 23), end=dt.date(2027, 6, 30)), Filter(areas=("paris-13",)),
    Filter(kinds=("place", "accelerator"), near=(48.8674, 2.3636)), Filter(related_to=("station-f",)),
)
ROUNDS = 3
PAGE = 5


def copies(records: List[Record], times: int) -> Iterator[Record]:
    """The records `times` over; copies have ids and names of their own and point at copies."""
    for number in range(times):
        for record in records:
            yield record if number == 0 else _copy(record, number)


def _copy(record: Record, number: int) -> Record:
    mark = f"{number:03d}"
    rename = {"en": f"{record.name.en} {mark}", "fr": f"{record.name.fr} {mark}"}
    relations = [
        one.copy(update={"record": f"{one.record}-{mark}"}) if one.record else one for one in record.relations
    ]
    return record.copy(update={
        "id": f"{record.id}-{mark}", "name": record.name.copy(update=rename), "relations": relations,
        "aliases": [f"{alias} {mark}" for alias in record.aliases], "about": [f"{one}-{mark}" for one in record.about],
    })


def measure(records: List[Record], times: int, folder: Path) -> Dict[str, float]:
    """Medians in milliseconds by operation; the build, once."""
    path = folder / f"knowledge-{times}.sqlite"
    results = {"build": _milliseconds(lambda: build(path, copies(records, times)))}
    results["open"] = statistics.median(_milliseconds(lambda: Store(path)) for _ in range(ROUNDS))
    store = Store(path)
    # The first of each reads the file into memory.
    for question in QUESTIONS:
        store.search(question)
    for wanted in FILTERS:
        _page(store, wanted)
    results["search"] = statistics.median(
        _milliseconds(lambda q=question: store.search(q)) for question, _ in itertools.product(QUESTIONS, range(ROUNDS)))
    results["find"] = statistics.median(
        _milliseconds(lambda f=wanted: _page(store, f)) for wanted, _ in itertools.product(FILTERS, range(ROUNDS)))
    ids = store.ids()[:: max(1, len(store.ids()) // 200)]
    results["record"] = statistics.median(_milliseconds(lambda i=one: store.record(i)) for one in ids)
    results["named"] = statistics.median(_milliseconds(lambda: store.named("Station F")) for _ in range(50))
    results["inverse"] = statistics.median(_milliseconds(lambda: store.inverse("station-f")) for _ in range(50))
    results["MB"] = path.stat().st_size / 1e6
    return results


def _page(store: Store, wanted: Filter) -> int:
    """What a list of an answer costs: how many there are, and the first of them."""
    hits = store.find(wanted, living_first=True)
    return len(hits) + len(hits[:PAGE])


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.knowledge", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, nargs="+", default=[1, 10, 100])
    times = parser.parse_args().times
    records = [file.record for file in load_all()[0]]
    with tempfile.TemporaryDirectory() as folder:
        measured = {number: measure(records, number, Path(folder)) for number in times}
    first = measured[times[0]]
    print(f"{'ms (median)':12}" + "".join(f"{f'{number}x':>12}{'ratio':>8}" for number in times))
    for name in first:
        print(f"{name:12}" + "".join(f"{measured[n][name]:12.3f}{measured[n][name] / first[name]:8.1f}" for n in times))
    print(f"{len(records)} records at 1x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
