"""What the encoder is tuned on: our training examples and questions, each also with slips of the finger, mended as messages are."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass
from typing import Callable, List, Optional, Tuple

from knowledge.store import open_store
from nlu.classifying.articles import NONE
from nlu.components.answer_retriever import PRACTICAL
from nlu.components.spelling_mender import mend
from nlu.encoding.encoder import prepare
from nlu.spelling.keyboards import neighbours
from nlu.training_files import LANGUAGES, training_examples

# How many versions with slips are made of each text.
SLIPS = 2
# A text this short gets one slip.
SHORT = 20


@dataclass(frozen=True)
class Example:
    """`texts`: as it stands, then with slips. `intent` None for questions of articles; `article`: record id, NONE for
    what asks for no article, None where that is not known. `leans`: only understood after another message."""

    texts: Tuple[str, ...]
    intent: Optional[str]
    article: Optional[str]
    leans: bool


def examples() -> List[Example]:
    """All of them, in the order of the files."""
    found = []
    for one in training_examples():
        article = None if one.leans or one.intent == PRACTICAL else NONE
        found.append(Example(_versions(mend(one.text), one.text, one.language), one.intent, article, one.leans))
    store = open_store()
    for record_id in store.ids("answer"):
        questions = store.record(record_id).questions
        for language in LANGUAGES:
            found += [Example(_versions(one, one, language), None, record_id, False) for one in getattr(questions, language)]
    return found


def _versions(mended: str, typed: str, language: str) -> Tuple[str, ...]:
    slipped = (mend(with_slips(typed, language, version)) for version in range(SLIPS))
    return tuple(prepare(text) for text in (mended, *slipped))


def with_slips(text: str, language: str, version: int) -> str:
    """`text` as a hasty thumb would leave it: letters missing, doubled, swapped, beside the right key; accents or capitals left out."""
    draw = random.Random(f"{version} {language} {text}")
    slipped = _slip(text, language, draw)
    if len(text) > SHORT and draw.random() < 0.5:
        slipped = draw.choice((_slip, _plain, _lower))(slipped, language, draw)
    return slipped


def _slip(text: str, language: str, draw: random.Random) -> str:
    places = [at for at in range(1, len(text) - 1) if text[at].isalpha() and (text[at - 1].isalpha() and text[at + 1].isalpha())]
    if not places:
        return text
    at = draw.choice(places)
    kinds: List[Callable[[], str]] = [
        lambda: text[:at] + text[at + 1 :],
        lambda: text[:at] + text[at] + text[at:],
        lambda: text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        lambda: text[:at] + draw.choice(neighbours(language).get(text[at].lower(), text[at])) + text[at + 1 :],
    ]
    return draw.choice(kinds)()


def _plain(text: str, language: str, draw: random.Random) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _lower(text: str, language: str, draw: random.Random) -> str:
    return text.lower()
