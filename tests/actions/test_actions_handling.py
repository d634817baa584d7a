"""The actions as Rasa runs them: every intent answers in both languages, with sources, and a failure apologises."""

from __future__ import annotations

import inspect
import logging

import pytest
import yaml
from answer_builders import record_entity, tracker_message
from talking import Conversation
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import handling, payload
from actions.focus import SLOT, Focus
from actions.handling import Answering
from actions.texts import FOLDER
from nlu.language import identify

BOT = FOLDER.parent
ACTIONS = {cls().name(): cls for _, cls in inspect.getmembers(handling, inspect.isclass) if issubclass(cls, Answering) and cls is not Answering}


def read(folder):
    for path in sorted((BOT / folder).glob("*.yml")):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


INTENTS = [next(iter(intent)) for part in read("domain") for intent in part.get("intents", [])]
RULES = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for part in read("dialogue") for rule in part["rules"]}


def run(intent, *names, language="en", focus=None, **parts):
    """(answer, everything sent, slot values) of the action that the rule for `intent` picks."""
    metadata = {"language": {"value": language, "source": "choice"}}
    message = tracker_message(intent, entities=[record_entity(name) for name in names], metadata=metadata, **parts)
    dispatcher = CollectingDispatcher()
    tracker = Tracker("someone", {SLOT: focus.as_slot() if focus else None}, message, [], False, None, {}, None)
    events = ACTIONS[RULES[intent]]().run(dispatcher, tracker, {})
    (sent,) = dispatcher.messages
    return sent["answer"], sent, events


def test_every_intent_has_one_rule_and_every_action_exists():
    assert sorted(RULES) == sorted(INTENTS) and len(set(INTENTS)) == len(INTENTS)
    declared = {name for part in read("domain") for name in part.get("actions", [])} | {"action_small_talk"}
    assert set(RULES.values()) == declared == set(ACTIONS)


def check(answer, language):
    assert answer["text"].strip() and answer["language"] == language
    assert identify(answer["text"]).language == language, answer["text"]
    for suggestion in answer.get("suggestions", []):
        assert suggestion["title"].strip() and payload.parse(suggestion["payload"]) is not None
    if answer["kind"] in ("facts", "steps", "definition", "comparison", "list", "article"):
        assert answer["sources"] and all(source["as_of"] and source["url"] for source in answer["sources"])
    for line in answer.get("facts", []):
        assert line["as_of"] and answer["sources"][line["source"]]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize("names, focus", [
    ((), None), (("french-tech-visa",), None), (("lumen", "halle-freyssinet"), None), ((), Focus(records=["talent-permit"], shown=["lumen", "ombre"], intent="ask_cost")),
], ids=["nothing", "one record", "two records", "a focus"])
def test_every_intent_answers_in_both_languages(served, intent, language, names, focus):
    answer, _, _ = run(intent, *names, language=language, focus=focus)
    assert answer["kind"] != "error"
    # Asked for another language without naming one, it speaks the other.
    check(answer, {"en": "fr", "fr": "en"}[language] if intent == "change_language" else language)


def test_an_answer_says_what_the_conversation_is_about(served):
    assert run("ask_cost", "talent-permit")[0]["about"] == "talent-permit"
    assert run("ask_cost", focus=Focus(records=["talent-permit"]))[0]["about"] == "talent-permit"
    assert "about" not in run("greet")[0]


def test_how_long_messages_are_kept_is_said_in_days(served, monkeypatch):
    for days, english, french in (("", "after 90 days", "au bout de 90 jours"), ("1", "after a day", "au bout d’un jour"), ("7", "after 7 days", "au bout de 7 jours")):
        monkeypatch.setenv("RETENTION_DAYS", days)
        assert english in run("ask_privacy")[0]["text"] and french in run("ask_privacy", language="fr")[0]["text"]


def test_the_answer_travels_beside_plain_text_and_buttons_for_simple_channels(served):
    answer, sent, _ = run("ask_cost", "talent-permit")
    assert sent["text"].startswith(answer["text"]) and "https://example.org/talent" in sent["text"]
    assert [button["title"] for button in sent["buttons"]] == [one["title"] for one in answer["suggestions"]]
    assert {"title": "And my family?", "payload": '/ask_family{"record": ["talent-permit"]}'} in sent["buttons"]


def test_buttons_that_type_a_text_send_it_as_typed(served):
    answer, sent, _ = run("greet")
    assert [button["payload"] for button in sent["buttons"]] == [one["payload"][2:] for one in answer["suggestions"]]


def test_a_button_that_rates_keeps_its_rating_in_simple_channels(served):
    _, sent, _ = run("report_error")
    assert sent["buttons"][0]["payload"] == '/give_feedback{"rating": "wrong"}'


def test_the_focus_is_the_one_event_kept(served):
    _, _, events = run("ask_cost", "talent-permit")
    (event,) = events
    assert event["name"] == SLOT and event["value"]["records"] == ["talent-permit"] and event["value"]["turn"] == 1


@pytest.mark.parametrize("language, said", [("en", "send it again in a moment"), ("fr", "renvoyez-la dans un instant")])
def test_a_failure_is_an_apology_and_a_trace_for_the_operator_only(served, monkeypatch, caplog, language, said):
    def fail(self, turn):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(handling.AnswerQuestion, "answer", fail)
    with caplog.at_level(logging.ERROR):
        answer, sent, events = run("ask_cost", "lumen", language=language, text="my private words")
    assert answer["kind"] == "error" and said in answer["text"] and events
    assert "secret detail" not in sent["text"] and "Traceback" not in sent["text"]
    assert "ask_cost" in caplog.text and "my private words" not in caplog.text


@pytest.mark.parametrize("rating", ["up", "down", "wrong"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_feedback_is_thanked_for(served, rating, language):
    message = tracker_message(
        "give_feedback", text=f'/give_feedback{{"rating": "{rating}"}}', entities=[{"entity": "rating", "value": rating}],
        metadata={"language": {"value": language, "source": "choice"}},
    )
    dispatcher = CollectingDispatcher()
    ACTIONS["action_small_talk"]().run(dispatcher, Tracker("x", {SLOT: None}, message, [], False, None, {}, None), {})
    answer = dispatcher.messages[0]["answer"]
    check(answer, language)
    assert ("?" in answer["text"]) == (rating == "down")


@pytest.mark.parametrize("text, spoken, wanted", [
    ("in English please", "fr", "en"), ("en français", "en", "fr"), ("parle anglais", "fr", "en"), ("other language", "en", "fr"), ("autre langue", "fr", "en"),
])
def test_the_language_is_changed_to_the_one_named_or_the_other(served, text, spoken, wanted):
    message = tracker_message("change_language", text=text)
    dispatcher = CollectingDispatcher()
    tracker = Tracker("x", {SLOT: Focus(language=spoken).as_slot()}, message, [], False, None, {}, None)
    (kept,) = ACTIONS["action_small_talk"]().run(dispatcher, tracker, {})
    check(dispatcher.messages[0]["answer"], wanted)
    assert kept["value"]["language"] == wanted


def test_what_is_answered_about_the_bot_counts_its_records(served):
    answer, _, _ = run("ask_bot")
    assert f"{served.count()} records" in answer["text"]


def test_what_an_answer_tells_is_counted_by_record_and_property_alone(served, monkeypatch):
    noted = []
    monkeypatch.setattr(handling.asked, "count", lambda told, on: noted.append((told, on)))
    run("ask_cost", "french-tech-visa", text="a secret of mine: what does it cost")
    run("greet")
    (told, on), (nothing, _) = noted
    assert on.isoformat() == "2026-11-22" and nothing == []
    assert told and all(served.record(record) and " " not in key for record, key in told)


def test_a_kind_and_nothing_else_is_listed_whatever_article_lies_near(served):
    talk = Conversation()
    near = [{"record": "bank-account", "score": 0.9, "belief": 1.2, "text": "list of accelerators"}]
    facets = {"accelerators": "kind=accelerator"}
    assert talk.says("Which accelerators are there?", "find", facets=facets, confidence=0.6, matches=near)["kind"] == "list"
    assert talk.says("Where do accelerators keep their money?", "find", facets=facets, confidence=0.6, matches=near)["kind"] == "article"
