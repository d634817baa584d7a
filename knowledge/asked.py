"""How often people asked for what: a count a day by record and property, so that what is asked most is renewed first.

Record ids, property names, days and numbers are all that is kept: no text, no person, no time of day. The counts stand in
an SQLite file of DATA_DIR that several processes may write; a thread writes them now and then, so that no answer waits.
`COUNT_ASKED=off` stops it; counts older than RETENTION_DAYS are erased.
"""

from __future__ import annotations

import atexit
import collections
import datetime as dt
import logging
import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Counter, Dict, Iterable, Tuple

from knowledge.paths import data_dir

logger = logging.getLogger(__name__)
# Seconds between writings; that much is lost when the process is killed.
EVERY = 5.0
BUSY_SECONDS = 10.0
OFF = ("off", "no", "false", "0")
# More than this waiting means that nothing can be written: new counts are let go of.
MOST_WAITING = 10_000
_TABLE = """
CREATE TABLE IF NOT EXISTS asked (
    day TEXT NOT NULL, record TEXT NOT NULL, property TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (day, record, property)
)
"""
Key = Tuple[str, str, str]

_waiting: Counter[Key] = collections.Counter()
_lock = threading.Lock()
_writer: Dict[int, threading.Thread] = {}


def asked_file() -> Path:
    """Where the counts are kept."""
    return data_dir() / "asked.sqlite"


def count(told: Iterable[Tuple[str, str]], on: dt.date) -> None:
    """Counts one answer, made on the day `on`, from its (record id, property) pairs; each pair once."""
    if os.environ.get("COUNT_ASKED", "").strip().lower() in OFF:
        return
    with _lock:
        if len(_waiting) < MOST_WAITING:
            _waiting.update((on.isoformat(), record, property_) for record, property_ in set(told))
        # A process that was forked has its parent's counts but not its thread.
        if _waiting and os.getpid() not in _writer:
            _writer[os.getpid()] = threading.Thread(target=_write_now_and_then, name="asked", daemon=True)
            _writer[os.getpid()].start()
            atexit.register(flush)


def flush() -> None:
    """Writes what is waiting; what cannot be written now waits on."""
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
    if not taken:
        return
    try:
        _write(taken)
    except (sqlite3.Error, OSError) as error:
        logger.warning("what was asked could not be counted: %s", error)
        with _lock:
            _waiting.update(taken)


def counts() -> Dict[str, int]:
    """How often each record was asked for, over all days kept; empty when nothing was counted."""
    if not asked_file().exists():
        return {}
    try:
        with closing(sqlite3.connect(asked_file(), timeout=BUSY_SECONDS)) as db:
            # One answer tells several properties of a record; the one told most is nearest to how often it was asked.
            return dict(db.execute(
                "SELECT record, sum(most) FROM (SELECT record, max(times) AS most FROM asked GROUP BY day, record) GROUP BY record"))
    except sqlite3.Error as error:
        logger.warning("%s cannot be read: %s", asked_file(), error)
        return {}


def _write(taken: Dict[Key, int]) -> None:
    path = asked_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    newest = max(day for day, _, _ in taken)
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as db, db:
        db.execute(_TABLE)
        db.executemany(
            "INSERT INTO asked VALUES (?, ?, ?, ?) ON CONFLICT (day, record, property) DO UPDATE SET times = times + excluded.times",
            [(*key, times) for key, times in taken.items()],
        )
        db.execute("DELETE FROM asked WHERE day < date(?, ?)", (newest, f"-{days_kept()} days"))


def days_kept() -> int:
    """RETENTION_DAYS: for how many days counts, and what people write, are kept."""
    given = os.environ.get("RETENTION_DAYS", "").strip()
    return int(given) if given.isdigit() else 90


def _write_now_and_then() -> None:
    while True:
        time.sleep(EVERY)
        flush()
