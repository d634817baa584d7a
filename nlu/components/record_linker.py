"""Rasa component: which records and facets a message names. Reads `knowledge/` at start; nothing is learnt."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from nlu.components.spelling_mender import TYPED
from nlu.components.text_component import TextComponent
from nlu.linking import shared_linker

ENTITY_OF_FACET = {"kinds": "kind", "topics": "topic", "sectors": "sector", "areas": "area", "audiences": "audience", "stages": "stage",
                   "prices": "price", "spoken": "spoken", "elsewhere": "elsewhere"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RecordLinker(TextComponent, EntityExtractorMixin):
    """Adds entities `record` (value: an id) and `kind`, `topic`, `sector`, `area`, `audience` (value: a key).

    `guesses`: [{"records", "start", "end"}] for words that may be a slip of a short name, where none is linked.
    """

    def __init__(self) -> None:
        self._linker = shared_linker()

    def read(self, message: Message, text: str) -> None:
        """Links the names in the text."""
        links = self._linker.link(text, message.get(TYPED) or "")
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
        message.set("guesses", [{"records": list(one.records), "start": one.start, "end": one.end} for one in links.guesses], add_to_output=True)
        message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
