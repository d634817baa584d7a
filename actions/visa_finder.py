"""Which visa or permit to look at: by what a person comes to do. Shows routes and their conditions, decides nothing."""

from __future__ import annotations

from typing import List

from actions import payload
from actions.answer import Answer, Suggestion
from actions.composing import notice
from actions.lists import list_answer
from actions.turn import Turn
from knowledge.store import Filter

PENDING = "find_my_visa"
AUDIENCES = ("founders", "employees", "investors", "researchers", "students", "family", "freelancers")


def answers_our_question(turn: Turn) -> bool:
    """Whether the message tells what we asked: what the person comes to do."""
    return turn.focus.pending == PENDING and bool(turn.facets.get("audience")) and not turn.named


def find_my_visa(turn: Turn) -> Answer:
    """The visas for the audience named in the message; without one, asks what the person comes to do."""
    audiences = tuple(turn.facets.get("audience", ()))
    if audiences:
        found = list_answer(turn, Filter(kinds=("visa",), audiences=audiences))
        if found:
            return found
    options: List[Suggestion] = []
    for audience in AUDIENCES:
        title = turn.say("visas", f"for_{audience}")
        typed = payload.text(turn.say("visas", f"ask_{audience}"))
        if typed and turn.store.find(Filter(kinds=("visa",), audiences=(audience,))):
            options.append(Suggestion(title, typed))
    turn.focus.pending = PENDING
    overview = turn.record("french-tech-visa")
    return Answer(
        text=turn.say("visas", "what_for"), language=turn.language, kind="choice", suggestions=options[:6],
        notice=notice(turn, [overview]) if overview else None, confidence=0.9,
    )
