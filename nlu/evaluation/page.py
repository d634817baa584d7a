"""The page of the documentation, in both languages, made from the report alone."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template
from typing import Any, Mapping

from nlu.evaluation import tables
from nlu.evaluation.sets import LANGUAGES
from nlu.evaluation.wording import number, say

TEMPLATES = Path(__file__).resolve().parent / "words"


def write(report: Mapping[str, Any], docs: Path) -> None:
    """Writes `docs/<language>/evaluation.md`; `report` holds one report per set, of which the test's is shown if there."""
    for language in LANGUAGES:
        (docs / language / "evaluation.md").write_text(page(report, language), encoding="utf-8")


def page(reports: Mapping[str, Any], language: str) -> str:
    """The page's Markdown. Raises KeyError when the template asks for something that is not there."""
    which = "test" if "test" in reports else "dev"
    report = reports[which]
    template = Template((TEMPLATES / f"page.{language}.md").read_text(encoding="utf-8"))
    heads = [part.strip() for part in _line(template.template, "heads").split("|")]
    values = {
        "set": which, "date": report["date"], "model": report["model"],
        **{f"group_{group}": tables.markdown(tables.figures_table(report, group, language)) for group in tables.GROUPS},
    }
    for one in LANGUAGES:
        measured = report["languages"][one]
        values[f"systems_{one}"] = tables.markdown(tables.systems_table(measured, language))
        values[f"intents_{one}"] = tables.markdown(tables.intents_table(measured, heads[:5]))
        values[f"confusions_{one}"] = tables.markdown(tables.confusions_table(measured, heads[5:]))
        values[f"in_scope_{one}"] = measured["cases"]["in_scope"]
        values[f"out_of_scope_{one}"] = measured["cases"]["out_of_scope"]
    complete = all("rasa" in report["languages"][one]["systems"] for one in LANGUAGES)
    values["missing"] = "" if complete else say(language, "rasa_missing")
    latency = report.get("latency", {})
    values.update({f"latency_{name}": number(latency.get(name, "–"), language) for name in ("messages", "p50_ms", "p95_ms", "p95_to_p50", "dialogue_to_parse")})
    return _without_notes(template.substitute(values))


def _line(text: str, name: str) -> str:
    """The value of a `<!-- name: value -->` line of a template."""
    start = text.index(f"<!-- {name}:") + len(f"<!-- {name}:")
    return text[start : text.index("-->", start)].strip()


def _without_notes(text: str) -> str:
    text = "\n".join(line for line in text.splitlines() if not line.startswith("<!--")).strip() + "\n"
    return re.sub(r"\n{3,}", "\n\n", text)
