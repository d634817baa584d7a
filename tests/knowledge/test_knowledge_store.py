"""Typed queries: filters, order, full text, names, relations, distance."""

from __future__ import annotations

import datetime as dt

import pytest
from knowledge_samples import ANSWER, EVENT, PLACE, changed, save

from knowledge.store import Filter, open_store
from knowledge.store.listing import distance_km
from knowledge.text import fold, stem, tokens

DAY = {"property": "dates", "source": "site"}


def event(id_: str, start: str, end: str, **changes):
    facts = [{**DAY, "value": {"start": start, "end": end}}, *changes.pop("facts", [])]
    return changed(EVENT, id=id_, name={"en": f"Day {id_}", "fr": f"Jour {id_}"}, facts=facts, **changes)


@pytest.fixture
def store(records):
    """Two places, three events, an answer, and how they hang together."""
    far = {"address": "2 rue du Bout, 75019 Paris", "district": "paris-19", "lat": 48.8871, "lon": 2.3849, "source": "site"}
    suburb = {"city": "Montreuil", "district": "montreuil", "source": "site"}
    save(
        records,
        PLACE,
        changed(PLACE, id="autre-halle", name={"en": "Other Hall", "fr": "Autre halle"}, aliases=["L’Écurie"], location=far,
                topics=["robotics"], relations=[{"relation": "part_of", "record": "halle-test", "source": "site"}]),
        event("a", "2026-12-30", "2027-01-02", topics=["nlp"], sectors=["health"], audience=["founders"], languages=["en"],
              facts=[{"property": "price", "value": {"amount": 0}, "source": "site"}],
              relations=[{"relation": "held_at", "record": "halle-test", "source": "site"}]),
        event("b", "2026-12-01", "2026-12-01", topics=["robotics"], languages=["fr", "en"], location=suburb,
              status={"value": "ended", "source": "site"},
              relations=[{"relation": "held_at", "name": "Somewhere", "source": "site"}]),
        event("c", "2026-12-01", "2026-12-05", topics=["nlp", "robotics"], sectors=["finance"],
              facts=[{"property": "price", "value": {"amount": 20}, "source": "site"}]),
        ANSWER,
    )
    return open_store(records)


FILTERS = [
    (Filter(kinds=("event",)), ["b", "c", "a"]),
    (Filter(kinds=("event", "place")), ["b", "c", "a", "autre-halle", "halle-test"]),
    (Filter(topics=("nlp",)), ["c", "a"]),
    (Filter(kinds=("event",), topics=("nlp", "robotics")), ["b", "c", "a"]),
    (Filter(sectors=("health",)), ["a"]),
    (Filter(audiences=("founders",)), ["a"]),
    (Filter(languages=("fr",)), ["b"]),
    (Filter(languages=("en",), topics=("nlp",)), ["a"]),
    (Filter(price=("free",)), ["a"]),
    (Filter(status=("ended",)), ["b"]),
    (Filter(kinds=("place",), areas=("paris-04",)), ["halle-test"]),
    (Filter(kinds=("place",), areas=("paris",)), ["autre-halle", "halle-test"]),
    (Filter(areas=("montreuil",)), ["b"]),
    (Filter(areas=("ile-de-france",)), ["b", "autre-halle", "halle-test"]),
    (Filter(start=dt.date(2026, 12, 2), end=dt.date(2026, 12, 3)), ["c"]),
    (Filter(start=dt.date(2026, 12, 5), end=dt.date(2026, 12, 6)), ["c"]),
    (Filter(start=dt.date(2026, 12, 6), end=dt.date(2026, 12, 30)), []),
    (Filter(end=dt.date(2026, 12, 31)), ["b", "c", "a"]),
    (Filter(start=dt.date(2027, 1, 2)), ["a"]),
    (Filter(related_to=("halle-test",)), ["a", "autre-halle"]),
    (Filter(related_to=("halle-test",), kinds=("place",)), ["autre-halle"]),
    (Filter(topics=("python",)), []),
]


def ids(hits):
    return [hit.id for hit in hits]


def order(store, expected):
    """Events come by date; what has no date comes as the store weighs it, so only membership is compared."""
    return [one for one in expected if store.record(one).kind == "event"], sorted(expected)


@pytest.mark.parametrize("wanted, expected", FILTERS)
def test_filter_finds_these_events_in_order_of_date(store, wanted, expected):
    found = ids(store.find(wanted))
    assert order(store, found) == order(store, expected)
    assert ids(store.find(wanted)) == found


def test_answers_are_not_listed(store):
    assert "why-test" not in ids(store.find(Filter()))
    assert store.ids("answer") == ["why-test"]


def test_pages_of_a_list_neither_repeat_nor_skip(store):
    whole = ids(store.find(Filter()))
    pages = [ids(store.find(Filter())[start : start + 2]) for start in range(0, len(whole), 2)]
    assert [one for page in pages for one in page] == whole and len(set(whole)) == 5


def test_nearest_come_first_with_their_distance(store):
    hits = store.find(Filter(kinds=("place",), near=(48.8871, 2.3849)))
    assert ids(hits) == ["autre-halle", "halle-test"]
    assert hits[0].distance_km == 0 and 3.8 < hits[1].distance_km < 4.1


@pytest.mark.parametrize("a, b, km", [
    ((48.8566, 2.3522), (51.5074, -0.1278), 343.5),
    ((48.8566, 2.3522), (48.8566, 2.3522), 0),
    ((0, 0), (0, 180), 20015.1),
])
def test_distance(a, b, km):
    assert distance_km(a, b) == pytest.approx(km, abs=0.5)
    assert distance_km(b, a) == pytest.approx(distance_km(a, b))


@pytest.mark.parametrize("question, found", [
    ("écurie", "autre-halle"), ("ECURIE", "autre-halle"), ("l'ecurie ?", "autre-halle"), ("other halls", "autre-halle"),
    ("pourquoi tester", "why-test"), ("why should I test", "why-test"), ("pourquoi", "why-test"),
])
def test_search_finds_across_accents_plurals_and_languages(store, question, found):
    assert ids(store.search(question))[0] == found


@pytest.mark.parametrize("question", ["", "   ", "the of and", "?!", '" OR *', "NEAR(", "é" * 500, "'; DROP TABLE record; --"])
def test_search_survives_what_people_type(store, question):
    assert all(store.record(one) for one in ids(store.search(question)))


def test_search_keeps_to_limit_and_kinds(store):
    assert len(store.search("jour hall test", limit=2)) == 2
    assert set(ids(store.search("test", kinds=("answer",)))) == {"why-test"}


def test_names_lead_to_records(store):
    assert store.named("L'ECURIE") == ["autre-halle"]
    assert store.named("halle de test") == ["halle-test"]
    assert store.named("autre-halle") == ["autre-halle"]
    assert store.named("nothing") == []
    names = store.names()
    assert ("test hall", "halle-test", True) in names and ("la halle", "halle-test", False) in names
    assert not [name for name, record, _ in names if record == "why-test"]
    assert {(frozenset({"test", "hall"}), "halle-test", True)} == {(n.words, n.record, n.main) for n in store.names_in_words() if n.words >= {"test", "hall"} and n.main}


def test_relations_are_read_from_both_ends(store):
    assert store.related("b") == [("held_at", None, "Somewhere")]
    assert store.related("a", "held_at") == [("held_at", "halle-test", None)]
    assert store.related("a", "run_by") == []
    assert store.inverse("halle-test") == [("held_at", "a"), ("part_of", "autre-halle")]
    assert store.inverse("halle-test", "part_of") == [("part_of", "autre-halle")]


def test_short_ids_of_payloads_resolve(store):
    assert store.resolve("halle-test") == "halle-test"
    assert store.resolve("#d3c1a2b4e5f6") is None and store.resolve("no-such") is None
    import hashlib
    assert store.resolve("#" + hashlib.sha1(b"autre-halle").hexdigest()[:12]) == "autre-halle"


def test_record_comes_back_as_it_was_written(store):
    record = store.record("halle-test")
    assert record.facts[0].value.value == 340 and record.location.district == "paris-04"
    assert store.record("no-such") is None
    assert store.count() == 6 == len(store.ids())


@pytest.mark.parametrize("text, folded", [
    ("L’École  Polytechnique !", "l'ecole polytechnique"), ("STATION-F", "station f"), ("Œuvre", "oeuvre"),
    ("R&D", "r&d"), ("C++", "c++"), ("  'quoted' ", "quoted"), ("snake_case", "snake case"), ("", ""),
])
def test_folding(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("word, stemmed", [
    ("evenements", "evenement"), ("l'evenement", "evenement"), ("travaux", "travail"), ("journaux", "journal"),
    ("companies", "company"), ("business", "business"), ("paris", "paris"), ("ia", "ia"), ("bureaux", "bureau"),
])
def test_stems_unite_singular_and_plural(word, stemmed):
    assert stem(word) == stemmed


def test_tokens_open_apostrophes():
    assert tokens("l'IA d’ici") == ["l", "ia", "d", "ici"]
