"""The plain page as HTML, out of the history and a template."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, Dict, List

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.channels.intake import MAX_CHARACTERS
from bot.channels.web.plain import markdown
from bot.channels.web.plain.answers import suggested, view
from bot.channels.web.plain.visits import PATH, Visit
from bot.channels.web.plain.words import words

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parent / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.filters["words_of"] = lambda cell: markdown.inline(str(cell))
RATINGS = {"f|up": "up", "f|down": "reason_down", "f|wrong": "reason_wrong"}


def write(visit: Visit, key: str, messages: List[Dict[str, Any]], error: str = "", note: str = "", draft: str = "", waiting: bool = False) -> str:
    """The whole page.

    `key`: of its forms. `messages`: the history. `error`: why something was not done; `note`: what was. `draft`: what
    stands in the field. `waiting`: the last answer is still being made.
    """
    own = words(visit.language)
    talk = [{"text": one["text"]} if one["from"] == "user" else {"answer": view(one["answer"])} for one in messages]
    asked = [n for n, one in enumerate(talk) if "text" in one]
    return _TEMPLATES.get_template("chat.html").render(
        path=PATH, visit=visit, other="fr" if visit.language == "en" else "en", words=own, key=key, id=secrets.token_urlsafe(12),
        greeting=markdown.inline(own["greeting"]), talk=talk, last=asked[-1] if asked else None,
        chips=suggested(messages), ratings=[(payload, own[name]) for payload, name in RATINGS.items()] if talk and "answer" in talk[-1] else [],
        error=error, note=note, draft=draft, waiting=waiting, limit=MAX_CHARACTERS,
    )
