"""Which records and facets a message names, as people type them; and which names nobody bears."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nlu_samples import KNOWN, NameStore

from nlu.linking import Linker


@pytest.fixture(scope="module")
def linker():
    return Linker(KNOWN)


@pytest.mark.parametrize("text, record, how", [
    ("where is Station F?", "station-f", "exact"),
    ("STATION F", "station-f", "exact"),
    ("station-f", "station-f", "exact"),
    ("stationf c'est où", "station-f", "exact"),
    ("statoin f", "station-f", "fuzzy"),
    ("who founded dataiku", "dataiku", "exact"),
    ("who founded dataikou", "dataiku", "fuzzy"),
    ("huggingface", "hugging-face", "exact"),
    ("hugging face est à paris ?", "hugging-face", "exact"),
    ("mistrl ai", "mistral-ai", "fuzzy"),
    ("agoranof", "agoranov", "fuzzy"),
    ("Ezratty", "olivier-ezratty", "partial"),
    ("qui est cedric villani", "cedric-villani", "exact"),
    ("l'agoranov", "agoranov", "exact"),
    ("viva tech c'est quand", "vivatech", "exact"),
    ("what is City.AI", "city-ai", "exact"),
    ("french tech visa pour les fondateurs", "french-tech-visa-founders", "exact"),
    ("rapport villani", "villani-report", "exact"),
])
def test_a_name_is_found(linker, text, record, how):
    (link,) = linker.link(text).records
    assert (link.record, link.how) == (record, how) and not link.rivals
    assert (link.score >= 0.98) == (how == "exact") and link.score > 0.6


@pytest.mark.parametrize("text", [
    "what does it cost", "je voudrais savoir comment faire", "which visa do I need", "a French company in tech", "the station is far",
    "report an error", "merci beaucoup", "I was hugging my face", "my friend heard thunder yesterday evening in the garden",
])
def test_ordinary_words_name_nothing(linker, text):
    assert linker.link(text).records == []


@pytest.mark.parametrize("text, counts", [
    ("Thunder", True), ("what is Thunder", True), ("thunder", True), ("tell me what you know about Thunder please", True),
    ("I heard thunder during dinner with some friends", False),
])
def test_a_name_that_is_a_common_word_needs_a_capital_or_little_else(linker, text, counts):
    assert bool(linker.link(text).records) == counts


def test_the_span_is_that_of_the_name(linker):
    text = "Où se trouve « Station F » ?"
    (link,) = linker.link(text).records
    assert text[link.start : link.end] == "Station F"


def test_several_names_come_in_the_order_of_the_text_each_once(linker):
    found = linker.link("compare Dataiku and Station F, or dataiku and agoranov").records
    assert [link.record for link in found] == ["dataiku", "station-f", "agoranov"]


def test_a_name_borne_by_two_has_a_rival(linker):
    (link,) = linker.link("what is Campus Nord").records
    assert {link.record, *link.rivals} == {"campus-nord-place", "campus-nord-incubator"}


def test_a_typo_between_two_names_has_a_rival(linker):
    (link,) = linker.link("where is alphatren").records
    assert {link.record, *link.rivals} == {"alphatron-one", "alphatran-two"}


@pytest.mark.parametrize("text, facets", [
    ("meetups NLP dans le 13e", {("kinds", "meetup"), ("topics", "nlp"), ("areas", "paris-13")}),
    ("free AI meetups in English", {("kinds", "meetup"), ("prices", "free"), ("spoken", "en")}),
    ("événements gratuits", {("kinds", "event"), ("prices", "free")}),
    ("just the English ones", {("spoken", "en")}),
    ("only what costs nothing", {("prices", "free")}), ("que ceux à zéro euro", {("prices", "free")}),
    ("visas for investors", {("kinds", "visa"), ("audiences", "investors")}),
    ("visas pour les investisseurs", {("kinds", "visa"), ("audiences", "investors")}),
    ("grants for AI startups", {("kinds", "programme")}),
    ("incubators for the idea stage", {("kinds", "accelerator"), ("stages", "idea")}),
    ("aides en phase d'amorcage", {("kinds", "programme"), ("stages", "seed")}),
    ("early-stage accelerators", {("kinds", "accelerator"), ("stages", "pre-seed"), ("stages", "seed")}),
    ("un accélérateur pour scale-up", {("kinds", "accelerator"), ("stages", "growth")}),
    ("scale-ups in health", {("kinds", "startup"), ("sectors", "health")}),
    ("un stage en IA", set()),
    ("qui finance l'amorcage", {("stages", "seed")}),
    ("start-ups in finance", {("kinds", "startup"), ("sectors", "finance")}),
    ("we are only six people", set()),
    ("une équipe de 4 personnes", set()),
    ("people in health", {("kinds", "person"), ("sectors", "health")}),
    ("and for founders?", {("audiences", "founders")}),
    ("looking for startups", {("kinds", "startup")}),
    ("start-up dans la santé", {("kinds", "startup"), ("sectors", "health")}),
    ("meetups in Lyon", {("kinds", "meetup"), ("elsewhere", "other_city")}),
    ("a visa for Germany", {("kinds", "visa"), ("elsewhere", "other_country")}),
])
def test_facets(linker, text, facets):
    assert {(match.facet, match.value) for match in linker.link(text).facets} == facets


@pytest.mark.parametrize("text, unknown", [
    ("what is Zorblax", ["Zorblax"]), ("c'est quoi zorblax", ["zorblax"]), ("who is Bob Smithson", ["Bob Smithson"]),
    ("combien coûte le visa Blorptek", ["Blorptek"]), ("who founded Quuxify and Zorblax", ["Quuxify", "Zorblax"]),
])
def test_names_that_no_record_bears_are_told(linker, text, unknown):
    assert linker.link(text).unknown == unknown


@pytest.mark.parametrize("text", [
    "what is the French Tech Visa", "who founded dataiku", "combien ça coûte", "recomendation for incubater", "évènements cette semane", "WHAT IS THE PRICE",
    "Where can I find a list of meetups", "Ezratty",
])
def test_known_names_and_misspelt_words_are_no_unknown_names(linker, text):
    assert linker.link(text).unknown == []


NAMES = NameStore({
    ("place", "station-f"): ["Station F"],
    ("startup", "dust"): ["Dust"],
    ("startup", "gradium"): ["Gradium"],
    ("startup", "owkin"): ["Owkin"],
    ("startup", "linkup"): ["Linkup"],
    ("startup", "yann-lab"): ["LeCun startup"],
    ("person", "yann-lecun"): ["Yann LeCun"],
    ("event", "vivatech"): ["VivaTech"],
    ("event", "apidays"): ["apidays"],
    ("event", "raise-summit"): ["RAISE Summit"],
    ("event", "hi-paris"): ["Hi! Paris"],
    ("meetup", "ai-meetup"): ["Paris AI Meetup"],
    ("accelerator", "la-ruche"): ["La Ruche"],
    ("accelerator", "hec-incubator"): ["HEC incubator"],
    ("accelerator", "paris-and-co"): ["Paris&Co"],
    ("programme", "bourse-french-tech"): ["Bourse French Tech"],
    ("programme", "french-grant"): ["French Tech grant"],
    ("programme", "bspce"): ["BSPCE"],
    ("programme", "france-2030"): ["France 2030"],
    ("programme", "cifre"): ["CIFRE"],
    ("visa", "french-tech-visa"): ["French Tech Visa", "tech visa"],
    ("visa", "blue-card"): ["blue card", "carte bleue"],
    ("visa", "student-permit"): ["student visa"],
    ("visa", "vls-ts"): ["type D visa"],
    ("visa", "talent-famille"): ["Talent family visa"],
    ("visa", "talent-permit"): ["talent card", "passeport talent"],
    ("visa", "fees"): ["residence permit cost"],
    ("visa", "eu-nationals"): ["EU citizens"],
    ("organisation", "french-tech"): ["La French Tech", "French Tech"],
    ("organisation", "cnil"): ["CNIL"],
    ("policy", "cnil-sandbox"): ["CNIL sandbox", "bac à sable CNIL"],
})


@pytest.fixture(scope="module")
def named():
    return Linker(NAMES)


def records(linker, text, typed=""):
    return [link.record for link in linker.link(text, typed).records]


@pytest.mark.parametrize("text, record", [
    # Small words left out, another order, one or several, the other language.
    ("the incubator of HEC", "hec-incubator"), ("l’incubateur d’HEC", "hec-incubator"), ("le visa des étudiants", "student-permit"),
    ("a student’s card", "student-permit"), ("titre de séjour étudiant", "student-permit"), ("Paris et Co", "paris-and-co"),
    ("les BSPCEs", "bspce"), ("HEC’s incubator", "hec-incubator"),
    # Numbers, letters and initials, as they are dictated.
    ("france twenty thirty", "france-2030"), ("France deux mille trente", "france-2030"), ("station eff", "station-f"),
    ("the B.S.P.C.E. scheme", "bspce"), ("l’a. c n i l", "cnil"), ("les b s p c e", "bspce"),
    # By ear.
    ("vivatèque", "vivatech"), ("viva teck", "vivatech"), ("siffre", "cifre"), ("raise somite", "raise-summit"),
    ("gradiome", "gradium"), ("api days", "apidays"),
    # The longer, more specific name.
    ("le bac à sable de la CNIL", "cnil-sandbox"), ("la french tek visa", "french-tech-visa"), ("the talent family card", "talent-famille"),
    ("Hi! Paris", "hi-paris"),
])
def test_a_name_put_otherwise_is_found(named, text, record):
    assert records(named, text) == [record]


@pytest.mark.parametrize("text", [
    # Lists and descriptions, chance neighbours, questions about any permit, the denied, phrases with a comma inside.
    "AI meetups in Paris", "incubators near HEC", "link up with founders", "what does a visa cost", "type de visa", "non-EU citizens",
    "I love the student, visa or not", "la ruche au fond du jardin",
])
def test_words_that_only_look_like_a_name_name_nothing(named, text):
    assert records(named, text) == []


def test_a_name_is_not_put_together_with_words_beside_it(named):
    assert records(named, "Yann LeCun sa startup") == ["yann-lecun"]
    assert records(named, "blue card French Tech") == ["blue-card", "french-tech"]


@pytest.mark.parametrize("text, expected", [
    ("Dust or Gradyum", ["dust", "gradium"]), ("gradium ou dust pour ma voix", ["gradium", "dust"]), ("there is dust in my office today", []),
])
def test_an_ordinary_word_beside_a_name_is_a_name(named, text, expected):
    assert records(named, text) == expected


@pytest.mark.parametrize("text", [
    "Turkey’s tech visa", "le visa tech du Portugal", "the German blue card", "la carte bleue allemande", "carte bleue en Allemagne",
    "a tech visa for Germany",
])
def test_a_permit_of_another_country_is_not_ours(named, text):
    links = named.link(text)
    assert links.records == [] and "other_country" in {match.value for match in links.facets} and links.unknown == []


@pytest.mark.parametrize("text", ["the French Tech Visa from Germany", "tech visa for German founders", "French Tech Visa, Germany"])
def test_a_permit_of_ours_for_people_from_elsewhere_stays(named, text):
    assert records(named, text) == ["french-tech-visa"]


@pytest.mark.parametrize("mended, typed, record", [
    ("le raise comité", "le raise somite", "raise-summit"), ("c'est.i.f.r.e", "c.i.f.r.e", "cifre"),
])
def test_a_name_that_was_mended_away_is_found_as_typed(named, mended, typed, record):
    (link,) = named.link(mended, typed).records
    assert link.record == record and mended[link.start : link.end]


def test_a_common_word_that_was_mended_stays_mended(named):
    assert records(named, "the dust is here tomorrow", "the dast is here tomorow") == []


@pytest.mark.parametrize("text, unknown", [
    ("what about Froment Robotics", ["Froment Robotics"]), ("Sancerre AI Lab head", ["Sancerre AI Lab"]), ("is ornikar in Paris", ["ornikar"]),
    ("l’incubateur Nova Bercy, on y entre comment ?", ["Nova Bercy"]), ("le label Robot Tricolore", ["Robot Tricolore"]),
    ("is the Ravel Grant closed", ["Ravel Grant"]), ("does Foobar Labs hire?", ["Foobar Labs"]),
])
def test_names_among_words_with_a_meaning_are_unknown_names(named, text, unknown):
    assert named.link(text).unknown == unknown


@pytest.mark.parametrize("text", [
    "ma carte est périmée", "they nitpick my payslips", "une traduction assermentée et une apostille", "faut-il s’endimancher", "ils chipotent",
    "pouveznvous m’aider", "Are PACS partners accepted?", "Annex III of the AI Act", "the German blue card",
])
def test_rare_words_and_other_capitals_are_no_unknown_names(named, text):
    assert named.link(text).unknown == []


@given(st.text(max_size=80))
def test_any_text_is_linked_within_its_bounds(text):
    links = LINKER.link(text)
    for one in (*links.records, *links.facets):
        assert 0 <= one.start < one.end <= len(text)


LINKER = Linker(KNOWN)


def synthetic(count, seed=7):
    """Names as a start-up might choose them, all different: an invented word, mostly with a second one."""
    chance, names = random.Random(seed), set()
    while len(names) < count:
        word = "".join(chance.choice("bdfglmnprstvz") + chance.choice("aeiou") for _ in range(4)) + chance.choice("xkqn")
        names.add((word + chance.choice(["", " Labs", " Robotics", " Vision", " Santé"])).title())
    return sorted(names)


@pytest.fixture(scope="module")
def crowd():
    names = synthetic(10_000)
    return names, Linker(NameStore({("startup", f"firm-{n}"): [name] for n, name in enumerate(names)}))


def test_ten_thousand_names_are_still_told_apart(crowd):
    names, linker = crowd
    for number in range(0, 10_000, 250):
        (link,) = linker.link(f"who founded {names[number].lower()} ?").records
        assert link.record == f"firm-{number}" and not link.rivals


def test_a_slip_in_one_of_ten_thousand_names_is_still_understood(crowd):
    names, linker = crowd
    understood = 0
    for number in range(125, 10_000, 250):
        name = names[number].lower()
        typed = name[:3] + name[4] + name[3] + name[5:]
        links = linker.link(f"where is {typed}").records
        understood += bool(links) and f"firm-{number}" in (links[0].record, *links[0].rivals)
    assert understood >= 36, f"{understood} of 40"


def test_ten_thousand_names_make_no_ordinary_words_into_names(crowd):
    assert crowd[1].link("how much does the visa cost for my family in September").records == []
