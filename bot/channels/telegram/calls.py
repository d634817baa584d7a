"""Calls to the Bot API as plain data, so that they can be stored before they are made.

A call names a method of `telegram.Bot` and holds JSON arguments, without the chat: that is added when it is sent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Dict, List

Buttons = List[List[Dict[str, str]]]


@dataclass(frozen=True)
class Call:
    """`method`: a method of `telegram.Bot`; `arguments`: its arguments as JSON types."""

    method: str
    arguments: Dict[str, Any] = field(default_factory=dict)

    def dumps(self) -> str:
        """As JSON text."""
        return json.dumps([self.method, self.arguments])

    @classmethod
    def loads(cls, stored: str) -> "Call":
        """The call that `dumps` wrote."""
        method, arguments = json.loads(stored)
        return cls(method, arguments)

    def having(self, **arguments: Any) -> "Call":
        """The same call with more arguments; those that are None are left out."""
        given = {name: value for name, value in arguments.items() if value is not None}
        return Call(self.method, {**self.arguments, **given})


def message(html: str, buttons: Buttons = ()) -> Call:  # type: ignore[assignment]
    """A text message in Telegram HTML with an inline keyboard of `{"text", "callback_data"|"url"}` rows."""
    call = Call("send_message", {"text": html, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}})
    return call.having(reply_markup={"inline_keyboard": buttons} if buttons else None)


def edit(shown: Call, message_id: int) -> Call:
    """`shown`, a text message, in the place of an earlier message."""
    return Call("edit_message_text", {**shown.arguments, "message_id": message_id})


def document(name: str, content: str) -> Call:
    """A text file to download."""
    return Call("send_document", {"filename": name, "document": content})


def venue(latitude: float, longitude: float, title: str, address: str) -> Call:
    """A place on a map with its name and address; degrees."""
    return Call("send_venue", {"latitude": latitude, "longitude": longitude, "title": title, "address": address})


def location(latitude: float, longitude: float) -> Call:
    """A point on a map; degrees."""
    return Call("send_location", {"latitude": latitude, "longitude": longitude})
