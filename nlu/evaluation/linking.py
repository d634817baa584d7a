"""Names: which records were linked, what was offered instead, and which names were seen to have no record."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence, Set

from knowledge.store import Store
from knowledge.text import fold
from nlu.evaluation import metrics
from nlu.evaluation.sets import Naming


def measure(namings: Sequence[Naming], parses: Sequence[Dict[str, Any]], store: Store) -> Dict[str, Any]:
    """Figures, and per message whether it passed (exact records, and no known name taken for a strange one)."""
    linked = [_linked(parse, store) for parse in parses]
    exact, mentions, extra, offered, caught, named_rightly, nothing = [], [], [], [], [], [], []
    for naming, choices, parse in zip(namings, linked, parses):
        best = {one[0] for one in choices}
        wanted = {store.resolve(one) or one for one in naming.records}
        exact.append(best == wanted)
        mentions += [one in best for one in sorted(wanted)]
        extra += [one in wanted for one in sorted(best)]
        offered.append(wanted <= {one for choice in choices for one in choice} and all(wanted & set(choice) for choice in choices))
        found = parse.get("unknown_names") or []
        caught += [any(overlap(name, one) for one in found) for name in naming.unknown]
        named_rightly += [any(overlap(name, one) for name in naming.unknown) for one in found]
        if not naming.records and not naming.unknown:
            nothing.append(not best and not found)
    figures = {
        "exact": metrics.share(exact), "top1": metrics.share(mentions), "precision": metrics.share(extra),
        "exact_or_offered": metrics.share([a or b for a, b in zip(exact, offered)]),
        "unknown_recall": metrics.share(caught), "unknown_precision": metrics.share(named_rightly), "nothing_named": metrics.share(nothing),
    }
    return {"figures": {name: figure.as_dict() for name, figure in figures.items()}, "passed": exact}


def overlap(a: str, b: str) -> bool:
    """Whether two stretches of text share a word, letters folded."""
    return bool(_words(a) & _words(b))


def described(naming: Naming, parse: Dict[str, Any]) -> str:
    """What was expected and found, for a reader."""
    found = [one["value"] for one in parse["entities"] if one["entity"] == "record"]
    return f"{list(naming.records)} {list(naming.unknown)} → {found} {parse.get('unknown_names') or []}"


def _linked(parse: Dict[str, Any], store: Store) -> List[List[str]]:
    """Per link the record taken, then its rivals."""
    records = [one for one in parse["entities"] if one["entity"] == "record"]
    return [[store.resolve(each) or each for each in (one["value"], *one.get("rivals", ()))] for one in records]


def _words(text: str) -> Set[str]:
    return {"".join(c for c in word if c.isalnum()) for word in fold(text).split()} - {""}
