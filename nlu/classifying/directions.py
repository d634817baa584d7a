"""Whether a country or city named in a message is where somebody goes, or where somebody comes from."""

from __future__ import annotations

import re
from typing import Optional

from nlu.classifying.arbiter import FROM, TO

_ARTICLE = r"(?:the|la|le|les|l['’])?\s*$"
_TO = re.compile(r"\b(?:to|into|in|en|au|aux|à|a|vers|visit)\s+" + _ARTICLE, re.IGNORECASE)
_FROM = re.compile(r"(?:\b(?:from|of|depuis|born in|living in|n[ée]e? (?:en|au|à)|venue?s? d[eu]s?|de|du|des)\s+|\bd['’])" + _ARTICLE, re.IGNORECASE)


def direction(before: str) -> Optional[str]:
    """FROM or TO, told by the words `before` a place's name; None when they tell neither."""
    if _FROM.search(before):
        return FROM
    return TO if _TO.search(before) else None
