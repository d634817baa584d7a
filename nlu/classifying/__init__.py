"""Telling intents apart by sentence vectors."""

from nlu.classifying.model import IntentModel

__all__ = ["IntentModel"]
