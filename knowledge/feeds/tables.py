"""Tables of events → occurrences: confs.tech's JSON, and CSV with named columns."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any, Dict, List, Tuple

from knowledge.feeds.configuration import Columns
from knowledge.feeds.occurrence import MAX_PLACE, MAX_TITLE, Moment, NotThisFormat, Unusable, clean, days_and_times, web_address
from knowledge.text import fold

Rows = Tuple[List[Dict[str, Any]], List[str]]
DAY = dt.timedelta(days=1)


def read_confs_tech(body: bytes, cities: List[str], start: dt.date, end: dt.date) -> Rows:
    """Conferences of `cities` that touch the days from `start` to `end` (half-open), and a line for each left out.

    Raises NotThisFormat.
    """
    try:
        rows = json.loads(body)
    except ValueError:
        raise NotThisFormat("not JSON") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise NotThisFormat("not a list of conferences")
    wanted = {fold(city) for city in cities}
    here = [row for row in rows if not wanted or fold(str(row.get("city", ""))) in wanted]
    return _collect(
        (
            {"title": row.get("name"), "start": row.get("startDate"), "end": row.get("endDate"),
             "place": row.get("city"), "url": row.get("url")}
            for row in here
        ), start, end,
    )


def read_csv(body: bytes, columns: Columns, cities: List[str], start: dt.date, end: dt.date) -> Rows:
    """Rows that touch the days from `start` to `end` (half-open), and a line for each left out. Raises NotThisFormat."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    named = {key: name for key, name in columns.dict().items() if name}
    missing = sorted(set(named.values()) - set(reader.fieldnames or []))
    if missing:
        raise NotThisFormat(f"no column {', '.join(missing)}; it has {', '.join(reader.fieldnames or ['none'])[:200]}")
    try:
        rows = [{key: row.get(name) for key, name in named.items()} for row in reader]
    except csv.Error as error:
        raise NotThisFormat(f"not CSV: {error}") from None
    wanted = {fold(city) for city in cities}
    here = [row for row in rows if not wanted or wanted & set(fold(row.get("place") or "").split())]
    return _collect(here, start, end)


def _collect(rows: Any, start: dt.date, end: dt.date) -> Rows:
    found, problems = [], []
    for row in rows:
        title = clean(row.get("title"), MAX_TITLE)
        try:
            if not title:
                raise Unusable("has no title")
            begins, ends = _moment(row.get("start")), _moment(row["end"]) if row.get("end") else None
            # Tables name the last day, calendars the day after it.
            if type(begins) is type(ends) is dt.date and ends < begins:
                raise Unusable("ends before it starts")
            dates = days_and_times(begins, ends + DAY if ends and not isinstance(ends, dt.datetime) else ends)
        except Unusable as reason:
            problems.append(f"{title!r}: {reason}")
            continue
        if dates["end"] >= start and dates["start"] < end:
            place, url = clean(row.get("place"), MAX_PLACE), web_address(row.get("url"))
            found.append({**dates, "title": title, **({"place": place} if place else {}), **({"url": url} if url else {})})
    return found, problems


def _moment(text: object) -> Moment:
    """A day or a moment from ISO or DD/MM/YYYY. Raises Unusable."""
    given = str(text or "").strip().replace("Z", "+00:00")
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        pass
    for read in (dt.datetime.fromisoformat, _french):
        try:
            return read(given)
        except ValueError:
            continue
    raise Unusable(f"{clean(text, 40)!r} is not a date")


def _french(text: str) -> Moment:
    if len(text) > 10:
        return dt.datetime.strptime(text, "%d/%m/%Y %H:%M")
    return dt.datetime.strptime(text, "%d/%m/%Y").date()
