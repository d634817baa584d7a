"""Rasa component: which records and facets a message names. Reads `knowledge/` at start; nothing is learnt."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.store import open_store
from nlu.linking import Linker

ENTITY_OF_FACET = {"kinds": "kind", "topics": "topic", "sectors": "sector", "areas": "area", "audiences": "audience",
                   "prices": "price", "spoken": "spoken", "elsewhere": "elsewhere"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RecordLinker(GraphComponent, EntityExtractorMixin):
    """Adds entities `record` (value: an id) and `kind`, `topic`, `sector`, `area`, `audience` (value: a key)."""

    def __init__(self) -> None:
        self._linker = Linker(open_store())

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> RecordLinker:
        """A new component; it has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Links the names in each message's text."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            links = self._linker.link(text)
            entities = [
                {
                    "entity": "record", "value": link.record, "start": link.start, "end": link.end,
                    "confidence_entity": link.score, "how": link.how, "rivals": list(link.rivals),
                }
                for link in links.records
            ]
            entities += [
                {"entity": ENTITY_OF_FACET[m.facet], "value": m.value, "start": m.start, "end": m.end, "confidence_entity": 1.0}
                for m in links.facets
            ]
            for entity in entities:
                entity["extractor"] = type(self).__name__
            message.set("unknown_names", links.unknown, add_to_output=True)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages
