"""How long it takes to find the names in a message, with the names of the records and with many more.

`python -m benchmarks.linking [--names 0 10000]` prints the median and the 95th percentile in milliseconds (budget: 5 ms
with 10,000 names); 0 stands for the names of the records as they are.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import List

from benchmarks.knowledge import QUESTIONS, copies
from knowledge.load import load_all
from knowledge.schema.records import Record
from knowledge.store import Store
from knowledge.store.compile import build
from nlu.linking import Linker

# Besides short questions: a long one, typos, capitals, a name that nobody knows.
MESSAGES = QUESTIONS + (
    "I have a job offer from a Paris AI start-up and I would like to know which residence permit fits my spouse and our two children",
    "J’ai une offre d’une start-up parisienne et je voudrais savoir quel titre de séjour convient à mon conjoint et à nos enfants",
    "what is Statoin F", "tell me about Mistrall", "WHO RUNS HUGGING FACE", "is Zorblax Labs hiring", "Parsi Machne Lerning aplications group",
)
ROUNDS = 20


def with_names(records: List[Record], least: int, folder: Path) -> Store:
    """A store with at least so many names, by copies of the records under other names."""
    path, times = folder / f"names-{least}.sqlite", 1
    build(path, records)
    while len(Store(path).names()) < least:
        times += 1
        build(path, copies(records, times))
    return Store(path)


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.linking", description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, nargs="+", default=[0, 10_000])
    records = [file.record for file in load_all()[0]]
    print(f"{'names':>8}{'start s':>10}{'median ms':>12}{'95 % ms':>10}{'slowest message ms':>20}")
    with tempfile.TemporaryDirectory() as folder:
        for least in parser.parse_args().names:
            store = with_names(records, least, Path(folder))
            begun = time.perf_counter()
            linker = Linker(store)
            start = time.perf_counter() - begun
            for message in MESSAGES:
                linker.link(message)
            times = {message: [] for message in MESSAGES}  # type: dict[str, list[float]]
            for message, _ in itertools.product(MESSAGES, range(ROUNDS)):
                begun = time.perf_counter()
                linker.link(message)
                times[message].append((time.perf_counter() - begun) * 1000)
            every = sorted(itertools.chain.from_iterable(times.values()))
            slowest = max(statistics.median(one) for one in times.values())
            print(f"{len(store.names()):8}{start:10.2f}{statistics.median(every):12.2f}{every[int(len(every) * 0.95)]:10.2f}{slowest:20.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
