"""Linking names: which records and which facets (topics, areas, kinds …) a message speaks of."""

from functools import lru_cache

from knowledge.store import open_store
from nlu.linking.facets import FacetMatch
from nlu.linking.linker import Link, Linker, Links


@lru_cache(maxsize=1)
def shared_linker() -> Linker:
    """The process's one linker, of the records as they stand at its first use."""
    return Linker(open_store())


__all__ = ["FacetMatch", "Link", "Linker", "Links", "shared_linker"]
