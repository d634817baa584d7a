"""Questions about named things: what, who, where, when, how much, how to apply, for whom, which papers, how long."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Dict, List, Optional

from actions import payload
from actions.answer import Answer, SourceLine, Suggestion
from actions.articles import article, shown
from actions.composing import facts_answer, notice, suggestions
from actions.deciding import (
    NEAR_QUESTION, OF_THE_THING, OFFERED_QUESTION, SAME_QUESTION, SAME_WORDS, SURE_ARTICLE, article_about, article_fits, best_article,
    follows, is_about, sure,
)
from actions.gathering import Gathered, Line, answers, fact_line, gather, status_line
from actions.readings import asked_too, both, is_question, possible_others, with_near_questions
from actions.recalling import of_that_kind
from actions.reference import Reference, guessed, resolve, route_for_audience
from actions.shorthand import PRONOUNS, asks_barely, says
from actions.turn import Turn
from knowledge.schema import vocabulary
from knowledge.schema.records import Record
from knowledge.store import Filter
from knowledge.wording import values as wording

# Questions that a figure answers, be it an old one; a year alone is none.
ASKS_FIGURES = ("ask_size", "ask_cost", "ask_funding")
# When nothing tells what a question is about, one of each is offered.
EXAMPLE_KINDS, EXAMPLES_TRIED = ("visa", "event", "programme", "place"), 10
# "Il y a" points at nothing.
_NO_PRONOUN = re.compile(r"\bil y a\b|\by a\b|\by'?a\b")
_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")


def answer_question(turn: Turn, intent: Optional[str] = None) -> Optional[Answer]:
    """The answer to a question about one or several records, or None when no record is meant and no article fits."""
    intent = intent or turn.intent
    near = None if turn.pressed else best_article(turn, NEAR_QUESTION)
    leaning = leans(turn)
    least = SAME_WORDS if turn.named or leaning or asks_barely(turn) else SAME_QUESTION
    if near and near["score"] >= least and article_fits(turn, near) and intent != "ask_definition":
        return _article(turn, near)
    reference = resolve(turn, use_focus=(leaning and not _other_article(turn, near)) or not near or bool(turn.named))
    if reference.out_of_list is not None:
        return out_of_list(turn)
    if reference.candidates:
        return choice(turn, reference.candidates, intent)
    bare = not reference.records and not turn.pressed and asks_barely(turn)
    if not reference.records and near and not bare:
        return _article(turn, near)
    if not reference.records:
        reference = guessed(turn) or reference
        if reference.candidates:
            return choice(turn, reference.candidates, intent)
    if not reference.records and intent in vocabulary.defaults() and not turn.unknown_names and sure(turn):
        reference = Reference([route_for_audience(turn, vocabulary.defaults()[intent]) or vocabulary.defaults()[intent]])
    if not reference.records:
        # "What should I bring to the préfecture?": of what, is all that is missing.
        plain = is_question(intent) and sure(turn) and not (turn.named or turn.unknown_names or turn.facets.get("elsewhere"))
        return about_what(turn, intent) if bare or plain else None
    intent = _of_its_kind(turn, reference.records, intent)
    answer = _best_reading(turn, reference.records, intent)
    likely = near or (None if turn.pressed else best_article(turn, OFFERED_QUESTION))
    said = likely and not asks_barely(turn) and (likely["score"] >= SAME_QUESTION or likely["belief"] >= SURE_ARTICLE)
    if answer is None and likely and (said or is_about(turn, likely, reference.records)):
        return _article(turn, likely)
    told = article_about(turn, reference.records[0], OF_THE_THING) if answer is None and follows(turn) else None
    if told:
        return _article(turn, told)
    answer = answer or unknown_property(turn, reference.records[0], intent)
    turn.focus.speak_of(reference.records, intent)
    return _read_as(turn, answer, reference)


def _of_its_kind(turn: Turn, records: List[str], intent: str) -> str:
    """The intent, or what it means of that thing: "how does it work" without steps is what it is; of what is no permit,
    whether "my wife may come" is who may."""
    if intent == "ask_how_to_apply" and says(turn.text, "working") and not any(answers(turn, turn.record(one), intent) for one in records):
        return "ask_definition"
    return "ask_eligibility" if intent == "ask_family" and all(turn.record(one).kind not in ("visa", "answer") for one in records) else intent


def _best_reading(turn: Turn, records: List[str], intent: str) -> Optional[Answer]:
    """The answer to `intent`, to the message's other likely question where the records answer only that, or to both."""
    answer = about_records(turn, records, intent)
    if answer is None:
        known = [turn.record(one) for one in records]
        other = next((one for one in possible_others(turn) if any(answers(turn, record, one) for record in known)), None)
        return about_records(turn, records, other) if other else None
    second = asked_too(turn)
    too = about_records(turn, records, second) if answer and second else None
    answer = both(answer, too) if answer and too else answer
    return with_near_questions(turn, answer, records) if answer else None


def about_records(turn: Turn, records: List[str], intent: str) -> Optional[Answer]:
    """What is known about `records` in answer to `intent`; None when nothing is."""
    found: List[Gathered] = []
    for record_id in records:
        record = turn.record(record_id)
        if record.kind == "person" and intent in ("ask_who", "ask_status"):
            intent = "ask_definition"
        if record.kind == "answer":
            return article(turn, record)
        found += _special(turn, record, intent) or gather(turn, record, intent)
    return facts_answer(turn, intent, found) if found else None


def _special(turn: Turn, record: Record, intent: str) -> List[Gathered]:
    """Questions that are not answered by properties: status, sources, addresses on the web, the definition."""
    if intent == "ask_definition":
        return gather(turn, record, intent) or [Gathered(record)]
    if intent == "ask_status":
        status = status_line(turn, record)
        rest = gather(turn, record, intent)
        lines = ([status] if status else []) + [line for part in rest if not part.origin for line in part.lines]
        return [Gathered(record, lines)] if lines else []
    if intent == "ask_source":
        return [Gathered(record, [_source_line(turn, source) for source in record.sources.values()])]
    if intent == "ask_contact" and record.links:
        source = next(iter(record.sources.values()))
        lines = [
            Line(link.type, turn.say("links", link.type), link.url, SourceLine(source.title, source.url, source.as_of.isoformat()), source.as_of)
            for link in record.links
        ]
        return [Gathered(record, lines + [line for part in gather(turn, record, intent) for line in part.lines])]
    return []


def _source_line(turn: Turn, source) -> Line:
    line = SourceLine(source.title, source.url, source.as_of.isoformat())
    return Line("source", turn.say("links", "source"), f"[{source.title}]({source.url})", line, source.as_of)


def unknown_property(turn: Turn, record_id: str, intent: str) -> Answer:
    """We know the thing but not this about it: said plainly, with its official page and what is known."""
    record = turn.record(record_id)
    url = record.link("website", "apply", "contact")
    text = turn.say("questions", "not_known", name=turn.name(record_id), what=turn.say("questions", f"{intent}_what"))
    source = next(iter(record.sources.values()))
    # An article that once wrote about it is a source, and no door to knock at.
    door = "\n\n" + turn.say("questions", "look_there", url=url) if url else ""
    past = _past_figures(turn, record) if intent in ASKS_FIGURES else []
    told = "".join(f"\n- {line.text} *({turn.say('wording', 'as_of', date=wording.date(line.as_of, turn.language))})*" for line in past)
    text += f"\n\n{turn.say('questions', 'past_figures')}{told}" if told else ""
    return Answer(
        text=text + door, language=turn.language, kind="refusal",
        sources=list(dict.fromkeys(line.source for line in past)) or [SourceLine(source.title, source.url, source.as_of.isoformat())],
        suggestions=suggestions(turn, record, intent), notice=notice(turn, [record]), confidence=0.6,
    )


def _past_figures(turn: Turn, record: Record) -> List[Line]:
    """What figures the record's history tells: better than nothing, and said to be old."""
    return [fact_line(turn, record, fact) for fact in record.facts_of("history") if _FIGURE.search(fact.value.in_language(turn.language))][:3]


def choice(turn: Turn, candidates: List[str], intent: str) -> Answer:
    """Several records bear that name or fit what was said: asks which one is meant, and keeps the question open."""
    turn.focus.pending = intent
    turn.focus.shown = list(candidates)
    rows = [f"{n}. **{turn.name(c)}** – {turn.record(c).summary.in_language(turn.language)}" for n, c in enumerate(candidates, 1)]
    return Answer(
        text=turn.say("questions", "which_one" if turn.named else "which_of_them") + "\n\n" + "\n".join(rows), language=turn.language, kind="choice",
        suggestions=[Suggestion(turn.name(c), payload.select(c)) for c in candidates], confidence=0.5,
    )


def about_what(turn: Turn, intent: str) -> Answer:
    """The question says nothing of what it is about and nothing was spoken of: asks what is meant, and keeps it open."""
    turn.focus.pending, turn.focus.shown = intent, []
    examples = (_example(turn, kind, intent) for kind in EXAMPLE_KINDS)
    options = [Suggestion(turn.name(one), payload.ask(intent, one)) for one in examples if one]
    return Answer(text=turn.say("questions", "about_what"), language=turn.language, kind="choice", suggestions=options, confidence=0.5)


def _example(turn: Turn, kind: str, intent: str) -> Optional[str]:
    """The best known living record of the kind that answers the question."""
    known = turn.store.find(Filter(kinds=(kind,)), living_first=True)[:EXAMPLES_TRIED]
    return next((hit.id for hit in known if answers(turn, turn.record(hit.id), intent)), None)


def out_of_list(turn: Turn) -> Answer:
    """The person picked a number that the list shown does not have."""
    text = turn.say("dialogue", "out_of_list", n=len(turn.focus.shown))
    options = [Suggestion(turn.name(c), payload.select(c)) for c in turn.focus.shown[:5]]
    return Answer(text=text, language=turn.language, kind="choice", suggestions=options, confidence=0.5)


def _article(turn: Turn, match: Dict[str, Any]) -> Answer:
    # "And for the other permit?" asks the same again.
    return shown(turn, match, turn.intent if is_question(turn.intent) else None)


def leans(turn: Turn) -> bool:
    """Whether the message speaks of what was spoken of before, so that its own words say little."""
    return bool(turn.focus.records) and (_elliptical(turn) or asks_barely(turn) or of_that_kind(turn) is not None)


def _elliptical(turn: Turn) -> bool:
    """Whether the message leans on what was said before: few words, or a pronoun."""
    words = _NO_PRONOUN.sub(" ", turn.text.lower().replace("’", "'").replace("?", " ").replace("-", " ")).replace("d'y ", " y ").split()
    return len(words) <= 3 or bool(PRONOUNS & set(words))


def _other_article(turn: Turn, near: Optional[Dict[str, Any]]) -> bool:
    """Whether an article was told last, which answers nothing more, and another one lies near."""
    last = turn.record(turn.focus.records[0]) if turn.focus.records else None
    return bool(last and last.kind == "answer" and near and near["record"] != last.id)


def _read_as(turn: Turn, answer: Answer, reference: Reference) -> Answer:
    if not reference.read_as:
        return answer
    typed, name = reference.read_as
    return replace(answer, text=turn.say("questions", "read_as", typed=typed, name=name) + "\n\n" + answer.text)
