"""What leaves the house: data files, calendars and a website that hold together, in both languages."""

from __future__ import annotations

import csv
import datetime as dt
import html.parser
import io
import json
import re
from pathlib import Path

import icalendar
import pytest
import yaml
from knowledge_samples import ANSWER, EVENT, PLACE, changed

from knowledge.load import load_all
from knowledge.operations import export as command
from knowledge.operations.export import NotOurs, export, main
from knowledge.operations.files import as_csv
from knowledge.operations.wording import FOLDER, words
from knowledge.schema.records import Record
from knowledge.schema.values import Money
from knowledge.wording import values

ON = dt.date(2026, 11, 22)
VOID = {"meta", "link", "br", "input", "hr", "img"}
DATES = EVENT["facts"][0]
RECORDS = [Record(**one) for one in (
    changed(PLACE, summary={"en": "<b>Hall</b> & co.", "fr": "Une <i>halle</i>."}, relations=[{"relation": "run_by", "name": "A & B", "source": "site"}],
            facts=[*PLACE["facts"], {"property": "price", "value": {"amount": 195}, "source": "site", "as_of": "2017-01-01"},
                   {"property": "price", "value": {"amount": 295}, "source": "site", "as_of": "2025-09-01", "confidence": "unconfirmed"}]),
    changed(EVENT, topics=["nlp"], relations=[{"relation": "held_at", "record": "halle-test", "source": "site"}],
            facts=[DATES, {"property": "past_edition", "value": {"start": "2025-12-01", "end": "2025-12-02"}, "source": "site"},
                   {"property": "cfp_deadline", "value": "2026-11-25", "source": "site"}, {"property": "application_deadline", "value": "2026-11", "source": "site"},
                   {"property": "offer", "value": {"en": "=1+1", "fr": "=1+1"}, "source": "site"}]),
    changed(ANSWER, about=["halle-test"], answer={"en": "**Because** [it](https://example.org) [breaks](javascript:alert(1)) <script>x</script>", "fr": "Parce **que**."}),
    changed(ANSWER, id="old-test", questions={"en": ["old", "older"], "fr": ["vieux", "ancien"]},
            sources={"site": {**ANSWER["sources"]["site"], "as_of": "2019-01-01"}}, answer={"en": "It costs 12 euros.", "fr": "Cela coûte 12 euros."}),
)]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "site"
    counts = export(folder, RECORDS, ON)
    assert counts == {"records": 4, "pages": 1 + 2 * (4 + 3 + 4), "calendars": 6}
    return folder


class Page(html.parser.HTMLParser):
    """A page taken apart: unbalanced tags fail, links, ids and headings are collected."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open, self.links, self.ids, self.tags, self.text, self.lang = [], [], [], [], "", ""
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        assert self.open == [], path

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [(tag, given.get("rel", ""), given[key]) for key in ("href", "src") if key in given]
        self.lang = given.get("lang", "") if tag == "html" else self.lang
        assert not any(key.startswith("on") or key == "style" for key in given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def pages(folder):
    return {path: Page(path) for path in sorted(folder.rglob("*.html"))}


def test_pages_are_sound_and_speak_one_language(site):
    for path, page in pages(site).items():
        assert page.tags.count("h1") == 1 and page.tags.count("title") == 1 and page.tags.count("main") == 1, path
        assert len(set(page.ids)) == len(page.ids)
        assert page.lang == (path.relative_to(site).parts[0] if path.parent != site else "en")


def test_every_link_inside_leads_somewhere(site):
    for path, page in pages(site).items():
        for _, _, href in page.links:
            if not re.match(r"https?://|#", href):
                assert (path.parent / href).resolve().is_file(), (path, href)
            if href.startswith("#"):
                assert href[1:] in page.ids


def test_nothing_is_asked_of_other_hosts(site):
    for path, page in pages(site).items():
        resources = [href for tag, rel, href in page.links if tag == "script" or (tag == "link" and rel == "stylesheet")]
        assert resources and not any("//" in href for href in resources)
        assert "default-src 'none'" in path.read_text(encoding="utf-8")
    assert "http" not in (site / "style.css").read_text() and "http" not in (site / "search.js").read_text()


def test_each_page_names_its_twin(site):
    for path, page in pages(site).items():
        if path.parent == site:
            continue
        twins = {(path.parent / href).resolve() for tag, rel, href in page.links if (tag, rel) == ("link", "alternate")}
        relative = path.relative_to(site).parts[1:]
        assert twins == {(site / language).joinpath(*relative).resolve() for language in ("en", "fr")}


def test_twins_have_absolute_addresses_when_the_address_is_known(tmp_path):
    export(tmp_path / "site", RECORDS, ON, "https://example.org/paris/")
    text = (tmp_path / "site/en/place/halle-test.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" hreflang="fr" href="https://example.org/paris/fr/place/halle-test.html">' in text


def test_texts_of_records_are_text(site):
    place = Page(site / "en/place/halle-test.html")
    assert "<b>Hall</b> & co." in place.text and "A & B" in place.text and "b" not in place.tags
    answer = Page(site / "en/answer/why-test.html")
    assert "strong" in answer.tags and "<script>x</script>" in answer.text and "script" not in answer.tags
    assert ("a", "", "https://example.org") in answer.links and not any("javascript" in href for _, _, href in answer.links)


def test_page_of_a_record_tells_facts_with_source_and_date(site):
    page = Page(site / "fr/place/halle-test.html")
    for part in ("Halle de test", "340 m²", "1 rue de Rivoli, 75004 Paris", "10 mai 2026", "The hall", "Surface"):
        assert part in page.text
    assert ("a", "noopener noreferrer", "https://example.org/hall") in page.links


def test_what_is_too_old_to_repeat_is_not_repeated(site):
    english = Page(site / "en/place/halle-test.html").text
    assert "195" not in english and "The figure dates from 1 January 2017" in english
    assert "€295" in english and "old: check it on the page" in english and "unconfirmed" in english
    assert "12 euros" not in Page(site / "fr/answer/old-test.html").text


def test_relations_are_shown_from_both_ends(site):
    place, event = Page(site / "en/place/halle-test.html"), Page(site / "en/event/journee-test.html")
    assert ("a", "", "../event/journee-test.html") in place.links and ("a", "", "../answer/why-test.html") in place.links
    assert ("a", "", "../place/halle-test.html") in event.links and "Hosts" in place.text and "Held at" in event.text


def test_search_page_lists_everything_without_script(site):
    page = Page(site / "fr/search.html")
    assert {href for _, _, href in page.links} >= {"place/halle-test.html", "event/journee-test.html", "answer/why-test.html"}
    assert 'data-words="Test Hall Halle de test la halle"' in (site / "fr/search.html").read_text(encoding="utf-8")


def test_licence_and_attribution_stand_on_every_page(site):
    for path, page in pages(site).items():
        assert path.parent == site or "CC BY 4.0" in page.text
    page = Page(site / "en/attribution.html")
    assert ("a", "noopener noreferrer", "https://example.org/hall") in page.links and "tech-conferences/conference-data" in page.text
    assert "MIT" in (site / "LICENCE.txt").read_text(encoding="utf-8")


def test_json_and_json_lines_hold_the_records(site):
    document = json.loads((site / "data/records.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (site / "data/records.jsonl").read_text(encoding="utf-8").splitlines()]
    assert document["records"] == lines and document["count"] == 4 and document["licence"]["name"] == "CC BY 4.0"
    assert [Record(**line) for line in lines] == sorted(RECORDS, key=lambda one: one.id)


def test_csv_has_a_line_a_fact(site):
    rows = list(csv.DictReader(io.StringIO((site / "data/facts.csv").read_text(encoding="utf-8"))))
    assert len(rows) == sum(len(record.facts) for record in RECORDS)
    (area,) = [row for row in rows if row["property"] == "area"]
    assert (area["value_fr"], area["as_of"], area["freshness"], area["source_url"]) == ("340 m²", "2026-05-10", "fresh", "https://example.org/hall")
    assert json.loads(area["value"])["unit"] == "square_metre"


def test_csv_holds_no_formula():
    rows = list(csv.DictReader(io.StringIO(as_csv(RECORDS, ON))))
    assert {row["value_en"] for row in rows if row["property"] == "offer"} == {"'=1+1"}


def events(site, name, language="en"):
    calendar = icalendar.Calendar.from_ical((site / "calendars" / language / name).read_bytes())
    return [(str(event["uid"]), str(event["summary"]), event["dtstart"].dt) for event in calendar.walk("VEVENT")]


def test_calendars_hold_what_is_to_come_and_deadlines_stand_apart(site):
    expected = [("journee-test-2026-12-01@paris-ai-assistant", "Test Day", dt.date(2026, 12, 1))]
    assert events(site, "events.ics") == events(site, "topic-nlp.ics") == expected
    assert events(site, "deadlines.ics", "fr") == [(
        "journee-test-cfp_deadline-2026-11-25@paris-ai-assistant", "Fin de l’appel à communications\u00a0: Journée du test", dt.date(2026, 11, 25))]
    assert sorted(path.name for path in (site / "calendars/en").iterdir()) == ["deadlines.ics", "events.ics", "topic-nlp.ics"]


def test_export_is_the_same_twice(tmp_path, site):
    export(tmp_path / "again", RECORDS, ON)
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(site)).read_bytes(), path


def test_folder_of_somebody_else_is_left_alone(tmp_path, capsys, monkeypatch):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("miaow")
    with pytest.raises(NotOurs, match="holds other files"):
        export(tmp_path / "photos", RECORDS, ON)
    monkeypatch.setattr(command, "load_all", lambda folder: ([], []))
    assert main([str(tmp_path / "photos")]) == 2 and "holds other files" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["photos"]


def test_new_export_replaces_the_old_one(tmp_path):
    export(tmp_path / "site", RECORDS, ON)
    export(tmp_path / "site", RECORDS[:1], ON)
    assert not (tmp_path / "site/en/event").exists() and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_broken_records_are_not_exported(tmp_path, capsys, monkeypatch):
    (tmp_path / "bad.yml").write_text("id: [", encoding="utf-8")
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    assert main([str(tmp_path / "site")]) == 1 and "mend these first" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_values_are_worded_as_in_answers():
    fee = Money(amount=1500000000, per="year", at_least=True)
    assert [words(language).value(fee) for language in ("en", "fr")] == [values.money(fee, language) for language in ("en", "fr")]
    assert words("en").value(fee) == "at least €1.5 bn a year"


def test_every_value_of_the_records_has_words():
    known = [fact.value for file in load_all()[0] for fact in file.record.facts]
    assert all(words(language).value(value) for value in known for language in ("en", "fr"))


def test_both_languages_have_the_same_words():
    english, french = (yaml.safe_load((FOLDER / f"{language}.yml").read_text(encoding="utf-8")) for language in ("en", "fr"))
    assert set(english) == set(french)
    variables = re.compile(r"\$\w+")
    for key in english:
        assert set(variables.findall(english[key])) >= set(variables.findall(french[key])), key


def test_every_word_is_used():
    folder = FOLDER.parent
    sources = "".join(path.read_text(encoding="utf-8") for path in [folder.parent / "calendar_feeds.py", *folder.rglob("*.py"), *folder.rglob("*.html")])
    made = re.compile(r"(status|link)_|not_legal_advice|all_events|deadlines")
    unused = [key for key in yaml.safe_load((FOLDER / "en.yml").read_text()) if f'"{key}"' not in sources and not made.match(key)]
    assert unused == []
