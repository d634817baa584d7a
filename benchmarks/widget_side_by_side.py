"""The widget beside deep-chat and rasa-webchat, on the same page, against the same stub, in the same browser.

    mkdir others && npm --prefix others install deep-chat@2.4.2 rasa-webchat@1.0.1 socket.io@3.1.2 axe-core@4.14.1 lighthouse@12.8.2
    .venv/bin/python benchmarks/widget_side_by_side.py others                 # sizes, times, axe, strict policy
    .venv/bin/python benchmarks/widget_side_by_side.py others --lighthouse    # the host page with and without the widget

`others` may stand anywhere, best outside the repository. Prints a Markdown table.
Sizes are gzip bytes; times are medians in milliseconds on this machine today: compare within one run only.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import shutil
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any, Dict, Iterator, List

from playwright.sync_api import Browser, Error, Page, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# No other host is found. Intercepting requests instead would slow down fetches, and leave web sockets alone.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ANSWER = "The stub’s answer."
# What opens each (deep-chat has no launcher: it is a panel in the page) and where one writes.
WIDGETS = {
    "paris-ai": ("paris-ai-chat button", "paris-ai-chat textarea"),
    "deep-chat": (None, "deep-chat #text-input"),
    "rasa-webchat": (".rw-launcher", ".rw-new-message"),
}


@contextlib.contextmanager
def stub(packages: Path) -> Iterator[str]:
    """The address of the stub, for the block."""
    process = subprocess.Popen(["node", str(Path(__file__).with_name("widget_stub.mjs")), str(packages)], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()  # type: ignore[union-attr]
    finally:
        process.terminate()
        process.wait()


class Visit:
    """One page load of one widget; `sizes` by address, `elsewhere` the other hosts asked, `errors` of the console."""

    def __init__(self, browser: Browser, base: str, name: str, strict: bool = False) -> None:
        self.name, self.base = name, base
        self.context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        self.page: Page = self.context.new_page()
        self.sizes: Dict[str, int] = {}
        self.elsewhere: List[str] = []
        self.errors: List[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("requestfinished", lambda request: self._count(request))
        self.page.on("request", lambda request: self._notice(request.url))
        self.page.goto(f"{base}/{name}{'?strict' if strict else ''}", wait_until="load")

    def _count(self, request: Any) -> None:
        if request.resource_type in ("script", "stylesheet", "font") and request.url.startswith(self.base):
            self.sizes[request.url] = len(gzip.compress(request.response().body(), 9))

    def _notice(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:")):
            self.elsewhere.append(url.split("/")[2])

    def total(self) -> int:
        """Gzip bytes fetched so far, but for the page itself."""
        self.page.wait_for_timeout(400)
        return sum(self.sizes.values())

    def open(self) -> float:
        """Opens the panel; milliseconds until one can write."""
        launcher, field = WIDGETS[self.name]
        if launcher:
            self.page.locator(launcher).first.wait_for(timeout=8000)
        began = time.perf_counter()
        if launcher:
            self.page.locator(launcher).first.click(timeout=8000)
        self.page.locator(field).wait_for(timeout=8000)
        return (time.perf_counter() - began) * 1000

    def ask(self) -> float:
        """Asks; milliseconds from Enter until the answer is seen."""
        field = self.page.locator(WIDGETS[self.name][1])
        field.click(timeout=8000)
        self.page.keyboard.type("A question")
        began = time.perf_counter()
        self.page.keyboard.press("Enter")
        self.page.get_by_text(ANSWER).first.wait_for(timeout=8000)
        return (time.perf_counter() - began) * 1000


def measured(browser: Browser, base: str, name: str, axe: str, runs: int) -> Dict[str, str]:
    """One column of the table."""
    opened, answered = [], []
    for number in range(runs):
        visit = Visit(browser, base, name)
        if number == 0:
            visit.page.locator(WIDGETS[name][0] or WIDGETS[name][1]).first.wait_for()
            launcher = visit.total()
        opened.append(visit.open())
        answered.append(visit.ask())
        if number == 0:
            panel, elsewhere = visit.total(), sorted(set(visit.elsewhere))
            visit.page.evaluate(axe)
            found = visit.page.evaluate("axe.run().then(r => r.violations.map(v => `${v.id} (${v.impact})`))")
        visit.context.close()
    own_launcher = WIDGETS[name][0] is not None
    return {
        "kB (gzip) until the button is there": f"{launcher / 1000:.1f}" if own_launcher else "no button of its own",
        "kB (gzip) until one can write": f"{panel / 1000:.1f}",
        "press to field, ms": f"{statistics.median(opened):.0f}" if own_launcher else "–",
        "question to answer, ms": f"{statistics.median(answered):.0f}",
        "axe-core violations": ", ".join(found) or "0",
        "other hosts asked": ", ".join(elsewhere) or "0",
        "strict CSP and Trusted Types": strict(browser, base, name),
    }


def strict(browser: Browser, base: str, name: str) -> str:
    """Whether the talk works under the strict policy, and how many errors the console shows."""
    visit = Visit(browser, base, name, strict=True)
    try:
        visit.open()
        visit.ask()
        works = "works"
    except Error:
        works = "fails"
    visit.context.close()
    return f"{works}, {len(visit.errors)} console errors"


def lighthouse(base: str, packages: Path, name: str, runs: int) -> Dict[str, str]:
    """Medians of Lighthouse's figures for the host page with `name` on it, as a phone on a slow network."""
    command = ["node", str(packages / "node_modules" / "lighthouse" / "cli" / "index.js"), f"{base}/{name}", "--output=json", "--quiet",
               "--only-categories=performance,accessibility", f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
    reports = []
    for _ in range(runs):
        environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
        reports.append(json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout))

    def median(read: Any) -> float:
        return statistics.median(read(report) for report in reports)

    def audit(key: str) -> float:
        return median(lambda report: report["audits"][key]["numericValue"])

    return {
        "performance": f"{median(lambda r: r['categories']['performance']['score']) * 100:.0f}",
        "accessibility": f"{median(lambda r: r['categories']['accessibility']['score']) * 100:.0f}",
        "first contentful paint, s": f"{audit('first-contentful-paint') / 1000:.2f}",
        "largest contentful paint, s": f"{audit('largest-contentful-paint') / 1000:.2f}",
        "total blocking time, ms": f"{audit('total-blocking-time'):.0f}",
        "layout shift": f"{audit('cumulative-layout-shift'):.3f}",
        "bytes of the page": f"{audit('total-byte-weight') / 1000:.1f} kB",
    }


def show(columns: Dict[str, Dict[str, str]]) -> None:
    """Prints the table."""
    print("| |", " | ".join(columns), "|")
    print("| --- |", " | ".join("---" for _ in columns), "|")
    for row in next(iter(columns.values())):
        print(f"| {row} |", " | ".join(column[row] for column in columns.values()), "|")


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", type=lambda path: Path(path).resolve())
    parser.add_argument("--lighthouse", action="store_true")
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    with stub(arguments.packages) as base:
        if arguments.lighthouse:
            show({name: lighthouse(base, arguments.packages, name, min(arguments.runs, 3)) for name in ("none", "paris-ai")})
            return
        axe = (arguments.packages / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, ALONE])
            show({name: measured(browser, base, name, axe, arguments.runs) for name in WIDGETS})
            browser.close()


if __name__ == "__main__":
    main()
