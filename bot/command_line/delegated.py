"""Commands that other modules carry out: each is imported when it is called, and need not be in every copy."""

from __future__ import annotations

import importlib
import importlib.util
import runpy
import sys
from typing import List

from bot.command_line.words import tell, word

MISUSED = 2
# A module with main(argv), or one that is run as `python -m module`.
FUNCTIONS = {
    "stale": "knowledge.operations.stale",
    "sync": "knowledge.operations.sync",
    "export": "knowledge.operations.export",
    "evaluate": "bot.command_line.evaluate",
    "telegram-check": "bot.channels.telegram.check",
}
PROGRAMS = {"check": ("knowledge", ["check"])}
COMMANDS = (*FUNCTIONS, *PROGRAMS)


def run(command: str, argv: List[str]) -> int:
    """Runs `command` with the rest of the command line; its exit status."""
    module = FUNCTIONS[command] if command in FUNCTIONS else f"{PROGRAMS[command][0]}.__main__"
    if not _exists(module):
        tell(word("not_here", command=command))
        return MISUSED
    if command in FUNCTIONS:
        return importlib.import_module(module).main(argv) or 0
    package, first = PROGRAMS[command]
    sys.argv = [package, *first, *argv]
    try:
        runpy.run_module(package, run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False
