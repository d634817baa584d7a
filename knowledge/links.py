"""What the last look at the sources' addresses found: `links.json` in the cache, written by `check --links`.

One entry an address: `status` (HTTP status, or why it could not be read), `checked` (day), and, while it answers
404 or 410, `gone_since` (the first day it did).
"""

from __future__ import annotations

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Dict, FrozenSet, Union

from knowledge.paths import cache_dir, cache_path

Entry = Dict[str, Union[int, str]]
GONE = (404, 410)


def links_file() -> Path:
    """Where the findings are kept."""
    return cache_dir() / "links.json"


def read_links() -> Dict[str, Entry]:
    """Every finding by address; empty when nobody looked yet or the file is damaged."""
    try:
        content = json.loads(links_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_links(links: Dict[str, Entry]) -> None:
    """Replaces the findings at once."""
    path = links_file()
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(links, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
    os.replace(temporary, path)


def is_dead(url: str) -> bool:
    """Whether the page was gone (404 or 410) on two looks on different days, the last one included."""
    # Asked for every fact of every answer, so it must not cost more than a look at the file's date.
    path = f"{cache_path()}/links.json"
    try:
        changed = os.stat(path).st_mtime_ns
    except OSError:
        return False
    return url in _dead(path, changed)


@lru_cache(maxsize=4)
def _dead(path: str, changed: int) -> FrozenSet[str]:
    return frozenset(
        url for url, entry in read_links().items()
        if entry.get("status") in GONE and str(entry.get("gone_since", "9")) < str(entry.get("checked", ""))
    )
