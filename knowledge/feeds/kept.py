"""What was last read of each feed: one JSON file an address in the cache, with the content it was made from."""

from __future__ import annotations

import datetime as dt
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from knowledge.feeds.occurrence import Occurrence
from knowledge.paths import cache_dir
from knowledge.text import fold


def folder() -> Path:
    """Where feeds are kept, made when absent."""
    path = cache_dir() / "feeds"
    path.mkdir(exist_ok=True)
    return path


def read_kept(key: str) -> Dict[str, Any]:
    """What is kept of an address: `url`, `read` (day of the last good reading), `etag`, `last_modified`, `occurrences`.

    Empty when nothing good was ever read.
    """
    try:
        content = json.loads((folder() / f"{key}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def read_content(key: str) -> Optional[bytes]:
    """The last good content of an address as it came, or None."""
    try:
        return (folder() / f"{key}.content").read_bytes()
    except OSError:
        return None


def write_kept(key: str, kept: Dict[str, Any], content: bytes) -> None:
    """Replaces what is kept of an address at once, the content first: the JSON speaks of it."""
    for name, data in ((f"{key}.content", content), (f"{key}.json", json.dumps(kept, ensure_ascii=False, indent=1).encode())):
        temporary = folder() / f"{name}.{os.getpid()}.tmp"
        temporary.write_bytes(data)
        os.replace(temporary, folder() / name)


def forget_others(keys: List[str]) -> List[str]:
    """Removes what is kept of addresses that are no longer read; returns their keys."""
    gone = sorted({path.stem for path in folder().glob("*.json")} - set(keys))
    for key in gone:
        for suffix in (".json", ".content"):
            (folder() / f"{key}{suffix}").unlink(missing_ok=True)
    return gone


def occurrences(record_id: Optional[str], start: dt.date, end: dt.date) -> List[Occurrence]:
    """Events of the feeds that touch the days from `start` to `end` (half-open), first to come first.

    `record_id`: only those that belong to this record; None: all. An event that several feeds tell is given once.
    """
    paths = sorted((cache_dir() / "feeds").glob("*.json"))
    stamps = tuple((path, path.stat().st_mtime_ns) for path in paths)
    return [
        one for one in _all(stamps)
        if one.end >= start and one.start < end and (record_id is None or one.record == record_id)
    ]


@lru_cache(maxsize=4)
def _all(stamps: Tuple[Tuple[Path, int], ...]) -> List[Occurrence]:
    found: Dict[Tuple[dt.date, str], Occurrence] = {}
    for path, _ in stamps:
        for values in read_kept(path.stem).get("occurrences", []):
            try:
                one = Occurrence.from_dict(values)
            except (KeyError, TypeError, ValueError):
                continue  # Written by another version: the next sync replaces it.
            known = found.setdefault((one.start, fold(one.title)), one)
            if one.record and not known.record:
                found[one.start, fold(one.title)] = one
    return sorted(found.values(), key=lambda one: (one.start, one.start_time or "", one.title))
