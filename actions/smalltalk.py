"""Greetings, thanks, what the assistant is and can do, language, privacy, feedback."""

from __future__ import annotations

from typing import List, Optional

from actions.answer import Answer, Suggestion
from actions.boundaries import starters
from actions.turn import Turn
from knowledge import asked

WITH_STARTERS = ("greet", "ask_capabilities", "change_language", "start_over", "ask_bot")


def small_talk(turn: Turn, intent: Optional[str] = None) -> Answer:
    """The text for the intent (the turn's own by default), with starters where a conversation begins."""
    intent = intent or turn.intent
    key = intent
    if intent == "give_feedback":
        key = f"give_feedback_{turn.extra.get('rating', 'up')}"
    if intent == "change_language":
        return _change_language(turn)
    if intent == "start_over":
        language, locked = turn.focus.language, turn.focus.locked
        turn.focus.__init__(language=language, locked=locked)  # type: ignore[misc]
    return Answer(
        text=turn.say("smalltalk", key, records=turn.store.count(), days=asked.days_kept()), language=turn.language, kind="smalltalk",
        suggestions=_suggestions(turn, intent),
    )


def _change_language(turn: Turn) -> Answer:
    if "language" not in turn.extra:
        other = "fr" if turn.language == "en" else "en"
        names = {"en": ("english", "anglais"), "fr": ("french", "francais", "français")}
        named = [code for code, words in names.items() if any(word in turn.text.lower() for word in words)]
        turn.language = named[0] if named else other
        # Asked in words, so words may change it again; a choice made on a button holds.
        turn.focus.language = turn.language
    return Answer(
        text=turn.say("smalltalk", "change_language"), language=turn.language, kind="smalltalk", suggestions=starters(turn)
    )


def _suggestions(turn: Turn, intent: str) -> List[Suggestion]:
    if intent in WITH_STARTERS:
        return starters(turn)
    if intent in ("report_error", "complain"):
        return [Suggestion(turn.say("smalltalk", "wrong_button"), "f|wrong")]
    return []
