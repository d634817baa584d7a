"""Countries and cities that the records do not cover, as names to be found in a message."""

from __future__ import annotations

from typing import Iterable, Tuple

from babel import Locale

from knowledge.schema import vocabulary

# Not "elsewhere", or words of their own in one of the languages.
COVERED = {"FR", "EU", "EZ", "UN", "ZZ", "XA", "XB"}
MISREAD = {"jersey", "chad", "tchad", "jordan", "guinee", "turkey", "togo", "mali", "niger", "oman", "man"}


def names() -> Iterable[Tuple[str, str, float]]:
    """(name, "elsewhere:other_country" or "elsewhere:other_city", weight) of every such name."""
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in COVERED and name.lower() not in MISREAD and len(name) > 3:
                yield name, "elsewhere:other_country", 1.0
    for value, entry in vocabulary.facets("elsewhere").items():
        for word in {*entry.words.en, *entry.words.fr}:
            yield word, f"elsewhere:{value}", 1.0
