"""`python -m bot.command_line [command]`: finds the command and runs it; `./run` ends here."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import List, NoReturn

from bot.command_line import delegated
from bot.command_line.processes import Stopped
from bot.command_line.words import tell, word
from bot.settings import BadSetting, load

MISUSED = 2
INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the machine's language."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong instead of argparse's usage line, and exits with 2."""
        tell(word("option_unknown", option=" ".join(sys.argv[2:])))
        raise SystemExit(MISUSED)


def parser_of(command: str) -> Parser:
    """The options of one of our own commands."""
    parser = Parser(prog=f"./run {command}", add_help=False, allow_abbrev=False)
    if command in ("ask", "chat"):
        parser.add_argument("--lang", choices=("en", "fr"))
    if command == "ask":
        parser.add_argument("questions", nargs="*")
        parser.add_argument("--json", action="store_true")
    if command == "train":
        parser.add_argument("--force", action="store_true")
    if command == "test":
        parser.add_argument("what", nargs="*")
    return parser


OWN = {"start": "start", "ask": "ask", "chat": "chat", "train": "train", "test": "testing"}


def main(argv: List[str]) -> int:
    """Runs `argv` (without the program's name); the exit status."""
    command, rest = (argv[0], argv[1:]) if argv else ("start", [])
    if command in ("help", "-h", "--help") or (command in OWN and rest in (["-h"], ["--help"])):
        print(word("help"))
        return 0
    if command in delegated.COMMANDS:
        return delegated.run(command, rest)
    if command not in OWN:
        tell(word("unknown_command", command=command) + "\n\n" + word("help"))
        return MISUSED
    arguments = parser_of(command).parse_intermixed_args(rest)
    try:
        settings = load()
    except BadSetting as bad:
        tell(word("setting_bad", reason=str(bad)))
        return MISUSED
    return importlib.import_module(f"bot.command_line.{OWN[command]}").run(arguments, settings)


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
        sys.exit(status)
    except (KeyboardInterrupt, Stopped):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output (head, less) has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
