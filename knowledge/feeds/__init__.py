"""Dated events that others publish: read by `./run sync`, kept in the cache, asked with `occurrences`."""

from knowledge.feeds.kept import occurrences
from knowledge.feeds.occurrence import Occurrence

__all__ = ["Occurrence", "occurrences"]
