"""Rasa component: the days a message speaks of, reckoned from today in Paris. Nothing is learnt."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from knowledge.freshness import today
from nlu.components.text_component import TextComponent
from nlu.dates import find_dates

DATES = "dates"
_YEAR_AT_END = re.compile(r"(?<!\d)20\d\d$")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DateRangeExtractor(TextComponent):
    """Sets `dates` on the message: {"start", "end"} ISO dates, half-open, "text" and perhaps "start_time", "end_time".

    A message that means no date gets none. Comes after the record linker and the language identifier.
    """

    def read(self, message: Message, text: str) -> None:
        """Finds the date in the text, outside the names linked in it."""
        language = (message.get("language") or {}).get("value", "fr")
        found = find_dates(without_names(text, message.get(ENTITIES, [])), language, today())
        if found:
            dates = {"start": found.start.isoformat(), "end": found.end.isoformat(), "text": text[found.text_start : found.text_end]}
            times = {"start_time": found.start_time, "end_time": found.end_time}
            dates.update({key: value for key, value in times.items() if value})
            message.set(DATES, dates, add_to_output=True)


def without_names(text: str, entities: List[Dict[str, Any]]) -> str:
    """The text with linked names blotted out, letter for letter ("Hello Tomorrow" is no date).

    A year at the end of a name stays ("VivaTech 2027"), unless it belongs to the name ("France 2030").
    """
    for entity in entities:
        if entity.get("entity") == "record" and "start" in entity:
            start, end = entity["start"], entity["end"]
            year = _YEAR_AT_END.search(text[start:end])
            if year and year.group() not in str(entity["value"]):
                end = start + year.start()
            text = text[:start] + re.sub(r"\S", "x", text[start:end]) + text[end:]
    return text
