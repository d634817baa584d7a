"""The feeds to read: `knowledge/feeds.yml`, or another file of the same shape."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Dict, List, Literal, Optional

import yaml
from pydantic import Field, ValidationError, root_validator

from knowledge.schema.records import ID_PATTERN
from knowledge.schema.values import Strict

FILE = Path(__file__).resolve().parent.parent / "feeds.yml"


class BadFeeds(ValueError):
    """The file of feeds cannot be used; the message says what to mend."""


class Columns(Strict):
    """Which column of a CSV file holds what; dates are ISO or DD/MM/YYYY, with or without a time."""

    title: str
    start: str
    end: Optional[str]
    place: Optional[str]
    url: Optional[str]


class Feed(Strict):
    """One feed. `private` lets it stand on your own network, and be read by plain http; see `feeds.yml` for the rest."""

    type: Literal["ics", "confs_tech", "csv"]
    url: str = Field(regex=r"^https?://[^\s]+$")
    title: str
    page: str = Field(regex=r"^https?://[^\s]+$")
    licence: Optional[str]
    record: Optional[str] = Field(regex=ID_PATTERN)
    cities: List[str] = []
    columns: Optional[Columns]
    private: bool = False

    @root_validator(skip_on_failure=True)
    def _readable(cls, values: dict) -> dict:
        if values["type"] == "csv" and not values.get("columns"):
            raise ValueError("a csv feed needs `columns`")
        if values["url"].startswith("http:") and not values["private"]:
            raise ValueError("give an https address")
        return values


def load_feeds(path: Path = FILE) -> Dict[str, Feed]:
    """Every feed by its id. Raises BadFeeds."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadFeeds(f"{path}: not readable: {error}") from None
    if not isinstance(content, dict):
        raise BadFeeds(f"{path}: give a mapping of feed ids")
    feeds = {}
    for key, entry in content.items():
        if not re.fullmatch(ID_PATTERN, str(key)):
            raise BadFeeds(f"{path}: {key}: a feed's id is lower case with hyphens")
        try:
            feeds[str(key)] = Feed(**(entry if isinstance(entry, dict) else {}))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"] if part != "__root__")
            raise BadFeeds(f"{path}: {key}: {where + ': ' if where else ''}{first['msg']}") from None
    return feeds


def addresses(key: str, feed: Feed, today: dt.date) -> Dict[str, str]:
    """Addresses to read by the id each is kept under: one, or one for this year and one for the next."""
    if "{year}" not in feed.url:
        return {key: feed.url}
    return {f"{key}-{year}": feed.url.replace("{year}", str(year)) for year in (today.year, today.year + 1)}
