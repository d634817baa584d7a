"""The Rasa actions: each turns the tracker into a turn, asks one topic for an answer, and sends it.

An action knows no channel: the `Answer` travels as JSON beside a plain text that any channel can show.
"""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any, Callable, Dict, List, Optional, Text

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import dialogue, filters, payload
from actions.answer import Answer
from actions.boundaries import boundary, nearby_where
from actions.comparing import compare, to_compare
from actions.composing import with_sources
from actions.deciding import (
    NEAR_QUESTION,
    PRACTICAL_QUESTION,
    SAME_QUESTION,
    SAME_WORDS,
    SMALL_TALK,
    SURE_ARTICLE,
    SURE_CONFIDENCE,
    SURE_SMALL_TALK,
    best_article,
    is_about,
    same_article,
    trusted,
)
from actions.declining import decline
from actions.fallback import of_what_was_spoken_of, off_topic_article, search, unknown_name
from actions.focus import SLOT
from actions.hearing import action_of, hear_in_talk
from actions.kindred import belongings, inside
from actions.kinds import wanted_kinds
from actions.leaning import leaning, list_instead, names_only_a_kind, narrowed
from actions.lists import list_answer
from actions.offering import article_instead
from actions.questions import about_records, answer_question
from actions.readings import asked_too
from actions.recalling import last_two
from actions.reference import guessed, resolve
from actions.shorthand import left_over, says
from actions.smalltalk import small_talk
from actions.turn import Turn, from_tracker
from actions.visa_finder import find_my_visa
from knowledge import asked

logger = logging.getLogger(__name__)
Handler = Callable[[Turn], Optional[Answer]]


class Answering(Action):
    """Base of the actions: `answer` says what to send; a failure becomes an apology, never silence."""

    def name(self) -> Text:
        """The action's name in the domain: action_ and the class's name in snake case."""
        letters = type(self).__name__
        return "action" + "".join(f"_{c.lower()}" if c.isupper() else c for c in letters)

    def answer(self, turn: Turn) -> Answer:
        """The answer to one turn."""
        raise NotImplementedError

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Dict[Text, Any]) -> List[Dict[Text, Any]]:
        """Sends the answer and keeps the focus."""
        turn = from_tracker(tracker)
        hear_in_talk(turn)
        try:
            answer = leaning(turn) or _acting(self, turn).answer(turn)
        except Exception:  # noqa: BLE001 - the person is told, the operator finds the trace in the log
            logger.exception("answering intent %s failed", turn.intent)
            answer = Answer(text=turn.say("boundaries", "error"), language=turn.language, kind="error", confidence=0.0)
        labels = {"heading": turn.say("wording", "sources"), "line": "{title} ({date})"}
        buttons = [{"title": s.title, "payload": _rasa_payload(s.payload)} for s in answer.suggestions]
        sent = replace(answer, about=next(iter(turn.focus.records), None)).as_dict()
        dispatcher.utter_message(text=with_sources(answer, labels), buttons=buttons, answer=sent)
        asked.count(turn.told, turn.today)
        turn.focus.heard = turn.intent
        return [SlotSet(SLOT, turn.focus.as_slot())]


def _acting(own: Answering, turn: Turn) -> Answering:
    """The action for what the message was heard as in the talk: the one chosen for it alone may be another."""
    name = action_of(turn.intent)
    return own if turn.pressed or name == own.name() else next((one for one in (kind() for kind in Answering.__subclasses__()) if one.name() == name), own)


def _rasa_payload(pressed: str) -> str:
    """A payload as Rasa's own channels want it: the intent form, which they send back as typed."""
    parsed = payload.parse(pressed)
    if parsed is None or parsed.text is not None:
        return parsed.text if parsed and parsed.text else pressed
    entities = {"record": [parsed.record] if parsed.record else None, "language": parsed.language, "rating": parsed.rating}
    carried = {name: value for name, value in entities.items() if value}
    return f"/{parsed.intent}" + (json.dumps(carried) if carried else "")


def _or_search(turn: Turn, answer: Optional[Answer]) -> Answer:
    return answer if answer is not None else search(turn)


class AnswerQuestion(Answering):
    """Questions about named things, and practical ones that an `answer` record covers."""

    def answer(self, turn: Turn) -> Answer:
        """Structured facts, else a long-tail answer, else search, else an honest no."""
        if not trusted(turn) and not turn.named:
            return search(turn)
        listed = list_instead(turn)
        if listed:
            return listed
        if turn.unknown_names and not turn.named and not guessed(turn) and not same_article(turn, SAME_QUESTION):
            return unknown_name(turn)
        return _or_search(turn, answer_question(turn))


class AnswerGeneral(Answering):
    """Practical questions without a named thing."""

    def answer(self, turn: Turn) -> Answer:
        """The long-tail answer nearest in meaning, or a list when one is described."""
        # "Coworking spaces in Paris for a freelancer": said without a verb, a list is wanted before an article about it.
        near = best_article(turn, SURE_ARTICLE if names_only_a_kind(turn) else PRACTICAL_QUESTION)
        if near and near["belief"] < SURE_ARTICLE and turn.focus.records and not is_about(turn, near, turn.focus.records[:1]):
            # "How does a small firm become a member of it?": of that, before an article on something else.
            of_that = of_what_was_spoken_of(turn)
            if of_that:
                return of_that
        if near:
            return search(turn)
        listed = list_instead(turn)
        if listed:
            return listed
        found = search(turn)
        # "What aid for an AI start-up?": with no article to tell it, the kind named is better than a question back.
        wanted = found.kind == "choice" and wanted_kinds(turn) and not turn.named
        return (list_answer(turn, filters.from_turn(turn)) if wanted else None) or found


class FindRecords(Answering):
    """Lists with filters."""

    def answer(self, turn: Turn) -> Answer:
        """A page of what was asked for."""
        # "Who lends", "where do people meet": hardly a list of persons.
        unsure = turn.confidence < SURE_CONFIDENCE or turn.facets.get("kind") == ["person"]
        # "Which accelerators are there?" says nothing but the kind: no article says more than the list.
        near = None if names_only_a_kind(turn) else best_article(turn, NEAR_QUESTION if unsure else SAME_WORDS)
        about = near and turn.named and not turn.facets.get("kind") and is_about(turn, near, [one.record for one in turn.named])
        if about or (near and not turn.named and near["belief"] >= SURE_ARTICLE and not narrowed(turn)):
            return search(turn)
        tied = belongings(turn)
        if len(tied) == 1:
            # "Which meetup does he run?" after one is spoken of.
            return _or_search(turn, answer_question(turn, "ask_definition"))
        base = replace(filters.from_turn(turn), related_to=tuple(turn.focus.records[:1])) if tied else None
        found = list_answer(turn, base or filters.from_turn(turn))
        if found is None and turn.named:
            found = answer_question(turn, "ask_definition")
        if found is None and turn.intent == "find_nearby" and trusted(turn) and not left_over(turn, "nearby", "nearest", "joining", "question"):
            return nearby_where(turn)
        return _or_search(turn, found)


class CompareRecords(Answering):
    """Two things side by side."""

    def answer(self, turn: Turn) -> Answer:
        """A table; with one thing named, it is compared with the one in focus."""
        two = last_two(turn)
        ids = two or resolve(turn, use_focus=False).records
        near = None if two else off_topic_article(turn, SAME_WORDS if len(ids) > 1 else SAME_QUESTION)
        near = near or (None if len(ids) > 1 else article_instead(turn))
        if near:
            return near
        held = None if says(turn.text, "comparing") else inside(turn, ids)
        if held:
            # "F/ai at Station F": the one, and where it is.
            turn.focus.speak_of([held], "ask_definition")
            return _or_search(turn, about_records(turn, [held], "ask_definition"))
        return _or_search(turn, compare(turn, to_compare(turn, ids)))


class FollowUp(Answering):
    """Turns that lean on earlier ones."""

    HANDLERS: Dict[str, Handler] = {
        "refine": dialogue.refine, "select": dialogue.select, "show_more": dialogue.show_more,
        "ask_more": dialogue.tell_more, "correct": dialogue.correct, "affirm": dialogue.affirm,
    }

    def answer(self, turn: Turn) -> Answer:
        """What the handler of the intent says; without a focus to lean on, the message is taken by itself."""
        found = self.HANDLERS[turn.intent](turn) if turn.intent in self.HANDLERS else None
        if found is None and turn.named:
            found = answer_question(turn, "ask_definition")
        # "A coworking space in the 2nd": a district, where nothing was shown to be picked from.
        found = found or list_instead(turn)
        if found is None and turn.intent == "correct":
            return small_talk(turn, "complain")
        if found is None and not (turn.named or turn.facets or turn.dates or turn.matches):
            return boundary(turn, "nothing_before")
        if found is None and turn.intent in ("select", "show_more", "affirm", "ask_more", "correct", "deny"):
            return boundary(turn, "nothing_before")
        return _or_search(turn, found)


class FindMyVisa(Answering):
    """Which visa fits."""

    def answer(self, turn: Turn) -> Answer:
        """The routes for the audience named, or the question for whom."""
        # "I only have an idea, which incubator takes me": another kind of thing is looked for.
        other = list_instead(turn) if set(turn.facets.get("kind", ())) - {"visa", "person", "startup"} and "visa" not in turn.facets["kind"] else None
        # "I run a start-up in Dakar. What is the French Tech Visa for founders?" has its visa.
        of_one = len([one for one in turn.named if turn.record(one.record).kind == "visa"]) == 1
        second = asked_too(turn, alone=True) if of_one else None
        return (answer_question(turn, second) if second else None) or article_instead(turn) or other or find_my_visa(turn)


class SmallTalk(Answering):
    """Greetings, thanks, service."""

    def answer(self, turn: Turn) -> Answer:
        """The text of the intent, when it is surely that; what merely resembles small talk is searched."""
        exact = None if turn.pressed else off_topic_article(turn, SAME_QUESTION)
        near = SURE_SMALL_TALK if turn.confidence >= SURE_CONFIDENCE else SMALL_TALK
        return exact or (small_talk(turn) if trusted(turn) and turn.nearness >= near else search(turn))


class OutOfScope(Answering):
    """What is not ours."""

    def answer(self, turn: Turn) -> Answer:
        """The refusal of that kind, unless a record says just what was asked."""
        return decline(turn)


class Search(Answering):
    """No intent fits."""

    def answer(self, turn: Turn) -> Answer:
        """Search by meaning and words."""
        return search(turn)
