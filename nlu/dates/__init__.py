"""Dates in two languages: what days a message means. A language is a file of `languages/`; conventions: docs/en/dates.md."""

from nlu.dates.find import DateSpan, find_dates

__all__ = ["DateSpan", "find_dates"]
