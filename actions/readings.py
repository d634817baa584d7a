"""When a message asks two things at once, or may be read in two ways."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import List, Optional

from actions import payload
from actions.answer import Answer, Suggestion
from actions.deciding import BOUNDARIES, ON_SUBJECT, is_about
from actions.shorthand import property_within
from actions.turn import Turn

# The second reading counts from here on: alone where the first finds nothing, beside it where the message joins two clauses.
LIKELY, JOINED = 0.25, 0.1
# Better an unlikely reading that can be answered than none at all.
POSSIBLE = 0.05
_JOINT = re.compile(r"(?:\b(?:and|et|also|aussi|puis)\b|[?,;:&])(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
OFFERED = 2


def is_question(intent: str) -> bool:
    """Whether an intent asks something of a record."""
    return intent.startswith("ask_") and intent not in BOUNDARIES + (
        "ask_general", "ask_more", "ask_bot", "ask_capabilities", "ask_privacy", "ask_human",
    )


def likely_other(turn: Turn) -> Optional[str]:
    """The question that the message asks if not the likeliest one."""
    return _second(turn, LIKELY)


def possible_others(turn: Turn) -> List[str]:
    """The questions that the message may ask if not the likeliest one, likeliest first."""
    ranking = turn.ranking or ([turn.second] if turn.second else [])
    found = [intent for intent, confidence in ranking if confidence >= POSSIBLE and is_question(intent) and intent != turn.intent]
    return [] if turn.pressed else found


def asked_too(turn: Turn, alone: bool = False) -> Optional[str]:
    """The second question of a message that joins two ("what does it cost and how long does it take"); `alone`: of any."""
    joint = _JOINT.search(turn.text)
    if not (alone or (joint and len(joint["rest"].split()) > 1)):
        return None
    said = property_within(turn, joint["rest"]) if joint and not alone and not turn.pressed else None
    return _second(turn, JOINED) or (said if said != turn.intent else None)


def _second(turn: Turn, least: float) -> Optional[str]:
    if turn.pressed or turn.second is None:
        return None
    intent, confidence = turn.second
    return intent if confidence >= least and is_question(intent) and intent != turn.intent else None


def both(first: Answer, second: Answer) -> Answer:
    """Two answers as one message."""
    sources = list(dict.fromkeys([*first.sources, *second.sources]))
    facts = [*first.facts, *(replace(fact, source=sources.index(second.sources[fact.source])) for fact in second.facts)]
    return replace(
        first, text=f"{first.text}\n\n{second.text}", sources=sources, facts=facts,
        attachments=[*first.attachments, *second.attachments], notice=first.notice or second.notice, confidence=min(first.confidence, second.confidence),
    )


def with_near_questions(turn: Turn, answer: Answer, records: List[str]) -> Answer:
    """The answer, with the practical questions about the same thing that lie near to the message offered first."""
    if turn.pressed or answer.kind not in ("facts", "steps"):
        return answer
    near = [m for m in turn.matches if m["belief"] >= ON_SUBJECT and turn.record(m["record"]).kind == "answer" and is_about(turn, m, records)]
    return offering_first(turn, answer, [m["record"] for m in near])


def offering_first(turn: Turn, answer: Answer, records: List[str]) -> Answer:
    """The answer with a few of `records` offered before its own suggestions, which stay as many as they were."""
    offered = [Suggestion(turn.name(one), payload.select(one)) for one in records[:OFFERED]]
    return replace(answer, suggestions=[*offered, *answer.suggestions][: max(len(answer.suggestions), len(offered))])
