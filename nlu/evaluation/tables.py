"""The report as tables of text: for the terminal and, in Markdown, for the page."""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from nlu.evaluation.wording import number, percent, say, with_interval

Table = List[List[str]]
GROUPS: Dict[str, Tuple[str, ...]] = {
    "answers": ("understood", "answered", "both", "lost", "recognised", "confident_wrong", "typo_understood", "typo_difference", "typo_recognised"),
    "names": ("exact", "top1", "precision", "exact_or_offered", "unknown_recall", "unknown_precision", "nothing_named"),
    "dates": ("exact", "with_times", "no_date"),
    "dialogues": ("turns", "follow_ups", "whole"),
}
SYSTEM_ROWS = (
    "accuracy", "macro_f1", "recognised", "lost", "refusal_precision", "recognised_at_loss", "lost_at_loss", "separation", "calibration_error",
    "confident_wrong", "typo_accuracy", "typo_difference",
)
SYSTEMS = ("ours", "rasa", "tfidf")
# What the project aims at: at least so much, or at most.
TARGETS = {
    "answers.understood": ("≥", 0.94), "answers.recognised": ("≥", 0.92), "answers.lost": ("≤", 0.04), "answers.typo_difference": ("≥", -0.03),
    "names.top1": ("≥", 0.97), "dates.exact": ("≥", 0.97), "dialogues.turns": ("≥", 0.93),
}
LANGUAGE_NAMES = {"en": "english", "fr": "french"}


def figures_table(report: Mapping[str, Any], group: str, language: str) -> Table:
    """One group's figures of each language measured, with its heading; words in `language`."""
    measured = [one for one in LANGUAGE_NAMES if group in report["languages"].get(one, {})]
    if not measured:
        return []
    compared = len(measured) == 2
    head = [say(language, f"group_{group}"), *(say(language, LANGUAGE_NAMES[one]) for one in measured)]
    table = [head + ([say(language, "difference")] if compared else []) + [say(language, "target")]]
    for name in GROUPS[group]:
        figures = [report["languages"][one][group]["figures"][name] for one in measured]
        row = [say(language, f"{group}.{name}"), *(with_interval(figure, language, name.endswith("difference")) for figure in figures)]
        if compared:
            row.append(with_interval(difference(*figures), language, signed=True))
        table.append(row + [target(f"{group}.{name}", language)])
    if group == "answers":
        costs = [number(report["languages"][one]["answers"]["cost"], language) for one in measured]
        table.append([say(language, "cost"), *costs, *[""] * (1 + compared)])
    return table


def systems_table(measured: Mapping[str, Any], language: str) -> Table:
    """The systems side by side on the sentences of one language; `measured` is that language's part of the report."""
    present = [name for name in SYSTEMS if name in measured["systems"]]
    table = [[say(language, "group_systems"), *(say(language, name) for name in present)]]
    counts = [measured["systems"][name].get("examples") for name in present]
    if any(counts):
        table.append([say(language, "systems.examples"), *("" if count is None else number(count, language) for count in counts)])
    for row in SYSTEM_ROWS:
        cells = [with_interval(measured["systems"][name]["figures"][row], language, row.endswith("difference")) for name in present]
        table.append([say(language, f"systems.{row}"), *cells])
    return [*table, [say(language, "cost"), *(number(measured["systems"][name]["cost"], language) for name in present)]]


def difference(first: Mapping[str, Any], second: Mapping[str, Any]) -> Dict[str, Optional[float]]:
    """`second` minus `first`, from different cases, with the interval of the two together."""
    if first["value"] is None or second["value"] is None:
        return {"value": None, "low": None, "high": None}
    spread = sum((one["high"] - one["low"]) ** 2 for one in (first, second)) ** 0.5 / 2
    value = second["value"] - first["value"]
    return {"value": value, "low": value - spread, "high": value + spread}


def target(name: str, language: str) -> str:
    """What is aimed at, or nothing."""
    if name not in TARGETS:
        return ""
    sign, value = TARGETS[name]
    return f"{sign} {percent(value, language, 0, signed=name.endswith('difference'))}"


def intents_table(measured: Mapping[str, Any], heads: Sequence[str]) -> Table:
    """Precision, recall and F1 of each intent of our own, the weakest first."""
    rows = sorted(measured["systems"]["ours"]["by_intent"].items(), key=lambda pair: (pair[1]["f1"], pair[0]))
    return [list(heads)] + [
        [name, str(one["support"]), *(f"{one[part]:.2f}" for part in ("precision", "recall", "f1"))] for name, one in rows if one["support"]
    ]


def confusions_table(measured: Mapping[str, Any], heads: Sequence[str], most: int = 12) -> Table:
    """The commonest confusions: meant, heard, how often."""
    pairs = [(count, meant, heard) for meant, row in measured["systems"]["ours"]["confusion"].items() for heard, count in row.items() if meant != heard]
    return [list(heads)] + [[meant, heard, str(count)] for count, meant, heard in sorted(pairs, key=lambda one: (-one[0], one[1:]))[:most]]


def plain(table: Table) -> str:
    """The table in columns."""
    if not table:
        return ""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in table]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def markdown(table: Table) -> str:
    """The table in Markdown."""
    if not table:
        return ""
    lines: Iterable[str] = ("| " + " | ".join(row) + " |" for row in [table[0], ["---"] * len(table[0]), *table[1:]])
    return "\n".join(lines)
