"""English or French, in messages as short, misspelt and mixed as people send them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from nlu.components.language import LanguageIdentifier
from nlu.language import identify

FRENCH = [
    "C'est quoi le French Tech Visa ?", "combien coûte la carte talent", "combien", "c combien le visa", "ya quoi com meetup", "slt", "bjr", "merci",
    "salut", "bonjour", "oui", "non", "où ?", "quand", "la suite", "le deuxième", "plutôt gratuit", "et pour les salariés ?", "prix station f",
    "c koi le french tech visa", "incubateurs dans le 13e", "meetups en anglais", "startups santé", "investisseurs", "subventions",
    "evenements en decembre", "meetups NLP a paris", "hackathon IA Paris", "je cherche un job", "jsp", "machine learning à paris", "visa pour ma femme stp",
]
ENGLISH = [
    "What is the French Tech Visa?", "how much", "how much is it", "why", "when", "more", "the second one", "only free", "and for employees?",
    "hello", "hi", "thx", "yes", "no", "pls", "open data websites", "health startups", "founders", "grants", "events in december",
    "looking for a job", "meetup this weekend", "AI meetups in French", "how do i apply stp", "u know station f", "is there a Paris meetup on NLP",
    "can my wife work with the talent permit", "wanna visit",
]


@pytest.mark.parametrize("text", FRENCH)
def test_french(text):
    assert identify(text).language == "fr"


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text):
    assert identify(text).language == "en"


@pytest.mark.parametrize("text", ["", "  ", "123", "?!", "👍", "visa", "Paris", "meetup startup"])
def test_what_says_nothing_is_not_guessed(text):
    guess = identify(text)
    assert guess.confidence < 0.6 and guess.words == 0


@pytest.mark.parametrize("text, language", [("comment obtenir le french tech visa", "fr"), ("how do I get the talent permit", "en")])
def test_a_sentence_is_sure(text, language):
    guess = identify(text)
    assert guess.language == language and guess.confidence >= 0.97 and guess.words >= 2


def test_names_are_of_no_language():
    assert identify("where is La Maison des Startups", [(9, 31)]).language == "en"
    assert identify("La Ruche", [(0, 8)]).confidence == 0.5


@given(st.text(max_size=60))
def test_any_text_has_a_language_and_a_confidence(text):
    guess = identify(text)
    assert guess.language in ("en", "fr") and 0.5 <= guess.confidence <= 1.0 and guess.words >= 0


def found(text, entities):
    message = Message({"text": text, "entities": entities})
    LanguageIdentifier().process([message])
    return message.get("language")


def test_the_component_hears_facets_and_not_records():
    facet = {"entity": "kind", "value": "accelerator", "start": 0, "end": 11}
    assert found("incubateurs dans le 13e", [facet])["value"] == "fr"
    record = {"entity": "record", "value": "la-ruche", "start": 9, "end": 17}
    assert found("where is La Ruche", [record])["value"] == "en"
    assert found("hello", [{"entity": "record", "value": "pressed"}])["words"] == 1
