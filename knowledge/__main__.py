"""`python -m knowledge check`: prints every problem with file and line, then the counts. `--help` says what else."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import List, Optional

from knowledge.check.run import check, counts
from knowledge.freshness import today
from knowledge.load import FOLDER
from knowledge.schema.json_schema import schema_text


def main(argv: Optional[List[str]] = None) -> int:
    """Exit status 0 when no record has an error (warnings may remain), else 1. `argv`: without the program's name."""
    given = sys.argv[1:] if argv is None else argv
    arguments = _parser().parse_args(given[1:] if given[:1] == ["check"] else given)
    if arguments.schema:
        arguments.schema.write_text(schema_text(), encoding="utf-8")
        print(f"wrote {arguments.schema}")
        return 0
    files, problems = check(arguments.folder)
    if arguments.links:
        from knowledge.check.links import check_links

        problems = sorted(problems + check_links(files, today()))
    for problem in problems:
        print(problem)
    for name, table in counts(files).items():
        shown = list(table.items())[:25]
        print(f"\n{name}: {sum(table.values())}\n  " + "  ".join(f"{key} {count}" for key, count in shown))
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"\n{len(files)} records, {errors} errors, {len(problems) - errors} warnings")
    return 1 if errors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="check", description="Checks the records; exit status 1 when one has an error.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="folder of records (default: the project's)")
    parser.add_argument("--links", action="store_true", help="also ask the network whether every source is still there")
    parser.add_argument("--schema", type=Path, metavar="FILE", help="write the JSON Schema of a record for editors, and stop")
    return parser


if __name__ == "__main__":
    sys.exit(main())
