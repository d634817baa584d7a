"""One Answer as Telegram messages: the text and what enriches it, then venues and files."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Protocol

from bot.channels.telegram.calls import Call, document, location, message, venue
from bot.channels.telegram.rendering import sections
from bot.channels.telegram.rendering.keyboard import keyboard, rating
from bot.channels.telegram.rendering.listing import merge
from bot.channels.telegram.rendering.markdown import parse
from bot.channels.telegram.rendering.runs import ITALIC, QUOTE, Run, join, plain, text, to_html
from bot.channels.telegram.rendering.split import split
from bot.channels.telegram.rendering.words import contains

TOPIC = "telegram"


class Texts(Protocol):
    """Sentences by language and topic; `actions.texts.Texts` is one."""

    def has(self, language: str, topic: str, key: str) -> bool:
        """Whether that sentence exists."""

    def get(self, language: str, topic: str, key: str, **values: Any) -> str:
        """The sentence `key`, filled in."""


def render(answer: Mapping[str, Any], texts: Texts, shown: str = "", rated: bool = False) -> List[Call]:
    """The calls that show an Answer (its JSON), in order.

    `shown`: the words on the button that asked for it, put on top as a quotation, since Telegram does not show
    which button was pressed. `rated`: with buttons to rate it, when it is one with sources. The keyboard hangs under
    the last text message.
    """
    language = answer.get("language", "en")

    def say(key: str, **values: Any) -> str:
        return texts.get(language, "wording" if texts.has(language, "wording", key) else TOPIC, key, **values)

    body = parse(str(answer.get("text", "")))
    said = plain(body)
    table = answer.get("table") or {}
    cards = answer.get("cards", ())
    sources = answer.get("sources", ())
    notice = answer.get("notice")
    listing = merge(body, cards, language)
    runs: List[Run] = join(
        [
            text(shown, QUOTE),
            listing.body,
            sections.facts(answer.get("facts", ()), said, language, say),
            sections.table(table["columns"], table["rows"], said, say) if table else [],
            listing.rest,
            text(str(notice), ITALIC) if notice and not contains(said, str(notice)) else [],
            sections.sources(sources, language, say),
        ],
        "\n\n",
    )
    choices = [(number, str(card.get("payload") or "")) for number, card in zip(listing.numbers, cards)]
    choices = choices if len(choices) > 1 else []
    # A number under a numbered list says as much as the name, in less room.
    numbered = {payload for _, payload in choices}
    others = [suggestion for suggestion in answer.get("suggestions", ()) if suggestion.get("payload") not in numbered]
    rows = keyboard(others, choices) + ([rating()] if rated and sources else [])
    calls = _messages(runs, rows)
    for attachment in answer.get("attachments", ()):
        calls.extend(_attachment(attachment))
    return calls


def render_plain(said: str, buttons: Any = ()) -> List[Call]:
    """The calls for a bot message that is no Answer: Markdown text and `{"title", "payload"}` buttons."""
    return _messages(parse(said), keyboard(buttons or ()))


def _messages(runs: List[Run], rows: List[List[Dict[str, str]]]) -> List[Call]:
    parts = [to_html(part) for part in split(runs)]
    return [*(message(part) for part in parts[:-1]), *(message(part, rows) for part in parts[-1:])]


def _attachment(attachment: Mapping[str, Any]) -> List[Call]:
    if attachment.get("type") == "ics" and attachment.get("content"):
        name = str(attachment["name"])
        return [document(name if name.endswith(".ics") else f"{name}.ics", attachment["content"])]
    if attachment.get("type") == "location" and attachment.get("lat") is not None:
        point = (float(attachment["lat"]), float(attachment["lon"]))
        if attachment.get("name") and attachment.get("address"):
            return [venue(*point, str(attachment["name"]), str(attachment["address"]))]
        return [location(*point)]
    return []
