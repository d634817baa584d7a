"""The structured parts of an Answer as styled runs: facts, comparison, sources. Cards are in `listing`.

`text` of an Answer is complete on its own, so a part that only repeats it is left out here; what it adds (a
caution on a figure, a link, an address) is kept.
"""

from __future__ import annotations

from typing import Any, Callable, List, Mapping, Sequence

from bot.channels.telegram.rendering import dates
from bot.channels.telegram.rendering.markdown import parse, safe_link
from bot.channels.telegram.rendering.runs import BOLD, FOLDED_QUOTE, ITALIC, Run, join, plain, text, under
from bot.channels.telegram.rendering.words import contains

Say = Callable[..., str]
Json = Mapping[str, Any]
_SOURCES_SHOWN_OPEN = 3


def facts(lines: Sequence[Json], said: str, language: str, say: Say) -> List[Run]:
    """Facts that the text does not hold, and a caution for each that is ageing, withheld or unconfirmed."""
    written = []
    for fact in lines:
        known = contains(said, str(fact["value"]))
        # A text that gives the value all the same has weighed that: "too old to repeat" would contradict it.
        caution = "" if known and fact.get("freshness") == "withheld" else _caution(fact, said, language, say)
        if known and not caution:
            continue
        value = "" if known else str(fact["value"])
        line = [Run(f"• {fact['label']}", (BOLD,))] if known else _pair(f"• {fact['label']}", value, say)
        written.append(line + (text(f" — ⚠️ {caution}", ITALIC) if caution else []))
    return join(written, "\n")


def _caution(fact: Json, said: str, language: str, say: Say) -> str:
    """What to warn of, unless the text has warned already, in its long or its short form."""
    if fact.get("freshness") in ("withheld", "ageing"):
        date = dates.day(str(fact.get("as_of", "")), language)
        forms = [say(fact["freshness"], date=date), say("ageing_short", date=date)]
    elif fact.get("confirmed") is False:
        forms = [say("unconfirmed")]
    else:
        return ""
    return "" if any(contains(said, form) for form in forms) else forms[0]


def _pair(label: str, value: str, say: Say) -> List[Run]:
    # Wording a pair is the language's business: French puts a space before the colon.
    label, colon, value = say("pair", label=label, value=value).partition(":")
    return [*text((label + colon).rstrip(), BOLD), *text(value)]


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], said: str, say: Say) -> List[Run]:
    """A comparison as a list: each row that is not said yet, its label as a heading, under it a line for each column."""
    written = []
    for heading, *cells in rows:
        parsed = [parse(cell) for cell in cells]
        if contains(said, heading) and all(contains(said, plain(cell)) for cell in parsed):
            continue
        lines = [[*text(say("pair", label=f"• {column}", value="")), *cell] for column, cell in zip(columns[1:], parsed)]
        written.append(join([text(heading, BOLD), *lines], "\n"))
    return join(written, "\n\n")


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

