"""A tiny store and answers for the tests of the evaluation: no model, no files."""

from __future__ import annotations

from types import SimpleNamespace

NAMES = {"lumen": "Lumen", "ombre": "Ombre", "aube": "Aube Fund"}
OLD_NAMES = {"lumen-old": "lumen"}


class SmallStore:
    """What the evaluation reads of a store."""

    def resolve(self, record_id):
        """The present id of a record, or None."""
        return OLD_NAMES.get(record_id) or (record_id if record_id in NAMES else None)

    def record(self, record_id):
        """A record with a name in both languages, or None."""
        name = NAMES.get(record_id)
        return SimpleNamespace(name=SimpleNamespace(en=name, fr=name)) if name else None


def heard(intent, kind="facts", text="", focus=None, **parts):
    """One turn of a conversation as the subject gives it."""
    parse = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": parts.pop("entities", []), "dates": parts.pop("dates", None)}
    return {"parse": parse, "focus": focus or {}, "answer": {"kind": kind, "text": text, "language": "en", **parts}}


def parsed(*records, unknown=(), rivals=()):
    """What the model made of a message that names records."""
    entities = [{"entity": "record", "value": record, "start": 0, "end": 1, "rivals": list(rivals)} for record in records]
    return {"text": "x", "entities": entities, "unknown_names": list(unknown), "language": {"value": "en"}}
