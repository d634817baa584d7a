"""What a good answer must be, never its whole wording.

Of every answer: it has a text in the conversation's language, no error, payloads that can be pressed, dated sources.
Of the answer to one turn, under `expect`:
  `kind`: one or several; `language`: when it is not the folder's; `records`, `not_records`: ids it speaks of, or not
  (a card, a suggestion, or the record's name in the text; "a|b" is either); `says`, `not_says`: fragments of the text,
  without regard to case and kind of blank ("a|b" is either); `source`: at least one; `notice`: a caution;
  `suggestions`, `cards`: at least so many; `cards_of`: a kind that all cards are of; `upcoming`: no card has ended;
  `no_facts`: none at all; `picked`: it speaks of the n-th item of the answer before.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

import yaml

from actions import payload

RECORDS = Path(__file__).resolve().parents[2] / "knowledge" / "records"
KEYS = {
    "kind", "language", "records", "not_records", "says", "not_says", "source", "notice", "suggestions", "cards", "cards_of", "upcoming",
    "no_facts", "picked",
}
Answer = Dict[str, Any]


def always(answer: Answer, language: str) -> List[str]:
    """What is wrong with an answer whatever was asked."""
    wrong = []
    if not answer["text"].strip():
        wrong.append("the text is empty")
    if answer["language"] != language:
        wrong.append(f"it is in {answer['language']}, not {language}")
    if answer["kind"] == "error":
        wrong.append("it is an apology")
    for suggestion in answer.get("suggestions", []):
        if not suggestion["title"].strip() or payload.parse(suggestion["payload"]) is None:
            wrong.append(f"a suggestion cannot be pressed: {suggestion}")
    for source in answer.get("sources", []):
        if not source["url"].startswith("http") or not dt.date.fromisoformat(source["as_of"]):
            wrong.append(f"a source has no address or date: {source}")
    for fact in answer.get("facts", []):
        if not 0 <= fact["source"] < len(answer.get("sources", [])):
            wrong.append(f"a fact has no source: {fact}")
    return wrong


def unmet(answer: Answer, expect: Dict[str, Any], before: Optional[Answer], language: str) -> List[str]:
    """Which expectations of a turn the answer does not meet; `before` is the answer of the turn before."""
    wrong = always(answer, expect.get("language", language))
    spoken, text = expect.get("language", language), folded(answer["text"])
    if "kind" in expect and answer["kind"] not in _many(expect["kind"]):
        wrong.append(f"kind is {answer['kind']}, not {expect['kind']}")
    wrong += [f"does not speak of {one}" for one in _many(expect.get("records", [])) if not any(speaks_of(answer, r, spoken) for r in one.split("|"))]
    wrong += [f"speaks of {one}" for one in _many(expect.get("not_records", [])) if speaks_of(answer, one, spoken)]
    wrong += [f"does not say {one!r}" for one in _many(expect.get("says", [])) if not any(folded(part) in text for part in one.split("|"))]
    wrong += [f"says {one!r}" for one in _many(expect.get("not_says", [])) if folded(one) in text]
    if expect.get("source") and not answer.get("sources"):
        wrong.append("has no source")
    if expect.get("notice") and not answer.get("notice"):
        wrong.append("has no caution")
    for part in ("suggestions", "cards"):
        if len(answer.get(part, [])) < expect.get(part, 0):
            wrong.append(f"has {len(answer.get(part, []))} {part}, not {expect[part]}")
    if expect.get("no_facts") and answer.get("facts"):
        wrong.append("states facts")
    if "cards_of" in expect and any(card["kind"] != expect["cards_of"] for card in answer.get("cards", [])):
        wrong.append(f"lists other things than {expect['cards_of']}: {[card['id'] for card in answer['cards']]}")
    if expect.get("upcoming") and any(card.get("end", "9") < dt.date.today().isoformat() for card in answer.get("cards", [])):
        wrong.append("lists what is over")
    if "picked" in expect:
        wanted = before["cards"][expect["picked"] - 1]["title"] if before and before.get("cards") else "(no list before)"
        if folded(wanted) not in text:
            wrong.append(f"does not speak of item {expect['picked']}, {wanted}")
    return wrong


def speaks_of(answer: Answer, record: str, language: str) -> bool:
    """Whether a record is among the answer's cards, pressable suggestions, or names in the text."""
    pressed = [payload.parse(one["payload"]) for one in answer.get("suggestions", [])]
    ids = {card["id"] for card in answer.get("cards", [])} | {one.record for one in pressed if one and one.record}
    return record in ids or payload.short_id(record) in ids or folded(name_of(record, language)) in folded(answer["text"])


@lru_cache(maxsize=None)
def name_of(record: str, language: str) -> str:
    """A record's name. Raises ValueError when there is no such record."""
    (path,) = RECORDS.glob(f"*/{record}.yml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))["name"][language]


def folded(text: str) -> str:
    """Lower case, with plain spaces and straight apostrophes."""
    return text.casefold().replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def _many(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
