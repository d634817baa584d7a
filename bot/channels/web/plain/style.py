"""The plain page's style sheet: the widget's own parts and what only a page needs, as one file."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent
WIDGET = HERE.parents[2] / "widget" / "src" / "style"
PARTS = ("light", "dark", "controls", "header", "talk", "answer", "preferences")


def sheet() -> bytes:
    """The style sheet, UTF-8. The widget's dark colours follow the visitor's system."""
    parts = {name: (WIDGET / f"{name}.css").read_text(encoding="utf-8") for name in PARTS}
    parts["dark"] = f"@media (prefers-color-scheme: dark) {{\n{parts['dark']}}}\n"
    return "".join([*parts.values(), (HERE / "chat.css").read_text(encoding="utf-8")]).encode()
