"""Dates of calendars among the records: what a local feed gives, as `./run sync` keeps it."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_builders import TODAY, turn

from actions import filters
from actions.focus import Focus
from actions.lists import list_answer
from knowledge.feeds.configuration import Feed
from knowledge.feeds.kept import write_kept
from knowledge.feeds.reading import _occurrences, _parse
from knowledge.store import Filter

WEEK = {"start": dt.date(2026, 11, 23), "end": dt.date(2026, 11, 30)}
EVENTS = (
    ("20261124T183000", "20261124T210000", "Cercle *NLP* no 12 [prize](https://evil.example)", "cercle"),
    ("20261125T190000", "20261125T200000", "Open <b>AI</b> evening", "other"),
)


def calendar(group):
    """The text of a calendar file with the events of a group."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID=Europe/Paris:{start}\r\nDTEND;TZID=Europe/Paris:{end}\r\n"
        f"SUMMARY:{title}\r\nLOCATION:12 rue des Essais\r\nURL:https://example.org/{n}_(x)\r\nEND:VEVENT\r\n"
        for n, (start, end, title, of) in enumerate(EVENTS) if of == group
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()


@pytest.fixture
def synced(store):
    """Keeps both groups' feeds as if read on a day."""
    def read(on=TODAY):
        for key, record in (("cercle", "cercle-nlp"), ("other", None)):
            feed = Feed(type="ics", url=f"https://example.org/{key}.ics", title=f"Calendar {key}", page=f"https://example.org/{key}", record=record)
            rows, left_out = _parse(calendar(key), feed, on)
            assert len(rows) == 1 and not left_out
            found, _ = _occurrences(rows, feed, store, on)
            write_kept(key, {"url": feed.url, "read": on.isoformat(), "occurrences": [one.as_dict() for one in found]}, calendar(key))
    return read


def listed(store, language="en", offset=0, **wanted):
    asked = turn(store, "find", language=language, focus=Focus(language=language))
    return asked, list_answer(asked, Filter(**wanted), offset)


def test_a_groups_date_is_listed_with_hours_place_and_the_calendar_as_its_source(store, synced):
    synced()
    asked, answer = listed(store, kinds=("meetup",), **WEEK)
    assert [card.id for card in answer.cards] == ["cercle-nlp"] == asked.focus.shown
    assert answer.cards[0].start == "2026-11-24" and "Tuesday 24 November 2026, 18:30–21:00" in answer.text
    assert "12 rue des Essais" in answer.text and answer.confidence == 0.95
    (source,) = answer.sources
    assert (source.title, source.url, source.as_of) == ("Calendar cercle", "https://example.org/cercle", TODAY.isoformat())
    assert "Of other groups" in answer.text and "last read" not in answer.text


@pytest.mark.parametrize("language, told", [("en", "last read on 10 November 2026"), ("fr", "lu pour la dernière fois le 10 novembre 2026")])
def test_an_old_copy_says_so(store, synced, language, told):
    synced(dt.date(2026, 11, 10))
    _, answer = listed(store, language, kinds=("meetup",), **WEEK)
    assert told in answer.text and told in " ".join(answer.cards[0].lines) and answer.sources[0].as_of == "2026-11-10"


def test_events_of_no_record_stand_below_with_their_link(store, synced):
    synced()
    _, answer = listed(store, "fr", kinds=("event", "meetup"), **WEEK)
    assert "Dans les agendas publics" in answer.text and "(https://example.org/1_%28x%29)" in answer.text
    assert "2 résultats" in answer.text and [source.title for source in answer.sources] == ["Calendar cercle", "Calendar other"]
    _, alone = listed(store, kinds=("event",), start=dt.date(2026, 11, 25), end=dt.date(2026, 11, 26))
    assert alone.kind == "list" and not alone.cards and "One result" in alone.text and "Open bAI/b evening" in alone.text


def test_a_strangers_title_stays_text(store, synced):
    synced()
    _, answer = listed(store, kinds=("meetup",), **WEEK)
    assert "Cercle NLP no 12 (prize)(https://evil.example)" in answer.text and "](https://evil" not in answer.text


def test_records_and_calendars_come_by_date(store, synced):
    synced()
    _, answer = listed(store, kinds=("event", "meetup"), start=dt.date(2026, 11, 23), end=dt.date(2026, 12, 31))
    assert [card.id for card in answer.cards] == ["cercle-nlp", "petit-sommet"]
    assert [card.start for card in answer.cards] == sorted(card.start for card in answer.cards)


@pytest.mark.parametrize("wanted, found", [({"topics": ("nlp",)}, ["cercle-nlp"]), ({"related_to": ("halle-freyssinet",)}, ["cercle-nlp"])])
def test_a_narrowed_list_keeps_what_is_known_to_fit(store, synced, wanted, found):
    synced()
    _, answer = listed(store, kinds=("meetup", "event"), **WEEK, **wanted)
    assert [card.id for card in answer.cards] == found and "Open" not in answer.text


@pytest.mark.parametrize("wanted", [
    {"kinds": ("meetup",), "start": dt.date(2026, 12, 1), "end": dt.date(2026, 12, 8)}, {"kinds": ("meetup",)},
    {"kinds": ("startup",), **WEEK}, {"kinds": ("meetup",), "topics": ("robotics",), **WEEK}, {"kinds": ("meetup",), "near": (48.85, 2.35), **WEEK},
])
def test_where_calendars_have_nothing_to_say_all_is_as_without_them(store, synced, wanted):
    before = listed(store, **wanted)[1]
    synced()
    assert listed(store, **wanted)[1] == before


def test_the_next_page_goes_on_from_the_focus(store, synced):
    synced()
    asked, _ = listed(store, kinds=("event", "meetup"), **WEEK)
    last = list_answer(asked, filters.from_json(asked.focus.filter), asked.focus.offset)
    assert last.text == "That was all I have on this."
