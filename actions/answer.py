"""The one `Answer` every action returns and every channel renders.

`text` is Markdown (paragraphs, `-` and `1.` lists, **bold**, *italic*, [links](https://…)) and complete on its
own; everything else repeats or enriches it in a structured way. `as_dict()` is the JSON that channels receive.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Dict, List, Literal, Optional

Kind = Literal[
    "facts", "list", "steps", "comparison", "definition", "article", "choice", "smalltalk", "refusal", "error"
]
Freshness = Literal["fresh", "ageing", "withheld"]


@dataclass(frozen=True)
class SourceLine:
    """A page behind the answer; `as_of` is an ISO date."""

    title: str
    url: str
    as_of: str


@dataclass(frozen=True)
class FactLine:
    """One figure or statement, already worded; `source` is an index into `Answer.sources`."""

    label: str
    value: str
    source: int
    as_of: str
    freshness: Freshness = "fresh"
    confirmed: bool = True


@dataclass(frozen=True)
class Suggestion:
    """Something to ask next. `payload` comes back as it is when pressed: see `actions/payload.py`."""

    title: str
    payload: str


@dataclass(frozen=True)
class Card:
    """A record in a list. `lines` are short worded facts; `start`/`end` ISO dates or times; `lat`/`lon` degrees."""

    id: str
    kind: str
    title: str
    subtitle: str = ""
    lines: List[str] = field(default_factory=list)
    url: Optional[str] = None
    address: Optional[str] = None
    lat: Optional[float] = None
    lon: Optional[float] = None
    start: Optional[str] = None
    end: Optional[str] = None
    payload: Optional[str] = None


@dataclass(frozen=True)
class Table:
    """A comparison: `columns` heads, `rows` of the same length, first cell a row's label."""

    columns: List[str]
    rows: List[List[str]]


@dataclass(frozen=True)
class Attachment:
    """`ics`: a calendar file (`name`, `content`). `location`: a point (`lat`, `lon`, `name`, `address`)."""

    type: Literal["ics", "location"]
    name: str
    content: Optional[str] = None
    lat: Optional[float] = None
    lon: Optional[float] = None
    address: Optional[str] = None


@dataclass(frozen=True)
class Answer:
    """What the assistant says in one turn. `confidence` is 0..1; `notice` a caution to show under the text.

    `about`: id of the record that the conversation is about after it; a channel can lead elsewhere with it.
    """

    text: str
    language: Literal["en", "fr"]
    kind: Kind
    cards: List[Card] = field(default_factory=list)
    facts: List[FactLine] = field(default_factory=list)
    sources: List[SourceLine] = field(default_factory=list)
    suggestions: List[Suggestion] = field(default_factory=list)
    table: Optional[Table] = None
    attachments: List[Attachment] = field(default_factory=list)
    notice: Optional[str] = None
    about: Optional[str] = None
    confidence: float = 1.0

    def as_dict(self) -> Dict[str, Any]:
        """Plain JSON types, with empty parts left out."""
        return _without_empty(dataclasses.asdict(self))


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(part) for key, part in value.items() if part is not None and part != []}
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    return value
