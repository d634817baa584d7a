"""Which language to answer in.

Order: an explicit choice; the language a message is confidently in; the language of the conversation so far;
the page or button; the app's setting (Telegram); any detection at all; English.
A confident message outranks the page: someone who types English on a French page wants English.
"""

from __future__ import annotations

from typing import Any, Dict, Optional

from actions.focus import Focus

CONFIDENT, CLEAR = 0.9, 0.97
DEFAULT = "en"


def choose(guess: Optional[Dict[str, Any]], hint: Optional[Dict[str, Any]], focus: Focus) -> str:
    """"en" or "fr", from the message's `guess` ({"value", "confidence", "words"}), the channel's `hint`
    ({"value", "source"}) and the conversation's `focus`."""
    source = (hint or {}).get("source")
    if source == "choice":
        return hint["value"]  # type: ignore[index]
    if focus.locked and focus.language:
        return focus.language
    if guess and _confident(guess, against=focus.language):
        return guess["value"]
    if focus.language:
        return focus.language
    if source == "page":
        return hint["value"]  # type: ignore[index]
    if guess and guess["confidence"] >= 0.75:
        return guess["value"]
    if hint:
        return hint["value"]
    return guess["value"] if guess and guess["confidence"] > 0.5 else DEFAULT


def _confident(guess: Dict[str, Any], against: Optional[str]) -> bool:
    if guess["value"] == against:
        return guess["confidence"] >= CONFIDENT
    # Leaving the language of the conversation takes more than one foreign word.
    return guess["confidence"] >= CLEAR and guess["words"] >= 2 or (not against and guess["confidence"] >= CONFIDENT)
