"""Countries and cities that the records do not cover, as names to be found in a message."""

from __future__ import annotations

from typing import Iterable, Tuple

from babel import Locale
from babel.core import get_global

from knowledge.schema import vocabulary

# Not "elsewhere", or words of their own in one of the languages.
COVERED = {"FR", "EU", "EZ", "UN", "ZZ", "XA", "XB"}
MISREAD = {"réunion", "maurice", "dominique", "jersey", "chad", "tchad", "jordan", "guinee", "oman", "man"}
# Countries under other names than Unicode's.
_ALSO = ("Turkey", "Turquie", "Ivory Coast", "Czech Republic", "République tchèque", "Holland", "Hollande", "Burma", "Birmanie", "Cape Verde", "Macedonia")
# Cities by which the world's time zones are called, in the regions where those are cities; not France's own, nor words.
_REGIONS = ("Africa/", "America/", "Asia/", "Australia/", "Europe/")
_NO_CITIES = set(
    "Paris,Vincennes,Center,Knox,Winamac,Creston,Troll,Phoenix,Nelson,Marengo,Regina,Monaco,Merida,Adak,Nome,Oral,Chita,Hovd,Resolute,Darwin,Samara,"
    "Sofia,Antigua,Bahia,Dawson,Jersey,Juba,Dili,Lindeman,Cayenne,Marigot,Miquelon,Vatican,Cayman,Santiago,Nassau,Noronha,Kirov,Recife,Thule".split(",")
)


def names() -> Iterable[Tuple[str, str, float]]:
    """(name, "elsewhere:other_country" or "elsewhere:other_city", weight) of every such name."""
    for name in _ALSO:
        yield name, "elsewhere:other_country", 1.0
    for language in ("en", "fr"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in COVERED and name.lower() not in MISREAD and len(name) > 3:
                yield name, "elsewhere:other_country", 1.0
        for zone, entry in Locale(language).time_zones.items():
            city = entry.get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
            if zone.startswith(_REGIONS) and zone.count("/") == 1 and len(city) > 3 and city not in _NO_CITIES:
                yield city, "elsewhere:other_country", 1.0
    for zone, territory in get_global("zone_territories").items():
        city = zone.rsplit("/", 1)[-1].replace("_", " ")
        if zone.startswith(_REGIONS) and zone.count("/") == 1 and len(city) > 3 and territory not in COVERED and city not in _NO_CITIES:
            yield city, "elsewhere:other_country", 1.0
    for value, entry in vocabulary.facets("elsewhere").items():
        for word in {*entry.words.en, *entry.words.fr}:
            yield word, f"elsewhere:{value}", 1.0
