"""Rasa component: which records answer the message. Reads `knowledge/` at start; learns how each article is asked for."""

from __future__ import annotations

import pickle
from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.store import open_store
from nlu.classifying.articles import NONE, ArticleModel
from nlu.components.intent_classifier import leans
from nlu.components.sentence_encoders import SentenceEncoderFeaturizer, sentence_vector
from nlu.components.sources import fingerprint, questions_digest
from nlu.encoding import shared_encoder
from nlu.retrieval import MeaningIndex, asked_questions

# Its examples may well ask for an article, so they say nothing of messages that ask for none.
PRACTICAL = "ask_general"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerRetriever(GraphComponent, IntentClassifier):
    """Sets `matches`: [{"record", "score" and "belief" (see Match), "text"}] best first, at most `limit`."""

    def __init__(self, storage: ModelStorage, resource: Resource, limit: int, learnt: Optional[ArticleModel] = None) -> None:
        self._storage, self._resource, self._limit, self._learnt = storage, resource, limit, learnt
        self._index: Optional[MeaningIndex] = None

    @classmethod
    def required_components(cls) -> List[type]:
        """Needs the sentence vectors."""
        return [SentenceEncoderFeaturizer]

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """What else than its settings decides what it makes: the code behind it, and the questions it learns."""
        return fingerprint() + questions_digest()

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """`limit`: how many matches to report."""
        return {"limit": 6}

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> AnswerRetriever:
        """An untrained component."""
        return cls(model_storage, resource, config.get("limit", 6))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the questions of the articles, against all examples that ask for none; persists what was learnt."""
        asked = asked_questions(open_store())
        others = [one for one in training_data.intent_examples if one.get(TEXT) and one.get(INTENT) != PRACTICAL and not leans(one)]
        vectors = np.vstack([shared_encoder().encode([question for _, question in asked]), *[sentence_vector(one)[None, :] for one in others]])
        self._learnt = ArticleModel().fit(vectors, [record for record, _ in asked] + [NONE] * len(others))
        with self._storage.write_to(self._resource) as folder:
            with open(folder / "articles.pkl", "wb") as file:
                pickle.dump(self._learnt, file)
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext, **kwargs: Any
    ) -> AnswerRetriever:
        """The trained component from the model storage, with the records as they are now. Raises ValueError when the model has none."""
        with model_storage.read_from(resource) as folder:
            with open(folder / "articles.pkl", "rb") as file:
                loaded = cls(model_storage, resource, config.get("limit", 6), pickle.load(file))
        loaded._index = MeaningIndex(open_store(), shared_encoder(), loaded._learnt)
        return loaded

    def process(self, messages: List[Message]) -> List[Message]:
        """Looks each message up in the index of meanings."""
        for message in messages:
            if message.get(TEXT) and self._index:
                found = self._index.nearest(sentence_vector(message), message.get(TEXT), self._limit)
                message.set("matches", [m.as_dict() for m in found], add_to_output=True)
        return messages
