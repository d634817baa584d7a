"""Every rule of the checker, each with a record that breaks it and the line that is named."""

from __future__ import annotations

import datetime as dt

import pytest
from knowledge_samples import ANSWER, EVENT, PLACE, changed, save, with_fact

from knowledge.check import no_publish
from knowledge.check.run import check, counts

ON = dt.date(2026, 11, 22)
AREA = PLACE["facts"][0]
SOURCE = PLACE["sources"]["site"]
LOCATION = PLACE["location"]


def found(records, severity="error", on=ON):
    return [problem for problem in check(records, on)[1] if problem.severity == severity]


def placed(**changes):
    return changed(PLACE, location={key: value for key, value in {**LOCATION, **changes}.items() if value is not None})


def sourced(**changes):
    return changed(PLACE, sources={"site": {**SOURCE, **changes}})


# The record, what stands on the line that must be named, and what must be said.
BROKEN = {
    "unknown kind": (changed(PLACE, kind="palace"), "kind: palace", "unknown kind 'palace'"),
    "property of another kind": (with_fact(PLACE, property="fee", value={"amount": 3}), "property: fee", "not a property of a place"),
    "unknown unit": (with_fact(PLACE, property="area", value={"value": 3, "unit": "acre"}), "unit: acre", "unknown unit 'acre'"),
    "unknown relation": (changed(PLACE, relations=[{"relation": "likes", "name": "X", "source": "site"}]), "relation: likes", "unknown relation"),
    "unknown topic": (changed(PLACE, topics=["nlp", "cooking"]), "- cooking", "unknown topics value 'cooking'"),
    "unknown sector": (changed(PLACE, sectors=["piracy"]), "- piracy", "unknown sectors value"),
    "unknown audience": (changed(PLACE, audience=["cats"]), "- cats", "unknown audience value"),
    "unknown stage": (
        changed(PLACE, facts=[AREA, {"property": "stage", "value": {"stages": ["seed", "toddler"]}, "source": "site"}]), "stages:", "unknown stage 'toddler'"),
    "unknown district": (placed(district="paris-21"), "paris-21", "unknown district"),
    "source that is not listed": (changed(PLACE, facts=[{**AREA, "source": "web"}]), "source: web", "'web' is not under `sources`"),
    "source that nobody uses": (changed(PLACE, sources={"site": SOURCE, "old": SOURCE}), "old:", "no fact uses this source"),
    "no fact at all": (changed(PLACE, facts=None), "id:", "at least one sourced fact"),
    "host without a dot": (sourced(url="https://localhost/x"), "localhost", "has no host name"),
    "shortened address": (sourced(url="https://bit.ly/x"), "bit.ly", "a shortener hides"),
    "tracking in an address": (sourced(url="https://example.org/x?utm_source=a"), "utm_source", "tracking parameters"),
    "half a point": (placed(lon=None), "lat:", "give both lat and lon"),
    "point outside Paris": (placed(lat=45.76, lon=4.84), "lat: 45.76", "does not lie in Paris"),
    "suburb with a Paris district": (placed(city="Montreuil", lat=48.8638, lon=2.4485), "paris-04", "has no Paris district"),
    "answer without a text": (changed(ANSWER, answer=None), "kind: answer", "needs `questions` and `answer`"),
    "questions of what is no answer": (changed(PLACE, questions=ANSWER["questions"]), "kind: place", "only an answer"),
    "French without a space before its marks": (
        changed(PLACE, summary={"en": "A hall.", "fr": "Une halle: oui!"}), "oui!", "French puts a space"),
    "typewriter apostrophe in a French note": (
        changed(PLACE, facts=[{**AREA, "note": {"en": "of the hall", "fr": "de l'ensemble"}}]), "l'ensemble", "typographic apostrophe"),
    "long summary": (changed(PLACE, summary={"en": "A hall. " * 40, "fr": "Une halle."}), "en: 'A hall." , "shorten it to 300"),
    "summary left in English": (changed(PLACE, summary={"en": "Start-up hub.", "fr": "Start-up hub"}), "fr: Start-up hub", "translate it"),
    "answer left in English": (changed(ANSWER, answer={"en": "Because.", "fr": "because"}), "fr: because", "translate it"),
    "alias that is the name": (changed(PLACE, aliases=["TEST HALL"]), "- TEST HALL", "is already a name"),
    "alias that stands twice": (changed(PLACE, aliases=["écurie", "Ecurie"]), "- Ecurie", "is already a name"),
    "alias without a letter": (changed(PLACE, aliases=["–"]), "- –", "has no letter or figure"),
    "source seen tomorrow": (sourced(as_of="2026-11-23"), "as_of: '2026-11-23'", "2026-11-23 is in the future"),
    "fact dated after its source": (changed(PLACE, facts=[{**AREA, "as_of": "2026-05-11"}]), "as_of: '2026-05-11'", "after its source"),
    "past edition to come": (
        with_fact(EVENT, property="past_edition", value={"start": "2026-11-23", "end": "2026-11-24"}), "- source: site", "use `dates`"),
    "edition past and to come": (
        changed(EVENT, facts=[{**EVENT["facts"][0], "value": {"start": ON.isoformat(), "end": ON.isoformat()}, "property": key}
                              for key in ("dates", "past_edition")]), "- property: past_edition", "the same days stand under"),
    "two founding dates": (
        changed(PLACE, facts=[{"property": "opened", "value": year, "source": "site"} for year in ("2016", "2017")]),
        "- property: opened", "another opened stands in this record without a note"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_rule_names_the_file_and_the_line(records, name):
    record, marker, said = BROKEN[name]
    path = save(records, record)
    problems = [problem for problem in found(records) if said in problem.message]
    assert len(problems) == 1, found(records)
    line = path.read_text(encoding="utf-8").splitlines()[problems[0].line - 1]
    assert marker in line
    assert str(problems[0]).startswith(f"{path}:{problems[0].line}: error: ")


@pytest.mark.parametrize("record", [PLACE, EVENT, ANSWER], ids=["place", "event", "answer"])
def test_sound_record_has_no_problem(records, record):
    save(records, record)
    assert check(records, ON)[1] == []


def test_file_must_bear_the_id_and_stand_in_the_folder_of_its_kind(records):
    path = save(records, PLACE)
    path.rename(path.with_name("hall.yml"))
    event = save(records, EVENT)
    event.rename(records / "place" / event.name)
    messages = " | ".join(problem.message for problem in found(records))
    assert "name it halle-test.yml" in messages and "move it to event/" in messages


OTHER = changed(PLACE, id="autre", name={"en": "Other", "fr": "Autre"}, aliases=[], location={**LOCATION, "address": "2 rue X, Paris"})
TOGETHER = {
    "name of another record": (changed(OTHER, aliases=["LA HALLE"]), "'la halle' is also a name of"),
    "relation to nowhere": (changed(OTHER, relations=[{"relation": "run_by", "record": "ghost", "source": "site"}]), "no record 'ghost'"),
    "answer about nothing": (changed(ANSWER, about=["ghost"]), "no record 'ghost'"),
    "same place and almost the same name": (changed(OTHER, name={"en": "Test Halls", "fr": "Halles"}, location=LOCATION), "almost the name of"),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_records_contradict_one_another(records, name):
    record, said = TOGETHER[name]
    save(records, PLACE, record)
    assert [said in problem.message for problem in found(records)] == [True]


def test_neighbours_of_another_name_or_kind_are_no_duplicates(records):
    save(records, PLACE, changed(OTHER, location=LOCATION), changed(
        PLACE, id="test-halls", kind="accelerator", name={"en": "Test Halls", "fr": "Halles"}, aliases=[], facts=[
            {"property": "area", "value": {"value": 3, "unit": "square_metre"}, "source": "site"}]))
    assert found(records) == []


def test_two_answers_to_one_question(records):
    save(records, ANSWER, changed(ANSWER, id="why-not", questions={"en": ["Why test?", "why not"], "fr": ["non", "pas du tout"]}))
    assert ["also asked in" in problem.message for problem in found(records)] == [True]


def test_same_id_twice(records):
    save(records, PLACE, changed(OTHER, id="halle-test", kind="accelerator"))
    assert any("is also that of" in problem.message for problem in found(records))


@pytest.mark.parametrize("change", [
    {"note": {"en": "by the press", "fr": "selon la presse"}}, {"confidence": "unconfirmed"},
    {"valid_until": "2020-01-01"}, {"value": "2016"},
])
def test_explained_disagreement_is_no_contradiction(records, change):
    opened = [{"property": "opened", "value": "2016", "source": "site"}, {"property": "opened", "value": "2017", "source": "site", **change}]
    save(records, changed(PLACE, facts=opened))
    assert found(records) == []


@pytest.mark.parametrize("end, warned", [("2026-11-21", True), ("2026-11-22", False)])
def test_event_that_ended_is_to_be_moved(records, end, warned):
    save(records, with_fact(EVENT, property="dates", value={"start": "2026-11-20", "end": end}))
    warnings = [problem.message for problem in found(records, "warning")]
    assert any("move to past_edition" in message for message in warnings) is warned
    assert found(records) == []


@pytest.mark.parametrize("date, warned", [("2026-11-21", True), ("2026-11-22", False), ("2026-11", False)])
def test_deadline_that_passed_is_told(records, date, warned):
    save(records, with_fact(EVENT, property="cfp_deadline", value=date))
    assert any("deadline of" in problem.message for problem in found(records, "warning")) is warned


def test_status_unknown_may_be_newer_than_the_page_it_was_looked_for_on(records):
    save(records, changed(PLACE, status={"value": "unknown", "source": "site", "as_of": "2026-11-22"}))
    assert found(records) == []
    save(records, changed(PLACE, status={"value": "ended", "source": "site", "as_of": "2026-11-22"}))
    assert len(found(records)) == 1


def test_stale_facts_are_summed_up_per_kind(records):
    save(records, changed(with_fact(PLACE, property="price", value={"amount": 3}), sources={"site": {**SOURCE, "as_of": "2025-06-01"}}), ANSWER)
    (warning,) = found(records, "warning")
    assert "1 facts past their shelf life, 0 past twice that" in warning.message and warning.file == str(records / "place")


@pytest.mark.parametrize("record", [
    changed(PLACE, name={"en": "Jane Doe Hall", "fr": "Halle"}), changed(PLACE, aliases=["chez Jané  DOE"]),
    changed(PLACE, relations=[{"relation": "run_by", "name": "JANE-DOE", "source": "site"}]),
    changed(PLACE, summary={"en": "Hall of Jane Doe’s friends.", "fr": "Halle."}),
    sourced(title="An interview with Jane Doe"), sourced(url="https://example.org/jane-doe"), changed(PLACE, id="jane-doe"),
])
def test_withheld_name_is_found_wherever_it_stands(records, record, tmp_path, monkeypatch):
    names = tmp_path / "no_publish.yml"
    names.write_text("Jane Doe: {reason: asked by e-mail}\n", encoding="utf-8")
    monkeypatch.setattr(no_publish.not_published, "__defaults__", (names,))
    save(records, record)
    assert any("must not be published (asked by e-mail)" in problem.message for problem in found(records))


def test_withheld_name_within_a_word_is_not_meant(records, tmp_path, monkeypatch):
    names = tmp_path / "no_publish.yml"
    names.write_text("hal: {reason: asked}\n", encoding="utf-8")
    monkeypatch.setattr(no_publish.not_published, "__defaults__", (names,))
    save(records, PLACE)
    assert found(records) == []


def test_list_of_withheld_names_can_be_read():
    assert isinstance(no_publish.withheld_names(), dict)


def test_counts_add_up(records):
    save(records, PLACE, EVENT, ANSWER)
    files, _ = check(records, ON)
    table = counts(files)
    assert table["records"] == {"place": 1, "event": 1, "answer": 1} and table["sources"] == {"example.org": 3}


def test_records_of_the_project_have_no_error():
    files, problems = check()
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    assert len(files) > 800
