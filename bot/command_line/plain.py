"""An `Answer` as plain text for a terminal: no Markdown signs, the caution, the sources with their dates."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from actions.texts import texts
from knowledge.wording.values import date

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![\w*])")
_BULLET = re.compile(r"^(\s*)[-*] ", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)
# A terminal obeys control characters, and answers may quote what others wrote.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
UNANSWERED = ("refusal", "error")


def plain(answer: Dict[str, Any]) -> str:
    """The text of an `Answer`'s JSON, its notice and its sources, parted by empty lines."""
    language = answer.get("language", "en")
    parts = [_without_markdown(answer.get("text", ""))]
    if answer.get("notice"):
        parts.append(_without_markdown(answer["notice"]))
    if answer.get("sources"):
        heading = texts().get(language, "wording", "sources")
        parts.append("\n".join([heading, *(_source(source, language) for source in answer["sources"])]))
    return "\n\n".join(_CONTROL.sub("", part) for part in parts if part)


def answered(answers: List[Dict[str, Any]]) -> bool:
    """Whether any of `answers` says what was asked for, instead of declining."""
    return any(answer.get("kind") not in UNANSWERED for answer in answers)


def _without_markdown(text: str) -> str:
    text = _LINK.sub(lambda link: link[1] if link[1] == link[2] else f"{link[1]} ({link[2]})", text)
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
    return _HEADING.sub("", _BULLET.sub(r"\1• ", text)).strip()


def _source(source: Dict[str, Any], language: str) -> str:
    line = texts().get(language, "wording", "source_line", title=source["title"], date=date(source["as_of"], language))
    return f"• {line}\n  {source['url']}"
