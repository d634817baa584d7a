"""The text of an answer as the page tells it: what cards, table and facts show is not said twice."""

from __future__ import annotations

import re
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

from markupsafe import Markup

from bot.channels.web.plain import markdown

Json = Dict[str, Any]
# The word on a fact's date with which an answer's text ends an item: "*(checked 2 May 2026)*".
_DATED = re.compile(r"\s*<em>\([^<]*\)</em>\s*$")


class Listed(NamedTuple):
    """A list of the text: its opening tag, its items' HTML each with the fact that proves it if one does, its closing tag."""

    opening: Markup
    entries: List[Tuple[Markup, Optional[Json]]]
    closing: Markup


Part = Union[Markup, Listed, None]


def told(text: str, cards: List[Json], table: Optional[Json], facts: List[Json]) -> Tuple[List[Part], List[Json]]:
    """The parts of the text, None where cards and table go; and the facts that no part states together with their date.

    `facts` have a `label` and their value as plain text, `said`; cards a `title`; the table its `rows`.
    """
    blocks = markdown.blocks(text)
    labels = {str(row[0]) for row in table["rows"] if row} if table else set()
    row_at = {n for n, (here, after) in enumerate(zip(blocks, blocks[1:])) if here.text in labels and after.items}
    parts: List[Part] = []
    shown, rest = False, list(facts)
    for n, block in enumerate(blocks):
        listed = bool(cards) and len(block.items) == len(cards) and all(item.startswith(card["title"]) for item, card in zip(block.items, cards))
        if not (listed or n in row_at or n - 1 in row_at):
            parts.append(_proven(block, rest) if block.items else block.html)
        elif not shown:
            shown = True
            parts.append(None)
    return (parts if shown or not (cards or table) else [*parts, None]), rest


def _proven(block: markdown.Block, rest: List[Json]) -> Listed:
    """The list with the facts that its items state, which are taken out of `rest`."""
    entries: List[Tuple[Markup, Optional[Json]]] = []
    for html, text in zip(block.inner, block.items):
        fact = next((one for one in rest if text.startswith(one["said"]) or text.startswith(one["label"]) and one["said"] in text), None)
        if fact and _DATED.search(html):
            rest.remove(fact)
            entries.append((Markup(_DATED.sub("", html)), fact))  # noqa: S704 - a shorter piece of what was safe
        else:
            entries.append((html, None))
    return Listed(block.opening, entries, Markup("</{}>").format(block.opening[1:3]))
