"""The figures: shares with their 95 % intervals, precision and recall, calibration, and the curve of refusals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np

Z = 1.959964
RESAMPLES = 500
BINS = 10


@dataclass(frozen=True)
class Figure:
    """A value with the bounds of its 95 % interval, from `n` cases. All None when there was no case."""

    value: Optional[float]
    low: Optional[float]
    high: Optional[float]
    n: int

    def as_dict(self) -> Dict[str, Any]:
        """Plain JSON types, four decimals."""
        return {name: round(part, 4) if isinstance(part, float) else part for name, part in vars(self).items()}


def share(hits: Sequence[bool]) -> Figure:
    """The share of true ones, with Wilson's interval."""
    n = len(hits)
    if not n:
        return Figure(None, None, None, 0)
    p = sum(map(bool, hits)) / n
    middle, spread = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    below = 1 + Z * Z / n
    return Figure(p, max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below), n)


def resampled(size: int, measure: Callable[[np.ndarray], float]) -> Figure:
    """`measure` of all cases (it gets their row numbers), with the interval of the seeded bootstrap."""
    if not size:
        return Figure(None, None, None, 0)
    chance = np.random.default_rng(0)
    drawn = [measure(chance.integers(0, size, size)) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(float(measure(np.arange(size))), float(low), float(high), size)


def paired_difference(first: Sequence[bool], second: Sequence[bool]) -> Figure:
    """Share of `second` minus share of `first` on the same cases, with the interval for pairs."""
    n = len(first)
    if not n:
        return Figure(None, None, None, 0)
    gained = sum(b and not a for a, b in zip(first, second))
    lost = sum(a and not b for a, b in zip(first, second))
    difference = (gained - lost) / n
    spread = Z * math.sqrt(max(gained + lost - (gained - lost) ** 2 / n, 0.0)) / n
    return Figure(difference, difference - spread, difference + spread, n)


def by_label(expected: Sequence[str], found: Sequence[str]) -> Dict[str, Dict[str, float]]:
    """Precision, recall, F1 and support of each label that was expected or found."""
    table = {}
    for label in sorted({*expected, *found}):
        hit = sum(a == b == label for a, b in zip(expected, found))
        meant, said = sum(a == label for a in expected), sum(b == label for b in found)
        precision, recall = hit / said if said else 0.0, hit / meant if meant else 0.0
        f1 = 2 * hit / (meant + said)
        table[label] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "support": meant}
    return table


def macro_f1(expected: Sequence[str], found: Sequence[str]) -> Figure:
    """Mean F1 over the labels that were expected."""
    labels = {label: number for number, label in enumerate(sorted({*expected, *found}))}
    a, b = (np.array([labels[one] for one in each], dtype=int) for each in (expected, found))

    def measure(rows: np.ndarray) -> float:
        meant, said = (np.bincount(each[rows], minlength=len(labels)) for each in (a, b))
        hit = np.bincount(a[rows][a[rows] == b[rows]], minlength=len(labels))
        return float(np.mean((2 * hit / np.maximum(meant + said, 1))[meant > 0]))

    return resampled(len(expected), measure)


def confusion(expected: Sequence[str], found: Sequence[str]) -> Dict[str, Dict[str, int]]:
    """expected → found → count, without zeros."""
    table: Dict[str, Dict[str, int]] = {}
    for a, b in sorted(zip(expected, found)):
        row = table.setdefault(a, {})
        row[b] = row.get(b, 0) + 1
    return table


def calibration(confidences: Sequence[float], right: Sequence[bool]) -> Tuple[Figure, List[Dict[str, Any]]]:
    """The expected calibration error over ten equal bins, and the bins: mean confidence, share right, count."""
    sure, hit = np.asarray(confidences, dtype=float), np.asarray(right, dtype=float)
    places = np.clip((sure * BINS).astype(int), 0, BINS - 1)

    def measure(rows: np.ndarray) -> float:
        counts = np.bincount(places[rows], minlength=BINS)
        gaps = np.bincount(places[rows], weights=hit[rows], minlength=BINS) - np.bincount(places[rows], weights=sure[rows], minlength=BINS)
        return float(np.abs(gaps).sum() / max(counts.sum(), 1))

    bins = [
        {"confidence": round(float(sure[places == place].mean()), 4), "right": round(float(hit[places == place].mean()), 4),
         "n": int((places == place).sum())}
        for place in range(BINS) if (places == place).any()
    ]
    return resampled(len(sure), measure), bins


def refusal_curve(ours: Sequence[float], others: Sequence[float]) -> List[Dict[str, float]]:
    """For each threshold: the share of in-scope messages lost and of out-of-scope ones recognised.

    `ours`, `others`: trust in in-scope and out-of-scope messages; what lies below the threshold is refused.
    """
    inside, outside = np.sort(np.asarray(ours, float)), np.sort(np.asarray(others, float))
    steps = np.unique(np.concatenate([inside, outside, [np.inf]]))
    return [
        {"threshold": float(step), "lost": float(np.searchsorted(inside, step) / max(len(inside), 1)),
         "recognised": float(np.searchsorted(outside, step) / max(len(outside), 1))}
        for step in steps
    ]


def threshold_for(curve: Sequence[Mapping[str, float]], most_lost: float) -> float:
    """The highest threshold that loses at most this share of in-scope messages; the lowest there is when none does."""
    fitting = [point["threshold"] for point in curve if point["lost"] <= most_lost]
    return max(fitting) if fitting else min(point["threshold"] for point in curve)


def separation(ours: Sequence[float], others: Sequence[float]) -> Figure:
    """The chance that an in-scope message is trusted more than an out-of-scope one (area under the ROC curve)."""
    trust = np.asarray([*ours, *others], dtype=float)
    inside = np.arange(len(trust)) < len(ours)

    def measure(rows: np.ndarray) -> float:
        a, b = trust[rows][inside[rows]], np.sort(trust[rows][~inside[rows]])
        if not len(a) or not len(b):
            return float("nan")
        return float((np.searchsorted(b, a, "left") + np.searchsorted(b, a, "right")).sum() / (2 * len(a) * len(b)))

    return resampled(len(trust), measure)
