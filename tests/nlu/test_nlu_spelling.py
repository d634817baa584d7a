"""Misspelt words are mended, and everything that is a word, a name or a payload is left alone."""

from __future__ import annotations

import pytest
import yaml

from nlu.linking import elsewhere
from nlu.spelling import shared_mender
from nlu.spelling.lexicon import _SHORTHAND, sound


@pytest.fixture(scope="module")
def mend():
    return shared_mender().mend


@pytest.mark.parametrize("language, typed, meant", [
    ("en", "how to aply for the permitt", "how to apply for the permit"),
    ("en", "minimum salery threeshold", "minimum salary threshold"),
    ("en", "howmuch does it cost", "how much does it cost"),
    ("en", "wat do u need", "what do you need"),
    ("en", "do not folow", "do not follow"),
    ("en", "start-up visa in Irland", "start-up visa in ireland"),
    ("en", "renewing in parrallel", "renewing in parallel"),
    ("en", "papers for french tech vista", "papers for french tech visa"),
    ("en", "whatis it, willit rain", "what is it, will it rain"),
    ("en", "a researchstayy of mine", "a research stay of mine"),
    ("fr", "la part dimpôt de lassocié", "la part d'impôt de l'associé"),
    ("fr", "une salle surles quais, pasen banlieue", "une salle sur les quais, pas en banlieue"),
    ("fr", "ma maisonpeuut attendre", "ma maison peut attendre"),
    ("en", "talk to me infrench", "talk to me in french"),
    ("en", "what exactly isCurrent AI", "what exactly is Current AI"),
    ("fr", "monter laboite, PVTpossible ?", "monter la boite, PVT possible ?"),
    ("fr", "les freelances au french tech vsa", "les freelances au french tech visa"),
    ("fr", "conbien coute la cartte", "combien coute la carte"),
    ("fr", "c koi le renouvelement", "c'est quoi le renouvellement"),
    ("fr", "les labos de robotike", "les labos de robotique"),
    ("fr", "quels documants fournir", "quels documents fournir"),
    ("fr", "cb de tps pr avoir le titre", "combien de temps pour avoir le titre"),
    ("fr", "creer une societe", "créer une société"),
    ("fr", "le prix du vsia", "le prix du visa"),
])
def test_what_was_meant(mend, language, typed, meant):
    assert mend(typed, language) == meant


@pytest.mark.parametrize("language, text", [
    ("en", "What is the French Tech Visa?"),
    ("en", "who founded Dataiku and Agoranov"),
    ("en", "is the ANEF account free, and the RECE card?"),
    ("en", "who runs datiaku"),  # a name's typo is the linker's
    ("en", "meetups on LLMs and MLOps in October 2026"),
    ("fr", "Développez ce point, expliquez la CIFRE, vous revendez mes données ?"),
    ("fr", "La carte est périmée ; l’ANEF ne répond pas."),
    ("fr", "le récépissé de l'OFII et la VLS-TS"),
    ("fr", "Qu’est-ce que c’est que le JEI ?"),
    ("fr", "il publie tous les ans"),
    ("fr", "contact chez Vocalys"),
    ("en", "my essay on camus, windows vista"),
    ("en", "we live in Aix, any crowd there"),
    ("en", "who runs XAnge and DeepSeek"),
    ("fr", "événements à Prague, start-up suédoises"),
    ("en", "😀 ?! 12,5 % <b>&amp;</b> https://example.org/a_b"),
    ("en", "你好"),
    ("en", ""),
])
def test_left_as_it_is(mend, language, text):
    assert mend(text, language) == text


def test_shouted_acronyms_are_no_shorthand(mend):
    assert mend("PR and CB in NB", "fr") == "PR and CB in NB"


def test_a_long_message_of_nonsense_is_mended_in_time(mend):
    text = " ".join(f"zqx{letter}wvk" for letter in "abcdefghijklmnopqrstuvwxyz") * 10
    assert len(mend(text, "en").split()) >= 26


def test_other_places_names_are_never_put_right_into_something_else(mend):
    words = {name for name, _, _ in elsewhere.names() if " " not in name and name.isalpha()}
    changed = {name: mend(name.lower(), "en") for name in sorted(words) if mend(name.lower(), "en") != name.lower()}
    assert len(words) > 300 and not changed, changed


def test_words_that_sound_alike_are_neighbours():
    assert sound("robotike") == sound("robotique") and sound("fotos") == sound("photo")
    assert sound("visa") != sound("vista")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_shorthand_is_text_and_means_something_else(language):
    table = yaml.safe_load(_SHORTHAND.read_text(encoding="utf-8"))[language]
    assert len(table) > 50
    for typed, meant in table.items():
        assert isinstance(typed, (str, int)) and isinstance(meant, str) and str(typed) == str(typed).lower(), typed
        assert str(typed) != meant
