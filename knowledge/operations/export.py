"""`./run export`: everything known as files: JSON, JSON Lines, CSV, calendars, and a small website."""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from pathlib import Path
from typing import Dict, List, Optional

from knowledge.freshness import today
from knowledge.load import FOLDER, load_all
from knowledge.operations.calendars import calendar_files
from knowledge.operations.files import LICENCE, as_csv, as_json, as_json_lines
from knowledge.operations.site.build import build_site
from knowledge.paths import ROOT
from knowledge.schema.records import Record
from knowledge.schema.values import LANGUAGES

DEFAULT = ROOT / "dist-site"
LICENCE_FILE = "LICENCE.txt"
# Conference dates are partly this data set's; its licence asks that it be named wherever they go.
NOTICE = (
    f"{LICENCE['attribution']}: {LICENCE['name']}, {LICENCE['url']}\n\n"
    "Conference dates partly from tech-conferences/conference-data, MIT licence,\n"
    "https://github.com/tech-conferences/conference-data\n\n"
    "Each fact names the page it was read on; see attribution.html.\n"
)


class NotOurs(Exception):
    """The folder to write holds something that no export has made."""


def main(argv: Optional[List[str]] = None) -> int:
    """Exit status 0 when written, 1 when a record is broken, 2 when the folder must not be overwritten."""
    parser = argparse.ArgumentParser(prog="export", description="Writes the records as data files, calendars and a website.")
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT, help="where to write (default: dist-site)")
    parser.add_argument("--base-url", default="", metavar="URL", help="address the site will have, such as https://example.org/")
    arguments = parser.parse_args(argv)
    files, problems = load_all(FOLDER)
    if problems:
        print("\n".join(map(str, problems)) + "\nmend these first: `./run check`", file=sys.stderr)
        return 1
    base = arguments.base_url.rstrip("/") + "/" if arguments.base_url else ""
    try:
        counts = export(arguments.folder, [file.record for file in files], today(), base)
    except NotOurs as reason:
        print(reason, file=sys.stderr)
        return 2
    print(f"{arguments.folder}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    return 0


def export(folder: Path, records: List[Record], on: dt.date, base: str = "") -> Dict[str, int]:
    """Replaces `folder` by an export of the day `on`, whole; returns how much was written. Raises NotOurs."""
    if folder.exists() and any(folder.iterdir()) and not (folder / LICENCE_FILE).exists():
        raise NotOurs(f"{folder} holds other files: name an empty folder, or one that an export has made")
    records = sorted(records, key=lambda record: record.id)
    building = folder.with_name(folder.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    (building / "data").mkdir(parents=True)
    for name, text in (
        ("records.json", as_json(records, on)), ("records.jsonl", as_json_lines(records)), ("facts.csv", as_csv(records, on)),
    ):
        (building / "data" / name).write_text(text, encoding="utf-8", newline="")
    names: Dict[str, List[str]] = {}
    for language in LANGUAGES:
        calendars = calendar_files(records, language, on)
        names[language] = list(calendars)
        (building / "calendars" / language).mkdir(parents=True)
        for name, text in calendars.items():
            (building / "calendars" / language / name).write_text(text, encoding="utf-8", newline="")
    pages = build_site(building, records, names, on, base)
    (building / LICENCE_FILE).write_text(NOTICE, encoding="utf-8")
    _put_in_place(building, folder)
    return {"records": len(records), "pages": pages, "calendars": sum(map(len, names.values()))}


def _put_in_place(building: Path, folder: Path) -> None:
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    building.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
