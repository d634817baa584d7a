"""`./run test [fast|all|PATH…]`: style, fast tests, the tests of the whole assistant, and those in a browser.

The stages are processes of their own: the browser's event loop would break the asynchronous tests. A stage that
needs the assistant gets it running on a free port with data of its own (BOT_URL); its counts go into one summary.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Dict, Iterator, List, Mapping, Optional

from bot.command_line import client, logs, ports
from bot.command_line.environment import child_environment
from bot.command_line.processes import Part, Stopped, listen_for_the_end, stop
from bot.command_line.words import Progress, tell, word
from bot.settings import ROOT, Settings

MISUSED, INTERRUPTED = 2, 130
BROWSER = "tests/browser"
WIDGET = ROOT / "bot" / "widget"
NOTHING_COLLECTED = 5
# Of no bot at all; the tests' own Bot API accepts it.
TELEGRAM_TOKEN = "123456:token-of-the-tests"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when nothing failed, 1 when something did, 2 for a path that does not exist, 130 when stopped."""
    fast = arguments.what == ["fast"]
    paths = ["tests"] if fast or arguments.what in ([], ["all"]) else arguments.what
    absent = next((path for path in paths if not (ROOT / path.partition("::")[0]).exists()), None)
    if absent:
        tell(word("test_no_path", path=absent))
        return MISUSED
    listen_for_the_end()
    session = Session(paths, settings.logs_dir, Progress())
    try:
        if paths == ["tests"]:
            session.style()
        session.widget()
        session.fast()
        if not fast:
            session.whole()
    except Stopped:
        return INTERRUPTED
    counts = session.counts
    tell("")
    print(word("test_summary", **{name: counts[name] for name in ("passed", "failed", "skipped")}), flush=True)
    return 1 if counts["failed"] else 0


class Session:
    """One run over `paths`; `counts` sums what the stages said: passed, failed, skipped."""

    def __init__(self, paths: List[str], folder: Path, progress: Progress) -> None:
        self.counts: Counter[str] = Counter()
        self._paths, self._progress, self._folder = paths, progress, folder
        self._browser = [path for path in paths if path.startswith(BROWSER)]
        self._others = [path for path in paths if not path.startswith(BROWSER)]
        if any((ROOT / BROWSER).is_relative_to(ROOT / path) for path in self._others):
            self._browser.append(BROWSER)
        self._environment = own_environment(os.environ)

    def style(self) -> None:
        """Ruff over everything; counts as one test."""
        self._progress.say(word("test_style"))
        passed = self._run([sys.executable, "-m", "ruff", "check", "--quiet", "."]) == 0
        self.counts["passed" if passed else "failed"] += 1

    def widget(self) -> None:
        """The widget's packages, where npm is at hand; the tests that need them say so when they are absent."""
        noted = WIDGET / "node_modules" / ".package-lock.json"
        fresh = noted.is_file() and noted.stat().st_mtime >= (WIDGET / "package-lock.json").stat().st_mtime
        if shutil.which("npm") and not fresh and any("widget" in path or BROWSER.startswith(path) for path in self._paths):
            self._progress.say(word("test_widget"))
            self._run(["npm", "--prefix", str(WIDGET), "ci", "--no-audit", "--no-fund", "--silent"], quiet=True)

    def fast(self) -> None:
        """The tests that need no model and no server."""
        if self._others:
            self._progress.say(word("test_fast"))
            self._pytest("fast", ["-m", "not slow", f"--ignore={BROWSER}", *self._others])

    def whole(self) -> None:
        """The tests that need the assistant, if any are meant; the assistant that does not start is a failure."""
        slow = bool(self._others) and self._any_slow()
        if not slow and not self._browser:
            return
        self._progress.say(word("test_bot"))
        telegram = {"TELEGRAM_TOKEN": TELEGRAM_TOKEN, "TELEGRAM_API_URL": client.address(ports.free())}
        self._environment.update(telegram)
        with running_assistant(self._environment, self._folder) as url:
            if url is None:
                self.counts["failed"] += 1
                return
            self._environment["BOT_URL"] = url
            if slow:
                self._progress.say(word("test_slow"))
                self._pytest("slow", ["-m", "slow", f"--ignore={BROWSER}", *self._others])
            if self._browser:
                self._progress.say(word("test_browser"))
                self._pytest("browser", self._browser)

    def _any_slow(self) -> bool:
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "slow", f"--ignore={BROWSER}", *self._others]
        return self._run(command, quiet=True) != NOTHING_COLLECTED

    def _pytest(self, stage: str, options: List[str]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        report = self._folder / f"test-{stage}.xml"
        report.unlink(missing_ok=True)
        status = self._run([sys.executable, "-m", "pytest", "-q", "-rs", f"--junitxml={report}", *options])
        found = counted(report)
        # A stage that broke off before it could report is a failure too.
        if status not in (0, NOTHING_COLLECTED) and not found["failed"]:
            found["failed"] += 1
        self.counts += found

    def _run(self, command: List[str], quiet: bool = False) -> int:
        process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL if quiet else None
        )
        try:
            return process.wait()
        except Stopped:
            process.terminate()
            process.wait()
            raise


def own_environment(base: Mapping[str, str]) -> Dict[str, str]:
    """`base` without the settings of an assistant that runs for people: tests must not touch its data or its bot."""
    settings = {field.name.upper() for field in fields(Settings)}
    kept = {name: value for name, value in base.items() if name not in settings}
    return {name: value for name, value in child_environment(Settings(), kept).items() if name not in ("ACTION_URL", "PYTHONWARNINGS")}


def counted(report: Path) -> Counter[str]:
    """Passed, failed and skipped tests in a JUnit report; nothing when there is none."""
    counts: Counter[str] = Counter()
    if report.is_file():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            numbers = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            failed = numbers["failures"] + numbers["errors"]
            counts.update(failed=failed, skipped=numbers["skipped"], passed=numbers["tests"] - failed - numbers["skipped"])
    return counts


@contextlib.contextmanager
def running_assistant(environment: Mapping[str, str], folder: Path) -> Iterator[Optional[str]]:
    """The address of an assistant started for the block, or None when it did not start, which has been said."""
    with tempfile.TemporaryDirectory(prefix="assistant-") as data:
        port = ports.free()
        # Tests ask faster than people do.
        own = {**environment, "PORT": str(port), "DATA_DIR": data, "MESSAGES_PER_MINUTE": "100000"}
        log = logs.fresh(folder, "test-assistant")
        part = Part("assistant", [sys.executable, "-m", "bot.command_line", "start"], own, log)
        try:
            yield _ready(part, client.address(port), log)
        finally:
            # It gives its own children ten seconds to end.
            stop([part], grace=20.0)


def _ready(part: Part, url: str, log: Path) -> Optional[str]:
    progress = Progress()
    while not client.is_ready(url):
        if part.status is not None:
            tell("\n".join([word("test_bot_failed", log=logs.shown(log)), *logs.last_lines(log)]))
            return None
        # What it says itself, without its clock: it may have to train first.
        progress.still("".join(logs.last_lines(log, 1)).rpartition("] ")[2])
        part.wait(1.0)
    return url
