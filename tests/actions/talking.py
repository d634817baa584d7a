"""A conversation with the actions, without a model: what each message means is told by the test, word by word."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional

from answer_builders import tracker_message
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import handling
from actions.focus import SLOT

ACTIONS = {
    "find": handling.FindRecords, "compare": handling.CompareRecords, "find_my_visa": handling.FindMyVisa, "ask_general": handling.AnswerGeneral,
    **dict.fromkeys(("greet", "thank", "start_over", "change_language"), handling.SmallTalk),
    **dict.fromkeys(("out_of_scope", "ask_other_country", "ask_personal_case"), handling.OutOfScope),
    **dict.fromkeys(("refine", "select", "show_more", "ask_more", "correct", "affirm", "deny"), handling.FollowUp),
}


class Conversation:
    """`says` gives the answer to one message and keeps the focus."""

    def __init__(self, language: str = "en", source: str = "choice") -> None:
        self.focus: Optional[Dict[str, Any]] = None
        self._metadata = {"language": {"value": language, "source": source}}

    def says(
        self, text: str, intent: str, records: Optional[Mapping[str, str]] = None, facets: Optional[Mapping[str, Any]] = None,
        confidence: float = 0.95, **parts: Any
    ) -> Dict[str, Any]:
        """`records`: word of the text → id it is linked to; `facets`: word → "facet=value" or several of them."""
        entities = [_entity(text, word, "record", record) for word, record in (records or {}).items()]
        for word, meanings in (facets or {}).items():
            entities += [_entity(text, word, *one.split("=")) for one in ([meanings] if isinstance(meanings, str) else meanings)]
        message = tracker_message(intent, text, entities, metadata=self._metadata, **parts)
        message["intent"] = {"name": intent, "confidence": confidence}
        dispatcher = CollectingDispatcher()
        tracker = Tracker("someone", {SLOT: self.focus}, message, [], False, None, {}, None)
        (kept,) = ACTIONS.get(intent, handling.AnswerQuestion)().run(dispatcher, tracker, {})
        self.focus = kept["value"]
        return dispatcher.messages[0]["answer"]


def _entity(text: str, word: str, entity: str, value: str) -> Dict[str, Any]:
    start = text.index(word)
    return {"entity": entity, "value": value, "start": start, "end": start + len(word), "confidence_entity": 1.0}


def cards(answer: Dict[str, Any]) -> List[str]:
    """The ids listed."""
    return [card["id"] for card in answer.get("cards", [])]


def spoken_of(conversation: Conversation) -> str:
    """The id of the record that the conversation is about."""
    return conversation.focus["records"][0]
