"""The Markdown of an Answer as HTML: CommonMark, where markup in the text is text and no address of an odd scheme is a link."""

from __future__ import annotations

from typing import List, NamedTuple, Optional
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

_SCHEMES = ("http", "https", "mailto", "tel")


def safe_address(address: object) -> Optional[str]:
    """The address when a reader may be sent there (absolute; http, https, mailto or tel), else None."""
    try:
        parts = urlsplit(address.strip()) if isinstance(address, str) else None
    except ValueError:
        return None
    if not parts or parts.scheme.lower() not in _SCHEMES or (parts.scheme.lower().startswith("http") and not parts.netloc):
        return None
    return str(address).strip()


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).disable("image")
    parser.validateLink = lambda address: safe_address(address) is not None  # type: ignore[method-assign]
    # The page has its own headings above; an answer's stand below them, whatever their number of signs.
    for rule, tag in (("heading_open", "<h3>"), ("heading_close", "</h3>\n")):
        parser.renderer.rules[rule] = lambda *_, tag=tag: tag  # type: ignore[attr-defined]
    return parser


_PARSER = _parser()


class Block(NamedTuple):
    """A paragraph, list or other block: its HTML, its plain text, and the plain text of its items if it is a list."""

    html: Markup
    text: str
    items: List[str]


def blocks(text: str) -> List[Block]:
    """The blocks of a text, in order."""
    return [
        Block(
            # markdown-it escapes what it is given, and HTML is off.
            Markup(_PARSER.renderer.render(node.to_tokens(), _PARSER.options, {})),  # noqa: S704
            _plain(node),
            [_plain(item) for item in node.children] if node.type in ("bullet_list", "ordered_list") else [],
        )
        for node in SyntaxTreeNode(_PARSER.parse(text)).children
    ]


def inline(text: str) -> Markup:
    """One line of text."""
    return Markup(_PARSER.renderInline(text))  # noqa: S704


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return node.content
    return "".join(" " if child.type in ("softbreak", "hardbreak") else _plain(child) for child in node.children)
