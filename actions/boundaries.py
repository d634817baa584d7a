"""What is not ours to answer: said plainly, with the right door to knock on."""

from __future__ import annotations

from typing import List, Sequence

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion
from actions.turn import Turn

STARTERS = ("starter_visa", "starter_meetups", "starter_funding")
NEARBY = ("nearby_coworking", "nearby_incubators", "nearby_meetups")


def boundary(turn: Turn, key: str) -> Answer:
    """The refusal called `key` in `boundaries.yml`, with things that can be asked instead."""
    return Answer(
        text=turn.say("boundaries", key), language=turn.language, kind="refusal", suggestions=starters(turn),
        sources=_door(turn, key), confidence=0.9,
    )


def nearby_where(turn: Turn) -> Answer:
    """"Anything around here?": asks near which place, since no point was sent and none is named."""
    return Answer(
        text=turn.say("boundaries", "nearby_where"), language=turn.language, kind="choice", suggestions=starters(turn, NEARBY), confidence=0.6,
    )


def starters(turn: Turn, keys: Sequence[str] = STARTERS) -> List[Suggestion]:
    """A few questions that show what can be asked."""
    found = []
    for key in keys:
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
