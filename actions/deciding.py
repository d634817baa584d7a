"""When to answer, and when to say that one does not know. The thresholds were chosen on the development set."""

from __future__ import annotations

from typing import Any, Dict, Iterator, Optional, Sequence

from actions.shorthand import short
from actions.turn import Turn

# An `answer` record whose question lies this near to the message (`score`) says the same thing.
SAME_QUESTION = 0.86
# With a record named, its own facts come first unless an `answer` asks almost the same words.
SAME_WORDS = 1.08
# Likely enough (`belief`) to answer when nothing more certain is known, and to do so without a doubt said; below, offered
# as a choice; below that, not at all.
SURELY_MEANT, NEAR_QUESTION, OFFERED_QUESTION = 0.72, 0.46, 0.46
# Said shortly after the thing that an article is about, its question need only be so near (`belief`).
OF_THE_THING = 0.3
# Beside an answer or a refusal, an article need only be on the subject to be offered.
ON_SUBJECT = 0.55
# What it takes more to believe in an article where the message sounds like none of ours.
FOREIGN = 0.8
# Or where a short message follows on something: it is likelier asked of that.
FOLLOWING = 0.42
# Intent trusted when margin + 2 * nearness reaches this.
TRUSTED_INTENT = 1.10
# Heard as a practical question, an article this likely beats a list; heard otherwise, it takes one that is all but certain.
PRACTICAL_QUESTION, SURE_ARTICLE = 0.7, 0.84
# A refusal for a person's own case or daily life gives way to an article that surely is meant.
ARTICLE_NOT_REFUSAL = 0.61
# Small talk is said in few ways: what lies further from all of them is something else, unless the intent is all but certain.
SMALL_TALK, SURE_SMALL_TALK = 0.58, 0.48
SURE_CONFIDENCE, SURE_NEARNESS = 0.8, 0.7
BOUNDARIES = ("out_of_scope", "ask_other_country", "ask_other_city", "ask_daily_life", "ask_personal_case")


def trusted(turn: Turn) -> bool:
    """Whether the intent can be acted on."""
    return turn.pressed or turn.margin + 2 * turn.nearness >= TRUSTED_INTENT


def sure(turn: Turn) -> bool:
    """Whether the intent is beyond reasonable doubt, so that what it is about may be presumed."""
    return turn.confidence >= SURE_CONFIDENCE and turn.nearness >= SURE_NEARNESS


def foreign(turn: Turn, besides: Optional[str] = None) -> float:
    """How likely the message is none of ours, 0..1: what is heard of all intents that are declined, `besides` one."""
    return 0.0 if turn.pressed else sum(confidence for intent, confidence in turn.ranking if intent in BOUNDARIES and intent != besides)


def follows(turn: Turn) -> bool:
    """Whether the message is short and something was spoken of or listed before."""
    return bool(turn.focus.records or turn.focus.filter) and short(turn)


def raised(turn: Turn, least: float, besides: Optional[str] = None) -> float:
    """What it takes to believe in an article, 0..1, where `least` would do for a message that is surely ours and stands alone.

    The less the message sounds like ours (`besides` one of the intents that are declined), the more it takes: that lets
    far more of our questions pass than one bar for all, with as few of the others.
    """
    return least + FOREIGN * foreign(turn, besides) + (FOLLOWING if follows(turn) else 0.0)


def best_article(turn: Turn, least: float, besides: Optional[str] = None) -> Optional[Dict[str, Any]]:
    """The likeliest `answer` record, believed in at least so much (`raised`), as {"record", "score", "belief"}."""
    likeliest = next(_articles(turn), None)
    return likeliest if likeliest and likeliest["belief"] >= raised(turn, least, besides) else None


def article_about(turn: Turn, record_id: str, least: float) -> Optional[Dict[str, Any]]:
    """The likeliest `answer` record about that very record, believed in at least so much, whatever else lies nearer."""
    return next((match for match in _articles(turn) if match["belief"] >= least and record_id in turn.record(match["record"]).about), None)


def _articles(turn: Turn) -> Iterator[Dict[str, Any]]:
    """The matches that are `answer` records, likeliest first."""
    for match in turn.matches:
        record = turn.record(match["record"])
        if record and record.kind == "answer":
            yield match


def same_article(turn: Turn, least: float) -> Optional[Dict[str, Any]]:
    """The likeliest `answer` record, when one of its questions is at least so near: it then says the same thing."""
    near = best_article(turn, NEAR_QUESTION)
    return near if near and near["score"] >= least else None


def article_fits(turn: Turn, match: Dict[str, Any]) -> bool:
    """Whether an article does not speak of something else than what the message names."""
    record = turn.record(match["record"])
    named = set(turn.linked())
    if not named or match["score"] >= SAME_WORDS:
        return True
    family = set(record.about)
    for one in list(family):
        family |= {target for _, target, _ in turn.store.related(one) if target}
        family |= {other for _, other in turn.store.inverse(one, "route_of")}
    return bool(named & family) or not record.about


def is_about(turn: Turn, match: Dict[str, Any], records: Sequence[str]) -> bool:
    """Whether an article names one of `records`, or something they lead to, among what it is about."""
    about = set(turn.record(match["record"]).about)
    near = set(records) | {target for one in records for _, target, _ in turn.store.related(one) if target}
    return bool(about & near)
