"""Reads the YAML records into typed ones, and says of each broken file what is wrong and on which line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple

import yaml
from pydantic import ValidationError

from knowledge.schema.records import Record

FOLDER = Path(__file__).resolve().parent / "records"
# The code that shapes the compiled file, relative to this folder: a change of any other does not ask for a new one.
SHAPING = ("load.py", "text.py", "schema/*.py", "store/bits.py", "store/compile.py", "store/findable.py", "store/fulltext.py", "store/listing.py")
try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader


@dataclass(frozen=True, order=True)
class Problem:
    """Something a person must mend: `file` (path), `line` (1-based), `message` (what and how)."""

    file: str
    line: int
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


@dataclass(frozen=True)
class LoadedFile:
    """A record and where it came from; `lines` maps a dotted path in the YAML to its line."""

    path: Path
    record: Record
    lines: Dict[str, int]


def record_files(folder: Path = FOLDER) -> List[Path]:
    """Every record file below `folder`, in a stable order."""
    return sorted(folder.rglob("*.yml"))


def fingerprint(folder: Path = FOLDER) -> str:
    """A hash of all that the compiled knowledge is made from: records, vocabularies, and the code that shapes it."""
    digest = hashlib.sha256()
    base = Path(__file__).resolve().parent
    code = sorted(path for pattern in SHAPING for path in base.glob(pattern))
    for path in [*record_files(folder), *sorted((base / "vocabulary").glob("*.yml")), *code]:
        digest.update(str(path.name).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def load_file(path: Path) -> Tuple[Optional[LoadedFile], List[Problem]]:
    """One record file → the record, or the problems that keep it from being one."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
        data = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        return None, [Problem(str(path), mark.line + 1 if mark else 1, f"not readable as YAML: {reason}")]
    except ValueError:
        # YAML reads 2026-02-30 as a date and fails on it without saying where.
        return None, [Problem(str(path), line, f"no such day: {day}") for day, line in _impossible_days(node)]
    if not isinstance(data, dict):
        return None, [Problem(str(path), 1, "a record is a mapping that begins with `id:`")]
    lines = dict(_lines(node))
    problems = [
        Problem(str(path), line, f"key {key!r} stands twice: keep one") for key, line in _repeated_keys(node)
    ]
    try:
        return LoadedFile(path, Record(**data), lines), problems
    except ValidationError as error:
        for one in error.errors():
            dotted = ".".join(str(part) for part in one["loc"] if part != "__root__")
            problems.append(Problem(str(path), _nearest(lines, dotted), f"{dotted or 'record'}: {one['msg']}"))
        return None, problems


def load_all(folder: Path = FOLDER) -> Tuple[List[LoadedFile], List[Problem]]:
    """All records that can be read, and the problems of those that cannot: one bad file stops no other."""
    loaded: List[LoadedFile] = []
    problems: List[Problem] = []
    for path in record_files(folder):
        one, found = load_file(path)
        problems += found
        if one:
            loaded.append(one)
    return loaded, problems


def _nearest(lines: Dict[str, int], dotted: str) -> int:
    while dotted and dotted not in lines:
        dotted = dotted.rpartition(".")[0]
    return lines.get(dotted, 1)


def _lines(node: yaml.Node, prefix: str = "") -> Iterable[Tuple[str, int]]:
    if prefix:
        yield prefix, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            dotted = f"{prefix}.{key.value}" if prefix else str(key.value)
            yield dotted, key.start_mark.line + 1
            yield from ((k, n) for k, n in _lines(value, dotted) if k != dotted)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _lines(value, f"{prefix}.{index}" if prefix else str(index))


def _impossible_days(node: yaml.Node) -> Iterable[Tuple[str, int]]:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:timestamp":
        try:
            yaml.load(node.value, Loader=_Loader)
        except ValueError:
            yield node.value, node.start_mark.line + 1
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _impossible_days(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _impossible_days(value)


def _repeated_keys(node: yaml.Node) -> Iterable[Tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield str(key.value), key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
