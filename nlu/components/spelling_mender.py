"""Rasa component: misspelt words are put right before anything else reads the message. Nothing is learnt."""

from __future__ import annotations

from typing import Any, Dict, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.sources import fingerprint
from nlu.components.text_component import TextComponent
from nlu.language import identify
from nlu.spelling import shared_mender

TYPED = "typed"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SpellingMender(TextComponent):
    """Sets the message's text to what was meant, and `typed` to what was typed where the two differ.

    Comes first: places in the text that later components report are places in the mended text.
    """

    def __init__(self) -> None:
        # Its words take a second to read: at start, and not when the first person asks.
        shared_mender()

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """What else than its settings decides what it makes: the code behind it."""
        return fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mends the examples as messages are mended, so that both are of one kind."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                self.read(example, example.get(TEXT))
        return training_data

    def read(self, message: Message, text: str) -> None:
        """Mends the text, unless it is a payload of a button."""
        if text.startswith(INTENT_MESSAGE_PREFIX):
            return
        mended = mend(text)
        if mended != text:
            message.set(TYPED, text, add_to_output=True)
            message.set(TEXT, mended, add_to_output=True)


def mend(text: str) -> str:
    """`text` with misspelt words put right, in the language it seems to be in."""
    return shared_mender().mend(text, identify(text).language)
