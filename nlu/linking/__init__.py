"""Linking names: which records and which facets (topics, areas, kinds …) a message speaks of."""

from nlu.linking.linker import FacetMatch, Link, Linker, Links

__all__ = ["FacetMatch", "Link", "Linker", "Links"]
