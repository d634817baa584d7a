"""Rasa component: the items of a list that a message picks ("the second one", "numéro 3"). Nothing is learnt."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.date_ranges import without_names
from nlu.ordinals import find_ordinals

ORDINALS = "ordinals"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OrdinalExtractor(GraphComponent):
    """Sets `ordinals` on the message: the items picked, counted from 1, from the end from -1."""

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OrdinalExtractor:
        """A new component; it has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads the picks outside the names linked in each message; a message that picks nothing gets none."""
        for message in messages:
            items = find_ordinals(without_names(message.get(TEXT) or "", message.get(ENTITIES, [])))
            if items:
                message.set(ORDINALS, items, add_to_output=True)
        return messages
