"""`./run stale`: the most asked about first, with file, line and page; sources that disagree with both dates."""

from __future__ import annotations

import datetime as dt
import json

from knowledge_samples import ANSWER, PLACE, changed, save

from knowledge import asked
from knowledge.links import links_file
from knowledge.load import load_all
from knowledge.operations.stale import conflicts, main, stale

ON = dt.date(2026, 11, 22)


def price(as_of, **more):
    return {"property": "price", "value": {"amount": 5}, "source": "site", "as_of": as_of, **more}


def place(id_, *facts):
    return changed(PLACE, id=id_, name={"en": id_, "fr": id_}, aliases=[], location=None, facts=list(facts))


def found(records, **asked):
    return [(one.record, one.state, one.days) for one in stale(load_all(records)[0], ON, {k.replace("_", "-"): n for k, n in asked.items()})]


def test_most_asked_come_first_then_the_oldest(records):
    save(records, place("hall-a", price("2025-01-01")), place("hall-b", price("2020-01-01")), place("hall-c", price("2025-06-01")))
    assert found(records) == [("hall-b", "withheld", 2517), ("hall-a", "ageing", 690), ("hall-c", "ageing", 539)]
    assert [one[0] for one in found(records, hall_c=7, hall_a=2)] == ["hall-c", "hall-a", "hall-b"]


def test_what_is_fresh_over_or_ageless_is_not_told(records):
    save(records, place("hall-a", price("2026-01-01"), price("2019-01-01", valid_until="2019-12-31"),
                        {"property": "opened", "value": "1990", "source": "site", "as_of": "1990-01-01"}), ANSWER)
    assert found(records) == []


def test_old_answers_are_told(records):
    save(records, changed(ANSWER, sources={"site": {**ANSWER["sources"]["site"], "as_of": "2025-01-01"}}))
    assert found(records) == [("why-test", "ageing", 690)]


def test_gone_page_is_told(records):
    save(records, place("hall-a", price("2026-05-01")))
    entry = {"status": 404, "gone_since": "2026-11-01", "checked": "2026-11-20"}
    links_file().write_text(json.dumps({"https://example.org/hall": entry}), encoding="utf-8")
    (one,) = stale(load_all(records)[0], ON, {})
    assert one.state == "withheld" and "its page is gone" in str(one)


def test_line_leads_to_the_fact_and_the_page(records, capsys, monkeypatch, cache):
    monkeypatch.setenv("TODAY", ON.isoformat())
    path = save(records, place("hall-a", PLACE["facts"][0], price("2025-01-01")))
    for _ in range(3):
        asked.count([("hall-a", "price"), ("hall-a", "area")], ON)
    asked.flush()
    assert main([str(records)]) == 0
    first, *_, last = capsys.readouterr().out.splitlines()
    line = int(first.split(":")[1])
    assert path.read_text(encoding="utf-8").splitlines()[line - 1] == "- property: price"
    assert first == f"{path}:{line}: ageing: hall-a: price €5: 690 days old, shelf life 365, asked 3 times: https://example.org/hall"
    assert last == "1 stale, 0 of them withheld, 0 disagreements"


def test_long_list_is_cut_and_says_so(records, capsys, monkeypatch):
    monkeypatch.setenv("TODAY", ON.isoformat())
    save(records, *[place(f"hall-{n}", price("2025-01-01")) for n in range(3)])
    main([str(records), "--limit", "1"])
    assert capsys.readouterr().out.count("ageing:") == 1
    main([str(records), "--limit", "0"])
    assert capsys.readouterr().out.count("ageing:") == 3


def test_disagreement_shows_both_values_dates_and_pages(records):
    press = {"url": "https://example.org/press", "title": "Press", "as_of": "2020-02-02"}
    opened = [{"property": "opened", "value": "2016", "source": "site"},
              {"property": "opened", "value": "2017", "source": "press", "note": {"en": "by the press", "fr": "selon la presse"}}]
    path = save(records, changed(PLACE, sources={**PLACE["sources"], "press": press}, facts=opened))
    (line,) = conflicts(load_all(records)[0], ON)
    assert line.startswith(f"{path}:") and line.endswith(
        "halle-test: opened: 2016, 2026-05-10, https://example.org/hall | 2017 (by the press), 2020-02-02, https://example.org/press")
