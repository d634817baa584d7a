"""Reads one address of a feed: asked only when changed, checked, linked to records, kept when good."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any, Dict, List, Tuple

import httpx

from knowledge.check.no_publish import withheld_name_in, withheld_names
from knowledge.feeds.configuration import Feed
from knowledge.feeds.kept import read_content, read_kept, write_kept
from knowledge.feeds.occurrence import NotThisFormat, Occurrence
from knowledge.feeds.tables import read_confs_tech, read_csv
from knowledge.feeds.unfolding import unfold
from knowledge.store import Store
from knowledge.web import Limits, Refused, read

# How far ahead events are kept, in days; yesterday stays for those who ask during the night.
AHEAD, BEHIND = 400, 1
LIMITS = Limits(seconds=30, bytes=5_000_000, unpacked=20_000_000)
LINKED_KINDS = ("event", "meetup")


@dataclass(frozen=True)
class Outcome:
    """What became of one address. `ok`: what is kept is as new as it can be; `line`: told to the operator."""

    key: str
    ok: bool
    line: str
    left_out: Tuple[str, ...] = ()


def refresh(http: httpx.Client, key: str, url: str, feed: Feed, store: Store, today: dt.date, limits: Limits = LIMITS) -> Outcome:
    """Brings what is kept of `url` up to date. What cannot be read leaves the last good copy as it is."""
    kept = read_kept(key)
    content = read_content(key)
    known = kept if content is not None and kept.get("url") == url else {}
    if feed.private:
        limits = dataclasses.replace(limits, private=True, plain=True)
    try:
        reading = read(http, url, headers=_conditions(known), limits=limits)
    except Refused as reason:
        return _failed(key, kept, str(reason), today)
    if reading.status == 304 and known:
        body, headers, news = content or b"", known, "not changed"
    elif reading.status == 200:
        body, news = reading.body, "read"
        headers = {"etag": reading.headers.get("etag"), "last_modified": reading.headers.get("last-modified")}
    elif reading.status == 404 and "{year}" in feed.url and str(today.year + 1) in key:
        return Outcome(key, True, "nothing published yet for next year")
    else:
        return _failed(key, kept, f"the server answers {reading.status}", today)
    try:
        rows, left_out = _parse(body, feed, today)
    except NotThisFormat as reason:
        return _failed(key, kept, str(reason), today)
    found, more = _occurrences(rows, feed, store, today)
    write_kept(key, {
        "url": url, "read": today.isoformat(), "etag": headers.get("etag"), "last_modified": headers.get("last_modified"),
        "occurrences": [one.as_dict() for one in found],
    }, body)
    linked = sum(one.record is not None for one in found)
    return Outcome(key, True, f"{news}: {len(found)} events to come, {linked} of known records", tuple(left_out + more))


def _conditions(known: Dict[str, Any]) -> Dict[str, str]:
    pairs = {"If-None-Match": known.get("etag"), "If-Modified-Since": known.get("last_modified")}
    return {name: value for name, value in pairs.items() if value}


def _failed(key: str, kept: Dict[str, Any], reason: str, today: dt.date) -> Outcome:
    if not kept.get("read"):
        return Outcome(key, False, f"{reason}; nothing is kept of it")
    age = (today - dt.date.fromisoformat(kept["read"])).days
    return Outcome(key, False, f"{reason}; the copy of {kept['read']} stays ({age} days old)")


def _parse(body: bytes, feed: Feed, today: dt.date) -> Tuple[List[Dict[str, Any]], List[str]]:
    start, end = today - dt.timedelta(days=BEHIND), today + dt.timedelta(days=AHEAD)
    if body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        hint = "; copy the address of its .ics file" if feed.type == "ics" else ""
        raise NotThisFormat(f"a web page, not {'a calendar' if feed.type == 'ics' else 'a table'}{hint}")
    if feed.type == "ics":
        return unfold(body, start, end)
    if feed.type == "confs_tech":
        return read_confs_tech(body, feed.cities, start, end)
    assert feed.columns  # checked when the configuration was read
    return read_csv(body, feed.columns, feed.cities, start, end)


def _occurrences(rows: List[Dict[str, Any]], feed: Feed, store: Store, today: dt.date) -> Tuple[List[Occurrence], List[str]]:
    found, left_out = [], []
    names = withheld_names()
    for row in rows:
        if withheld_name_in(f"{row['title']} {row.get('place', '')}", names):
            left_out.append("one event: its name must not be published")
            continue
        record = feed.record or _record_named(row["title"], store)
        found.append(Occurrence(**row, source=feed.title, page=feed.page, as_of=today, record=record))
    return found, left_out


def _record_named(title: str, store: Store) -> Any:
    """The one event or meetup that bears this name, with or without the year in it."""
    bare = " ".join(word for word in title.split() if not (word.isdigit() and len(word) == 4))
    for name in (title, bare):
        ids = [one for one in store.named(name) if store.record(one).kind in LINKED_KINDS]
        if len(ids) == 1:
            return ids[0]
    return None
