"""Telegram's HTML, parsed as strictly as Telegram does: text and entities, or the reason for a 400."""

from __future__ import annotations

import html
import re
from typing import Any, Dict, List, Tuple

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "a": "text_link", "tg-spoiler": "spoiler",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:=\"([^\"]*)\")?")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")
MAX_ENTITIES = 100


class CannotParse(ValueError):
    """What Telegram answers with "can't parse entities"."""


def units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> Tuple[str, List[Dict[str, Any]]]:
    """The visible text and its entities. Raises CannotParse."""
    text, entities, opened, at = "", [], [], 0
    while at < len(source):
        character = source[at]
        if character == "<":
            tag = _TAG.match(source, at)
            if tag is None:
                raise CannotParse(f"Unsupported start tag at byte offset {len(source[:at].encode())}")
            closing, name, attributes = tag.group(1), tag.group(2).lower(), tag.group(3)
            if name not in KINDS:
                raise CannotParse(f'Unsupported start tag "{name}" at byte offset {len(source[:at].encode())}')
            if closing:
                if not opened or opened[-1][0] != name:
                    raise CannotParse(f'Unmatched end tag at byte offset {len(source[:at].encode())}, found "</{name}>"')
                _, kind, start, extra = opened.pop()
                if units(text) > start:
                    entities.append({"type": kind, "offset": start, "length": units(text) - start, **extra})
            else:
                opened.append(_opened(name, attributes, text, opened))
            at = tag.end()
        elif character == "&" and _ENTITY.match(source, at):
            found = _ENTITY.match(source, at)
            text += html.unescape(found.group())
            at = found.end()
        else:
            text += character
            at += 1
    if opened:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))[:MAX_ENTITIES]


def _opened(name: str, attributes: str, text: str, opened: List[Any]) -> Tuple[str, str, int, Dict[str, Any]]:
    given = dict(_ATTRIBUTE.findall(attributes))
    extra: Dict[str, Any] = {}
    kind = KINDS[name]
    if name == "a":
        if not given.get("href"):
            raise CannotParse('Tag "a" must have attribute "href"')
        extra["url"] = html.unescape(given.pop("href"))
    if name == "blockquote":
        if any(other[0] == "blockquote" for other in opened):
            raise CannotParse("blockquote can't be nested")
        kind = "expandable_blockquote" if "expandable" in given else kind
        given.pop("expandable", None)
    if given:
        raise CannotParse(f'Unexpected attribute "{next(iter(given))}"')
    return name, kind, units(text), extra
