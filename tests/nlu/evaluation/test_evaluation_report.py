"""From fakes of the model to a report, its tables, its pictures and its page; and the guard against drops."""

from __future__ import annotations

import json

import pytest
from evaluation_samples import SmallStore

from nlu.evaluation import intents, measuring, page, regression, sets, tables, wording
from nlu.evaluation.baselines import tfidf
from nlu.evaluation.baselines.rasa_default import reading_of
from nlu.evaluation.cache import Answers, fingerprint
from nlu.evaluation.intents import Reading
from nlu.evaluation.latency import measure as measure_latency
from nlu.evaluation.regression import Outcomes

SENTENCES = [sets.Sentence(text, "en", (intent,)) for text, intent in (
    ("a", "ask_cost"), ("b", "ask_cost"), ("c", "find"), ("d", "find"), ("e", "out_of_scope"), ("f", "ask_daily_life"),
)]
READINGS = [
    Reading("ask_cost", 0.9, 0.9, False), Reading("find", 0.6, 0.6, False), Reading("find", 0.8, 0.8, False), Reading("find", 0.3, 0.3, True),
    Reading("ask_daily_life", 0.7, -0.7, False), Reading("find", 0.5, 0.5, False),
]


def test_intents_and_refusals_of_a_system():
    found = intents.measure(SENTENCES, READINGS, 0.55)
    values = {name: figure["value"] for name, figure in found["figures"].items()}
    assert values["accuracy"] == 0.75 and values["recognised"] == 0.5 and values["lost"] == 0.25 and values["refusal_precision"] == 0.5
    assert values["recognised_at_loss"] == 1.0 and values["lost_at_loss"] == 0.25
    # confidently wrong: b and f of six; the cost counts them twice and d, lost, once
    assert values["confident_wrong"] == 0.3333 and found["cost"] == 0.8333
    assert found["by_intent"]["find"] == {"precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 2}
    assert found["confusion"]["ask_cost"] == {"ask_cost": 1, "find": 1}
    json.dumps(found, allow_nan=False)


def test_rasas_fallback_hides_an_intent():
    ranking = [{"name": "nlu_fallback", "confidence": 0.8}, {"name": "find", "confidence": 0.2}]
    assert reading_of({"intent": ranking[0], "intent_ranking": ranking}) == Reading("find", 0.2, 0.2, True)
    assert reading_of({"intent": ranking[1], "intent_ranking": ranking[1:]}) == Reading("find", 0.2, 0.2, False)


def test_tf_idf_tells_words_apart_and_knows_out_of_scope():
    texts = ["what does it cost", "how much is the fee", "what is the price", "weather tomorrow", "will it rain", "is it sunny"]
    trained = tfidf.pipeline().fit(texts, ["ask_cost"] * 3 + ["out_of_scope"] * 3)
    cost, rain = tfidf.TfIdf(trained).read(["the cost and the fee", "rain or sunny weather"])
    assert cost.intent == "ask_cost" and 0 < cost.trust == cost.confidence < 1
    assert rain.intent == "out_of_scope" and rain.trust == -rain.confidence


def parse(text):
    """A model that hears every sentence as a question of cost."""
    return {
        "text": text, "intent": {"name": "ask_cost", "confidence": 0.8}, "entities": [], "language": {"value": "en", "confidence": 1.0},
        "intent_ranking": [{"name": "ask_cost", "confidence": 0.8}, {"name": "find", "confidence": 0.1}], "nearness": 0.5,
    }


def converse(texts, language):
    """Actions that refuse everything."""
    return [{"answer": {"kind": "refusal", "text": "", "language": language}, "focus": {}} for _ in texts]


@pytest.fixture(scope="module")
def measured():
    measurement = measuring.Measurement(SmallStore(), parse, converse, 1.1, {"tfidf": _Always()})
    return {language: measurement.measure("dev", language, quick=True) for language in sets.LANGUAGES}


class _Always:
    def read(self, texts):
        """Never sure of anything."""
        return [Reading("find", 0.1, 0.1, False) for _ in texts]


def report_of(measured):
    return {
        "set": "dev", "date": "2026-11-22", "model": "fake", "languages": {language: one.report for language, one in measured.items()},
        "latency": measure_latency({"Encoder": [0.6, 0.9], "Linker": [0.3, 0.1], "parse": [1.0, 1.0], "dialogue": [0.5, 0.5]}),
    }


def test_a_bot_that_refuses_everything_recognises_all_and_understands_nothing(measured):
    answers = measured["en"].report["answers"]
    assert answers["figures"]["recognised"]["value"] == 1.0 and answers["figures"]["confident_wrong"]["value"] == 0.0
    # Of what leans on an earlier turn, hearing it is all that can be judged.
    assert answers["figures"]["understood"]["value"] == answers["figures"]["answered"]["value"] < 0.01
    assert set(measured["en"].outcomes) == {f"dev.{part}" for part in ("intents", "understood", "recognised", "names", "dates", "dialogues")}
    assert len(measured["en"].failures) == sum(not passed for part in measured["en"].outcomes.values() for passed in part.passed)


@pytest.mark.parametrize("language", sets.LANGUAGES)
def test_every_figure_has_its_words(measured, language):
    report = report_of(measured)
    for group, names in tables.GROUPS.items():
        assert set(report["languages"]["en"][group]["figures"]) == set(names)
        table = tables.figures_table(report, group, language)
        assert len({len(row) for row in table}) == 1 and tables.plain(table) and tables.markdown(table).count("\n") == len(table)
    assert set(report["languages"]["en"]["systems"]["ours"]["figures"]) == set(tables.SYSTEM_ROWS)
    assert [row[0] for row in tables.systems_table(report["languages"]["en"], language)][1:3] == [wording.say(language, name) for name in ("systems.examples", "systems.accuracy")]


@pytest.mark.parametrize("language", sets.LANGUAGES)
def test_the_page_is_whole_and_says_its_set(measured, language):
    text = page.page({"dev": report_of(measured)}, language)
    assert "**dev**" in text and "$" not in text and "<!--" not in text and wording.say(language, "tfidf") in text


def test_the_test_set_is_shown_once_it_is_there(measured):
    report = report_of(measured)
    assert "**test**" in page.page({"dev": report, "test": {**report, "set": "test"}}, "en")


def test_the_pictures_are_drawn_the_same_twice(measured, tmp_path):
    from nlu.evaluation.drawing import draw_all

    report = report_of({"en": measured["en"]})
    names = draw_all(report, tmp_path / "a")
    assert names == draw_all(report, tmp_path / "b")
    kinds = ("systems", "threshold", "calibration", "latency")
    assert set(names) == {f"evaluation-{kind}.{language}.svg" for kind in kinds for language in sets.LANGUAGES} | {"evaluation-confusion-en.svg"}
    for name in names:
        content = (tmp_path / "a" / name).read_text()
        assert content == (tmp_path / "b" / name).read_text() and "<svg" in content
    assert "this assistant" in (tmp_path / "a" / "evaluation-systems.en.svg").read_text()
    assert "cet assistant" in (tmp_path / "a" / "evaluation-systems.fr.svg").read_text()


def test_time_is_told_in_shares_and_ratios():
    found = report_of({})["latency"]
    assert found["shares"] == {"Encoder": 0.75, "Linker": 0.2, "rest": 0.05} and found["dialogue_to_parse"] == 0.5 and found["p95_to_p50"] == 1.0


def test_both_languages_have_the_same_words():
    assert set(wording.words("en")) == set(wording.words("fr"))


@pytest.mark.parametrize("language, value, shown", [("en", 0.885, "88.5%"), ("fr", 0.885, "88,5\u00a0%"), ("en", None, "–")])
def test_shares_are_written_as_the_language_does(language, value, shown):
    assert wording.percent(value, language) == shown


TEXTS = [f"case {n}" for n in range(100)]


def outcomes(*failed):
    return Outcomes(TEXTS, [n not in failed for n in range(100)])


@pytest.mark.parametrize("before, now, fallen", [
    ((), (0, 1, 2), False), ((), (0, 1, 2, 3), True), ((0, 1), (2, 3, 4), False), ((0, 1, 2), (), False), ((0,), (0, 1, 2, 3, 4), True),
])
def test_a_drop_counts_only_beyond_its_noise(before, now, fallen):
    # four lost and none gained: 4 > 1.96·√4; three: 3 < 1.96·√3
    assert bool(regression.drops(regression.record({"dev.names": outcomes(*before)}), {"dev.names": outcomes(*now)})) == fallen


@pytest.mark.parametrize("failed, fallen", [(range(5), False), (range(60, 100), True)])
def test_other_cases_are_compared_by_two_standard_errors(failed, fallen):
    kept = regression.record({"dev.names": outcomes(1, 2)})
    changed = Outcomes([text + "!" for text in TEXTS], outcomes(*failed).passed)
    assert bool(regression.drops(kept, {"dev.names": changed})) == fallen


def test_a_part_not_run_cannot_drop():
    assert regression.drops(regression.record({"dev.names": outcomes()}), {}) == []


def test_the_list_of_accepted_failures_only_shrinks(tmp_path, monkeypatch):
    monkeypatch.setattr(regression, "HERE", tmp_path)
    monkeypatch.setattr(regression, "BASELINE", tmp_path / "baseline.json")
    regression.keep({"en": {"dev.names": outcomes(1, 2)}})
    rows = regression.read_accepted("en")
    assert rows == [{"part": "dev.names", "text": "case 1"}, {"part": "dev.names", "text": "case 2"}]
    later = {"dev.names": outcomes(2, 3)}
    assert regression.healed(rows, later) == rows[:1] and regression.healed(rows, {}) == []
    regression.keep({"en": later})
    assert regression.read_accepted("en") == rows[1:]
    assert json.loads((tmp_path / "baseline.json").read_text())["en"]["dev.names"]["failed"] == [2, 3]


def test_answers_are_made_once_and_kept(tmp_path):
    made = []
    for _ in range(2):
        kept = Answers(tmp_path / "answers.sqlite")
        assert kept.get("system", "text", lambda: made.append(1) or {"n": 1}) == {"n": 1}
    assert Answers(tmp_path / "answers.sqlite").get("other system", "text", lambda: {"n": 2}) == {"n": 2}
    assert made == [1]


def test_a_fingerprint_changes_with_content_only(tmp_path):
    (tmp_path / "a.py").write_text("1")
    first = fingerprint(str(tmp_path))
    (tmp_path / "a.pyc").write_text("2")
    assert fingerprint(str(tmp_path)) == first
    (tmp_path / "a.py").write_text("2")
    assert fingerprint(str(tmp_path)) != first


def test_the_sets_are_read_whole():
    assert len(sets.sentences("dev_intents", "fr")) == 2573 and len(sets.namings("dev", "en")) == 500
    assert len(sets.phrases("dev", "fr")) == 190 and len(sets.dialogues("dev", "en")) == 370
    assert sum(one.in_scope for one in sets.sentences("dev_intents", "en")) == 1060
