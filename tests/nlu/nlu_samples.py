"""Stores of names for the tests of understanding: no files, no encoders."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Dict, List, Tuple

from knowledge.text import fold


class NameStore:
    """What the linker reads of a store: names and kinds. `names` maps (kind, id) to names, the main one first."""

    def __init__(self, names: Dict[Tuple[str, str], List[str]]) -> None:
        self._kinds = {record: kind for kind, record in names}
        self._names = [(fold(name), record, not n) for (_, record), all_ in names.items() for n, name in enumerate(all_)]

    def names(self) -> List[Tuple[str, str, bool]]:
        """(folded name, record id, is a main name)."""
        return self._names

    def record(self, record_id: str) -> SimpleNamespace:
        """A record that knows its kind."""
        return SimpleNamespace(id=record_id, kind=self._kinds[record_id])


KNOWN = NameStore({
    ("place", "station-f"): ["Station F"],
    ("startup", "dataiku"): ["Dataiku"],
    ("startup", "thunder"): ["Thunder"],
    ("startup", "hugging-face"): ["Hugging Face"],
    ("startup", "mistral-ai"): ["Mistral AI", "Mistral"],
    ("accelerator", "agoranov"): ["Agoranov"],
    ("person", "olivier-ezratty"): ["Olivier Ezratty"],
    ("person", "cedric-villani"): ["Cédric Villani", "Villani"],
    ("policy", "villani-report"): ["Villani report", "rapport Villani"],
    ("visa", "french-tech-visa"): ["French Tech Visa"],
    ("visa", "french-tech-visa-founders"): ["French Tech Visa for founders", "French Tech Visa pour les fondateurs"],
    ("community", "city-ai"): ["City.AI"],
    ("event", "vivatech"): ["VivaTech", "Viva Technology"],
    ("place", "campus-nord-place"): ["Campus Nord"],
    ("accelerator", "campus-nord-incubator"): ["Campus Nord"],
    ("place", "alphatron-one"): ["Alphatron"],
    ("place", "alphatran-two"): ["Alphatran"],
})
