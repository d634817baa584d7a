"""Styled text: a list of runs, each a text with the marks around it, written out as Telegram HTML.

Runs keep text and style apart, so that a message can be cut anywhere and still be well-formed.
"""

from __future__ import annotations

import html
from typing import Iterable, List, NamedTuple, Optional, Tuple

BOLD = ("b", None)
ITALIC = ("i", None)
STRIKE = ("s", None)
CODE = ("code", None)
PRE = ("pre", None)
QUOTE = ("blockquote", None)
FOLDED_QUOTE = ("blockquote expandable", None)

Mark = Tuple[str, Optional[str]]


class Run(NamedTuple):
    """A stretch of text under the same marks, outermost first. A mark is a tag and, for links, the address."""

    text: str
    marks: Tuple[Mark, ...] = ()


def link(address: str) -> Mark:
    """The mark of a link to `address`."""
    return ("a", address)


def text(value: str, *marks: Mark) -> List[Run]:
    """One run of `value`, or none when it is empty."""
    return [Run(value, marks)] if value else []


def under(mark: Mark, runs: Iterable[Run]) -> List[Run]:
    """`runs` with `mark` around them all."""
    return [Run(run.text, (mark, *run.marks)) for run in runs]


def width(value: str) -> int:
    """Length in UTF-16 code units, the unit in which Telegram counts."""
    return len(value) + sum(1 for character in value if ord(character) > 0xFFFF)


def plain(runs: Iterable[Run]) -> str:
    """The text that a reader sees."""
    return "".join(run.text for run in runs)


def join(parts: Iterable[List[Run]], separator: str, keep_empty: bool = False) -> List[Run]:
    """The `parts` in a row with `separator` between them; empty ones are left out unless `keep_empty`."""
    joined: List[Run] = []
    for position, part in enumerate(part for part in parts if part or keep_empty):
        joined.extend([Run(separator), *part] if position else part)
    return joined


def to_html(runs: Iterable[Run]) -> str:
    """Telegram HTML: text escaped, every tag closed, neighbours under the same mark sharing one tag."""
    written: List[str] = []
    opened: List[Mark] = []
    for run in runs:
        shared = 0
        while shared < min(len(opened), len(run.marks)) and opened[shared] == run.marks[shared]:
            shared += 1
        _close(written, opened, shared)
        for mark in run.marks[shared:]:
            tag, address = mark
            written.append(f'<a href="{html.escape(address)}">' if address is not None else f"<{tag}>")
            opened.append(mark)
        written.append(html.escape(run.text, quote=False))
    _close(written, opened, 0)
    return "".join(written)


def _close(written: List[str], opened: List[Mark], keep: int) -> None:
    while len(opened) > keep:
        written.append(f"</{opened.pop()[0].split()[0]}>")
