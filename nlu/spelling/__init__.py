"""Words as they were meant: typos, letters saved on a phone, words run together, accents left out."""

from nlu.spelling.mender import Mender, shared_mender

__all__ = ["Mender", "shared_mender"]
