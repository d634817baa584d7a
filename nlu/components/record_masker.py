"""Rasa component: the message with its names replaced by their kinds, for telling intents apart. Nothing is learnt."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Optional, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.store import open_store
from nlu.components.sources import fingerprint
from nlu.components.text_component import TextComponent
from nlu.language import identify
from nlu.linking import shared_linker
from nlu.linking.masking import SURE, masked

MASKED = "masked"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class RecordMasker(TextComponent):
    """Sets `masked` where the text names records. Comes after RecordLinker, whose links it uses."""

    def __init__(self) -> None:
        self._store = open_store()

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """What else than its settings decides what it makes: the code behind it."""
        return fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Masks the examples, which carry no links of their own."""
        linker = shared_linker()
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if text:
                self._mask(example, text, ((link.start, link.end, link.record) for link in linker.link(text).records if link.score >= SURE))
        return training_data

    def read(self, message: Message, text: str) -> None:
        """Masks the records linked in the message."""
        if not text.startswith(INTENT_MESSAGE_PREFIX):
            linked = (one for one in message.get("entities", []) if one["entity"] == "record" and one.get("confidence_entity", 0.0) >= SURE)
            self._mask(message, text, ((one["start"], one["end"], one["value"]) for one in linked if "start" in one))

    def _mask(self, message: Message, text: str, links: Iterable[Tuple[int, int, str]]) -> None:
        names = [(start, end, self._store.record(record).kind) for start, end, record in links]
        if names:
            message.set(MASKED, masked(text, names, identify(text, [(start, end) for start, end, _ in names]).language), add_to_output=True)


def masked_text(message: Message) -> str:
    """The message's text without names: its own where it names nothing."""
    return message.get(MASKED) or message.get(TEXT)
