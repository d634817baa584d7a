"""Names written as they are heard, in either language, and everyday sentences that sound a little like names."""

from __future__ import annotations

import pytest

from knowledge.store import open_store
from nlu.components.spelling_mender import mend
from nlu.linking import Linker
from nlu.linking.ear import readings
from nlu.linking.likeness import alike
from nlu.linking.pronouncing import letter_by_letter, said


@pytest.fixture(scope="module")
def linked():
    linker = Linker(open_store())
    return lambda text: [link.record for link in linker.link(mend(text), text).records]


@pytest.mark.parametrize("text, records", [
    ("ouinetiks ils sont où", ["wintics"]),
    ("le clique haousse paris c'est quand", ["clickhouse-paris-meetup"]),
    ("linke keurious recrute ?", ["linkurious"]),
    ("chifte tèquenolodji ils font quoi", ["shift-technology"]),
    ("le paris déveopse du mois", ["paris-devops"]),
    ("flexe é aïe a levé combien", ["flexai"]),
    ("ouaïte labe jénomiks a levé combien", ["whitelab-genomics"]),
    ("who is sedreek veelanee", ["cedric-villani"]),
    ("who is franswa beetoozay", ["francois-bitouzet"]),
    ("who is loran seefr", ["laurent-sifre"]),
    ("Lescure, Roland, quel poste", ["roland-lescure"]),
])
def test_a_name_is_known_by_its_sound(linked, text, records):
    assert linked(text) == records


@pytest.mark.parametrize("text", [
    "il faut qu'elle aille au bout de la langue", "je cherche de la paille et une torche pour le spectacle", "cé koi la différence",
    "une vallée avec de l'optique, ça se visite ?", "is there air in the lady's room", "bay windows and a pay rise",
])
def test_real_words_stay_words(linked, text):
    assert linked(text) == []


def test_what_is_written_by_one_ear_is_said_by_the_other():
    assert said("ouotche", "fr") == said("woch", "en") and letter_by_letter("sql", "en") == "eskiuel"
    assert said("é", "fr") + said("aïe", "fr") in readings(["ai"])


def test_a_vowel_is_misheard_sooner_than_a_consonant():
    assert alike("uintiks", "uintiks") == 1.0
    assert alike("uintiks", "uentiks") > alike("uintiks", "uimtiks") > alike("uintiks", "uilfiks")
