"""Training, domain, rules and actions name the same things."""

import re
from pathlib import Path

import yaml

from actions import payload
from actions.handling import Answering
from actions.hearing import action_of

ROOT = Path(__file__).resolve().parents[2]
# Rasa's own.
BUILT_IN = {"nlu_fallback", "session_start", "restart", "back", "out_of_scope_fallback"}


def documents(folder):
    """The YAML documents below a folder."""
    found = [yaml.safe_load(path.read_text()) for path in sorted((ROOT / folder).rglob("*.yml"))]
    assert found
    return found


def trained(language="*"):
    """The intents with examples."""
    return {block["intent"] for path in sorted(ROOT.glob(f"nlu/training/{language}/*.yml")) for block in yaml.safe_load(path.read_text())["nlu"] if "intent" in block}


def declared(kind):
    """The names of a kind in the domain: intents, actions."""
    return {name if isinstance(name, str) else next(iter(name)) for part in documents("bot/domain") for name in part.get(kind) or []}


def steps(kind):
    """What the rules name: intents or actions."""
    return {step[kind] for part in documents("bot/dialogue") for rule in part.get("rules", []) for step in rule["steps"] if kind in step}


def pressed():
    """The intents that only a button gives."""
    return {payload.parse(given).intent for given in ("s|station-f", "m", "l|fr", "f|up")}


def test_what_is_trained_can_be_acted_upon():
    assert sorted(trained() - declared("intents")) == []
    assert sorted(declared("intents") - trained() - pressed() - BUILT_IN) == []


def test_both_languages_train_the_same_intents():
    assert trained("en") and sorted(trained("en") ^ trained("fr")) == []


def test_every_intent_has_a_rule_and_every_rule_an_intent():
    assert sorted(declared("intents") ^ steps("intent")) == []


def test_an_intent_heard_in_a_talk_goes_to_the_action_of_its_rule():
    ruled = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for part in documents("bot/dialogue") for rule in part.get("rules", [])}
    assert {intent: action_of(intent) for intent in ruled} == ruled


def test_every_intent_is_declared_once():
    names = [name if isinstance(name, str) else next(iter(name)) for part in documents("bot/domain") for name in part.get("intents") or []]
    assert sorted(name for name in names if names.count(name) > 1) == []


def test_every_action_of_the_domain_exists_and_is_used():
    written = {cls().name() for cls in _subclasses(Answering)}
    assert declared("actions") == written
    used = steps("action") | set(re.findall(r": (action_\w+)", (ROOT / "config.yml").read_text()))
    assert sorted(written - used) == [] and sorted(name for name in used - written if name not in ("action_listen", "action_restart")) == []


def _subclasses(cls):
    return {one for child in cls.__subclasses__() for one in {child} | _subclasses(child)}


def test_no_example_stands_under_two_intents():
    seen, twice = {}, []
    for path in sorted((ROOT / "nlu" / "training").rglob("*.yml")):
        for block in yaml.safe_load(path.read_text())["nlu"]:
            for line in block["examples"].splitlines():
                text = " ".join(line.removeprefix("- ").split()).lower()
                if text and seen.setdefault(text, block["intent"]) != block["intent"]:
                    twice.append(f"{text!r}: {seen[text]}, {block['intent']}")
    assert seen and twice == []
