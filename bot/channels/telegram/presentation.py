"""Records for inline mode: found by full text, each presented as the answer to "what is it?"."""

from __future__ import annotations

import datetime as dt
from typing import List
from zoneinfo import ZoneInfo

from actions.turn import open_store_once
from actions.answer import Answer
from actions.articles import article
from actions.composing import facts_answer
from actions.focus import Focus
from actions.gathering import Gathered, gather
from actions.turn import Turn
from bot.channels.telegram.inline import Found
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.store import Store

_PARIS = ZoneInfo("Europe/Paris")


def search(text: str, language: str, limit: int) -> List[Found]:
    """At most `limit` records for `text`, best first: those that bear the name, then full text."""
    store = open_store_once()
    ids = [*store.named(text), *(hit.id for hit in store.search(text, language, limit))]
    found = []
    for record_id in list(dict.fromkeys(ids))[:limit]:
        record = store.record(record_id)
        if record:
            kind = vocabulary.kinds()[record.kind].label.in_language(language)
            summary = record.summary.in_language(language)
            presented = _present(record, store, text, language).as_dict()
            found.append(Found(record.id, record.name.in_language(language), f"{kind} – {summary}", presented))
    return found


def _present(record: Record, store: Store, text: str, language: str) -> Answer:
    turn = Turn(
        text=text, intent="ask_definition", confidence=1.0, margin=1.0, nearness=1.0, language=language,
        focus=Focus(language=language), store=store, today=dt.datetime.now(_PARIS).date(),
    )
    if record.kind == "answer":
        return article(turn, record)
    return facts_answer(turn, "ask_definition", gather(turn, record, "ask_definition") or [Gathered(record)])
