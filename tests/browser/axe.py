"""axe-core on a page, shadow roots included; from the widget's own development packages."""

import json
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page):
    """Rule ids with the elements that break them, and axe's reason; empty when the page is in order."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules}).then(r => r.violations)", RULES)
    return [(one["id"], json.dumps(node["target"]), node["failureSummary"].split("\n")[1].strip())
            for one in found for node in one["nodes"]]
