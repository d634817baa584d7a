"""Reads a calendar in a process of its own with a time limit: a recurrence rule can be made to run for minutes.

The child is this module: content on standard input, the first and the last day as arguments, JSON on its output.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, List, Tuple

from knowledge.feeds.ics import read_ics
from knowledge.feeds.occurrence import NotThisFormat

SECONDS = 20
_ROOT = Path(__file__).resolve().parent.parent.parent
_DAYS = ("start", "end")


def unfold(body: bytes, start: dt.date, end: dt.date, seconds: float = SECONDS) -> Tuple[List[Dict[str, Any]], List[str]]:
    """What `read_ics` gives, within `seconds`. Raises NotThisFormat, also when it takes longer."""
    command = [sys.executable, "-m", "knowledge.feeds.unfolding", start.isoformat(), end.isoformat()]
    try:
        child = subprocess.run(command, input=body, capture_output=True, timeout=seconds, cwd=_ROOT)
        answer = json.loads(child.stdout)
    except subprocess.TimeoutExpired:
        raise NotThisFormat(f"its repetitions take more than {seconds:g} s to unfold") from None
    except ValueError:
        raise NotThisFormat("its repetitions cannot be unfolded") from None
    if "error" in answer:
        raise NotThisFormat(answer["error"])
    rows = [{**row, **{key: dt.date.fromisoformat(row[key]) for key in _DAYS}} for row in answer["rows"]]
    return rows, answer["left_out"]


def main() -> None:
    """The child's work."""
    try:
        rows, left_out = read_ics(sys.stdin.buffer.read(), *map(dt.date.fromisoformat, sys.argv[1:3]))
        answer: Dict[str, Any] = {"rows": rows, "left_out": left_out}
    except NotThisFormat as reason:
        answer = {"error": str(reason)}
    print(json.dumps(answer, default=dt.date.isoformat))


if __name__ == "__main__":
    main()
