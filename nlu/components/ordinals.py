"""Rasa component: the items of a list that a message picks ("the second one", "numéro 3"). Nothing is learnt."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.components.date_ranges import without_names
from nlu.components.text_component import TextComponent
from nlu.ordinals import find_ordinals

ORDINALS = "ordinals"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class OrdinalExtractor(TextComponent):
    """Sets `ordinals` on the message: the items picked, counted from 1, from the end from -1."""

    def read(self, message: Message, text: str) -> None:
        """Reads the picks outside the names linked in the text; a message that picks nothing gets none."""
        items = find_ordinals(without_names(text, message.get(ENTITIES, [])))
        if items:
            message.set(ORDINALS, items, add_to_output=True)
