"""Rasa component: which records mean nearly the same as the message. Reads `knowledge/` at start; nothing is learnt."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.store import open_store
from nlu.components.sentence_encoders import SentenceEncoderFeaturizer, sentence_vector
from nlu.encoding import shared_encoder
from nlu.retrieval import MeaningIndex


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AnswerRetriever(GraphComponent, IntentClassifier):
    """Sets `matches`: [{"record", "score" 0..1, "text"}] best first, at most `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._index = MeaningIndex(open_store(), shared_encoder())

    @classmethod
    def required_components(cls) -> List[type]:
        """Needs the sentence vectors."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`limit`: how many matches to report."""
        return {"limit": 6}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> AnswerRetriever:
        """A new component."""
        return cls(config.get("limit", 6))

    def process(self, messages: List[Message]) -> List[Message]:
        """Looks each message up in the index of meanings."""
        for message in messages:
            if message.get(TEXT):
                found = self._index.nearest(sentence_vector(message), message.get(TEXT), self._limit)
                message.set("matches", [m.as_dict() for m in found], add_to_output=True)
        return messages
