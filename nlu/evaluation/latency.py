"""Where the time goes: each component's share of one run, and how the slow messages compare with the middle one."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence

import numpy as np

WHOLES = ("parse", "dialogue")
# Rasa's own steps around the components: too short to be named each.
LEAST_SHARE = 0.005


def measure(seconds: Mapping[str, Sequence[float]]) -> Dict[str, Any]:
    """`seconds` per message of each component, of "parse" (all of them) and of "dialogue" (what follows).

    Shares are of the parse; milliseconds hold for the machine and the minute of the run only.
    """
    parse = np.asarray(seconds["parse"], dtype=float)
    shares = {name: float(np.sum(times) / parse.sum()) for name, times in seconds.items() if name not in WHOLES}
    named = {name: value for name, value in shares.items() if value >= LEAST_SHARE}
    named["rest"] = max(0.0, 1.0 - sum(named.values()))
    found: Dict[str, Any] = {
        "messages": len(parse), "shares": {name: round(value, 4) for name, value in sorted(named.items(), key=lambda pair: -pair[1])},
        "p50_ms": _ms(parse, 50), "p95_ms": _ms(parse, 95), "p95_to_p50": round(float(np.percentile(parse, 95) / np.percentile(parse, 50)), 2),
    }
    if seconds.get("dialogue"):
        dialogue: List[float] = list(seconds["dialogue"])
        found["dialogue_to_parse"] = round(float(np.median(dialogue) / np.median(parse)), 2)
    return found


def _ms(seconds: np.ndarray, percentile: float) -> float:
    return round(float(np.percentile(seconds, percentile)) * 1000, 1)
