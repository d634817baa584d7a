"""The pictures of the report, as SVG: systems side by side, refusals by threshold, calibration, confusions, time."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt  # noqa: E402 - the backend comes first
from matplotlib.axes import Axes  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

from nlu.evaluation.sets import OUT_OF_SCOPE  # noqa: E402
from nlu.evaluation.tables import LANGUAGE_NAMES, SYSTEMS  # noqa: E402
from nlu.evaluation.wording import say  # noqa: E402

# Told apart by people who see no red or green, and in grey.
COLOURS = {"ours": "#0b5fa5", "rasa": "#e08214", "tfidf": "#7f7f7f"}
MARKS = {"ours": "o", "rasa": "s", "tfidf": "^"}
SHOWN = ("accuracy", "recognised_at_loss", "typo_accuracy", "confident_wrong")
STYLE = {"svg.hashsalt": "evaluation", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False}


def draw_all(report: Mapping[str, Any], folder: Path) -> List[str]:
    """Writes every picture in both page languages; the files' names. The same report gives the same bytes."""
    pictures: Dict[str, Callable[[Mapping[str, Any], str], Figure]] = {"systems": _systems, "threshold": _threshold, "calibration": _calibration}
    if "latency" in report:
        pictures["latency"] = _latency
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with plt.rc_context(STYLE):
        for name, draw in pictures.items():
            for language in LANGUAGE_NAMES:
                written.append(_save(draw(report, language), folder / f"evaluation-{name}.{language}.svg"))
        for language, measured in report["languages"].items():
            written.append(_save(_confusion(measured), folder / f"evaluation-confusion-{language}.svg"))
    return written


def _save(figure: Figure, path: Path) -> str:
    figure.savefig(path, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    # Matplotlib ends some lines with blanks, and quotes a generic font as if it were a font's name.
    lines = [line.rstrip().replace("'sans-serif'", "Arial, sans-serif") for line in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path.name


def _panels(report: Mapping[str, Any], language: str, fill: Callable[[Axes, Mapping[str, Any]], None], height: float = 3.2) -> Figure:
    measured = report["languages"]
    figure, axes = plt.subplots(1, len(measured), figsize=(4.2 * len(measured), height), squeeze=False, sharey=True)
    for axis, (one, part) in zip(axes[0], measured.items()):
        fill(axis, part)
        axis.set_title(say(language, LANGUAGE_NAMES[one]))
    axes[0][0].legend(frameon=False, fontsize=8)
    return figure


def _systems(report: Mapping[str, Any], language: str) -> Figure:
    def fill(axis: Axes, part: Mapping[str, Any]) -> None:
        present = [name for name in SYSTEMS if name in part["systems"]]
        for at, name in enumerate(present):
            figures = [part["systems"][name]["figures"][row] for row in SHOWN]
            places = [row + (at - (len(present) - 1) / 2) * 0.26 for row in range(len(SHOWN))]
            values = [100 * one["value"] for one in figures]
            errors = [[100 * (one["value"] - one["low"]) for one in figures], [100 * (one["high"] - one["value"]) for one in figures]]
            axis.barh(places, values, 0.24, xerr=errors, color=COLOURS[name], ecolor="#222222", label=say(language, name), error_kw={"lw": 0.8})
        axis.set_yticks(range(len(SHOWN)))
        axis.set_yticklabels([say(language, f"systems.{row}") for row in SHOWN])
        axis.set_xlim(0, 100)
        axis.set_xlabel(say(language, "axis_percent"))
        if not axis.yaxis_inverted():
            axis.invert_yaxis()

    return _panels(report, language, fill, 3.6)


def _threshold(report: Mapping[str, Any], language: str) -> Figure:
    def fill(axis: Axes, part: Mapping[str, Any]) -> None:
        for name in SYSTEMS:
            if name in part["systems"]:
                curve = part["systems"][name]["curve"]
                axis.plot([100 * p["lost"] for p in curve], [100 * p["recognised"] for p in curve], color=COLOURS[name], label=say(language, name))
                figures = part["systems"][name]["figures"]
                point = 100 * figures["lost"]["value"], 100 * figures["recognised"]["value"]
                axis.plot(*point, marker=MARKS[name], color=COLOURS[name], ls="", label=f"{say(language, name)} – {say(language, 'in_use')}")
        axis.axvline(4, color="#999999", lw=0.8, ls=":")
        axis.set_xlim(0, 40)
        axis.set_ylim(0, 100)
        axis.set_xlabel(say(language, "axis_lost"))
        axis.set_ylabel(say(language, "axis_recognised"))

    return _panels(report, language, fill)


def _calibration(report: Mapping[str, Any], language: str) -> Figure:
    def fill(axis: Axes, part: Mapping[str, Any]) -> None:
        axis.plot([0, 100], [0, 100], color="#999999", lw=0.8, ls=":")
        for name in SYSTEMS:
            if name in part["systems"]:
                bins = part["systems"][name]["calibration"]
                points = [100 * one["confidence"] for one in bins], [100 * one["right"] for one in bins]
                axis.plot(*points, marker=MARKS[name], color=COLOURS[name], label=say(language, name))
        axis.set_xlabel(say(language, "axis_confidence"))
        axis.set_ylabel(say(language, "axis_right"))

    return _panels(report, language, fill)


def _latency(report: Mapping[str, Any], language: str) -> Figure:
    shares = report["latency"]["shares"]
    names = [say(language, "rest") if name == "rest" else name for name in shares]
    figure, axis = plt.subplots(figsize=(6.5, 0.32 * len(names) + 0.8))
    axis.barh(names, [100 * value for value in shares.values()], color=COLOURS["ours"])
    axis.invert_yaxis()
    axis.set_xlabel(say(language, "axis_share"))
    return figure


def _confusion(measured: Mapping[str, Any]) -> Figure:
    table = measured["systems"]["ours"]["confusion"]
    names = {*table, *(heard for row in table.values() for heard in row)}
    order = sorted(names, key=lambda name: (name in OUT_OF_SCOPE, name))
    places = {name: at for at, name in enumerate(order)}
    figure, axis = plt.subplots(figsize=(0.16 * len(order) + 1.5,) * 2)
    for meant, row in table.items():
        for heard, count in row.items():
            portion = count / sum(row.values())
            shade = COLOURS["ours"] if meant == heard else "#c0392b"
            axis.add_patch(plt.Rectangle((places[heard] - 0.5, places[meant] - 0.5), 1, 1, color=shade, alpha=0.15 + 0.85 * portion, lw=0))
            if meant != heard:
                axis.text(places[heard], places[meant], str(count), ha="center", va="center", fontsize=5)
    axis.set_xticks(range(len(order)))
    axis.set_xticklabels(order, rotation=90, fontsize=5.5)
    axis.set_yticks(range(len(order)))
    axis.set_yticklabels(order, fontsize=5.5)
    axis.set_xlim(-0.5, len(order) - 0.5)
    axis.set_ylim(len(order) - 0.5, -0.5)
    axis.grid(lw=0.2)
    axis.set_axisbelow(True)
    return figure
