"""Which language an answer is in: choice, message, conversation, page, app, in that order."""

from __future__ import annotations

import pytest

from actions.focus import Focus
from actions.language import choose

EN, FR = ({"value": "en", "confidence": 0.99, "words": 4}, {"value": "fr", "confidence": 0.99, "words": 4})
WEAK_FR = {"value": "fr", "confidence": 0.6, "words": 1}
LIKELY_FR = {"value": "fr", "confidence": 0.8, "words": 1}
ONE_WORD_FR = {"value": "fr", "confidence": 0.98, "words": 1}
NOTHING = {"value": "en", "confidence": 0.5, "words": 0}


def page(language):
    return {"value": language, "source": "page"}


@pytest.mark.parametrize("why, guess, hint, focus, wanted", [
    ("an explicit choice outranks the message", EN, {"value": "fr", "source": "choice"}, Focus(), "fr"),
    ("a choice made before outranks the message", EN, None, Focus(language="fr", locked=True), "fr"),
    ("a new choice outranks one made before", EN, {"value": "en", "source": "choice"}, Focus(language="fr", locked=True), "en"),
    ("a confident message outranks the page", EN, page("fr"), Focus(), "en"),
    ("a confident message changes the conversation", FR, page("en"), Focus(language="en"), "fr"),
    ("one foreign word does not change the conversation", ONE_WORD_FR, None, Focus(language="en"), "en"),
    ("a doubtful message stays in the conversation's language", WEAK_FR, page("en"), Focus(language="en"), "en"),
    ("the conversation outranks the page", NOTHING, page("fr"), Focus(language="en"), "en"),
    ("one clear word begins a conversation", ONE_WORD_FR, page("en"), Focus(), "fr"),
    ("the page decides when the message is doubtful", WEAK_FR, page("en"), Focus(), "en"),
    ("a likely message outranks Telegram's setting", LIKELY_FR, {"value": "en", "source": "telegram"}, Focus(), "fr"),
    ("Telegram's setting decides when the message says nothing", NOTHING, {"value": "fr", "source": "telegram"}, Focus(), "fr"),
    ("any guess is better than none", WEAK_FR, None, Focus(), "fr"),
    ("without any sign it is English", NOTHING, None, Focus(), "en"),
    ("a pressed button has no guess and stays", None, page("en"), Focus(language="fr"), "fr"),
    ("a first press follows the page", None, page("fr"), Focus(), "fr"),
    ("nothing at all is English", None, None, Focus(), "en"),
], ids=lambda value: value.replace(" ", "-") if isinstance(value, str) and " " in value else "")
def test_the_order_of_signs(why, guess, hint, focus, wanted):
    assert choose(guess, hint, focus) == wanted, why
