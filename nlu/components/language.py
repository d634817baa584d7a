"""Rasa component: the language of the message, with what the channel hinted, for later components and actions."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from nlu.components.text_component import TextComponent
from nlu.language import identify

LANGUAGE = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageIdentifier(TextComponent):
    """Sets `language` on the message: {"value": "en"|"fr", "confidence": 0.5..1, "words": n}."""

    def read(self, message: Message, text: str) -> None:
        """Identifies the language of the text, ignoring the records named in it (facets are words of a language)."""
        names = [(e["start"], e["end"]) for e in message.get("entities", []) if e["entity"] == "record" and "start" in e]
        guess = identify(text, names)
        message.set(LANGUAGE, {"value": guess.language, "confidence": guess.confidence, "words": guess.words}, add_to_output=True)
