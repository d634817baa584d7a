"""The Markdown of an Answer as styled runs.

CommonMark, with tables and strikethrough; HTML in the text is text. Headings become bold lines, list items get
bullets or their numbers, images become links.
"""

from __future__ import annotations

from typing import List, Optional
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.channels.telegram.rendering.runs import (
    BOLD, CODE, ITALIC, PRE, QUOTE, STRIKE, Mark, Run, join, link, plain, text, under,
)

_PARSER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
_SPANS = {"strong": BOLD, "em": ITALIC, "s": STRIKE}
_LISTS = ("bullet_list", "ordered_list")
_INDENT = "   "
_TELEGRAM_LINKS = ("http", "https", "mailto", "tel")


def safe_link(address: str) -> Optional[Mark]:
    """The mark of a link, or None when the address is not one that a reader may be sent to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in _TELEGRAM_LINKS or (parts.scheme.startswith("http") and not parts.netloc):
        return None
    return link(address)


def parse(markdown: str) -> List[Run]:
    """Runs for a Markdown text. Never raises: what is not Markdown is shown as it stands."""
    # NUL is replaced by CommonMark; Telegram refuses the other control characters less visibly.
    tree = SyntaxTreeNode(_PARSER.parse(markdown))
    return _blocks(tree.children, depth=0)


def _blocks(nodes: List[SyntaxTreeNode], depth: int) -> List[Run]:
    groups: List[List[SyntaxTreeNode]] = []
    for node in nodes:
        if groups and _heads(groups[-1][-1], node):
            groups[-1].append(node)
        else:
            groups.append([node])
    tight = (join((_block(node, depth) for node in group), "\n") for group in groups)
    return join(tight, "\n\n" if depth == 0 else "\n")


def _heads(paragraph: SyntaxTreeNode, below: SyntaxTreeNode) -> bool:
    """Whether a list stands right under the paragraph that announces it, without a blank line."""
    above, under_it = paragraph.map, below.map
    return bool(
        paragraph.type == "paragraph" and below.type in _LISTS and above and under_it and above[1] == under_it[0]
    )


def _block(node: SyntaxTreeNode, depth: int) -> List[Run]:
    if node.type == "heading":
        return under(BOLD, _unbold(_inline_of(node)))
    if node.type == "paragraph":
        return _inline_of(node)
    if node.type in _LISTS:
        return _list(node, depth)
    if node.type == "blockquote":
        inside = _blocks(node.children, depth)
        # Telegram does not nest quotations.
        return inside if any(QUOTE in run.marks for run in inside) else under(QUOTE, inside)
    if node.type in ("fence", "code_block"):
        return text(node.content.rstrip("\n"), PRE)
    if node.type == "hr":
        return text("———")
    if node.type == "table":
        return _table(node)
    return _inline_of(node)


def _list(node: SyntaxTreeNode, depth: int) -> List[Run]:
    first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
    items = []
    for offset, item in enumerate(node.children):
        sign = f"{first + offset}. " if node.type == "ordered_list" else ("• " if depth == 0 else "◦ ")
        items.append([Run(_INDENT * depth + sign), *_blocks(item.children, depth + 1)])
    return join(items, "\n")


def _table(node: SyntaxTreeNode) -> List[Run]:
    lines = []
    for section in node.children:
        for row in section.children:
            cells = join((_inline_of(cell) for cell in row.children), " · ")
            lines.append(under(BOLD, _unbold(cells)) if section.type == "thead" else cells)
    return join(lines, "\n")


def _inline_of(node: SyntaxTreeNode) -> List[Run]:
    return [run for child in node.children for run in _inline(child)]


def _inline(node: SyntaxTreeNode) -> List[Run]:
    if node.type == "inline":
        return _inline_of(node)
    if node.type == "text":
        return text(node.content)
    if node.type == "softbreak":
        return text(" ")
    if node.type == "hardbreak":
        return text("\n")
    if node.type == "code_inline":
        return text(node.content, CODE)
    if node.type in _SPANS:
        return [
            run if run.marks[:1] == (CODE,) else Run(run.text, (_SPANS[node.type], *run.marks))
            for run in _inline_of(node)
        ]
    if node.type in ("link", "image"):
        address = str(node.attrs.get("href") or node.attrs.get("src") or "")
        # Code cannot stand inside another entity, nor a link inside a link.
        inside = text(plain(_inline_of(node)) or address)
        mark = safe_link(address)
        return under(mark, inside) if mark else inside
    return text(node.content)


def _unbold(runs: List[Run]) -> List[Run]:
    return [Run(run.text, tuple(mark for mark in run.marks if mark not in (BOLD, CODE))) for run in runs]
