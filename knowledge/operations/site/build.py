"""Writes the website: a page a record and a kind, an index, a search page, calendars, attribution, in each language."""

from __future__ import annotations

import collections
import datetime as dt
import shutil
from pathlib import Path
from typing import Any, Dict, List
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from knowledge.operations.site.views import Views
from knowledge.operations.wording import words
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.schema.values import LANGUAGES
from knowledge.text import fold

HERE = Path(__file__).resolve().parent
STATIC = ("style.css", "search.js")


def build_site(out: Path, records: List[Record], calendars: Dict[str, List[str]], on: dt.date, base: str = "") -> int:
    """Writes every page below `out` and returns how many.

    `calendars`: names of the calendar files by language, in `calendars/<language>/`. `base`: the address that the
    site will have, for links between languages; without it they are relative.
    """
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )
    for name in STATIC:
        shutil.copyfile(HERE / name, out / name)
    pages = 1
    for language in LANGUAGES:
        views = Views(records, words(language), on)
        pages += _Writer(environment, out, views, base).write_all(records, calendars[language])
    chooser = environment.get_template("chooser.html").render(words={one: words(one) for one in LANGUAGES}, root="", base=base)
    (out / "index.html").write_text(chooser, encoding="utf-8")
    return pages


class _Writer:
    """Writes the pages of one language."""

    def __init__(self, environment: Environment, out: Path, views: Views, base: str) -> None:
        self._environment, self._out, self._views, self._base = environment, out, views, base
        self._language = views.language
        self._count = 0

    def write_all(self, records: List[Record], calendars: List[str]) -> int:
        by_kind = collections.defaultdict(list)
        for record in sorted(records, key=lambda one: fold(self._views.name(one))):
            by_kind[record.kind].append(record)
        kinds = [(key, kind.plural.in_language(self._language), by_kind[key]) for key, kind in vocabulary.kinds().items() if by_kind[key]]
        self._page("index.html", "home.html", kinds=kinds)
        self._page("search.html", "search.html", records=sorted(records, key=lambda one: fold(self._views.name(one))))
        self._page("calendars.html", "calendars.html", calendars=[(name, self._calendar_label(name)) for name in calendars])
        self._page("attribution.html", "attribution.html", hosts=_hosts(records))
        for key, label, members in kinds:
            self._page(f"{key}/index.html", "kind.html", key=key, label=label, members=members)
            for record in members:
                self._page(f"{key}/{record.id}.html", "record.html", record=record, label=label, kind=vocabulary.kinds()[key])
        return self._count

    def _page(self, path: str, template: str, **values: Any) -> None:
        other = next(one for one in LANGUAGES if one != self._language)
        root = "../" * (path.count("/") + 1)
        page = self._environment.get_template(template).render(
            views=self._views, say=self._views.words.say, language=self._language, other=other, path=path, root=root,
            home="../" * path.count("/"), base=self._base or root, updated=self._views.words.date(self._views.on), **values,
        )
        target = self._out / self._language / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, encoding="utf-8")
        self._count += 1

    def _calendar_label(self, name: str) -> str:
        stem = name.removesuffix(".ics")
        if stem in ("events", "deadlines"):
            return self._views.words.say("all_events" if stem == "events" else stem)
        return vocabulary.facets("topics")[stem.removeprefix("topic-")].label.in_language(self._language)


def _hosts(records: List[Record]) -> List[Any]:
    """(host, pages as (title, address)) of all sources, the most cited first."""
    pages: Dict[str, Dict[str, str]] = collections.defaultdict(dict)
    for record in records:
        for source in record.sources.values():
            pages[(urlsplit(source.url).hostname or "").removeprefix("www.")].setdefault(source.url, source.title)
    ordered = sorted(pages.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(host, sorted(found.items(), key=lambda page: fold(page[1]))) for host, found in ordered]
