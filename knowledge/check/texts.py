"""Rules on the texts of one record: length, both languages truly written, French typography, useful aliases."""

from __future__ import annotations

import re
from typing import Iterable, List, Tuple

from knowledge.load import LoadedFile
from knowledge.text import fold

Finding = Tuple[str, str]
# A summary must fit a card and one message bubble on a phone.
MAX_SUMMARY = 300


def summary_length(file: LoadedFile) -> Iterable[Finding]:
    """A summary is short enough to be read at a glance."""
    for language in ("en", "fr"):
        length = len(file.record.summary.in_language(language))
        if length > MAX_SUMMARY:
            yield f"summary.{language}", f"{length} characters: shorten it to {MAX_SUMMARY} or move a part into a fact"


def both_languages(file: LoadedFile) -> Iterable[Finding]:
    """The French text is not the English one left as it was."""
    record = file.record
    pairs = [("summary", record.summary)] + ([("answer", record.answer)] if record.answer else [])
    for dotted, text in pairs:
        if fold(text.en) == fold(text.fr):
            yield f"{dotted}.fr", "the same words as in English: translate it"


def aliases(file: LoadedFile) -> Iterable[Finding]:
    """An alias adds something: it is neither a name nor another alias (accents and case need none)."""
    names = {fold(file.record.name.en), fold(file.record.name.fr)}
    for index, alias in enumerate(file.record.aliases):
        if not fold(alias):
            yield f"aliases.{index}", "has no letter or figure: remove it"
        elif fold(alias) in names:
            yield f"aliases.{index}", f"{alias!r} is already a name: remove it"
        names.add(fold(alias))


def french_typography(file: LoadedFile) -> Iterable[Finding]:
    """French texts use ’ and a space before : ; ? ! (any space is accepted)."""
    for dotted, text in _french(file):
        if re.search(r"(?<=[A-Za-zà-ÿ0-9)])[;?!](?=\s|$)", text) or re.search(r"(?<=[a-zà-ÿ)]):\s", text):
            yield dotted, "French puts a space before : ; ? and !"
        if re.search(r"(?<=[A-Za-z])'(?=[A-Za-zà-ÿ])", text):
            yield dotted, "use the typographic apostrophe ’ in French"


def _french(file: LoadedFile) -> List[Tuple[str, str]]:
    record = file.record
    texts = [("summary.fr", record.summary.fr)] + ([("answer.fr", record.answer.fr)] if record.answer else [])
    for index, fact in enumerate(record.facts):
        if hasattr(fact.value, "fr"):
            texts.append((f"facts.{index}.value.fr", fact.value.fr))
        if fact.note:
            texts.append((f"facts.{index}.note.fr", fact.note.fr))
    if record.status and record.status.note:
        texts.append(("status.note.fr", record.status.note.fr))
    return texts


RULES = (summary_length, both_languages, aliases, french_typography)
