"""Dead links: looked for on the network, kept with their day, and what rests on them withheld."""

from __future__ import annotations

import datetime as dt
import json

import knowledge_server
import pytest
from knowledge_samples import ANSWER, PLACE, changed, save

from knowledge import freshness
from knowledge.check import links
from knowledge.links import is_dead, links_file, read_links
from knowledge.load import load_all
from knowledge.schema.records import Record
from knowledge.web import Limits, client

HERE = Limits(seconds=3, bytes=200_000, private=True, plain=True)
MONDAY, TUESDAY = dt.date(2026, 11, 23), dt.date(2026, 11, 24)


@pytest.mark.parametrize("status, asked", [(200, 0), (301, 0), (404, 1), (410, 1), (403, 1), (500, 1)])
def test_head_then_get(server, status, asked):
    url = server.serve("/x", status=status)
    with client() as http:
        assert links.look(http, url, HERE) == status
    assert (server.count("/x", "HEAD"), server.count("/x")) == (1, asked)


def test_page_that_refuses_head_only_is_there(server):
    url = server.route("/x", lambda h: knowledge_server.reply(h, 405 if h.command == "HEAD" else 200, b"", {}))
    with client() as http:
        assert links.look(http, url, HERE) == 200


def test_large_page_is_there(server):
    url = server.route("/x", lambda h: knowledge_server.reply(h, 405 if h.command == "HEAD" else 200, b"x" * 300_000, {}))
    with client() as http:
        assert links.look(http, url, HERE) == 200


def test_connection_that_breaks_is_tried_once_more(server):
    def hang_up(handler):
        handler.connection.close()

    url = server.route("/x", hang_up)
    with client() as http:
        assert "no connection" in links.look(http, url, HERE)
    assert (server.count("/x", "HEAD"), server.count("/x")) == (1, 2)


def test_private_address_is_refused_at_once(server):
    with client() as http:
        assert links.look(http, server.serve("/x"), Limits(plain=True)) == "leads to a private address"
    assert server.asked == []


def checked(records, day, limits=HERE):
    return links.check_links(load_all(records)[0], day, limits)


def at(url):
    return changed(PLACE, sources={"site": {**PLACE["sources"]["site"], "url": url}})


def test_dead_link_is_told_with_its_line_and_kept(records, server):
    url = server.serve("/gone", status=404)
    path = save(records, at(url))
    (problem,) = checked(records, MONDAY)
    assert problem.severity == "warning" and "answers: 404" in problem.message
    assert url in path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert read_links() == {url: {"status": 404, "checked": "2026-11-23", "gone_since": "2026-11-23"}}


@pytest.mark.parametrize("statuses, dead", [
    ([(404, MONDAY)], False), ([(404, MONDAY), (404, MONDAY)], False), ([(404, MONDAY), (410, TUESDAY)], True),
    ([(404, MONDAY), (200, TUESDAY)], False), ([(404, MONDAY), (500, TUESDAY)], False), ([(500, MONDAY), (404, TUESDAY)], False),
])
def test_link_is_dead_when_gone_on_two_days(records, server, statuses, dead):
    save(records, at(server.url + "/x"))
    for status, day in statuses:
        server.serve("/x", status=status)
        checked(records, day)
    assert is_dead(server.url + "/x") is dead


def test_look_that_fails_forgets_nothing(records, server):
    url = server.serve("/x", status=404)
    save(records, at(url))
    checked(records, MONDAY)
    checked(records, TUESDAY)
    checked(records, TUESDAY, Limits(plain=True))
    assert is_dead(url) and read_links()[url]["error"] == "leads to a private address"


def test_facts_of_a_dead_source_are_withheld():
    record, answer = Record(**PLACE), Record(**ANSWER)
    url = PLACE["sources"]["site"]["url"]
    entry = {"status": 410, "gone_since": "2026-11-23", "checked": "2026-11-24"}
    assert freshness.of_fact(record.facts[0], record, MONDAY) == "fresh"
    links_file().write_text(json.dumps({url: entry, ANSWER["sources"]["site"]["url"]: entry}), encoding="utf-8")
    assert freshness.of_fact(record.facts[0], record, MONDAY) == "withheld"
    assert freshness.of_answer(answer, MONDAY) == "withheld"


def test_answer_falls_back_on_a_source_that_is_still_there():
    old = {"url": "https://example.org/old", "title": "Old", "as_of": "2025-10-01"}
    answer = Record(**changed(ANSWER, sources={**ANSWER["sources"], "old": old}))
    entry = {"status": 404, "gone_since": "2026-11-23", "checked": "2026-11-24"}
    links_file().write_text(json.dumps({ANSWER["sources"]["site"]["url"]: entry}), encoding="utf-8")
    assert freshness.of_answer(answer, MONDAY) == "ageing"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"https://example.org/hall": {}}'])
def test_damaged_file_means_nothing_is_known(content):
    links_file().write_text(content, encoding="utf-8")
    assert is_dead("https://example.org/hall") is False


def test_every_address_is_looked_at_once(records, server):
    url = server.serve("/x")
    save(records, at(url), changed(ANSWER, sources={"site": {**ANSWER["sources"]["site"], "url": url}}, links=[{"type": "form", "url": url}]))
    assert checked(records, MONDAY) == []
    assert server.count("/x", "HEAD") == 1
