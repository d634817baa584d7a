"""`python -m knowledge check [folder]`: prints every problem with file and line, then the counts."""

import sys
from pathlib import Path

from knowledge.check.run import check, counts
from knowledge.load import FOLDER


def main() -> int:
    """Exit status 0 when no record has a problem, else 1."""
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else FOLDER
    files, problems = check(folder)
    for problem in problems:
        print(problem)
    for name, table in counts(files).items():
        shown = list(table.items())[:25]
        print(f"\n{name}: {sum(table.values())}\n  " + "  ".join(f"{key} {count}" for key, count in shown))
    print(f"\n{len(files)} records, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
