"""An Answer's JSON as the template shows it: worded dates, checked addresses, nothing said twice."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Dict, List, NamedTuple, Optional
from urllib.parse import quote
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.channels.web.plain import markdown
from bot.channels.web.plain.told import Part, told
from bot.channels.web.plain.words import LANGUAGES, fill, words
from knowledge.schema.values import DateRange
from knowledge.wording import values as wording

Json = Dict[str, Any]
_PARIS = ZoneInfo("Europe/Paris")


class View(NamedTuple):
    """One answer, ready to be written. `parts` is its text (see told.py); None stands where cards and table go."""

    language: str
    words: Dict[str, Any]
    parts: List[Part]
    cards: List[Json]
    table: Optional[Json]
    doubtful: List[Json]
    sure: List[Json]
    places: List[Json]
    calendars: List[Json]
    notice: Optional[Markup]
    sources: List[Json]
    summary: str


def view(answer: Json) -> View:
    """The view of an answer. Values of a wrong type, as a foreign writer of the database might leave, are left out."""
    language = answer.get("language") if answer.get("language") in LANGUAGES else "en"
    own, table = words(language), answer.get("table") or {}
    cards = [_card(card, language) for card in _objects(answer, "cards")]
    table = {"columns": table["columns"], "rows": table["rows"]} if table.get("columns") and table.get("rows") else None
    sources = [
        {
            "title": markdown.unbroken(one.get("title", "")), "url": markdown.safe_address(one.get("url")),
            "as_of": day(one.get("as_of"), language), "iso": one.get("as_of"),
        }
        for one in _objects(answer, "sources")
    ]
    facts = [_fact(fact, sources, language) for fact in _objects(answer, "facts")]
    files = _objects(answer, "attachments")
    parts, rest = told(str(answer.get("text", "")), cards, table, facts)
    return View(
        language, own, parts, cards, table,
        [fact for fact in rest if fact["marks"]], [fact for fact in rest if not fact["marks"]],
        [place for place in map(_place, files) if place], [{"name": one.get("name", ""), "key": key(one)} for one in files if one.get("type") == "ics"],
        markdown.inline(str(answer["notice"])) if answer.get("notice") else None, sources, _summary(sources, own, language),
    )


def key(calendar: Json) -> str:
    """What a calendar file is fetched by: a hash of its content."""
    return hashlib.sha256(str(calendar.get("content", "")).encode()).hexdigest()[:16]


def pressed(messages: List[Json]) -> Dict[str, str]:
    """What the buttons under these messages of the history send, with their titles."""
    found = {}
    for answer in (message["answer"] for message in messages if message["from"] == "bot"):
        for one in [*_objects(answer, "cards"), *_objects(answer, "suggestions")]:
            if one.get("payload"):
                found[str(one["payload"])] = str(one.get("title", ""))
    return found


def suggested(messages: List[Json]) -> Dict[str, str]:
    """Payloads and titles to offer next: all of the last turn, but for those a card offers already."""
    last = max((n for n, message in enumerate(messages) if message["from"] == "user"), default=-1)
    turn = [message["answer"] for message in messages[last + 1 :] if message["from"] == "bot"]
    on_cards = {card.get("payload") for answer in turn for card in _objects(answer, "cards")}
    offered = [one for answer in turn for one in _objects(answer, "suggestions") if one.get("payload") and one["payload"] not in on_cards]
    return {str(one["payload"]): markdown.unbroken(one.get("title", "")) for one in offered}


def day(iso: Any, language: str) -> str:
    """An ISO date in words; what is none comes back as it is."""
    try:
        return wording.date(dt.date.fromisoformat(str(iso)[:10]), language)
    except ValueError:
        return str(iso or "")


def _objects(answer: Json, name: str) -> List[Json]:
    return [one for one in answer.get(name) or [] if isinstance(one, dict)]


def _card(card: Json, language: str) -> Json:
    lines, start = [str(line) for line in card.get("lines") or []], str(card.get("start") or "")
    # Its own lines may word the time already.
    when = "" if any(start[:4] in line for line in lines) else _period(start, str(card.get("end") or ""), language)
    return {
        "title": markdown.unbroken(card.get("title", "")), "subtitle": markdown.unbroken(card.get("subtitle", "")),
        "url": markdown.safe_address(card.get("url")), "when": when,
        "lines": [markdown.inline(line) for line in lines], "address": card.get("address", ""), "map": _map(card), "payload": card.get("payload"),
    }


def _fact(fact: Json, sources: List[Json], language: str) -> Json:
    own, number = words(language), fact.get("source")
    marks = [own[fact["freshness"]]] if fact.get("freshness") in ("ageing", "withheld") else []
    marks += [own["unconfirmed"]] if fact.get("confirmed") is False else []
    value = str(fact.get("value", ""))
    source = sources[number] if isinstance(number, int) and 0 <= number < len(sources) else {"url": None, "title": ""}
    return {
        "label": markdown.unbroken(fact.get("label", "")), "value": markdown.inline(value), "said": markdown.plain(value), "marks": marks,
        "checked": fill(own["checked"], day(fact.get("as_of"), language)) if fact.get("as_of") else "",
        "url": source["url"], "title": source["title"],
    }


def _place(file: Json) -> Optional[Json]:
    address = _map(file)
    return {"name": file.get("name", ""), "map": address} if file.get("type") == "location" and address else None


def _map(at: Json) -> Optional[str]:
    """A map of the point, as a link: nothing is fetched before it is followed."""
    lat, lon = at.get("lat"), at.get("lon")
    if not all(isinstance(number, (int, float)) and abs(number) <= 180 for number in (lat, lon)):
        return None
    return f"https://www.openstreetmap.org/?mlat={quote(str(lat))}&mlon={quote(str(lon))}#map=17/{lat}/{lon}"


def _period(start: str, end: str, language: str) -> str:
    try:
        first, last = (_moment(iso) for iso in (start, end or start))
        hours = [moment.strftime("%H:%M") if len(iso) > 10 else None for moment, iso in ((first, start), (last, end))]
        return wording.date_range(DateRange(start=first.date(), end=last.date(), start_time=hours[0], end_time=hours[1]), language)
    except ValueError:
        return start


def _moment(iso: str) -> dt.datetime:
    moment = dt.datetime.fromisoformat(iso.replace("Z", "+00:00"))
    return moment.astimezone(_PARIS) if moment.tzinfo else moment


def _summary(sources: List[Json], own: Dict[str, Any], language: str) -> str:
    days = sorted(str(one["iso"])[:10] for one in sources if one["iso"]) or [""]
    checked = day(days[0], language) if days[0] == days[-1] else _period(days[0], days[-1], language)
    return fill(own["source" if len(sources) == 1 else "sources"], checked, len(sources))
