"""What feeds hold → dated occurrences in Paris: calendars with recurrences, confs.tech's JSON, CSV."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from knowledge.feeds.configuration import FILE, BadFeeds, Columns, addresses, load_feeds
from knowledge.feeds.ics import read_ics
from knowledge.feeds.occurrence import NotThisFormat, Occurrence, Unusable, clean, days_and_times, web_address
from knowledge.feeds.tables import read_confs_tech, read_csv
from knowledge.feeds.unfolding import unfold

START, END = dt.date(2026, 10, 1), dt.date(2027, 10, 1)
SHOWN_IN_NEW_YORK = "X-WR-TIMEZONE:America/New_York\r\n"


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\r\nUID:{n}@test\r\n{event}END:VEVENT\r\n" for n, event in enumerate(events))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{head}{body}END:VCALENDAR\r\n".encode()


def event(start: str, end: str = "", title: str = "Meetup", more: str = "") -> str:
    return f"SUMMARY:{title}\r\nDTSTART{start}\r\n" + (f"DTEND{end}\r\n" if end else "") + more


def told(body: bytes):
    rows, problems = read_ics(body, START, END)
    return [
        (row["start"].isoformat(), row.get("start_time"), row["end"].isoformat(), row.get("end_time")) for row in rows
    ], problems


def test_whole_days_end_on_the_last_one():
    assert told(calendar(event(";VALUE=DATE:20261201", ";VALUE=DATE:20261203"))) == ([("2026-12-01", None, "2026-12-02", None)], [])
    assert told(calendar(event(";VALUE=DATE:20261201")))[0] == [("2026-12-01", None, "2026-12-01", None)]


@pytest.mark.parametrize("start, end, expected", [
    (":20261124T173000Z", ":20261124T200000Z", ("2026-11-24", "18:30", "2026-11-24", "21:00")),
    (":20260930T223000Z", ":20261001T003000Z", ("2026-10-01", "00:30", "2026-10-01", "02:30")),
    (";TZID=Europe/Paris:20261124T183000", ";TZID=Europe/Paris:20261124T210000", ("2026-11-24", "18:30", "2026-11-24", "21:00")),
    (";TZID=America/New_York:20261124T120000", "", ("2026-11-24", "18:00", "2026-11-24", None)),
    (":20261124T183000", ":20261124T210000", ("2026-11-24", "18:30", "2026-11-24", "21:00")),
    (";TZID=Europe/Paris:20261124T220000", ";TZID=Europe/Paris:20261125T020000", ("2026-11-24", "22:00", "2026-11-25", "02:00")),
    (";TZID=Europe/Paris:20261124T190000", ";TZID=Europe/Paris:20261125T000000", ("2026-11-24", "19:00", "2026-11-24", None)),
])
def test_times_are_those_of_paris(start, end, expected):
    assert told(calendar(event(start, end)))[0] == [expected]


def test_zone_that_a_calendar_is_shown_in_does_not_move_its_moments():
    rows, _ = told(calendar(event(":20261124T170000Z"), head=SHOWN_IN_NEW_YORK))
    assert rows[0][:2] == ("2026-11-24", "18:00")


def test_weekly_evening_keeps_its_hour_across_both_clock_changes():
    weekly = event(";TZID=Europe/Paris:20261021T183000", ";TZID=Europe/Paris:20261021T203000", more="RRULE:FREQ=WEEKLY;COUNT=26\r\n")
    rows, problems = told(calendar(weekly))
    assert problems == [] and len(rows) == 26 and {row[1] for row in rows} == {"18:30"} and {row[3] for row in rows} == {"20:30"}
    assert rows[0][0] == "2026-10-21" and rows[1][0] == "2026-10-28" and rows[-1][0] == "2027-04-14"


def test_dates_taken_out_and_moved_are_honoured():
    monthly = event(
        ";TZID=Europe/Paris:20261103T190000", ";TZID=Europe/Paris:20261103T210000",
        more="RRULE:FREQ=MONTHLY;COUNT=4\r\nEXDATE;TZID=Europe/Paris:20261203T190000\r\n",
    )
    moved = (
        "BEGIN:VEVENT\r\nUID:0@test\r\nRECURRENCE-ID;TZID=Europe/Paris:20270103T190000\r\nSUMMARY:Moved\r\n"
        "DTSTART;TZID=Europe/Paris:20270105T190000\r\nDTEND;TZID=Europe/Paris:20270105T210000\r\nEND:VEVENT\r\n"
    )
    body = calendar(monthly).replace(b"END:VCALENDAR", moved.encode() + b"END:VCALENDAR")
    assert [row[0] for row in told(body)[0]] == ["2026-11-03", "2027-01-05", "2027-02-03"]


def test_endless_series_stops_at_the_last_day_asked():
    rows, problems = told(calendar(event(";VALUE=DATE:20200106", more="RRULE:FREQ=WEEKLY\r\n")))
    assert problems == [] and 51 <= len(rows) <= 53 and rows[0][0] >= "2026-09-28" and rows[-1][0] < "2027-10-01"


def test_event_over_many_weeks_is_told_once():
    assert len(told(calendar(event(";VALUE=DATE:20261015", ";VALUE=DATE:20270215")))[0]) == 1


@pytest.mark.parametrize("bad, reason", [
    (event(":20261124T210000Z", ":20261124T180000Z"), "ends before it starts"),
    (event(";VALUE=DATE:20261124", ";VALUE=DATE:20261120"), "ends before it starts"),
    ("SUMMARY:Meetup\r\n", "dates cannot be read"),
    ("SUMMARY:Meetup\r\nDTSTART:soon\r\n", "dates cannot be read"),
    (event(":20261124T180000Z", title=""), "has no title"),
    (event(":20261124T180000Z", more="RRULE:FREQ=SECONDLY\r\n"), "repeats within a day"),
    (event(":20261124T180000Z", more="RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3\r\n"), "repeats within a day"),
    (event(":20261124T180000Z", more="RRULE:FREQ=DAILY;INTERVAL=0\r\n"), "repeats at no interval"),
])
def test_one_bad_event_is_left_out_and_the_others_stay(bad, reason):
    rows, problems = told(calendar(bad, event(":20261201T180000Z")))
    assert [row[0] for row in rows] == ["2026-12-01"]
    assert [reason in problem for problem in problems] == [True], problems


def test_cancelled_events_are_not_told():
    assert told(calendar(event(":20261124T180000Z", more="STATUS:CANCELLED\r\n"))) == ([], [])


def test_crowded_calendar_is_cut_off():
    rows, problems = told(calendar(*[event(";VALUE=DATE:20261001", title=f"E{n}", more="RRULE:FREQ=DAILY\r\n") for n in range(60)]))
    assert len(rows) == 1000 and "more than 1000 events" in problems[-1]
    _, problems = told(calendar(*[event(";VALUE=DATE:20261001", title=f"E{n}", more="RRULE:FREQ=YEARLY\r\n") for n in range(203)]))
    assert sum("one of more than 200" in problem for problem in problems) == 3


def test_rule_without_end_is_given_up():
    never = event(";VALUE=DATE:20261001", more="RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n")
    with pytest.raises(NotThisFormat, match="take more than 0.5 s"):
        unfold(calendar(never), START, END, seconds=0.5)


def test_process_of_its_own_reads_the_same():
    body = calendar(event(":20261124T210000Z", ":20261124T180000Z"), event(":20261201T180000Z", title="Soirée"))
    assert unfold(body, START, END) == read_ics(body, START, END)
    with pytest.raises(NotThisFormat, match="not a calendar"):
        unfold(b"hello", START, END)


def test_texts_are_one_clean_line_and_addresses_web_ones():
    more = "LOCATION:1 rue X\\, 75011 Paris\\n2e étage\r\nURL:javascript:alert(1)\r\n"
    rows, _ = read_ics(calendar(event(":20261124T180000Z", title="A\\nB\u200b  C" + "x" * 300, more=more)), START, END)
    assert rows[0]["title"].startswith("A B C") and len(rows[0]["title"]) == 200 and rows[0]["title"].endswith("…")
    assert rows[0]["place"] == "1 rue X, 75011 Paris 2e étage" and "url" not in rows[0]


@pytest.mark.parametrize("body", [b"", b"hello", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", b"\xff\xfe\x00", b"{}"])
def test_what_is_no_calendar_is_named_so(body):
    with pytest.raises(NotThisFormat, match="not a calendar"):
        read_ics(body, START, END)


CONF = {"name": "VivaTech", "url": "https://vivatech.com", "startDate": "2027-06-16", "endDate": "2027-06-19", "city": "Paris"}


def test_conferences_of_the_wanted_cities():
    rows = [CONF, {**CONF, "city": "Lyon"}, {**CONF, "city": None, "online": True}, {**CONF, "startDate": "2024-06-01", "endDate": "2024-06-02"}]
    found, problems = read_confs_tech(json.dumps(rows).encode(), ["Paris"], START, END)
    assert problems == [] and found == [{
        "start": dt.date(2027, 6, 16), "end": dt.date(2027, 6, 19), "title": "VivaTech", "place": "Paris", "url": "https://vivatech.com",
    }]


@pytest.mark.parametrize("change, reason", [
    ({"endDate": "2027-06-15"}, "ends before it starts"), ({"startDate": "June"}, "'June' is not a date"),
    ({"startDate": "2027-06-31"}, "is not a date"), ({"startDate": None}, "is not a date"), ({"name": ""}, "has no title"),
])
def test_one_bad_conference_is_left_out(change, reason):
    found, problems = read_confs_tech(json.dumps([{**CONF, **change}, CONF]).encode(), ["Paris"], START, END)
    assert len(found) == 1 and [reason in problem for problem in problems] == [True]


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"<html>", b"[{]"])
def test_what_is_no_list_of_conferences_is_named_so(body):
    with pytest.raises(NotThisFormat, match="not JSON|not a list"):
        read_confs_tech(body, [], START, END)


COLUMNS = Columns(title="Titre", start="Début", end="Fin", place="Lieu", url="Lien")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_delimiter_and_encoding(encoding, delimiter):
    lines = [["Titre", "Début", "Fin", "Lieu", "Lien"], ["Soirée IA", "24/11/2026 18:30", "24/11/2026 21:00", "Paris", "https://example.org"],
             ["Forum", "2026-12-01", "2026-12-02", "Paris", ""], ["Ailleurs", "2026-12-01", "", "Lyon", ""], ["Raté", "demain", "", "Paris", ""]]
    body = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)
    found, problems = read_csv(body, COLUMNS, ["Paris"], START, END)
    assert [(row["title"], row["start"].isoformat(), row.get("start_time"), row["end"].isoformat()) for row in found] == [
        ("Soirée IA", "2026-11-24", "18:30", "2026-11-24"), ("Forum", "2026-12-01", None, "2026-12-02")]
    assert problems == ["'Raté': 'demain' is not a date"]


def test_csv_without_the_named_columns_is_named_so():
    with pytest.raises(NotThisFormat, match="no column Début, Fin.*it has Titre, When"):
        read_csv(b"Titre,When\na,b\n", COLUMNS, [], START, END)


def test_moments_must_be_in_order_across_the_clock_change():
    utc = dt.timezone.utc
    dates = days_and_times(dt.datetime(2026, 10, 25, 0, 30, tzinfo=utc), dt.datetime(2026, 10, 25, 1, 10, tzinfo=utc))
    assert (dates["start_time"], dates["end_time"]) == ("02:30", "02:10")
    with pytest.raises(Unusable):
        days_and_times(dt.datetime(2026, 10, 25, 1, 10, tzinfo=utc), dt.datetime(2026, 10, 25, 0, 30, tzinfo=utc))


def test_occurrence_survives_json():
    one = Occurrence("T", START, END, "S", "https://example.org", START, start_time="18:30", record="vivatech")
    assert Occurrence.from_dict(json.loads(json.dumps(one.as_dict()))) == one


@pytest.mark.parametrize("text, expected", [("a\x00b", "a b"), ("  x \n y ", "x y"), (None, ""), ("é" * 9, "éééé…")])
def test_cleaning(text, expected):
    assert clean(text, 5) == expected


@pytest.mark.parametrize("text, expected", [
    ("https://example.org/a?b", "https://example.org/a?b"), ("javascript:alert(1)", None), ('https://x.org/"><script>', None), ("", None), (None, None),
])
def test_only_web_addresses_pass(text, expected):
    assert web_address(text) == expected


def test_feeds_of_the_project_can_be_read():
    feeds = load_feeds(FILE)
    assert feeds["confs-tech-data"].licence == "MIT" and all(feed.url.startswith("https://") for feed in feeds.values())
    assert list(addresses("confs-tech-data", feeds["confs-tech-data"], dt.date(2026, 12, 31))) == ["confs-tech-data-2026", "confs-tech-data-2027"]


@pytest.mark.parametrize("text, said", [
    ("a: [", "not readable"), ("- a", "give a mapping"), ("a: {type: rss}", "a: type"), ("Bad Id: {}", "lower case with hyphens"),
    ("a: {type: csv, url: 'https://x.org/a', title: A, page: 'https://x.org'}", "needs `columns`"),
    ("a: {type: ics, url: 'http://x.org/a', title: A, page: 'https://x.org'}", "give an https address"),
    ("a: {type: ics, url: 'https://x.org/a', title: A, page: 'https://x.org', colour: red}", "a: colour"), ("a: text", "a: type"),
])
def test_wrong_file_of_feeds_is_told(tmp_path, text, said):
    path = tmp_path / "feeds.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFeeds, match=said):
        load_feeds(path)
