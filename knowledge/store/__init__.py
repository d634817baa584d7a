"""The compiled knowledge: one read-only SQLite file made from the records, and typed queries on it."""

from knowledge.store.store import Filter, Hit, Store, open_store

__all__ = ["Filter", "Hit", "Store", "open_store"]
