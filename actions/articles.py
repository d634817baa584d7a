"""Long-tail answers: an `answer` record shown whole, with its sources and what it is about."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, List, Optional

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion
from actions.composing import notice
from actions.deciding import OFFERED_QUESTION, SAME_QUESTION, SURELY_MEANT, best_article
from actions.readings import offering_first
from actions.shorthand import short
from actions.turn import Turn
from knowledge import freshness
from knowledge.schema.records import Record
from knowledge.text import content_words, stem
from knowledge.wording import values as wording

# An answer to what may not be the question.
UNSURE = 0.5
# The share of a summary's telling words that a text holds which says it again.
SAID_AGAIN = 0.6


def article(turn: Turn, record: Record, confidence: float = 1.0) -> Answer:
    """The answer of an `answer` record; past twice its shelf life only its first sentence and the way to the page."""
    turn.told.append((record.id, "answer"))
    fresh = freshness.of_answer(record, turn.today)
    sources = [SourceLine(s.title, s.url, s.as_of.isoformat()) for s in record.sources.values()]
    newest = max(source.as_of for source in record.sources.values())
    summary, text = record.summary.in_language(turn.language), record.answer.in_language(turn.language)
    if _goes_on(summary, text):
        text = f"{summary}\n\n{text}"
    if fresh == "withheld":
        text = summary + "\n\n" + turn.say(
            "articles", "too_old", date=wording.date(newest, turn.language)
        )
    elif fresh == "ageing":
        text += "\n\n*" + turn.say("articles", "ageing", date=wording.date(newest, turn.language)) + "*"
    title = record.name.in_language(turn.language)
    suggestions = [
        Suggestion(turn.name(about), payload.ask("ask_definition", about)) for about in record.about[:3] if turn.record(about)
    ]
    return Answer(
        text=f"**{title}**\n\n{text}", language=turn.language, kind="article", sources=sources,
        suggestions=suggestions, notice=notice(turn, [record]), confidence=confidence,
    )


def _goes_on(summary: str, text: str) -> bool:
    """Whether the text goes on from the summary, where the answer itself stands, instead of saying it again."""
    telling = {stem(word) for word in content_words(summary)}
    return len(telling & {stem(word) for word in content_words(text)}) < SAID_AGAIN * len(telling)


def shown(turn: Turn, match: Dict[str, Any], intent: Optional[str] = None) -> Answer:
    """The article of a match, with what it was shown for noted as spoken of, and the question asked, if any."""
    answer, subjects = _matched(turn, match), _shown_for(turn, match["record"])
    turn.focus.speak_of(subjects, intent)
    if len([one for one in subjects if one in _named(turn)]) > 1:
        # "JEI and JEIC, what is the difference": the second one is the JEIC.
        turn.focus.shown = subjects
    return answer


def _shown_for(turn: Turn, article_id: str) -> List[str]:
    """What the message named, else what was spoken of where the article goes on with it, else what the article is about."""
    about = [one for one in turn.record(article_id).about if turn.record(one)]
    named = _named(turn)
    if named:
        return [one for one in about if one in named] or named
    before = turn.record(turn.focus.records[0]) if turn.focus.records else None
    if before and (before.id in about or (about and before.kind == turn.record(about[0]).kind and short(turn) and _of_nobody_else(turn))):
        # "And how long do they take to decide?" of a permit: what is told of all permits changes no subject.
        return list(dict.fromkeys([before.id, *about]))
    return about or [article_id]


def _of_nobody_else(turn: Turn) -> bool:
    """"And my husband, can he work?" of a permit goes on with it, « et pour un salarié ? » does not."""
    return not turn.facets or turn.facets == {"audience": ["family"]}


def _named(turn: Turn) -> List[str]:
    return list(dict.fromkeys(one for one in turn.linked() if turn.record(one)))


def _matched(turn: Turn, match: Dict[str, Any]) -> Answer:
    """The article of a match; when another may be meant, that is said first and the next nearest are offered."""
    answer = article(turn, turn.record(match["record"]), match["score"])
    if match["score"] >= SAME_QUESTION or best_article(turn, SURELY_MEANT):
        return answer
    others = [one["record"] for one in turn.matches if one["record"] != match["record"] and one["belief"] >= OFFERED_QUESTION]
    told = replace(answer, text=turn.say("articles", "nearest") + "\n\n" + answer.text, confidence=min(answer.confidence, UNSURE))
    return offering_first(turn, told, [one for one in others if turn.record(one)])
