"""Articles that lie near to a message beside what its intent asks for: told instead where they surely fit, else offered."""

from __future__ import annotations

from dataclasses import replace
from typing import Optional

from actions.answer import Answer
from actions.deciding import PRACTICAL_QUESTION, SURE_ARTICLE, SURE_CONFIDENCE, article_fits, best_article
from actions.fallback import search
from actions.readings import offering_first
from actions.turn import Turn

# Heard with less, an intent is as likely another one.
HALF = 0.5
# Beside a refusal an article need only be on the subject.
ON_SUBJECT = 0.55


def article_instead(turn: Turn) -> Optional[Answer]:
    """The article that is all but certain, where the intent is not."""
    least = SURE_ARTICLE if turn.confidence >= HALF else PRACTICAL_QUESTION
    near = None if turn.pressed or turn.confidence >= SURE_CONFIDENCE else best_article(turn, least)
    return search(turn) if near and article_fits(turn, near) else None


def with_articles(turn: Turn, answer: Answer) -> Answer:
    """The answer, with the articles nearest to the message offered first: a refusal to judge a case can still tell the rule."""
    if turn.pressed:
        return answer
    return offering_first(turn, answer, [m["record"] for m in turn.matches if m["belief"] >= ON_SUBJECT and turn.record(m["record"]).kind == "answer"])


def with_rule(refusal: Answer, rule: Answer) -> Answer:
    """The refusal to judge a case, then the general rule that `rule` tells, with its sources and what it offers."""
    sources = list(dict.fromkeys([*rule.sources, *refusal.sources]))
    return replace(rule, text=f"{refusal.text}\n\n{rule.text}", kind="refusal", sources=sources, confidence=refusal.confidence)
