"""Intents and refusals of one system on one set, whatever the system is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Sequence, Tuple

from nlu.evaluation import metrics
from nlu.evaluation.sets import OUT_OF_SCOPE, Sentence

# The share of in-scope messages that may be lost to refusals.
MOST_LOST = 0.04


@dataclass(frozen=True)
class Reading:
    """What a system made of a sentence: best intent with its confidence 0..1, `trust` in its being in scope
    (negative when the intent is an out-of-scope one), `refused` by its own rule."""

    intent: str
    confidence: float
    trust: float
    refused: bool


def measure(sentences: Sequence[Sentence], readings: Sequence[Reading], threshold: float) -> Dict[str, Any]:
    """All figures. `threshold`: the trust, chosen on the development set, that loses at most MOST_LOST of it."""
    inside = [(s, r) for s, r in zip(sentences, readings) if s.in_scope]
    outside = [(s, r) for s, r in zip(sentences, readings) if not s.in_scope]
    ours, others = [r.trust for _, r in inside], [r.trust for _, r in outside]
    expected, found = labels(sentences, readings)
    error, bins = metrics.calibration([r.confidence for r in readings], [right(s, r) for s, r in zip(sentences, readings)])
    refused = [(s, _refuses(r)) for s, r in zip(sentences, readings)]
    wrong = [not refuses and not right(s, r) for (s, refuses), r in zip(refused, readings)]
    lost = [refuses and s.in_scope for s, refuses in refused]
    figures = {
        "accuracy": metrics.share([right(s, r) for s, r in inside]),
        "macro_f1": metrics.macro_f1(expected, found),
        "recognised": metrics.share([_refuses(r) for _, r in outside]),
        "lost": metrics.share([_refuses(r) for _, r in inside]),
        "refusal_precision": metrics.share([not s.in_scope for s, refuses in refused if refuses]),
        "recognised_at_loss": metrics.share([one < threshold for one in others]),
        "lost_at_loss": metrics.share([one < threshold for one in ours]),
        "separation": metrics.separation(ours, others),
        "calibration_error": error,
        "confident_wrong": metrics.share(wrong),
    }
    return {
        "figures": {name: figure.as_dict() for name, figure in figures.items()},
        "cost": round((sum(lost) + 2 * sum(wrong)) / max(len(sentences), 1), 4),
        "threshold": threshold, "curve": _thinned(metrics.refusal_curve(ours, others)), "calibration": bins,
        "by_intent": metrics.by_label(expected, found), "confusion": metrics.confusion(expected, found),
    }


def right(sentence: Sentence, reading: Reading) -> bool:
    """Whether the intent is an accepted one; out of scope, any of its five."""
    return reading.intent in sentence.accepted or (not sentence.in_scope and reading.intent in OUT_OF_SCOPE)


def labels(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> Tuple[List[str], List[str]]:
    """(expected, found) for precision and recall: an accepted other intent counts as the label."""
    return [s.intent for s in sentences], [s.intent if r.intent in s.accepted else r.intent for s, r in zip(sentences, readings)]


def dev_threshold(sentences: Sequence[Sentence], readings: Sequence[Reading]) -> float:
    """The threshold that refuses most and loses at most MOST_LOST of the in-scope sentences given."""
    ours, others = ([r.trust for s, r in zip(sentences, readings) if s.in_scope == in_scope] for in_scope in (True, False))
    return metrics.threshold_for(metrics.refusal_curve(ours, others), MOST_LOST)


def _refuses(reading: Reading) -> bool:
    return reading.refused or reading.intent in OUT_OF_SCOPE


def _thinned(curve: Sequence[Mapping[str, float]], points: int = 120) -> List[Dict[str, float]]:
    """The curve at about so many points, rounded; infinity is no JSON."""
    step = max(1, len(curve) // points)
    kept = [*curve[:-1:step], curve[-1]] if curve else []
    last = curve[-2]["threshold"] + 1 if len(curve) > 1 else 0.0
    return [{name: round(min(value, last) if name == "threshold" else value, 4) for name, value in point.items()} for point in kept]
