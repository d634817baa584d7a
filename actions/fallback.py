"""When no intent fits: what the records say by meaning and words, a choice of near misses, or an honest no."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from actions import payload
from actions.answer import Answer, Suggestion
from actions.articles import shown
from actions.boundaries import boundary, starters
from actions.deciding import (
    BOUNDARIES,
    NEAR_QUESTION,
    OFFERED_QUESTION,
    OF_THE_THING,
    SAME_QUESTION,
    article_about,
    article_fits,
    best_article,
    follows,
    raised,
    same_article,
)
from actions.questions import about_records, leans
from actions.readings import LIKELY, POSSIBLE, is_question
from actions.recalling import last_thing
from actions.reference import resolve
from actions.shorthand import short
from actions.turn import Turn

MAX_OFFERED = 3


def search(turn: Turn, offer: bool = True) -> Answer:
    """The best that can honestly be said to a message that no intent fits."""
    near = best_article(turn, NEAR_QUESTION)
    reference = resolve(turn, use_focus=False)
    # A record named outright speaks before an article that merely resembles the message.
    if near and article_fits(turn, near) and (not reference.records or near["score"] >= SAME_QUESTION or turn.intent == "ask_general"):
        return shown(turn, near)
    if reference.records:
        answer = about_records(turn, reference.records[:1], "ask_definition")
        if answer:
            turn.focus.speak_of(reference.records, "ask_definition")
            return answer
    leaning = of_what_was_spoken_of(turn)
    if leaning:
        return leaning
    if turn.unknown_names:
        return unknown_name(turn)
    of_the_thing = _article_of_the_last(turn)
    if of_the_thing:
        return shown(turn, of_the_thing)
    near_misses = _near_misses(turn) if offer else []
    if near_misses:
        turn.focus.shown, turn.focus.pending = near_misses, "ask_definition"
        return Answer(
            text=turn.say("fallback", "did_you_mean"), language=turn.language, kind="choice", confidence=0.4,
            suggestions=[Suggestion(turn.name(one), payload.select(one)) for one in near_misses],
        )
    return possibly_of_what_was_spoken_of(turn) or refusal(turn)


def of_what_was_spoken_of(turn: Turn) -> Optional[Answer]:
    """The likely question that the record spoken of answers, for a message that leans on it; None without one."""
    return _of_the_last(turn, LIKELY) if leans(turn) else None


def possibly_of_what_was_spoken_of(turn: Turn) -> Optional[Answer]:
    """The likeliest question, however unlikely, that it answers: for a message that leans on it, or is short and followed it."""
    followed = turn.focus.intent != "find" and short(turn) and turn.intent not in BOUNDARIES
    return _of_the_last(turn, POSSIBLE) if leans(turn) or followed else None


def _article_of_the_last(turn: Turn) -> Optional[Dict[str, Any]]:
    """"And the fines, how high?" of a law just spoken of: the nearest article about it, which need not be so near."""
    record = last_thing(turn) if follows(turn) and not turn.named and turn.intent not in BOUNDARIES else None
    return article_about(turn, record.id, OF_THE_THING) if record else None


def _of_the_last(turn: Turn, least: float) -> Optional[Answer]:
    if turn.pressed or turn.named or turn.unknown_names or not turn.focus.records:
        return None
    record = turn.record(turn.focus.records[0])
    heard = [intent for intent, confidence in turn.ranking if confidence >= least and is_question(intent)]
    for intent in heard if record and record.kind != "answer" else ():
        answer = about_records(turn, [record.id], intent) if intent != "ask_definition" else None
        if answer:
            turn.focus.speak_of([record.id], intent)
            return answer
    return None


def unknown_name(turn: Turn) -> Answer:
    """A name we have no record of, said to be one, with the nearest names we do have."""
    name = turn.unknown_names[0]
    return Answer(
        text=turn.say("fallback", "unknown_name", name=name), language=turn.language, kind="refusal",
        suggestions=starters(turn), confidence=0.6,
    )


def refusal(turn: Turn) -> Answer:
    """We do not know: said so, with what we can do."""
    return boundary(turn, "not_understood")


def _near_misses(turn: Turn) -> List[str]:
    found: List[str] = []
    least = raised(turn, OFFERED_QUESTION)
    for match in turn.matches:
        if match["belief"] >= least and match["record"] not in found:
            found.append(match["record"])
    return found[:MAX_OFFERED]


def off_topic_article(turn: Turn, least: float) -> Optional[Answer]:
    """An article that says just what was asked, although the intent says it is none of ours."""
    near = same_article(turn, least)
    if near and article_fits(turn, near):
        return shown(turn, near)
    return None
