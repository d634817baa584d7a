"""Rasa component: the language of the message, with what the channel hinted, for later components and actions."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.language import identify

LANGUAGE = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageIdentifier(GraphComponent):
    """Sets `language` on the message: {"value": "en"|"fr", "confidence": 0.5..1, "words": n}."""

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> LanguageIdentifier:
        """A new component; it has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Identifies the language of each message's text, ignoring the records named in it (facets are words of a language)."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                names = [(e["start"], e["end"]) for e in message.get("entities", []) if e["entity"] == "record" and "start" in e]
                guess = identify(text, names)
                found = {"value": guess.language, "confidence": guess.confidence, "words": guess.words}
                message.set(LANGUAGE, found, add_to_output=True)
        return messages
