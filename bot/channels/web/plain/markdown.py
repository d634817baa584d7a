"""The Markdown of an Answer as HTML: CommonMark, where markup in the text is text and no address of an odd scheme is a link."""

from __future__ import annotations

import re
from typing import List, NamedTuple, Optional
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

_SCHEMES = ("http", "https", "mailto", "tel")
_UNBROKEN = re.compile(r" (?=[?!:;»])|(?<=«) |(?<=\d) (?=\d{3}\b|[€%])")


def unbroken(text: object) -> str:
    """A text to be shown: French breaks no line before its double punctuation nor within a number, whatever space stands there."""
    return _UNBROKEN.sub("\u00a0", str(text))


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
    """A paragraph, list or other block: its HTML and its plain text; of a list also its tag and its items' HTML and text."""

    html: Markup
    text: str
    opening: Markup = Markup()
    inner: List[Markup] = []
    items: List[str] = []


def blocks(text: str) -> List[Block]:
    """The blocks of a text, in order."""
    return [_block(node) for node in SyntaxTreeNode(_PARSER.parse(unbroken(text))).children]


def _block(node: SyntaxTreeNode) -> Block:
    html = _html(node)
    if node.type not in ("bullet_list", "ordered_list"):
        return Block(html, _plain(node))
    inner = [Markup(_html(item).strip()[len("<li>") : -len("</li>")]) for item in node.children]  # noqa: S704
    return Block(html, _plain(node), Markup(html[: html.index(">") + 1]), inner, [_plain(item) for item in node.children])  # noqa: S704


def _html(node: SyntaxTreeNode) -> Markup:
    # markdown-it escapes what it is given, and HTML is off.
    return Markup(_PARSER.renderer.render(node.to_tokens(), _PARSER.options, {}))  # noqa: S704


def inline(text: str) -> Markup:
    """One line of text."""
    return Markup(_PARSER.renderInline(unbroken(text)))  # noqa: S704


def plain(text: str) -> str:
    """The text without its markup."""
    return " ".join(_plain(node) for node in SyntaxTreeNode(_PARSER.parse(unbroken(text))).children)


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline", "fence", "code_block"):
        return node.content
    return "".join(" " if child.type in ("softbreak", "hardbreak") else _plain(child) for child in node.children)
