"""Asks every source and link of the records whether it is still there. The only rule that needs the network."""

from __future__ import annotations

import collections
import concurrent.futures
import datetime as dt
from typing import Dict, Iterable, List, Tuple, Union

import httpx

from knowledge.check.run import problem
from knowledge.links import GONE, Entry, read_links, write_links
from knowledge.load import LoadedFile, Problem
from knowledge.web import Limits, Refused, client, read

CONCURRENCY = 8
# A look needs no content: what is longer than this is there.
LIMITS = Limits(seconds=20, bytes=2_000_000, plain=False)
FINAL = ("leads to a private address", "not an address")
# Sites that answer so to programs are there all the same, and some refuse HEAD only.
PRESENT = (401, 403, 405, 406, 429, 451, 501, 999)


def look(http: httpx.Client, url: str, limits: Limits = LIMITS) -> Union[int, str]:
    """HTTP status of an address, or in words why it could not be read.

    HEAD first; where that fails GET, which is tried once more when nothing comes back.
    """
    outcome: Union[int, str] = ""
    for method in ("HEAD", "GET", "GET"):
        try:
            outcome = read(http, url, method, limits=limits).status
        except Refused as refused:
            outcome = str(refused)
            if outcome.startswith(("larger", "unpacks", "packed")):
                return 200  # Whatever it holds, the page is there.
            if outcome in FINAL:
                break
        if isinstance(outcome, int) and (outcome < 400 or method == "GET"):
            break
    return outcome


def addresses(files: List[LoadedFile]) -> Dict[str, List[Tuple[LoadedFile, str]]]:
    """Where each address stands: (file, dotted path)."""
    found: Dict[str, List[Tuple[LoadedFile, str]]] = collections.defaultdict(list)
    for file in files:
        for key, source in file.record.sources.items():
            found[source.url].append((file, f"sources.{key}.url"))
        for index, link in enumerate(file.record.links):
            found[link.url].append((file, f"links.{index}.url"))
    return found


def check_links(files: List[LoadedFile], on: dt.date, limits: Limits = LIMITS) -> List[Problem]:
    """Looks at every address, keeps what was found for `knowledge.freshness`, and reports those that fail as warnings."""
    places = addresses(files)
    known = read_links()
    with client() as http, concurrent.futures.ThreadPoolExecutor(CONCURRENCY) as pool:
        outcomes = dict(zip(places, pool.map(lambda url: look(http, _secure(url, limits), limits), places)))
    write_links({url: _entry(known.get(url, {}), outcome, on) for url, outcome in outcomes.items()})
    return sorted(_warnings(places, outcomes))


def _secure(url: str, limits: Limits) -> str:
    # Old citations say http; the page is looked for under https, where certificates are checked.
    plain = url.startswith("http://") and not limits.plain
    return "https://" + url[len("http://"):] if plain else url


def _entry(known: Entry, outcome: Union[int, str], on: dt.date) -> Entry:
    entry: Entry = {"status": outcome, "checked": on.isoformat()}
    if outcome in GONE:
        entry["gone_since"] = known.get("gone_since", on.isoformat())
    elif isinstance(outcome, str) and "gone_since" in known:
        # A failed look says nothing either way: what was known stays known.
        entry = {**known, "error": outcome}
    return entry


def _warnings(
    places: Dict[str, List[Tuple[LoadedFile, str]]], outcomes: Dict[str, Union[int, str]],
) -> Iterable[Problem]:
    for url, outcome in outcomes.items():
        if isinstance(outcome, int) and (outcome < 400 or outcome in PRESENT):
            continue
        for file, dotted in places[url]:
            yield problem(file, dotted, f"{url} answers: {outcome}", "warning")
