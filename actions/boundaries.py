"""What is not ours to answer: said plainly, with the right door to knock on."""

from __future__ import annotations

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion
from actions.turn import Turn

STARTERS = ("starter_visa", "starter_meetups", "starter_funding")


def boundary(turn: Turn, key: str) -> Answer:
    """The refusal called `key` in `boundaries.yml`, with things that can be asked instead."""
    return Answer(
        text=turn.say("boundaries", key), language=turn.language, kind="refusal", suggestions=starters(turn),
        sources=_door(turn, key), confidence=0.9,
    )


def starters(turn: Turn) -> list:
    """A few questions that show what can be asked."""
    found = []
    for key in STARTERS:
        title = turn.say("boundaries", key)
        typed = payload.text(title)
        if typed:
            found.append(Suggestion(title, typed))
    return found


def _door(turn: Turn, key: str) -> list:
    if not turn.has_text("boundaries", f"{key}_door_url"):
        return []
    url, title = turn.say("boundaries", f"{key}_door_url"), turn.say("boundaries", f"{key}_door_title")
    return [SourceLine(title, url, turn.today.isoformat())]
