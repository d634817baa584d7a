"""Search and lists leave nothing out while records are few, keep to their bounds when they are many, and agree with the plain way."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3

import pytest
from knowledge_samples import EVENT, changed

from knowledge.load import load_all
from knowledge.schema.records import Record
from knowledge.store import Filter, Store, fulltext
from knowledge.store.compile import build
from knowledge.store.findable import TITLE_WEIGHT, areas_of, texts_of
from knowledge.store.listing import distance_km
from knowledge.text import content_words, fold, stem

SIGNS = set("&@+#")


@pytest.fixture(scope="module")
def records():
    """The records of the project."""
    return {file.record.id: file.record for file in load_all()[0]}


@pytest.fixture(scope="module")
def store(records, tmp_path_factory):
    """Those records compiled."""
    path = tmp_path_factory.mktemp("growth") / "knowledge.sqlite"
    build(path, records.values())
    return Store(path)


@pytest.fixture(scope="module")
def plain(records):
    """SQLite's own full text over the same texts, which reads every row of every word: question → [(id, score)], best first."""
    db = sqlite3.connect(":memory:")
    db.execute('CREATE VIRTUAL TABLE search USING fts5 (record UNINDEXED, title, body, tokenize = "unicode61 remove_diacritics 2")')
    for record in records.values():
        texts = (" ".join(stem(word) for word in fold(" ".join(part)).split()) for part in texts_of(record))
        db.execute("INSERT INTO search VALUES (?, ?, ?)", (record.id, *texts))

    def ask(question):
        query = " OR ".join(f'"{word}"' + ("*" if len(word) > 3 else "") for word in content_words(question)[:24])
        rank = f"SELECT record, -bm25(search, 0, {TITLE_WEIGHT}, 1) FROM search WHERE search MATCH ? ORDER BY 2 DESC LIMIT 40"
        return db.execute(rank, (query,)).fetchall() if query else []

    return ask


def questions(records, store):
    """Every name, and 200 of the ways in which people ask."""
    asked = sorted(q for record in records.values() if record.questions for q in (*record.questions.en, *record.questions.fr))
    return sorted({name for name, _, _ in store.names()}) + random.Random(7).sample(asked, 200)


def test_every_name_and_200_questions_find_what_reading_everything_finds(records, store, plain):
    differing = []
    # FTS5 takes "r&d" for a phrase of two words; here it is a word of its own.
    for question in (one for one in questions(records, store) if not SIGNS & set(one)):
        expected = plain(question)
        found = [(hit.id, hit.score) for hit in store.search(question)]
        scores = [score for _, score in found] == pytest.approx([score for _, score in expected[:10]], abs=1e-4)
        # Among equals the order is ours: what is more known of first.
        near = {record for record, score in expected if score > expected[min(9, len(expected) - 1)][1] - 1e-4} if expected else set()
        if not scores or not {record for record, _ in found} <= near:
            differing.append((question, found[:3], expected[:3]))
    assert differing == []


def test_a_word_with_a_sign_inside_is_found_whole(store):
    assert [hit.id for hit in store.search("alice&bob")] == ["alice-bob"]
    assert store.search("#meetup")[0] == store.search("meetup")[0]


def day(text):
    return dt.date.fromisoformat(text)


FILTERS = [
    Filter(), Filter(kinds=("event",)), Filter(kinds=("event", "meetup"), topics=("llm", "nlp")), Filter(sectors=("health",)), Filter(stages=("idea",)), Filter(kinds=("programme",), stages=("seed", "growth")),
    Filter(areas=("paris-13",)), Filter(areas=("ile-de-france",), kinds=("place",)), Filter(languages=("fr",)), Filter(price=("free",)),
    Filter(audiences=("founders",), kinds=("visa",)), Filter(status=("ended", "unknown")),
    Filter(kinds=("event",), properties=("cfp_deadline", "price")), Filter(related_to=("station-f",)),
    Filter(start=day("2026-11-23"), end=day("2027-06-30")), Filter(start=day("2026-06-01")), Filter(end=day("2026-01-01")),
    Filter(kinds=("event",), start=day("2025-01-01"), end=day("2025-04-01")), Filter(topics=("no-such-topic",)),
    Filter(near=(48.8674, 2.3636)), Filter(kinds=("place", "accelerator"), near=(48.70, 2.20)), Filter(near=(43.6, 1.44), areas=("paris",)),
]


def satisfies(record, wanted, linked):
    """Whether a record satisfies a filter, read from the record itself."""
    days = [fact.value for fact in record.facts_of("dates", "past_edition")]
    free = any(getattr(fact.value, "amount", None) == 0 for fact in record.facts_of("price", "fee"))
    having = {
        "kinds": {record.kind}, "topics": set(record.topics), "sectors": set(record.sectors), "audiences": set(record.audience),
        "stages": {stage for fact in record.facts_of("stage") for stage in fact.value.stages},
        "languages": set(record.languages), "areas": set(areas_of(record)), "price": {"free"} if free else set(),
        "properties": {fact.property for fact in record.facts}, "status": {record.status.value if record.status else "active"},
    }
    dated = not (wanted.start or wanted.end) or any(
        one.end >= (wanted.start or dt.date.min) and one.start < (wanted.end or dt.date.max) for one in days)
    return (
        record.kind != "answer" and dated and all(not getattr(wanted, key) or of & set(getattr(wanted, key)) for key, of in having.items())
        and all(record.id in linked(target) for target in wanted.related_to)
        and not (wanted.near and (record.location is None or record.location.lat is None))
    )


@pytest.mark.parametrize("living_first", [False, True])
@pytest.mark.parametrize("wanted", FILTERS)
def test_lists_hold_what_the_records_say_in_the_order_promised(records, store, wanted, living_first):
    weight = {record: 0 for record in records}
    for record in records.values():
        weight[record.id] += len(record.facts) + len(record.relations)
        for relation in record.relations:
            if relation.record in weight:
                weight[relation.record] += 3

    def linked(target):
        return {one for _, one in store.inverse(target)} | {one for _, one, _ in store.related(target)}

    def place(record):
        since = wanted.start or dt.date.min
        first = min((f.value.start for f in record.facts_of("dates", "past_edition") if f.value.end >= since), default=dt.date.max)
        gone = living_first and bool(record.status) and record.status.value in ("ended", "unknown")
        if wanted.near:
            return gone, distance_km(wanted.near, (record.location.lat, record.location.lon)), record.id
        return gone, first, -weight[record.id], fold(record.name.en), record.id

    expected = sorted((record for record in records.values() if satisfies(record, wanted, linked)), key=place)
    hits = store.find(wanted, living_first)
    assert len(hits) == len(expected) and [hit.id for hit in hits] == [record.id for record in expected]
    assert [hit.id for hit in store.find(wanted, living_first)[3:8]] == [record.id for record in expected[3:8]]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """More records of one word than are kept of a word; one of them has a word of its own."""
    path = tmp_path_factory.mktemp("crowd") / "knowledge.sqlite"
    names = [f"Crowd {n}" for n in range(fulltext.COMMON + 40)]
    names[-3] += " Zorblax"
    build(path, (
        Record(**changed(EVENT, id=f"crowd-{n}", name={"en": name, "fr": name}, summary={"en": "A day.", "fr": "Une journée."}))
        for n, name in enumerate(names)
    ))
    return Store(path)


def test_a_rare_word_is_found_in_a_crowd_and_a_common_one_keeps_to_its_bound(crowd):
    number = fulltext.COMMON + 37
    assert crowd.search("crowd zorblax")[0].id == f"crowd-{number}" == crowd.search("zorblax crowd event")[0].id
    assert len(crowd.search("crowd", limit=5000)) == fulltext.BEST
    assert crowd.search("crowd", limit=50) == crowd.search("crowd", limit=50)


def test_a_page_of_a_long_list_makes_only_its_items(crowd):
    hits = crowd.find(Filter(kinds=("event",)))
    assert len(hits) == fulltext.COMMON + 40 and len(hits[5:10]) == 5 and len(hits._made) == 10
    with pytest.raises(IndexError):
        hits[len(hits)]
