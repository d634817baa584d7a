"""The log files of what is started here, in LOGS_DIR: a new one a start, the last five kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import List

from bot.settings import ROOT

KEPT = 5
SHOWN = 15
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def fresh(folder: Path, name: str) -> Path:
    """Path for a new log `name`.log in `folder`; the former ones move to .1 to .5, and the oldest goes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    for number in range(KEPT, 0, -1):
        former = path if number == 1 else path.with_suffix(f".log.{number - 1}")
        if former.exists():
            former.replace(path.with_suffix(f".log.{number}"))
    path.touch(mode=0o600)
    return path


def last_lines(path: Path, count: int = SHOWN) -> List[str]:
    """The last `count` lines that say something, without colours, indented to be shown under a sentence."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 20_000))
        text = file.read().decode("utf-8", "replace")
    lines = [_ANSI.sub("", line).rstrip() for line in text.splitlines()]
    return [f"  {line}" for line in lines if line.strip()][-count:]


def shown(path: Path) -> str:
    """The path as people see it: from the project's folder when it is inside."""
    return str(path.relative_to(ROOT)) if ROOT in path.parents else str(path)
