"""Turns that lean on earlier ones: narrowing, picking, more, corrections, yes; and what leans on nothing."""

from __future__ import annotations

import pytest
from answer_builders import record, record_entity, tracker_message
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import turn as turns
from actions.focus import SLOT
from actions.handling import AnswerQuestion, FindMyVisa, FindRecords, FollowUp, SmallTalk

FOLLOWING = ("refine", "select", "show_more", "ask_more", "correct", "affirm")


class Talk:
    """A conversation with the actions; `say` gives the answer and keeps the focus."""

    def __init__(self):
        self.focus = None

    def say(self, intent, *names, facets=None, text="", **parts):
        actions = {"find": FindRecords, "find_my_visa": FindMyVisa, "greet": SmallTalk, "start_over": SmallTalk, **dict.fromkeys(FOLLOWING, FollowUp)}
        entities = [name if isinstance(name, dict) else record_entity(name) for name in names]
        entities += [{"entity": k, "value": v} for k, v in (facets or {}).items()]
        message = tracker_message(intent, text, entities, **parts)
        dispatcher = CollectingDispatcher()
        tracker = Tracker("someone", {SLOT: self.focus}, message, [], False, None, {}, None)
        (kept,) = actions.get(intent, AnswerQuestion)().run(dispatcher, tracker, {})
        self.focus = kept["value"]
        return dispatcher.messages[0]["answer"]


@pytest.fixture
def talk(served):
    return Talk()


def ids(answer):
    return [card["id"] for card in answer["cards"]]


def test_the_last_question_is_asked_of_what_is_named_next(talk):
    talk.say("ask_where", "lumen")
    assert "boulevard Saint-Germain" in talk.say("refine", "agora-rive")["text"]


def test_the_last_question_is_asked_of_the_route_for_whom(talk):
    talk.say("ask_how_to_apply", "french-tech-visa-founders")
    answer = talk.say("refine", facets={"audience": "employees"}, text="and for employees?")
    assert answer["kind"] == "steps" and "Sign the contract." in answer["text"]


def test_a_question_without_a_name_is_about_what_was_spoken_of(talk):
    talk.say("ask_definition", "talent-permit")
    assert "€350" in talk.say("ask_cost", text="how much is it")["text"]


def test_a_list_is_narrowed(talk):
    assert len(ids(talk.say("find", facets={"kind": "accelerator"}))) == 2
    assert ids(talk.say("refine", facets={"topic": "robotics"}, text="only robotics")) == ["forge-nord"]


def test_a_list_is_narrowed_whatever_the_intent_resembles(talk):
    talk.say("find", facets={"kind": "accelerator"})
    assert ids(talk.say("ask_where", facets={"area": "paris-05"}, text="in the 5th?")) == ["agora-rive"]


def test_a_list_is_moved_to_other_dates(talk):
    talk.say("find", facets={"kind": "event"})
    assert ids(talk.say("refine", text="and in June?", dates={"start": "2027-06-01", "end": "2027-07-01"})) == ["grand-salon"]


def test_an_item_is_picked_and_asked_about(talk):
    talk.say("find", facets={"kind": "event"})
    assert "Grand Salon" in talk.say("select", text="the second one", ordinals=[2])["text"]
    assert "Petit Sommet" in talk.say("ask_when", text="when is the first", ordinals=[1])["text"]


def test_a_choice_answers_the_question_that_was_open(talk):
    assert talk.say("ask_where", record_entity("lumen", rivals=["agora-rive"]), text="where is it")["kind"] == "choice"
    answer = talk.say("select", "agora-rive", text='/select{"record": ["agora-rive"]}')
    assert answer["kind"] == "facts" and "boulevard Saint-Germain" in answer["text"]


def test_yes_takes_the_first_of_a_choice(talk):
    talk.say("ask_where", record_entity("lumen", rivals=["agora-rive"]), text="where is it")
    assert "rue de Rivoli" in talk.say("affirm", text="yes")["text"]


def test_more_gives_the_next_page(served, talk, small, monkeypatch):
    monkeypatch.setattr(turns, "_store", [small(*(record(f"firm-{n}", "startup") for n in range(7)))])
    first = talk.say("find", facets={"kind": "startup"})
    assert ids(first) + ids(talk.say("show_more", text="/show_more")) == [f"firm-{n}" for n in range(7)]


def test_more_about_a_record_goes_on_to_what_it_has_not_told(talk):
    said = [talk.say("ask_definition", "french-tech-visa-founders")["text"]]
    for _ in range(3):
        said.append(talk.say("ask_more", text="tell me more")["text"])
    assert len(set(said)) == 4 and any("Find an incubator" in text for text in said)


def test_a_correction_asks_the_same_of_the_other(talk):
    talk.say("ask_cost", "talent-permit")
    assert "€195" in talk.say("correct", "halle-freyssinet", text="no I meant the halle")["text"]


def test_who_they_are_answers_our_question_about_the_visa(talk):
    asked = talk.say("find_my_visa", text="which visa do I need")
    assert asked["kind"] == "choice" and asked["suggestions"]
    answer = talk.say("refine", facets={"audience": "founders"}, text="I found a company")
    assert "french-tech-visa-founders" in ids(answer)


@pytest.mark.parametrize("intent, parts", [("select", {"ordinals": [2], "text": "the second"}), ("affirm", {"text": "yes"})])
def test_a_pick_while_the_visa_question_is_open_is_still_a_pick(talk, intent, parts):
    talk.say("find", facets={"kind": "event"})
    talk.say("find_my_visa", text="which visa do I need")
    assert talk.say(intent, **parts)["kind"] == "definition"


@pytest.mark.parametrize("intent", [one for one in FOLLOWING if one != "correct"])
@pytest.mark.parametrize("language, told", [("en", "I am not sure what that refers to"), ("fr", "Je ne vois pas à quoi cela se rapporte")])
def test_leaning_on_nothing_is_said(talk, intent, language, told):
    hint = {"language": {"value": language, "source": "choice"}}
    answer = talk.say(intent, text="that one", metadata=hint)
    assert answer["text"].startswith(told) and answer["kind"] == "refusal" and answer["suggestions"]


@pytest.mark.parametrize("language, told", [("en", "I am sorry"), ("fr", "Je suis désolé")])
def test_a_correction_that_names_nothing_is_a_complaint_that_can_be_marked(talk, language, told):
    answer = talk.say("correct", text="that is wrong", metadata={"language": {"value": language, "source": "choice"}})
    assert answer["text"].startswith(told) and [one["payload"] for one in answer["suggestions"]] == ["f|wrong"]


def test_starting_over_forgets_all_but_the_language(talk):
    talk.say("find", facets={"kind": "event"}, metadata={"language": {"value": "fr", "source": "choice"}})
    assert talk.say("start_over", text="on recommence")["language"] == "fr"
    assert talk.focus["records"] == [] == talk.focus["shown"] and talk.focus["filter"] == {} and talk.focus["locked"]


def test_small_talk_in_between_loses_nothing(talk):
    talk.say("ask_definition", "talent-permit")
    talk.say("greet", text="hello")
    assert "€350" in talk.say("ask_cost", text="what does it cost")["text"]
