"""Payloads: what a pressed button or chip sends back, at most 64 bytes, checked before it is believed.

Grammar, fields parted by `|`:
  `a|<intent>|<record id>`    ask this of that record          `a|ask_cost|french-tech-visa`
  `s|<record id>`             I meant this record (repeats the question that was open)
  `m`                         more of the list shown
  `l|en`, `l|fr`              speak this language
  `i|<intent>`                a plain intent without a record  `i|ask_capabilities`
  `f|up`, `f|down`, `f|wrong` feedback on the last answer
  `t|<text>`                  as if the person had typed that text
A record id that does not fit into 64 bytes is replaced by `#` and the first 12 hex digits of its SHA-1, which
the reader resolves among the records it knows.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Optional

MAX_BYTES = 64
_INTENT = re.compile(r"[a-z][a-z_]{2,40}")
_RECORD = re.compile(r"#[0-9a-f]{12}|[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Payload:
    """A payload taken apart: `intent` to act on, with the `record`, `language`, `rating` or `text` it carries."""

    intent: str
    record: Optional[str] = None
    language: Optional[str] = None
    rating: Optional[str] = None
    text: Optional[str] = None


def short_id(record: str) -> str:
    """`#` and 12 hex digits that stand for a long record id."""
    return "#" + hashlib.sha1(record.encode()).hexdigest()[:12]


def ask(intent: str, record: str) -> str:
    """Payload that asks `intent` of a record."""
    whole = f"a|{intent}|{record}"
    return whole if len(whole.encode()) <= MAX_BYTES else f"a|{intent}|{short_id(record)}"


def select(record: str) -> str:
    """Payload that names the record a person meant."""
    whole = f"s|{record}"
    return whole if len(whole.encode()) <= MAX_BYTES else f"s|{short_id(record)}"


def text(typed: str) -> Optional[str]:
    """Payload that types a text, or None when it is too long for one."""
    whole = f"t|{typed}"
    return whole if len(whole.encode()) <= MAX_BYTES else None


def parse(payload: str) -> Optional[Payload]:
    """The payload taken apart, or None when it is none of ours (another version's, or forged)."""
    if len(payload.encode()) > MAX_BYTES:
        return None
    code, _, rest = payload.partition("|")
    if code == "a":
        intent, _, record = rest.partition("|")
        if _INTENT.fullmatch(intent) and _RECORD.fullmatch(record):
            return Payload(intent, record=record)
    elif code == "s" and _RECORD.fullmatch(rest):
        return Payload("select", record=rest)
    elif code == "m" and not rest:
        return Payload("show_more")
    elif code == "l" and rest in ("en", "fr"):
        return Payload("change_language", language=rest)
    elif code == "i" and _INTENT.fullmatch(rest):
        return Payload(rest)
    elif code == "f" and rest in ("up", "down", "wrong"):
        return Payload("give_feedback", rating=rest)
    elif code == "t" and rest.strip():
        return Payload("", text=rest.strip())
    return None
