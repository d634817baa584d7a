"""Typo twins of a test set: the same lines in the same order, each with one or two slips of a real keyboard.

    python -m nlu.evaluation.typos [SETS]

reads `SETS/{en,fr}/test_intents.jsonl` and writes `SETS/{en,fr}/test_typos.jsonl`; SETS defaults to the folder
`sets` beside this file. Every line draws from its own generator, seeded by SEED, the language and the text, so
that editing one line leaves the twins of the others as they were.
"""

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from pathlib import Path
from typing import Callable, Dict, List, Optional, Tuple

from nlu.spelling.keyboards import ROWS, neighbours

SEED = 20261122
SHORT = 14  # characters: a text this short gets one slip, or nobody could read it

# What people write on a phone to save letters.
_SHORTHAND = {
    "en": {
        "you": "u", "your": "ur", "are": "r", "please": "pls", "people": "ppl", "for": "4", "to": "2", "thanks": "thx",
        "because": "cuz", "with": "w/", "without": "w/o", "before": "b4", "about": "abt", "what": "wat", "the": "teh",
        "and": "n", "see": "c", "tomorrow": "tmrw", "want": "wanna", "government": "gov", "company": "co",
        "companies": "cos", "months": "mths", "information": "info", "through": "thru", "how": "hw", "much": "mch",
    },
    "fr": {
        "pour": "pr", "que": "ke", "quel": "kel", "quelle": "kel", "combien": "cb", "quand": "qd", "comment": "cmt",
        "pas": "pa", "c'est": "c", "quoi": "koi", "qui": "ki", "dans": "ds", "tout": "tt", "tous": "ts", "vous": "vs",
        "nous": "ns", "avec": "ac", "beaucoup": "bcp", "toujours": "tjrs", "même": "mm", "est": "è", "est-ce": "esk",
        "merci": "mrc", "temps": "tps", "j'ai": "g", "une": "1", "svp": "svp.", "plus": "+", "les": "lé", "des": "dé",
    },
}
# What a keyboard or an ear puts in place of the word meant: another real word.
_MISTAKEN = {
    "en": {
        "visa": "vista", "its": "it's", "it's": "its", "your": "you're", "then": "than", "than": "then", "form": "from",
        "from": "form", "there": "their", "their": "there", "who": "how", "where": "were", "were": "where",
        "grant": "grand", "startups": "start ups", "startup": "star tup", "permit": "permitt", "meetup": "meet up",
        "meetups": "meet ups", "lose": "loose", "accelerator": "accelarator", "incubator": "incubater", "can": "cane",
        "does": "dose", "which": "wich", "get": "got", "paris": "pairs", "salary": "celery", "station": "stationn",
    },
    "fr": {
        "visa": "visage", "à": "a", "a": "à", "ou": "où", "où": "ou", "et": "est", "sa": "ça", "ça": "sa",
        "ces": "ses", "ses": "ces",
        "on": "ont", "ont": "on", "son": "sont", "sont": "son", "peut": "peux", "peux": "peut",
        "titre": "tire", "prix": "pris", "séjour": "sejours", "carte": "cartes", "bourse": "bouse",
        "meetup": "meet up", "meetups": "meet ups", "faire": "faires", "aller": "allé", "avoir": "avoirs",
        "trouver": "trouvé", "demander": "demandé", "entrer": "entré", "levé": "lever",
        "créé": "crée", "station": "stations",
    },
}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Slip = Callable[[str, str, random.Random], Optional[str]]


_NEAR = {language: neighbours(language) for language in ROWS}


def _letters(text: str) -> List[int]:
    """Places of letters inside words of four letters or more, without the first: slips there stay readable."""
    words = [word for word in _WORD.finditer(text) if len(word.group()) > 3]
    return [place for word in words for place in range(word.start() + 1, word.end()) if text[place].isalpha()]


def _missing(text: str, language: str, draw: random.Random) -> Optional[str]:
    places = _letters(text)
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + text[place + 1:]


def _doubled(text: str, language: str, draw: random.Random) -> Optional[str]:
    places = _letters(text)
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + text[place] + text[place:]


def _swapped(text: str, language: str, draw: random.Random) -> Optional[str]:
    places = [p for p in _letters(text) if p + 1 < len(text) and text[p + 1].isalpha() and text[p] != text[p + 1]]
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2:]


def _neighbour(text: str, language: str, draw: random.Random) -> Optional[str]:
    places = [p for p in _letters(text) if text[p].lower() in _NEAR[language]]
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + draw.choice(_NEAR[language][text[place].lower()]) + text[place + 1:]


def _joined(text: str, language: str, draw: random.Random) -> Optional[str]:
    places = [m.start() + 1 for m in re.finditer(r"\w \w", text)]
    if not places:
        return None
    place = draw.choice(places)
    return text[:place] + text[place + 1:]


def _replaced(words: Dict[str, str], text: str, draw: random.Random) -> Optional[str]:
    found = [m for m in _WORD.finditer(text) if m.group().lower().replace("’", "'") in words]
    if not found:
        return None
    word = draw.choice(found)
    return text[:word.start()] + words[word.group().lower().replace("’", "'")] + text[word.end():]


def _shorthand(text: str, language: str, draw: random.Random) -> Optional[str]:
    return _replaced(_SHORTHAND[language], text, draw)


def _mistaken(text: str, language: str, draw: random.Random) -> Optional[str]:
    return _replaced(_MISTAKEN[language], text, draw)


def _without_accents(text: str, language: str, draw: random.Random) -> Optional[str]:
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _without_apostrophes(text: str, language: str, draw: random.Random) -> Optional[str]:
    return re.sub(r"(?<=\w)['’](?=\w)", draw.choice(["", " "]), text)


def _lower(text: str, language: str, draw: random.Random) -> Optional[str]:
    return text.lower()


# A slip of the first kind is always there; one of the second may come on top.
_HARD: Tuple[Tuple[Slip, int], ...] = (
    (_missing, 4), (_doubled, 2), (_swapped, 3), (_neighbour, 4), (_joined, 2), (_shorthand, 3), (_mistaken, 2),
)
_LIGHT: Tuple[Tuple[Slip, int], ...] = ((_without_accents, 2), (_without_apostrophes, 2), (_lower, 2))


def _apply(slips: Tuple[Tuple[Slip, int], ...], text: str, language: str, draw: random.Random) -> str:
    """The text after the first slip, in an order drawn by weight, that changes it; the text itself if none does."""
    for slip, _ in sorted(slips, key=lambda pair: draw.random() ** (1 / pair[1]), reverse=True):
        changed = slip(text, language, draw)
        if changed and changed != text:
            return changed
    return text


def twin(text: str, language: str) -> str:
    """`text` as a hasty thumb in `language` ("en" or "fr") would leave it: never the same, always the same twin."""
    draw = random.Random(f"{SEED} {language} {text}")
    changed = _apply(_HARD, text, language, draw)
    if changed == text:  # no word long enough: the last key was held too long
        return text + text[-1]
    if len(text) > SHORT:
        again = draw.random()
        if again < 0.35:
            changed = _apply(_LIGHT, changed, language, draw)
        elif again < 0.6:
            changed = _apply(_HARD, changed, language, draw)
    # A second slip may undo the first (the same two letters swapped twice).
    return changed if changed != text else text + text[-1]


def main(sets: Path) -> None:
    """Write the twins of both languages. Raises FileNotFoundError when a test set is missing."""
    for language in ROWS:
        lines = (sets / language / "test_intents.jsonl").read_text(encoding="utf-8").splitlines()
        with (sets / language / "test_typos.jsonl").open("w", encoding="utf-8") as out:
            for line in lines:
                row = json.loads(line)
                row["text"] = twin(row["text"], language)
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "sets")
