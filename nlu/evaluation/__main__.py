"""`python -m nlu.evaluation [options]`: measures, prints, checks, publishes. `./run evaluate` adds the actions."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple

import requests

from knowledge.freshness import today
from knowledge.paths import ROOT
from knowledge.store import open_store
from nlu.evaluation import arguments, latency, page, regression, sets, tables
from nlu.evaluation.measuring import Failure, Measured, Measurement
from nlu.evaluation.wording import percent, say, spoken_language

if TYPE_CHECKING:
    from nlu.evaluation.subject import Host, Subject

HERE = Path(__file__).resolve().parent
REPORT = HERE / "report.json"
TIMED = 60
WARMED = 5


def main(options: argparse.Namespace, host: Optional[Host] = None) -> int:
    """0 when all was done, 1 when `--check` found a drop or a healed failure, 2 when nothing could be measured."""
    spoken = spoken_language()
    if options.check:
        _on_the_day_of_the_report(options.set)
    if options.set == "test":
        _tell(say(spoken, "test_warning"))
    model = options.model or ROOT / "models" / "bot.tar.gz"
    if not model.is_file():
        _tell(say(spoken, "no_model", path=model))
        return 2
    # Rasa takes seconds to import.
    from nlu.evaluation.subject import Subject

    languages = [options.language] if options.language else list(sets.LANGUAGES)
    subject = Subject(model, host)
    report: Dict[str, Any] = {"set": options.set, "date": today().isoformat(), "model": subject.fingerprint[:12], "quick": options.quick, "languages": {}}
    timing = None
    if not options.quick:
        _tell(say(spoken, "going_on", language="en, fr", part=say(spoken, "part_latency")))
        # First, while no sentence has been encoded yet.
        timing = _time(subject)
    try:
        measurement = _measurement(options, subject, spoken)
        measured = {language: measurement.measure(options.set, language, options.quick) for language in languages}
    except requests.RequestException as unreachable:
        _tell(say(spoken, "no_url", url=options.url, reason=type(unreachable).__name__))
        return 2
    report["languages"] = {language: one.report for language, one in measured.items()}
    if timing:
        report["latency"] = timing
    _print(report, measured, spoken, options.failures)
    found = _check(options.set, measured, spoken) if options.check else 0
    if options.publish:
        _publish(options.set, report, measured, spoken)
    return found


def _measurement(options: argparse.Namespace, subject: Subject, spoken: str) -> Measurement:
    from nlu.evaluation.baselines import rasa_default, tfidf
    from nlu.evaluation.remote import RemoteAssistant

    if options.baselines:
        _tell(say(spoken, "going_on", language="en, fr", part=say(spoken, "part_baselines")))
    found = {"rasa": rasa_default.load(options.baselines), "tfidf": tfidf.load(options.baselines)}
    if None in found.values():
        _tell(say(spoken, "no_baseline"))
    answers = RemoteAssistant(options.url).converse if options.url else subject.converse if subject.host else None
    if answers is None:
        _tell(say(spoken, "no_actions"))
    return Measurement(
        open_store(), subject.parse, answers, subject.host.trusted if subject.host else None,
        {name: system for name, system in found.items() if system},
        lambda part, language: _tell(say(spoken, "going_on", language=say(spoken, tables.LANGUAGE_NAMES[language]), part=say(spoken, f"part_{part}"))),
    )


def _time(subject: Subject) -> Dict[str, Any]:
    texts = [s.text for language in sets.LANGUAGES for s in sets.thinned(sets.sentences("dev_intents", language), 400 // TIMED)]
    subject.timed(texts[:WARMED])
    return latency.measure(subject.timed(texts[WARMED:]))


def _print(report: Dict[str, Any], measured: Dict[str, Measured], spoken: str, failures: bool) -> None:
    for group in tables.GROUPS:
        table = tables.plain(tables.figures_table(report, group, spoken))
        if table:
            print(f"\n{table}")
    for language, one in measured.items():
        print(f"\n{say(spoken, tables.LANGUAGE_NAMES[language])}\n{tables.plain(tables.systems_table(one.report, spoken))}")
    if "latency" in report:
        print("\n" + json.dumps(report["latency"], indent=1))
    if failures:
        for language, failure in _failures(measured):
            print(f"\n[{language} {failure.part}] {failure.text}\n    {failure.why}")


def _failures(measured: Dict[str, Measured]) -> List[Tuple[str, Failure]]:
    return [(language, failure) for language, one in measured.items() for failure in one.failures]


def _check(which: str, measured: Dict[str, Measured], spoken: str) -> int:
    kept = json.loads(regression.BASELINE.read_text(encoding="utf-8")) if regression.BASELINE.is_file() else {}
    wrong = 0
    for language, one in measured.items():
        before = {name: part for name, part in kept.get(language, {}).items() if name.startswith(f"{which}.")}
        if not before:
            _tell(say(spoken, "check_no_baseline"))
            wrong += 1
        for drop in regression.drops(before, one.outcomes):
            shares = {name: percent(getattr(drop, name), spoken) for name in ("before", "now", "noise")}
            _tell(say(spoken, "check_drop", language=language, part=drop.name, **shares))
            wrong += 1
        for row in regression.healed(regression.read_accepted(language), one.outcomes):
            _tell(say(spoken, "check_healed", language=language, **row))
            wrong += 1
    if not wrong:
        _tell(say(spoken, "check_passed"))
    return int(wrong > 0)


def _on_the_day_of_the_report(which: str) -> None:
    """Facts age and events pass: only on the same day can the same answers be expected."""
    reports = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.is_file() else {}
    if which in reports:
        os.environ.setdefault("TODAY", reports[which]["date"])


def _publish(which: str, report: Dict[str, Any], measured: Dict[str, Measured], spoken: str) -> None:
    from nlu.evaluation.drawing import draw_all

    reports = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.is_file() else {}
    reports[which] = report
    REPORT.write_text(json.dumps(reports, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    regression.keep({language: one.outcomes for language, one in measured.items()})
    names = [REPORT.name, regression.BASELINE.name]
    if len(report["languages"]) == len(sets.LANGUAGES):
        page.write(reports, ROOT / "docs")
        names += draw_all(reports["test" if "test" in reports else which], ROOT / "docs" / "images")
    _tell(say(spoken, "published", names=", ".join(names)))


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    sys.exit(main(arguments.parse(sys.argv[1:])))
