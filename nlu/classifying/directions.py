"""Whether a country or city named in a message is where somebody goes, or where somebody comes from."""

from __future__ import annotations

import re
from typing import Optional

from nlu.classifying.arbiter import FROM, TO

_ARTICLE = r"(?:the|la|le|les|l['’])?\s*$"
_TO = re.compile(r"\b(?:to|into|in|en|au|aux|à|a|vers|visit)\s+" + _ARTICLE, re.IGNORECASE)
_FROM = re.compile(r"(?:\b(?:from|of|depuis|born in|living in|n[ée]e? (?:en|au|à)|venue?s? d[eu]s?|de|du|des)\s+|\bd['’])" + _ARTICLE, re.IGNORECASE)


# Where somebody is who asks, and whose papers somebody holds: "I am a researcher in Brazil", « un passeport suisse », "Swiss citizens".
_BEING = re.compile(
    r"\b(?:i am|i['’]?m|we are|we['’]?re|i work|i live|lives?|living|stays?|staying|based|clients?|customers?|suppliers?"
    r"|je suis|j['’]?suis|nous sommes|je travaille|j['’]habite|je vis|vit|vivent|vivant|rest(?:e|er|ant|ent)|basée?s?|cliente?s?|fournisseurs?)\b"
    r"(?!.*\b(?:go|going|move|moving|visa|permit|for|aller|partir|pour|titre)\b)[^,;.?!]{0,40}\b(?:in|en|au|aux|à)\s+" + _ARTICLE, re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?:je suis|j['’]?suis|nous sommes|i am|i['’]m|we are|we['’]re)\s+(?:une?\s+|an?\s+)?$"
    r"|\b(?:passeports?|citoyen(?:ne)?s?|ressortissante?s?|nationalit[ée]|d[ée]veloppeu[rs]e?|ing[ée]nieure?|chercheu[rs]e?)\s+$", re.IGNORECASE)
_HELD = re.compile(
    r"^\s+(?:(?!visa|permit|card|tax)\w+\s+){0,2}(?:passports?|citizens?|nationals?|nationality|engineers?|developers?|devs?|founders?|students?|researchers?"
    r"|employees?|interns?|graduates?|spouse|wife|husband)\b", re.IGNORECASE)


# What is asked of here, whatever else is named; not where one is already.
_HERE = re.compile(r"(?<!live )(?<!living )(?<!am )(?<!vis )(?<!habite )(?<!suis )\b(?:in|to|into|en|vers la) france\b", re.IGNORECASE)
_GOING = re.compile(r"\b(?:to|into|vers|visit|for|aller|go|move|partir|visa|permis|permit)\b[^,;.?!]{0,20}$", re.IGNORECASE)


def direction(before: str, after: str = "") -> Optional[str]:
    """FROM or TO, told by the words `before` and `after` a place's name; None when they tell neither."""
    if _FROM.search(before) or _BEING.search(before) or _HOLDING.search(before) or _HELD.search(after):
        return FROM
    if _HERE.search(before + " " + after) and not _GOING.search(before):
        return FROM
    return TO if _TO.search(before) else None
