"""Dates in two languages: what days a message means. A language is a file of `languages/`.

The conventions stand in docs/en/dates.md and docs/fr/dates.md.
"""

from nlu.dates.find import DateSpan, find_dates

__all__ = ["DateSpan", "find_dates"]
