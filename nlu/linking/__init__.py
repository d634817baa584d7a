"""Linking names: which records and which facets (topics, areas, kinds …) a message speaks of."""

from nlu.linking.facets import FacetMatch
from nlu.linking.linker import Link, Linker, Links

__all__ = ["FacetMatch", "Link", "Linker", "Links"]
