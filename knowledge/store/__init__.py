"""The compiled knowledge: one read-only SQLite file made from the records, and typed queries on it."""

from knowledge.store.listing import Filter, Hit, Hits
from knowledge.store.store import Store, open_store

__all__ = ["Filter", "Hit", "Hits", "Store", "open_store"]
