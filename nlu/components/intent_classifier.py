"""Rasa component: intents by meaning and wording, with the nearest examples as a second voice.

A message is heard twice: by itself, and as one that leans on what was said before, learnt from what people say next too.
Whether it does lean only the conversation can tell; "made by?" alone asks who made the assistant.
"""

from __future__ import annotations

import pickle
from typing import Any, Dict, List, Optional, Sequence, Set, Tuple

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.classifying import IntentModel
from nlu.classifying.arbiter import settle
from nlu.classifying.directions import direction
from nlu.components.record_masker import masked_text
from nlu.components.sentence_encoders import SentenceEncoderFeaturizer, whole_vector
from nlu.components.sources import fingerprint
from nlu.training_files import LEANS

RANKED = 10
# A record linked with less may be a misreading, and is no evidence for the intent.
SURE_LINK = 0.85


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SentenceIntentClassifier(GraphComponent, IntentClassifier):
    """Sets `intent`, `intent_ranking`, and `nearness` (0..1: how close the nearest training example is).

    `in_talk` holds the ranking and the nearness of the message taken as a follow-up.
    """

    def __init__(self, storage: ModelStorage, resource: Resource, models: Sequence[IntentModel] = ()) -> None:
        self._storage, self._resource, self._models = storage, resource, models

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """What else than its settings decides what it makes: the code behind it."""
        return fingerprint()

    @classmethod
    def required_components(cls) -> List[type]:
        """Needs the sentence vectors."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`C`: inverse strength of regularisation; `wording`: share (0..1) of what the words say, beside the meaning."""
        return {"C": 0.5, "wording": 0.35}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceIntentClassifier:
        """An untrained component."""
        return cls(model_storage, resource, [IntentModel(config["C"], config["wording"]) for _ in range(2)])

    def train(self, training_data: TrainingData) -> Resource:
        """Fits one model on the examples that stand by themselves, one on all, and persists them."""
        examples = [example for example in training_data.intent_examples if example.get(TEXT)]
        if examples:
            vectors = np.stack([whole_vector(example) for example in examples])
            alone = np.flatnonzero([not leans(example) for example in examples])
            for model, known in zip(self._models, (alone, np.arange(len(examples)))):
                model.fit(vectors[known], [examples[at].get(INTENT) for at in known], [masked_text(examples[at]) for at in known])
        self.persist()
        return self._resource

    def persist(self) -> None:
        """Writes the fitted models into the model storage."""
        with self._storage.write_to(self._resource) as folder:
            with open(folder / "intents.pkl", "wb") as file:
                pickle.dump(list(self._models), file)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SentenceIntentClassifier:
        """The fitted component from the model storage. Raises ValueError when the model has none."""
        with model_storage.read_from(resource) as folder:
            with open(folder / "intents.pkl", "rb") as file:
                return cls(model_storage, resource, pickle.load(file))

    def process(self, messages: List[Message]) -> List[Message]:
        """Ranks the intents of each message."""
        for message in messages:
            if not message.get(TEXT):
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
                continue
            vector, text, linked = whole_vector(message), masked_text(message), _linked(message)
            heard = []
            for model in self._models:
                ranking = settle(model.rank(vector, text), *linked)[:RANKED]
                entries = [{"name": name, "confidence": float(value)} for name, value in ranking]
                heard.append({"ranking": entries, "nearness": model.nearness(vector, ranking[0][0])})
            message.set(INTENT, heard[0]["ranking"][0], add_to_output=True)
            message.set("intent_ranking", heard[0]["ranking"], add_to_output=True)
            message.set("nearness", heard[0]["nearness"], add_to_output=True)
            message.set("in_talk", heard[1], add_to_output=True)
        return messages


def leans(example: Message) -> bool:
    """Whether a training example leans on what was said before it."""
    return bool(((example.get("metadata") or {}).get("intent") or {}).get(LEANS))


def _linked(message: Message) -> Tuple[Dict[str, Set[str]], List[str]]:
    facets: Dict[str, Set[str]] = {}
    records = []
    for entity in message.get(ENTITIES, []):
        if entity["entity"] == "record":
            if entity.get("confidence_entity", 1.0) >= SURE_LINK:
                records.append(entity["value"])
        else:
            facets.setdefault(entity["entity"], set()).add(entity["value"])
        if entity["entity"] == "elsewhere" and "start" in entity:
            way = direction(message.get(TEXT)[: entity["start"]], message.get(TEXT)[entity["end"] :])
            facets.setdefault("way", set()).update({way} if way else ())
    return facets, records
