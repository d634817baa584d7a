"""The one door from any channel into Rasa: what a stranger sent becomes a safe user message.

Rasa reads a text that begins with `/` as an intent payload; a stranger must not reach that, so typed text never
keeps leading slashes, and payloads are parsed against our own grammar before they become an intent.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Dict, Optional

from rasa.core.channels.channel import OutputChannel, UserMessage

from actions import payload as payloads
from bot import rasa_mends

rasa_mends.apply()

MAX_CHARACTERS = 2000
# Slashes and blanks together: "/ /restart" must not become "/restart".
_COMMAND = re.compile(r"^[\s/\u2044\uff0f]+")
# Colour codes that come along when text is copied from a terminal.
_TERMINAL = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Rejected(ValueError):
    """The input cannot be answered; `code` names why: "empty", "too_long" or "unknown_payload"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def clean(text: str) -> str:
    """Typed text without control characters and leading slashes, in Unicode's composed form.

    Raises Rejected("empty") when nothing is left, Rejected("too_long") past MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS:
        raise Rejected("too_long")
    text = _TERMINAL.sub(" ", unicodedata.normalize("NFC", text))
    kept = "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in text)
    kept = _COMMAND.sub("", kept).strip()
    # Zero-width characters alone are as empty as blanks.
    if not any(unicodedata.category(c) not in ("Cf", "Zs", "Zl", "Zp", "Cc", "Mn") for c in kept):
        raise Rejected("empty")
    return kept


def from_text(text: str) -> str:
    """Rasa's message text for something typed. Raises Rejected."""
    return clean(text)


def from_payload(payload: str) -> str:
    """Rasa's message text for a pressed button. Raises Rejected("unknown_payload")."""
    parsed = payloads.parse(payload)
    if parsed is None:
        raise Rejected("unknown_payload")
    if parsed.text is not None:
        return clean(parsed.text)
    entities: Dict[str, Any] = {}
    if parsed.record:
        entities["record"] = [parsed.record]
    if parsed.language:
        entities["language"] = parsed.language
    if parsed.rating:
        entities["rating"] = parsed.rating
    return f"/{parsed.intent}" + (json.dumps(entities) if entities else "")


def user_message(
    text: str,
    sender_id: str,
    output_channel: OutputChannel,
    channel: str,
    language: Optional[str] = None,
    language_source: str = "page",
    shown: Optional[str] = None,
    message_id: Optional[str] = None,
) -> UserMessage:
    """A message for Rasa's processor.

    `text`: from `from_text` or `from_payload`. `language`: "en", "fr" or None, a hint whose weight
    `language_source` gives ("choice", "page", "telegram"). `shown`: what the person sees of their own message.
    """
    metadata: Dict[str, Any] = {"channel": channel, "shown": shown if shown is not None else text}
    if language in ("en", "fr"):
        metadata["language"] = {"value": language, "source": language_source}
    return UserMessage(
        text=text, output_channel=output_channel, sender_id=sender_id,
        input_channel=channel, message_id=message_id, metadata=metadata,
    )
