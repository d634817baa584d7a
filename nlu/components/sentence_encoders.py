"""Rasa component: the scaled vectors of both sentence encoders as a sentence feature, of a text and of it without names."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.record_masker import RecordMasker, masked_text
from nlu.components.sources import fingerprint
from nlu.encoding import shared_encoder
from nlu.encoding.encoder import SENTENCE_SIZE

ORIGIN = "SentenceEncoderFeaturizer"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(GraphComponent):
    """Adds one dense sentence feature of 1,408 numbers to the text of a message: 896 of the text, 512 of it without names."""

    def __init__(self) -> None:
        self._encoder = shared_encoder()

    @classmethod
    def required_components(cls) -> List[type]:
        """Needs the names masked."""
        return [RecordMasker]

    @classmethod
    def fingerprint_addon(cls, config: Dict[Text, Any]) -> Optional[str]:
        """What else than its settings decides what it makes: the code behind it."""
        return fingerprint()

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceEncoderFeaturizer:
        """A new component; it has no settings."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encodes every example (known ones come from the disk cache)."""
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        vectors = self._encoder.encode_both([example.get(TEXT) for example in examples], [masked_text(example) for example in examples])
        for example, vector in zip(examples, vectors):
            _add(example, vector)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Encodes each message."""
        for message in messages:
            if message.get(TEXT):
                _add(message, self._encoder.encode_message(message.get(TEXT), masked_text(message)))
        return messages


def _add(message: Message, vector: np.ndarray) -> None:
    message.add_features(Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, ORIGIN))


def sentence_vector(message: Message) -> np.ndarray:
    """The vector (896,) that the featurizer put on a message."""
    return whole_vector(message)[:SENTENCE_SIZE]


def whole_vector(message: Message) -> np.ndarray:
    """The vector (1408,) that the featurizer put on a message: with the part of the message without names."""
    _, sentence = message.get_dense_features(TEXT, [ORIGIN])
    return sentence.features[0]
