"""Identifies English or French in short, misspelt or mixed messages.

Two kinds of evidence are added up: how much more usual each word is in one language than in the other (word
frequencies), and a character-based detector for words that neither list knows. Names are language-free: a
caller passes their spans to be left out.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterable, Tuple

from lingua import Language, LanguageDetector, LanguageDetectorBuilder
from wordfreq import zipf_frequency

# Words both languages share or that travel with the subject, and so say nothing about the language.
NEUTRAL = set(
    "paris france visa visas startup startups start up ups tech french meetup meetups ai nlp llm station hub data open "
    "machine learning deep big science research ok hackathon talent permit passport event events incubator email".split()
)
# What people type in chats: strong signs that frequency lists miss or misjudge, in Zipf units towards French.
SIGNS = {
    "ia": 2.0, "stp": 3.0, "svp": 3.0, "bjr": 3.0, "slt": 3.0, "cb": 2.0, "koi": 3.0, "ya": 2.0, "jsp": 3.0, "pk": 2.0,
    "pr": 1.0, "ke": 2.0, "ds": 1.5, "tt": 1.0, "mtn": 2.0, "kel": 3.0, "c": 1.5, "j": 1.0, "g": 0.5, "cest": 3.0, "ca": 1.0,
    "a": -0.3, "i": -2.0, "the": -3.0, "is": -2.5, "pls": -2.5, "plz": -2.5, "u": -2.0, "thx": -2.5, "wanna": -3.0,
    "on": 0.0, "me": 0.0, "des": 2.0, "combien": 3.0, "coute": 3.0, "merci": 3.0, "oui": 3.0, "non": 2.0, "no": -2.0, "yes": -3.0,
    "hello": -1.5, "hi": -2.0, "salut": 3.0, "bonjour": 3.0, "prix": 2.0, "cout": 3.0, "delai": 3.0, "ou": 1.5, "et": 2.0,
}
# At the end of a message, "a paris" is "à Paris" without its accent.
_IN_PARIS, IN_PARIS_LEAN = re.compile(r"\ba paris\W*$", re.IGNORECASE), 2.5
# Two words together, where each alone could be either language's.
PHRASES = {" a paris ": 2.5, " in paris ": -2.5, " près ": 2.0, " pres de ": 2.0}
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


@dataclass(frozen=True)
class Guess:
    """`language` "en" or "fr"; `confidence` 0.5..1; `words`: how many words spoke for one side."""

    language: str
    confidence: float
    words: int


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    builder = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH)
    return builder.with_preloaded_language_models().build()


@lru_cache(maxsize=65536)
def _lean(word: str) -> float:
    """How much a word leans to French (above 0) or to English (below 0), in Zipf units, at most 3 either way."""
    if word in NEUTRAL:
        return 0.0
    if word in SIGNS:
        return SIGNS[word]
    french, english = zipf_frequency(word, "fr"), zipf_frequency(word, "en")
    if max(french, english) < 1.5:
        return 0.0
    return max(-3.0, min(3.0, french - english))


def identify(text: str, names: Iterable[Tuple[int, int]] = ()) -> Guess:
    """The language of `text`; `names` are (start, end) spans to ignore.

    An empty or wordless text gives confidence 0.5.
    """
    letters = list(text)
    for start, end in names:
        letters[start:end] = " " * (end - start)
    rest = "".join(letters)
    words = [match.group().lower() for match in _WORD.finditer(rest)]
    leans = [_lean(word) for word in words]
    speaking = sum(abs(lean) >= 0.7 for lean in leans)
    evidence = sum(leans) + (IN_PARIS_LEAN if _IN_PARIS.search(rest) else 0.0)
    if any(word not in NEUTRAL for word in words):
        french = dict((v.language, v.value) for v in _detector().compute_language_confidence_values(rest))[Language.FRENCH]
        evidence += 3.0 * (french - 0.5) * 2 * min(1.0, len("".join(words)) / 12)
        speaking += not speaking and abs(french - 0.5) > 0.3
    confidence = 1 / (1 + math.exp(-abs(evidence) * 0.9))
    return Guess("fr" if evidence > 0 else "en", round(confidence, 3), speaking)
