"""The structured parts of an Answer as styled runs: facts, cards, comparison, sources.

`text` of an Answer is complete on its own, so a part that only repeats it is left out here; what it adds (a
caution on a figure, a link, an address) is kept.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Callable, List, Mapping, Sequence

from bot.channels.telegram.rendering import dates
from bot.channels.telegram.rendering.markdown import safe_link
from bot.channels.telegram.rendering.runs import BOLD, FOLDED_QUOTE, ITALIC, Run, join, text, under

Say = Callable[..., str]
Json = Mapping[str, Any]
_SOURCES_SHOWN_OPEN = 3


def facts(lines: Sequence[Json], said: str, language: str, say: Say) -> List[Run]:
    """Facts that the text does not hold, and a caution for each that is ageing, withheld or unconfirmed."""
    written = []
    for fact in lines:
        caution = _caution(fact, language, say)
        known = contains(said, str(fact["value"]))
        if known and not caution:
            continue
        value = "" if known else str(fact["value"])
        line = [Run(f"• {fact['label']}", (BOLD,))] if known else _pair(f"• {fact['label']}", value, say)
        written.append(line + (text(f" — ⚠️ {caution}", ITALIC) if caution else []))
    return join(written, "\n")


def _caution(fact: Json, language: str, say: Say) -> str:
    if fact.get("freshness") in ("withheld", "ageing"):
        return say(fact["freshness"], date=dates.day(str(fact.get("as_of", "")), language))
    return say("unconfirmed") if fact.get("confirmed") is False else ""


def _pair(label: str, value: str, say: Say) -> List[Run]:
    # Wording a pair is the language's business: French puts a space before the colon.
    label, colon, value = say("pair", label=label, value=value).partition(":")
    return [*text((label + colon).rstrip(), BOLD), *text(value)]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], say: Say) -> List[Run]:
    """A comparison as a list: each row's label as a heading, under it a line for each column."""
    written = []
    for row in rows:
        heading, cells = row[0], row[1:]
        lines = [_pair(f"• {column}", cell, say) for column, cell in zip(columns[1:], cells)]
        plain_lines = [[Run(run.text) for run in line] for line in lines]
        written.append(join([text(heading, BOLD), *plain_lines], "\n"))
    return join(written, "\n\n")


def cards(items: Sequence[Json], said: str, language: str) -> List[Run]:
    """Records as a compact numbered list; the number is there only when there are several."""
    written = []
    for number, card in enumerate(items, start=1):
        details = [str(line) for line in card.get("lines", ())]
        when = dates.period(card["start"], card.get("end"), language) if card.get("start") else ""
        if when and not _tells_the_day(card, language):
            details.insert(0, when)
        if card.get("address") and not any(contains(line, card["address"]) for line in details):
            details.append(f"📍 {card['address']}")
        subtitle = str(card.get("subtitle", ""))
        if len(items) == 1 and all(contains(said, part) for part in (card["title"], subtitle, *details)):
            continue
        mark = safe_link(card["url"]) if card.get("url") else None
        title = under(BOLD, under(mark, text(card["title"])) if mark else text(card["title"]))
        head = [*(text(f"{number}. ") if len(items) > 1 else []), *title, *text(f" — {subtitle}" if subtitle else "")]
        written.append(join([head, text(" · ".join(details))], "\n"))
    return join(written, "\n\n")


def _tells_the_day(card: Json, language: str) -> bool:
    written = " ".join([str(card.get("subtitle", "")), *map(str, card.get("lines", ()))])
    # "17 June" also stands in "17 June 2026, 18:30", and the year is often left out.
    day_and_month = dates.day(str(card["start"])[:10], language).rsplit(" ", 1)[0]
    return contains(written, day_and_month)


def sources(items: Sequence[Json], language: str, say: Say) -> List[Run]:
    """Where it comes from: a link and the date of the last check each; folded away when they are many."""
    lines = []
    for source in items:
        mark = safe_link(str(source.get("url", "")))
        title = text(str(source.get("title") or source.get("url", "")))
        checked = say("as_of", date=dates.day(str(source["as_of"]), language)) if source.get("as_of") else ""
        lines.append([*(under(mark, title) if mark else title), *text(f" ({checked})" if checked else "")])
    if not lines:
        return []
    if len(lines) == 1:
        return [*text(say("source") + " "), *lines[0]]
    listed = join([text(say("sources")), *([*text("• "), *line] for line in lines)], "\n")
    return under(FOLDED_QUOTE, listed) if len(lines) > _SOURCES_SHOWN_OPEN else listed


def contains(whole: str, part: str) -> bool:
    """Whether `part` is said in `whole`, whatever the case, accents' form, spaces and apostrophes."""
    return _folded(part) in _folded(whole)


def _folded(value: str) -> str:
    value = unicodedata.normalize("NFKC", value).casefold().replace("’", "'")
    return " ".join(value.split())
