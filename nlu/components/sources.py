"""A component's own code as part of its fingerprint: Rasa keeps what a component made, and asks only for its own file."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from knowledge.store import open_store
from nlu.encoding import tuned
from nlu.retrieval import asked_questions

NLU = Path(__file__).resolve().parent.parent
PARTS = ("classifying", "components", "encoding", "language", "linking", "spelling")


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Changes when any code or table that components are made of changes."""
    digest = hashlib.sha256()
    for path in sorted(path for part in PARTS for path in (NLU / part).rglob("*") if path.suffix in (".py", ".yml")):
        digest.update(path.relative_to(NLU).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(tuned.version().encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def questions_digest() -> str:
    """Changes when an `answer` record is asked for in another way."""
    return hashlib.sha256(repr(asked_questions(open_store())).encode()).hexdigest()
