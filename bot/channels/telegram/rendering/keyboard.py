"""Inline keyboards: suggestions and numbered choices as buttons, within Telegram's limits."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Sequence, Tuple

from actions import payload as payloads

MAX_BUTTONS = 8
MAX_NUMBERS = 8
# Two buttons side by side show about this many characters each on a small phone.
_HALF_ROW = 18

# What is thought of an answer; the words of the buttons are the same in every language.
RATINGS = {"👍": "f|up", "👎": "f|down"}

Row = List[Dict[str, str]]


def keyboard(suggestions: Sequence[Mapping[str, Any]], choices: Sequence[Tuple[int, str]] = ()) -> List[Row]:
    """Rows of `{"text", "callback_data"}` buttons.

    `suggestions`: `{"title", "payload"}`, as in `Answer.suggestions`. `choices`: number in the list and payload of
    records; they become rows of numbers. A payload that is not ours has no button, since pressing it would fail.
    """
    numbers = [
        {"text": str(number), "callback_data": payload} for number, payload in choices if payloads.parse(payload)
    ]
    rows: List[Row] = [numbers[at:at + MAX_NUMBERS] for at in range(0, len(numbers), MAX_NUMBERS)]
    short: Row = []
    for suggestion in _usable(suggestions):
        button = {"text": suggestion["title"], "callback_data": suggestion["payload"]}
        if len(suggestion["title"]) > _HALF_ROW:
            rows.extend([short] if short else [])
            rows.append([button])
            short = []
            continue
        short.append(button)
        if len(short) == 2:
            rows.append(short)
            short = []
    return rows + ([short] if short else [])


def rating() -> Row:
    """The buttons that rate an answer."""
    return [{"text": sign, "callback_data": payload} for sign, payload in RATINGS.items()]


def without_rating(markup: Any) -> List[Row]:
    """The rows of a pressed message's `InlineKeyboardMarkup` as JSON, without the buttons that rate."""
    rows = [
        [button.to_dict() for button in row if button.callback_data not in RATINGS.values()]
        for row in getattr(markup, "inline_keyboard", ()) or ()
    ]
    return [row for row in rows if row]


def _usable(suggestions: Sequence[Mapping[str, Any]]) -> List[Mapping[str, Any]]:
    kept, seen = [], set()
    for suggestion in suggestions:
        payload, title = str(suggestion.get("payload", "")), str(suggestion.get("title", "")).strip()
        if title and payload not in seen and payloads.parse(payload):
            seen.add(payload)
            kept.append({"title": title, "payload": payload})
    return kept[:MAX_BUTTONS]


def title_of(markup: Any, data: str) -> str:
    """The words on the button of a pressed message's `InlineKeyboardMarkup` that carries `data`, or ""."""
    for row in getattr(markup, "inline_keyboard", ()) or ():
        for button in row:
            if button.callback_data == data:
                return button.text
    return ""
