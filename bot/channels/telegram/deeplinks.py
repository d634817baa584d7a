"""Deep links: what may follow `?start=` or `?startgroup=` is 1-64 of `A-Za-z0-9_-`, and carries a topic or a payload.

`a|ask_cost|french-tech-visa` becomes `a__ask_cost__french-tech-visa`; the `#` of a shortened record id becomes `-`;
the text of a `t|` payload is base64url. A bare word is a topic (`visas`), else a record id (`station-f`).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any, Mapping, Optional

from actions import payload as payloads

MAX_CHARACTERS = 64
_ALLOWED = re.compile(r"[A-Za-z0-9_-]{1,64}")
_RECORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
TOPICS = ("visas", "events", "meetups", "startups", "programmes", "places")
# Kind of the records in a list -> the topic that lists them.
_LISTED = {
    "visa": "visas", "event": "events", "meetup": "meetups", "startup": "startups", "programme": "programmes",
    "place": "places", "accelerator": "places",
}
# An answer of another kind (a greeting, a question back, an apology) is about nothing that could be opened.
_TOPICAL = ("facts", "list", "steps", "comparison", "definition", "article")


def encode(payload: str) -> Optional[str]:
    """The start parameter for a payload, or None when it does not fit or is none of ours."""
    if payloads.parse(payload) is None:
        return None
    code, _, rest = payload.partition("|")
    if code == "t":
        parameter = "t__" + base64.urlsafe_b64encode(rest.encode()).decode().rstrip("=")
    else:
        parameter = payload.replace("|", "__").replace("#", "-")
    return parameter if _ALLOWED.fullmatch(parameter) and decode(parameter) == payload else None


def decode(parameter: str) -> Optional[str]:
    """The payload that a start parameter stands for, or None: then greet. Topics are not payloads: see `topic`."""
    if not _ALLOWED.fullmatch(parameter):
        return None
    if parameter.startswith("t__"):
        return _checked(_text(parameter[3:]))
    if "__" in parameter:
        fields = ["#" + field[1:] if field.startswith("-") else field for field in parameter.split("__")]
        return _checked("|".join(fields))
    if parameter in TOPICS or not _RECORD.fullmatch(parameter):
        return None
    return payloads.ask("ask_definition", parameter)


def topic(parameter: str) -> Optional[str]:
    """The topic that a start parameter names, or None."""
    return parameter if parameter in TOPICS else None


def of_answer(answer: Mapping[str, Any]) -> Optional[str]:
    """The start parameter that opens what an Answer (JSON) is about: a list's topic, else its record; None without one."""
    if answer.get("kind") not in _TOPICAL:
        return None
    cards = answer.get("cards") or []
    listed = {_LISTED.get(card["kind"]) for card in cards}
    if len(cards) > 1 and len(listed) == 1 and None not in listed:
        return listed.pop()
    return _record(answer["about"]) if answer.get("about") else None


def _record(record: str) -> Optional[str]:
    if record not in TOPICS and _RECORD.fullmatch(record) and len(record) <= MAX_CHARACTERS:
        return record
    return encode(payloads.ask("ask_definition", record))


def _text(encoded: str) -> str:
    try:
        return "t|" + base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _checked(payload: str) -> Optional[str]:
    return payload if payloads.parse(payload) else None
