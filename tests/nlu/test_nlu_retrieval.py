"""Search by meaning, with vectors that the test decides."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.schema.records import Record
from knowledge.store import Store
from knowledge.store.compile import build
from nlu.encoding.encoder import E5_SCALE, E5_SIZE, USE_SCALE, USE_SIZE
from nlu.retrieval import MeaningIndex

AXES = {"spouse": 0, "bank": 1, "lab": 2, "other": 3}


class TopicEncoder:
    """Encodes a text by the first topic word in it, so that texts on one topic mean the same."""

    def _axis(self, text):
        return next((axis for word, axis in AXES.items() if word in text.lower()), AXES["other"])

    def encode(self, texts):
        rows = [np.concatenate([np.eye(E5_SIZE)[self._axis(t)] * E5_SCALE, np.eye(USE_SIZE)[self._axis(t)] * USE_SCALE]) for t in texts]
        return np.stack(rows).astype(np.float32)

    def encode_use(self, texts):
        return np.stack([np.eye(USE_SIZE)[self._axis(t)] for t in texts]).astype(np.float32)


def record(id, kind, name, summary, **parts):
    source = {"site": {"url": "https://example.org", "title": "x", "as_of": "2026-11-01"}}
    return Record(id=id, kind=kind, name={"en": name, "fr": name}, summary={"en": summary, "fr": summary}, sources=source, **parts)


def article(id, *questions):
    said = {"en": list(questions), "fr": list(questions)}
    return record(id, "answer", id.title(), "It depends.", questions=said, answer={"en": "Yes.", "fr": "Oui."})


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "k.sqlite"
    build(path, [
        article("spouse-work", "may my spouse work", "spouse and jobs"), article("spouse-travel", "may my spouse travel", "spouse abroad"),
        article("bank-account", "how to open a bank account", "bank papers"), record("robot-lab", "lab", "Robot lab", "A lab for robots."),
    ])
    return MeaningIndex(Store(path), TopicEncoder())


def nearest(index, text, limit=6):
    return index.nearest(TopicEncoder().encode([text])[0], text, limit)


def test_the_nearest_in_meaning_comes_first(index):
    assert nearest(index, "bank")[0].record == "bank-account"


def test_among_equal_meanings_shared_rare_words_decide(index):
    assert nearest(index, "will my spouse travel?")[0].record == "spouse-travel"
    assert nearest(index, "spouse who wants to work")[0].record == "spouse-work"


def test_the_same_question_scores_higher_than_a_similar_one(index):
    assert nearest(index, "may my spouse work")[0].score > nearest(index, "what about a spouse")[0].score >= 1.0


def test_other_records_are_found_by_their_summary(index):
    best = nearest(index, "robots in a lab")[0]
    assert (best.record, best.text) == ("robot-lab", "Robot lab: A lab for robots.")


def test_each_record_is_told_once_best_first_at_most_so_many(index):
    found = nearest(index, "may my spouse work")
    assert len({match.record for match in found}) == len(found) == 4
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert len(nearest(index, "spouse", 1)) == 1


def test_a_strange_message_is_near_nothing(index):
    assert nearest(index, "")[0].score < 0.3 and nearest(index, "zzz")[0].score < 0.3


def test_a_match_is_plain_json(index):
    assert nearest(index, "bank papers")[0].as_dict() == {"record": "bank-account", "score": 1.2, "text": "bank papers", "belief": 1.2}


def test_what_was_learnt_moves_articles_and_leaves_the_rest_and_newer_ones_be(tmp_path):
    class Learnt:
        records = ["", "spouse-travel", "spouse-work"]

        def probabilities(self, vector):
            return np.array([0.5, 0.5, 0.0])

    path = tmp_path / "k.sqlite"
    build(path, [
        article("spouse-work", "may my spouse work", "spouse and jobs"), article("spouse-travel", "may my spouse go away", "spouse abroad"),
        article("spouse-new", "may my spouse learn", "spouse at school"), record("robot-lab", "lab", "Robot lab", "A lab for robots."),
    ])
    index, plain = MeaningIndex(Store(path), TopicEncoder(), Learnt()), MeaningIndex(Store(path), TopicEncoder())
    before, after = ({m.record: m for m in nearest(one, "spouse", 4)} for one in (plain, index))
    moved = {name: round(after[name].belief - before[name].belief, 4) for name in after}
    assert moved["spouse-travel"] == pytest.approx(0.4 * 0.5 - 0.2 * 0.5) and moved["spouse-work"] == moved["spouse-new"] == pytest.approx(-0.1)
    assert {name: after[name].score for name in after} == {name: before[name].score for name in after}
    assert all(moved[name] == 0 for name in moved if not name.startswith("spouse"))
