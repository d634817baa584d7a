"""Values as people read them, for answers and channels: see `knowledge.wording.values`."""

from knowledge.wording.values import date, date_range, distance, duration, money, number, value

__all__ = ["date", "date_range", "distance", "duration", "money", "number", "value"]
