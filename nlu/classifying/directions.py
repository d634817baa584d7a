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
    r"|je suis|j['’]?suis|nous sommes|je travaille|j['’]habite|je vis|vit|vivent|vivant|rest(?:e|er|ant|ent)|basée?s?|cliente?s?|fournisseurs?"
    r"|se trouv\w+|r[ée]sid\w+|habitant|est encore|est toujours"
    r"|is still|is currently|currently|resides?|residing)\b"
    r"(?!.*\b(?:go|going|move|moving|visa|permit|for|aller|partir|pour|titre)\b)[^,;.?!]{0,40}\b(?:in|en|au|aux|à)\s+" + _ARTICLE, re.IGNORECASE,
)
_HOLDING = re.compile(
    r"\b(?:je suis|j['’]?suis|nous sommes|i am|i['’]m|we are|we['’]re)\s+(?:une?\s+|an?\s+)?$"
    r"|\b(?:passeports?|citoyen(?:ne)?s?|ressortissante?s?|nationalit[ée]|d[ée]veloppeu[rs]e?|ing[ée]nieure?|chercheu[rs]e?|profils?|recrues?"
    r"|fondat(?:eur|rice)s?|entrepreneu(?:r|se)s?|[ée]tudiante?s?|stagiaires?|salari[ée]e?s?|candidate?s?|employ[ée]e?s?|doctorante?s?|scientifiques?"
    r"|conjointe?s?|[ée]pou(?:x|se)|femme|mari|compagn(?:on|e)|associ[ée]e?s?|amie?s?|coll[eè]gues?|scientists?|designers?|devs?)\s+$", re.IGNORECASE)
_HELD = re.compile(
    r"^\s+(?:(?!visa|permit|card|tax)\w+\s+){0,2}(?:passports?|citizens?|nationals?|nationality|engineers?|developers?|devs?|founders?|students?|researchers?"
    r"|employees?|interns?|graduates?|spouse|wife|husband|partner|friend|colleagues?|co-?founders?|scientists?|designers?|candidates?|hires?|recruits?"
    r"|postdocs?|workers?|freelancers?|team)\b", re.IGNORECASE)


# What is asked of here, whatever else is named; not where one is already.
_HERE = re.compile(r"(?<!live )(?<!living )(?<!am )(?<!vis )(?<!habite )(?<!suis )\b(?:in|to|into|en|vers la) france\b"
    r"|(?<!d[’'])\bici\b|\bchez vous\b|\bover here\b", re.IGNORECASE)
_GOING = re.compile(r"\b(?:to|into|vers|visit|for|aller|go|move|partir|visa|permis|permit)\b[^,;.?!]{0,20}$", re.IGNORECASE)


# What a country gives, has or makes: "Belgian citizenship" wanted, « le crédit d’impôt israélien ».
_GIVEN = re.compile(
    r"\b(?:visas?|permis|titres?|cartes? de s[ée]jour|cr[ée]dits? d['’]imp[ôo]ts?|incubateurs?|acc[ée]l[ée]rateurs?|subventions?|aides?|programmes?|lois?"
    r"|r[èe]gles?|imp[ôo]ts?|la nationalit[ée]|le passeport|fiscalit[ée]|ambassades?|consulats?)\s+$", re.IGNORECASE)
_GIVING = re.compile(
    r"^(?:['’]s)?\s+(?:visas?|work permits?|residence permits?|permits?|tax(?:es)?|laws?|grants?|incubators?|accelerators?|funding|citizenship|golden visas?"
    r"|embass(?:y|ies)|consulates?)\b", re.IGNORECASE)


def direction(before: str, after: str = "") -> Optional[str]:
    """FROM or TO, told by the words `before` and `after` a place's name; None when they tell neither."""
    if _GIVEN.search(before) or _GIVING.search(after):
        return TO
    if _FROM.search(before) or _BEING.search(before) or _HOLDING.search(before) or _HELD.search(after):
        return FROM
    if _HERE.search(before + " " + after) and not _GOING.search(before):
        return FROM
    return TO if _TO.search(before) else None
