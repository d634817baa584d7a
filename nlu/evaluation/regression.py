"""Against a drop: the outcomes of the last report (`baseline.json`), and the failures that are known.

A figure may move within its noise. The list of accepted failures may only shrink.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Sequence

from nlu.evaluation.metrics import Z
from nlu.evaluation.sets import digest

HERE = Path(__file__).resolve().parent
BASELINE = HERE / "baseline.json"


class Outcomes(NamedTuple):
    """Whether each case of one part passed; `texts` are the cases, in order."""

    texts: Sequence[str]
    passed: Sequence[bool]


class Drop(NamedTuple):
    """A figure that fell by more than its noise: shares before and now, and what noise would explain."""

    name: str
    before: float
    now: float
    noise: float


def record(parts: Mapping[str, Outcomes]) -> Dict[str, Any]:
    """What `baseline.json` keeps of a run: per part its share, and the failed cases' numbers with the cases' digest."""
    return {
        name: {"cases": digest(part.texts), "n": len(part.passed), "failed": [at for at, passed in enumerate(part.passed) if not passed]}
        for name, part in sorted(parts.items())
    }


def drops(before: Mapping[str, Any], now: Mapping[str, Outcomes]) -> List[Drop]:
    """The parts that fell beyond noise. The same cases are compared in pairs; others by two standard errors."""
    found = []
    for name, old in sorted(before.items()):
        part = now.get(name)
        if part is None or not old["n"] or not part.passed:
            continue
        was, is_ = 1 - len(old["failed"]) / old["n"], sum(part.passed) / len(part.passed)
        if old["cases"] == digest(part.texts):
            failed = set(old["failed"])
            lost = sum(at not in failed and not passed for at, passed in enumerate(part.passed))
            gained = sum(at in failed and passed for at, passed in enumerate(part.passed))
            noise = Z * math.sqrt(lost + gained) / old["n"]
        else:
            noise = 2 * math.sqrt(was * (1 - was) / old["n"] + is_ * (1 - is_) / len(part.passed))
        if was - is_ > noise:
            found.append(Drop(name, was, is_, noise))
    return found


def accepted_file(language: str) -> Path:
    """The list of accepted failures of a language: {"part", "text"} a line."""
    return HERE / f"accepted_failures.{language}.jsonl"


def read_accepted(language: str) -> List[Dict[str, str]]:
    """The list; empty when there is none yet."""
    path = accepted_file(language)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()] if path.is_file() else []


def write_accepted(language: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Writes the list."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    accepted_file(language).write_text("".join(lines), encoding="utf-8")


def healed(accepted: Sequence[Mapping[str, str]], now: Mapping[str, Outcomes]) -> List[Mapping[str, str]]:
    """Listed failures that pass now, or whose case is gone: they must be taken off the list. Parts not run are left alone."""
    return [row for row in accepted if row["part"] in now and row["text"] not in failures_of(now[row["part"]])]


def failures(now: Mapping[str, Outcomes]) -> List[Dict[str, str]]:
    """Every failed case as a row of the list."""
    return [{"part": name, "text": text} for name, part in sorted(now.items()) for text in failures_of(part)]


def failures_of(part: Outcomes) -> List[str]:
    """The texts of the failed cases, in order, each once."""
    return list(dict.fromkeys(text for text, passed in zip(part.texts, part.passed) if not passed))


def keep(now: Mapping[str, Mapping[str, Outcomes]]) -> None:
    """Writes the baseline of the parts run, by language, beside those not run, and shortens the accepted lists.

    A part that no list knows yet enters with all its failures; later ones are never added.
    """
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    for language, parts in sorted(now.items()):
        known, rows = kept.get(language, {}), read_accepted(language)
        gone = healed(rows, parts)
        first = {name: part for name, part in parts.items() if name not in known}
        write_accepted(language, [row for row in rows if row not in gone] + [row for row in failures(first) if row not in rows])
        kept[language] = {**known, **record(parts)}
    BASELINE.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
