"""The compiled file: rebuilt only on change, whole or not at all, read by many at once."""

from __future__ import annotations

import os
import sqlite3
import threading

import pytest
from knowledge_samples import EVENT, PLACE, changed, save

from knowledge.load import load_all
from knowledge.store import Filter, open_store
from knowledge.store import compile as compiling
from knowledge.store.compile import build, compiled_file
from knowledge.store.store import Store


@pytest.fixture
def builds(monkeypatch):
    """The paths built, in order."""
    seen = []
    real = compiling.build
    monkeypatch.setattr(compiling, "build", lambda path, *rest: (seen.append(path), real(path, *rest)))
    return seen


def test_file_is_built_once_and_again_only_on_change(records, builds):
    path = save(records, PLACE)
    first = compiled_file(records)
    assert compiled_file(records) == first and builds == [first]
    path.write_text(path.read_text(encoding="utf-8").replace("340", "350"), encoding="utf-8")
    second = compiled_file(records)
    assert builds == [first, second] and second != first
    assert Store(second).record("halle-test").facts[0].value.value == 350


def test_store_is_the_same_object_while_nothing_changes(records):
    save(records, PLACE)
    assert open_store(records) is open_store(records)


def test_failed_build_leaves_nothing_behind(records, cache):
    save(records, PLACE)
    good = [file.record for file in load_all(records)[0]]

    def breaking():
        yield good[0]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        build(cache / "knowledge-x.sqlite", breaking())
    assert [path.name for path in cache.iterdir() if not path.name.endswith("-journal")] == []


def test_reader_keeps_working_while_its_file_is_replaced(records, cache):
    save(records, PLACE)
    loaded = [file.record for file in load_all(records)[0]]
    path = cache / "knowledge-x.sqlite"
    build(path, loaded, "old")
    reader = Store(path)
    build(path, [], "new")
    assert reader.record("halle-test").id == "halle-test" and reader.fingerprint == "old"
    assert Store(path).record("halle-test") is None


def test_broken_record_is_left_out_and_the_rest_served(records):
    save(records, PLACE, EVENT)
    (records / "place" / "bad.yml").write_text("id: [", encoding="utf-8")
    assert open_store(records).count() == 2


def test_compiled_file_cannot_be_written_through_the_store(records):
    save(records, PLACE)
    with pytest.raises(sqlite3.OperationalError):
        open_store(records)._db.execute("DELETE FROM record")


def test_eight_threads_read_at_once(records):
    save(records, *[changed(PLACE, id=f"hall-{n}", name={"en": f"Hall {n}", "fr": f"Halle {n}"}, aliases=[]) for n in range(40)])
    store = open_store(records)
    expected = [hit.id for hit in store.find(Filter(kinds=("place",)))]
    failures = []
    start = threading.Barrier(8)

    def read():
        start.wait()
        for n in range(40):
            found = [hit.id for hit in store.find(Filter(kinds=("place",)))]
            if found != expected or store.record(f"hall-{n}").id != f"hall-{n}" or not store.search(f"halle {n}"):
                failures.append(n)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == [] and len(expected) == 40


def test_the_newest_two_files_stay(records, cache):
    path = save(records, PLACE)
    made = []
    for number in range(4):
        path.write_text(path.read_text(encoding="utf-8") + f"# {number}\n", encoding="utf-8")
        made.append(compiled_file(records))
        os.utime(made[-1], (number, number))
    assert sorted(cache.glob("knowledge-*.sqlite")) == sorted(made[-2:])
    # Another file of the cache is none of ours.
    (cache / "vectors.npz").write_bytes(b"")
    compiled_file(records)
    assert (cache / "vectors.npz").exists()


def test_of_two_records_with_one_id_the_first_stays(records, cache):
    one = load_all(save(records, PLACE).parent)[0][0].record
    build(cache / "knowledge-x.sqlite", [one, one.copy(update={"aliases": ["another"]})])
    store = Store(cache / "knowledge-x.sqlite")
    assert store.count() == 1 and store.named("another") == [] and len(store.find(Filter(kinds=("place",)))) == 1
