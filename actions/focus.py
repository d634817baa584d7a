"""The focus of a conversation: what was last spoken of and shown, so that "and for employees?" can be understood.

Kept in one slot as plain JSON. Everything in it comes from our own answers, never from the network.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Dict, List, Optional

SLOT = "focus"
# Items of a list that are shown at a time.
PAGE = 5
# Subjects that a person may come back to.
REMEMBERED = 8


@dataclass
class Focus:
    """`records`: ids last spoken of, main one first. `shown`: ids of the list last shown, in its order.

    `intent`: the question last asked. `filter`: the list's filter as JSON; `offset`: how many were shown.
    `pending`: the question to answer once the person has picked a record. `language`: last language spoken;
    `locked`: True once the person chose it. `turn`: count of answers, which varies the wording.
    `history`: ids spoken of one by one, newest first. `told`: what was answered about the main record.
    `heard`: the intent that the last message was taken for.
    """

    records: List[str] = field(default_factory=list)
    shown: List[str] = field(default_factory=list)
    intent: Optional[str] = None
    filter: Dict[str, Any] = field(default_factory=dict)
    offset: int = 0
    pending: Optional[str] = None
    language: Optional[str] = None
    locked: bool = False
    turn: int = 0
    history: List[str] = field(default_factory=list)
    told: List[str] = field(default_factory=list)
    heard: Optional[str] = None

    @classmethod
    def from_slot(cls, value: Any) -> Focus:
        """The focus kept in the slot; a fresh one when the slot is empty or of another version."""
        if not isinstance(value, dict):
            return cls()
        known = {key: value[key] for key in cls.__dataclass_fields__ if key in value}
        return cls(**known)

    def as_slot(self) -> Dict[str, Any]:
        """Plain JSON for the slot."""
        return asdict(self)

    def wish_for(self, filter_: Dict[str, Any]) -> None:
        """Notes a list that was asked for and not shown, so that it can be had when moved; an empty filter is no wish."""
        if filter_.get("kinds"):
            self.filter, self.shown, self.offset, self.intent, self.records = filter_, [], 0, "find", []

    def speak_of(self, records: List[str], intent: Optional[str] = None) -> None:
        """Notes what this answer is about; a list that was shown stays, so that "the third one" still works."""
        if records:
            if records[:1] != self.records[:1]:
                self.told = []
            self.records = records[:5]
            # Side by side, each was spoken of; else the first is the subject and the others belong to it.
            subjects = records if intent == "compare" else records[:1]
            self.history = list(dict.fromkeys([*subjects, *self.history]))[:REMEMBERED]
        if intent and intent not in self.told:
            self.told.append(intent)
        if intent:
            self.intent = intent
        self.pending = None
