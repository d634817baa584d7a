"""What a system said to a sentence, kept so that a second run is quick; keyed by everything that it depends on."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path
from typing import Any, Callable, Iterable

from knowledge.paths import ROOT, cache_dir

READ = {".py", ".yml", ".yaml", ".json", ".npz"}


def folder() -> Path:
    """Where the evaluation keeps what it made; nothing there is precious."""
    path = cache_dir() / "evaluation"
    path.mkdir(parents=True, exist_ok=True)
    return path


class Answers:
    """Maps (system, input) to JSON. `system` must change whenever the system does."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(str(path), timeout=30)
        with self._db:
            self._db.execute("CREATE TABLE IF NOT EXISTS answer (key TEXT PRIMARY KEY, value TEXT NOT NULL)")

    def get(self, system: str, given: Any, make: Callable[[], Any]) -> Any:
        """The kept answer of `system` to `given` (JSON), else what `make` makes, which is kept."""
        key = hashlib.sha256(json.dumps([system, given], ensure_ascii=False).encode()).hexdigest()
        row = self._db.execute("SELECT value FROM answer WHERE key = ?", (key,)).fetchone()
        if row:
            return json.loads(row[0])
        value = make()
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False)))
        return value


def fingerprint(*names: str, without: Iterable[str] = ()) -> str:
    """A hash over the content of files and of the folders' files, named from the project's folder."""
    whole = hashlib.sha256()
    for name in names:
        top = Path(ROOT, name)
        paths = [top] if top.is_file() else sorted(path for path in top.rglob("*") if path.is_file() and path.suffix in READ)
        for path in paths:
            shown = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
            if not shown.startswith(tuple(without)):
                whole.update(shown.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:20]
