"""Inline mode: records found by a search become articles that a person can send to any chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Protocol, Sequence

from actions import payload as payloads
from bot.channels.telegram import deeplinks
from bot.channels.telegram.calls import Call
from bot.channels.telegram.rendering.answer import render
from bot.channels.telegram.rendering.split import MAX_UNITS
from bot.channels.telegram.turn import Turn

LIMIT = 8
# Telegram keeps the results of a search this many seconds; facts change by the day, not by the minute.
CACHE_SECONDS = 300


@dataclass(frozen=True)
class Found:
    """A record to send: `answer` is the Answer JSON that presents it, with its sources and dates."""

    record: str
    title: str
    description: str
    answer: Dict[str, Any] = field(default_factory=dict)


class Search(Protocol):
    """Finds records for words, best first."""

    def __call__(self, text: str, language: str, limit: int) -> Sequence[Found]:
        """At most `limit` records."""


def results(query_id: str, found: Sequence[Found], turn: Turn, username: str) -> Call:
    """The call that answers an inline query; when nothing was found, with a button into the private chat."""
    articles = [article for article in (_article(record, turn, username) for record in found[:LIMIT]) if article]
    call = Call("answer_inline_query", {
        "inline_query_id": query_id, "results": articles, "cache_time": CACHE_SECONDS, "is_personal": True,
    })
    button = {"text": turn.say("inline_nothing"), "start_parameter": "inline"}
    return call if articles else call.having(button=button)


def _article(found: Found, turn: Turn, username: str) -> Optional[Dict[str, Any]]:
    calls: List[Call] = render({**found.answer, "suggestions": [], "attachments": []}, turn.texts)
    # One article is one message: an answer too long for one is of no use here.
    if len(calls) != 1 or len(calls[0].arguments["text"]) > 4 * MAX_UNITS:
        return None
    content = {
        "message_text": calls[0].arguments["text"], "parse_mode": "HTML", "link_preview_options": {"is_disabled": True},
    }
    parameter = deeplinks.encode(payloads.ask("ask_definition", found.record))
    button = {"text": turn.say("inline_ask"), "url": f"https://t.me/{username}?start={parameter}"}
    return {
        "type": "article", "id": payloads.short_id(found.record), "title": found.title,
        "description": found.description, "input_message_content": content,
        **({"reply_markup": {"inline_keyboard": [[button]]}} if parameter else {}),
    }
