"""`./run sync`: reads the feeds of dated events. A feed that fails keeps its last good copy, and stops no other."""

from __future__ import annotations

import argparse
import concurrent.futures
import datetime as dt
import sys
from pathlib import Path
from typing import Dict, List, Optional

from knowledge.feeds.configuration import FILE, BadFeeds, Feed, addresses, load_feeds
from knowledge.feeds.kept import forget_others
from knowledge.feeds.reading import LIMITS, Outcome, refresh
from knowledge.freshness import today
from knowledge.load import FOLDER
from knowledge.store import open_store
from knowledge.web import Limits, client

CONCURRENCY = 4


def main(argv: Optional[List[str]] = None) -> int:
    """Exit status 0 when every feed is up to date, 1 when one failed, 2 when the file of feeds is wrong."""
    parser = argparse.ArgumentParser(prog="sync", description="Reads the feeds of dated events into the cache.")
    parser.add_argument("--feeds", type=Path, default=FILE, metavar="FILE", help="file of feeds (default: knowledge/feeds.yml)")
    parser.add_argument("--only", metavar="ID", action="append", help="read this feed only; may be given several times")
    arguments = parser.parse_args(argv)
    try:
        feeds = load_feeds(arguments.feeds)
    except BadFeeds as reason:
        print(reason, file=sys.stderr)
        return 2
    unknown = sorted(set(arguments.only or []) - set(feeds))
    if unknown:
        print(f"no feed {', '.join(unknown)} in {arguments.feeds}", file=sys.stderr)
        return 2
    outcomes = sync(feeds, today(), only=arguments.only)
    for outcome in outcomes:
        print(f"{outcome.key}: {outcome.line}")
        for line in outcome.left_out:
            print(f"{outcome.key}: left out {line}")
    failed = sum(not outcome.ok for outcome in outcomes)
    print(f"{len(outcomes)} feeds, {failed} failed")
    return 1 if failed else 0


def sync(feeds: Dict[str, Feed], on: dt.date, only: Optional[List[str]] = None, limits: Limits = LIMITS) -> List[Outcome]:
    """Brings every feed (or those of `only`) up to date; forgets feeds that are no longer listed."""
    store = open_store(FOLDER)
    jobs = [(key, url, feed) for name, feed in feeds.items() for key, url in addresses(name, feed, on).items()]
    forget_others([key for key, _, _ in jobs])
    chosen = [job for job in jobs if only is None or any(job[2] is feeds[name] for name in only)]
    with client() as http, concurrent.futures.ThreadPoolExecutor(CONCURRENCY) as pool:
        return list(pool.map(lambda job: refresh(http, job[0], job[1], job[2], store, on, limits), chosen))


if __name__ == "__main__":
    sys.exit(main())
