"""Sentence encoders: a text in either language as a vector whose neighbours mean the same."""

from nlu.encoding.encoder import SentenceEncoder, shared_encoder

__all__ = ["SentenceEncoder", "shared_encoder"]
