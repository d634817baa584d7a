"""`./run sync` against a server that behaves well and badly: each feed by itself, the last good copy always kept."""

from __future__ import annotations

import datetime as dt
import json
import threading

import knowledge_server
import pytest
from knowledge_samples import EVENT, PLACE, changed, save

from knowledge.check import no_publish
from knowledge.feeds import occurrences, reading
from knowledge.feeds.configuration import Feed
from knowledge.feeds.kept import folder
from knowledge.operations import sync as command
from knowledge.operations.sync import main, sync
from knowledge.web import Limits

ON = dt.date(2026, 11, 22)
HERE = Limits(seconds=5, bytes=300_000, unpacked=1_000_000, private=True, plain=True)
WEEKLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1@test\r\nSUMMARY:NLP evening\r\n"
    "DTSTART;TZID=Europe/Paris:20261124T183000\r\nDTEND;TZID=Europe/Paris:20261124T203000\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
CONFS = json.dumps([
    {"name": "Test Day 2026", "startDate": "2026-12-01", "endDate": "2026-12-02", "city": "Paris", "url": "https://example.org"},
    {"name": "Unknown Conf", "startDate": "2026-12-03", "endDate": "2026-12-03", "city": "Paris"},
]).encode()


@pytest.fixture(autouse=True)
def known(records, monkeypatch):
    """A few records to link to."""
    save(records, PLACE, EVENT, changed(EVENT, id="soiree-nlp", kind="meetup", name={"en": "NLP", "fr": "TAL"}))
    monkeypatch.setattr(command, "FOLDER", records)


def feed(url: str, type_: str = "ics", **more) -> Feed:
    return Feed(**{"type": type_, "url": url, "title": "A feed", "page": "https://example.org/feed", "private": True, **more})


def run(feeds, on=ON, limits=HERE):
    return {outcome.key: outcome for outcome in sync(feeds, on, limits=limits)}


def week(record=None):
    return [(one.title, one.start.isoformat(), one.start_time) for one in occurrences(record, ON, ON + dt.timedelta(days=7))]


def test_calendar_of_a_meetup_answers_for_its_record(server):
    feeds = {"nlp": feed(server.serve("/nlp.ics", WEEKLY), record="soiree-nlp")}
    outcome = run(feeds)["nlp"]
    assert outcome.ok and outcome.line == "read: 3 events to come, 3 of known records"
    assert week("soiree-nlp") == week() == [("NLP evening", "2026-11-24", "18:30")]
    assert week("journee-test") == []
    (one,) = occurrences("soiree-nlp", ON, dt.date(2026, 11, 25))
    assert (one.source, one.page, one.as_of, one.end_time) == ("A feed", "https://example.org/feed", ON, "20:30")
    assert len(occurrences(None, dt.date(2026, 12, 1), dt.date(2027, 1, 1))) == 2


def test_conference_is_linked_by_its_name_without_the_year(server):
    assert run({"confs": feed(server.serve("/confs.json", CONFS), "confs_tech")})["confs"].line.endswith("2 events to come, 1 of known records")
    records = [(one.title, one.record) for one in occurrences(None, ON, dt.date(2027, 1, 1))]
    assert records == [("Test Day 2026", "journee-test"), ("Unknown Conf", None)]


def test_same_event_of_two_feeds_is_told_once_and_keeps_its_record(server):
    plain = [{**json.loads(CONFS)[0], "name": "TEST DAY 2026"}]
    feeds = {"a": feed(server.serve("/a", json.dumps(plain).encode()), "confs_tech"), "b": feed(server.serve("/b", CONFS), "confs_tech", record="journee-test")}
    run(feeds)
    assert [one.record for one in occurrences(None, dt.date(2026, 12, 1), dt.date(2026, 12, 2))] == ["journee-test"]


def test_unchanged_feed_is_not_sent_again_and_still_moves_with_the_days(server):
    url = server.route("/nlp.ics", knowledge_server.conditional(WEEKLY, '"v1"'))
    feeds = {"nlp": feed(url)}
    run(feeds)
    outcome = run(feeds, on=dt.date(2026, 11, 30))["nlp"]
    assert outcome.line == "not changed: 2 events to come, 0 of known records"
    asked = server.asked[-1][2]
    assert asked["If-None-Match"] == '"v1"' and asked["If-Modified-Since"] == "Sun, 22 Nov 2026 10:00:00 GMT"
    assert occurrences(None, dt.date(2026, 12, 1), dt.date(2026, 12, 2))[0].as_of == dt.date(2026, 11, 30)


def test_changed_feed_replaces_what_was_kept(server):
    server.route("/nlp.ics", knowledge_server.conditional(WEEKLY, '"v1"'))
    feeds = {"nlp": feed(server.url + "/nlp.ics")}
    run(feeds)
    server.route("/nlp.ics", knowledge_server.conditional(WEEKLY.replace(b"NLP evening", b"New name"), '"v2"'))
    assert run(feeds)["nlp"].line.startswith("read:") and week()[0][0] == "New name"


def test_address_that_changed_is_read_whole(server):
    run({"nlp": feed(server.route("/a", knowledge_server.conditional(WEEKLY, '"v1"')))})
    run({"nlp": feed(server.route("/b", knowledge_server.conditional(WEEKLY, '"v1"')))})
    assert "If-None-Match" not in server.asked[-1][2]


FAILURES = {
    "server error": (lambda s, p: s.serve(p, b"", 500), "the server answers 500"),
    "gone": (lambda s, p: s.serve(p, b"", 410), "the server answers 410"),
    "web page": (lambda s, p: s.serve(p, b"\n <!DOCTYPE html><html><body>Sign in"), "a web page, not a calendar; copy the address of its .ics file"),
    "nonsense": (lambda s, p: s.serve(p, b"hello"), "not a calendar"),
    "too large": (lambda s, p: s.route(p, knowledge_server.endless(s, p)), "larger than"),
    "bomb": (lambda s, p: s.serve(p, knowledge_server.bomb(), Content_Encoding="gzip"), "unpacks to more than"),
    "circle": (lambda s, p: s.serve(p, b"", 302, Location=p), "more than 5 redirects"),
    "hung up": (lambda s, p: s.route(p, lambda handler: handler.connection.close()), "no connection"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_feed_that_fails_keeps_its_last_good_copy_and_stops_no_other(server, name):
    fail, said = FAILURES[name]
    feeds = {"bad": feed(server.serve("/bad", WEEKLY)), "good": feed(server.serve("/good", CONFS), "confs_tech")}
    run(feeds)
    fail(server, "/bad")
    later = run(feeds, on=dt.date(2026, 11, 25))
    assert not later["bad"].ok and said in later["bad"].line
    assert later["bad"].line.endswith("the copy of 2026-11-22 stays (3 days old)")
    assert later["good"].ok and len(week()) == 1
    assert occurrences(None, ON, dt.date(2026, 11, 25))[0].as_of == ON


@pytest.mark.parametrize("name", FAILURES)
def test_feed_that_never_worked_leaves_nothing(server, name):
    fail, said = FAILURES[name]
    fail(server, "/bad")
    outcome = run({"bad": feed(server.url + "/bad")})["bad"]
    assert said in outcome.line and outcome.line.endswith("nothing is kept of it") and list(folder().iterdir()) == []


def test_server_that_says_unchanged_of_what_was_never_read(server):
    assert "the server answers 304" in run({"nlp": feed(server.serve("/x", b"", 304))})["nlp"].line


def test_silent_server_is_given_up(server):
    done = threading.Event()
    feeds = {"slow": feed(server.route("/slow", knowledge_server.silent(done)))}
    outcome = run(feeds, limits=Limits(seconds=0.3, bytes=1000))["slow"]
    done.set()
    assert "no answer in time" in outcome.line


def test_feed_on_a_private_address_is_refused_unless_it_says_so(server):
    url = server.serve("/nlp.ics", WEEKLY)
    public = Feed(type="ics", url=url.replace("http:", "https:"), title="A", page="https://example.org")
    assert "private address" in run({"nlp": public}, limits=Limits())["nlp"].line
    assert server.asked == []
    assert run({"nlp": feed(url)}, limits=Limits())["nlp"].ok


def test_next_year_may_not_be_published_yet(server):
    server.serve("/2026.json", CONFS)
    outcomes = run({"confs": feed(server.url + "/{year}.json", "confs_tech")})
    assert outcomes["confs-2026"].ok and outcomes["confs-2027"].ok and "nothing published yet" in outcomes["confs-2027"].line
    del server.routes["/2026.json"]
    assert not run({"confs": feed(server.url + "/{year}.json", "confs_tech")})["confs-2026"].ok


def test_feed_that_is_no_longer_listed_is_forgotten(server):
    run({"nlp": feed(server.serve("/nlp.ics", WEEKLY))})
    run({"confs": feed(server.serve("/confs.json", CONFS), "confs_tech")})
    assert sorted(path.name for path in folder().iterdir()) == ["confs.content", "confs.json"]


def test_event_whose_name_must_not_be_published_is_left_out(server, tmp_path, monkeypatch):
    names = no_publish.withheld_names.__wrapped__(_written(tmp_path / "no.yml", "unknown conf: {reason: asked}\n"))
    monkeypatch.setattr(reading, "withheld_names", lambda: names)
    outcome = run({"confs": feed(server.serve("/confs.json", CONFS), "confs_tech")})["confs"]
    assert outcome.left_out == ("one event: its name must not be published",)
    assert [one.title for one in occurrences(None, ON, dt.date(2027, 1, 1))] == ["Test Day 2026"]


def _written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("content", ["", "{", "[]", '{"occurrences": [{"title": "x"}, {"start": 3}]}', '{"read": "2026-11-22"}'])
def test_damaged_copy_is_read_as_nothing_and_replaced(server, content):
    (folder() / "nlp.json").write_text(content, encoding="utf-8")
    assert week() == []
    assert run({"nlp": feed(server.serve("/nlp.ics", WEEKLY))})["nlp"].ok and len(week()) == 1


def test_nothing_was_ever_read():
    assert occurrences(None, ON, dt.date(2027, 1, 1)) == []


def command_file(tmp_path, server):
    server.serve("/nlp.ics", WEEKLY.replace(b"20261124T203000", b"20261124T173000"))
    server.serve("/confs.json", CONFS)
    return _written(tmp_path / "feeds.yml", "\n".join(
        f"{name}: {{type: {type_}, url: '{server.url}{path}', title: A, page: 'https://example.org', private: true}}"
        for name, type_, path in (("nlp", "ics", "/nlp.ics"), ("confs", "confs_tech", "/confs.json"), ("gone", "ics", "/gone.ics"))
    ))


def test_command_tells_a_line_a_feed(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TODAY", ON.isoformat())
    assert main(["--feeds", str(command_file(tmp_path, server))]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "nlp: read: 0 events to come, 0 of known records",
        "nlp: left out 'NLP evening': ends before it starts",
        "confs: read: 2 events to come, 1 of known records",
        "gone: the server answers 404; nothing is kept of it",
        "3 feeds, 1 failed",
    ]


def test_command_reads_only_what_it_is_told(server, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TODAY", ON.isoformat())
    path = command_file(tmp_path, server)
    assert main(["--feeds", str(path), "--only", "confs"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 feeds, 0 failed"
    assert main(["--feeds", str(path), "--only", "nothing"]) == 2 and "no feed nothing" in capsys.readouterr().err
    assert main(["--feeds", str(tmp_path / "none.yml")]) == 2 and "not readable" in capsys.readouterr().err
