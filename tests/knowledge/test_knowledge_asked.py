"""Counts of what people ask for: ids and numbers only, added up by several processes, switched off by a setting."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge import asked

ON = dt.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def nothing_waiting():
    """No counts of another test."""
    asked._waiting.clear()
    yield
    asked._waiting.clear()


def rows():
    with sqlite3.connect(asked.asked_file()) as db:
        return db.execute("SELECT * FROM asked ORDER BY day, record, property").fetchall()


def test_an_answer_counts_once_for_a_record_however_much_it_tells():
    for _ in range(2):
        asked.count([("hall", "fee"), ("hall", "area"), ("hall", "fee"), ("visa", "fee")], ON)
    asked.count([("hall", "area")], ON + dt.timedelta(days=1))
    asked.flush()
    assert asked.counts() == {"hall": 3, "visa": 2}
    assert rows()[0] == ("2026-11-22", "hall", "area", 2) and len(rows()) == 4


def test_nothing_is_written_before_or_without_anything_to_count():
    assert asked.counts() == {}
    asked.flush()
    asked.count([], ON)
    asked.flush()
    assert not asked.asked_file().exists()


@pytest.mark.parametrize("off", ["off", "OFF", "0", "no"])
def test_it_can_be_switched_off(monkeypatch, off):
    monkeypatch.setenv("COUNT_ASKED", off)
    asked.count([("hall", "fee")], ON)
    asked.flush()
    assert not asked.asked_file().exists()


def test_old_counts_are_erased(monkeypatch):
    monkeypatch.setenv("RETENTION_DAYS", "30")
    asked.count([("old", "fee")], ON - dt.timedelta(days=31))
    asked.count([("kept", "fee")], ON - dt.timedelta(days=30))
    asked.flush()
    asked.count([("new", "fee")], ON)
    asked.flush()
    assert asked.counts() == {"kept": 1, "new": 1}


def test_several_processes_add_up(cache):
    count = "import datetime as dt; from knowledge import asked; [asked.count([('hall', 'fee')], dt.date(2026, 11, 22)) or asked.flush() for _ in range(20)]"
    running = [subprocess.Popen([sys.executable, "-c", count], cwd=ROOT) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert asked.counts() == {"hall": 80}


def test_what_was_not_written_yet_is_written_at_the_end():
    count = "import datetime as dt; from knowledge import asked; asked.count([('hall', 'fee')], dt.date(2026, 11, 22))"
    subprocess.run([sys.executable, "-c", count], cwd=ROOT, check=True)
    assert asked.counts() == {"hall": 1}


def test_what_cannot_be_written_waits_and_disturbs_nobody(caplog):
    asked.asked_file().parent.write_text("a file where the folder should be")
    asked.count([("hall", "fee")], ON)
    asked.flush()
    assert "could not be counted" in caplog.text and "hall" not in caplog.text and asked.counts() == {}
    asked.asked_file().parent.unlink()
    asked.flush()
    assert asked.counts() == {"hall": 1}


def test_a_damaged_file_is_no_reason_to_fail(caplog):
    asked.asked_file().parent.mkdir()
    asked.asked_file().write_text("no database at all, but long enough to be looked at as one")
    assert asked.counts() == {} and "cannot be read" in caplog.text
