"""Cards and the list in the text as one: the rows of the text get the links and details that only the cards have."""

from __future__ import annotations

import re
from typing import Any, List, Mapping, NamedTuple, Sequence

from bot.channels.telegram.rendering import dates
from bot.channels.telegram.rendering.markdown import safe_link
from bot.channels.telegram.rendering.runs import BOLD, Run, join, plain, text, under
from bot.channels.telegram.rendering.words import contains

Json = Mapping[str, Any]
_NUMBER = re.compile(r"\s*(\d{1,3})\. ")
_INDENT = "    "


class Listing(NamedTuple):
    """`body`: the text, enriched. `rest`: cards that the text does not list, as runs. `numbers`: each card's number."""

    body: List[Run]
    rest: List[Run]
    numbers: List[int]


def merge(body: List[Run], cards: Sequence[Json], language: str) -> Listing:
    """Puts each card where the text names it in bold or as a list item; those it does not name follow the text."""
    lines = _lines(body)
    numbers, rest = [], []
    for position, card in enumerate(cards, start=1):
        at = next((at for at, line in enumerate(lines) if _names(line, card["title"])), None)
        if at is None:
            numbers.append(position)
            rest.append(_alone(card, position if len(cards) > 1 else 0, language))
            continue
        numbered = _NUMBER.match(plain(lines[at]))
        numbers.append(int(numbered.group(1)) if numbered else position)
        details = _details(card, plain(body), plain(lines[at]), language)
        # Rows of two lines each need air between them.
        air = [Run("\n")] if position > 1 and at and plain(lines[at - 1]).strip() else []
        lines[at] = [*air, *_linked(lines[at], card), *text(f"\n{_INDENT}{details}" if details else "")]
    return Listing(join(lines, "\n", keep_empty=True), join(rest, "\n\n"), numbers)


def _lines(body: List[Run]) -> List[List[Run]]:
    lines: List[List[Run]] = [[]]
    for run in body:
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.marks))
        lines.extend([Run(other, run.marks)] for other in others)
    return lines


def _names(line: List[Run], title: str) -> bool:
    return any(BOLD in run.marks and run.text.strip() == title for run in line)


def _linked(line: List[Run], card: Json) -> List[Run]:
    mark = safe_link(card["url"]) if card.get("url") else None
    if mark is None:
        return line
    return [
        Run(run.text, (*run.marks, mark)) if BOLD in run.marks and run.text.strip() == card["title"] else run
        for run in line
    ]


def _alone(card: Json, number: int, language: str) -> List[Run]:
    mark = safe_link(card["url"]) if card.get("url") else None
    title = under(BOLD, under(mark, text(card["title"])) if mark else text(card["title"]))
    subtitle = str(card.get("subtitle", ""))
    head = [*text(f"{number}. " if number else ""), *title, *text(f" – {subtitle}" if subtitle else "")]
    details = _details(card, "", subtitle, language)
    return [*head, *text(f"\n{_INDENT if number else ''}{details}" if details else "")]


def _details(card: Json, said: str, row: str, language: str) -> str:
    """What the card adds to its row. An address may be told once for several, anything else belongs to the row."""
    details = [str(line) for line in card.get("lines", ()) if not contains(row, str(line))]
    if card.get("start"):
        told = " ".join([row, *map(str, card.get("lines", ()))])
        when = dates.period(card["start"], card.get("end"), language)
        # "17 June" also stands in "17 June 2026, 18:30", and the year is often left out.
        if not any(contains(told, form) for form in (when, dates.day(card["start"][:10], language).rsplit(" ", 1)[0])):
            details.insert(0, when)
    address = str(card.get("address") or "")
    if address and not contains(" ".join([said, row, *details]), address):
        details.append(f"📍 {address}")
    return " · ".join(details)
