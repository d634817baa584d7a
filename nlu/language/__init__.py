"""Which language a message is in, how sure that is, and which language to answer in."""

from nlu.language.identify import Guess, identify

__all__ = ["Guess", "identify"]
