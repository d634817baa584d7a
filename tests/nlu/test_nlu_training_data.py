"""The rules of the training examples: enough of them, in both languages, none twice, none from the test sets."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from knowledge.text import fold

NLU = Path(__file__).resolve().parents[2] / "nlu"
LANGUAGES = ("en", "fr")
LEAST = 18
# What anyone says in these very words ("yes", "how much", "show me more") belongs to no file.
COMMON_WORDS = 3


def examples(language):
    """(file, intent, example) of every training example."""
    for path in sorted((NLU / "training" / language).glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip():
                    assert line.strip().startswith("- "), f"{path.name}: {line}"
                    yield path.name, block["intent"], line.strip()[2:].strip()


def texts_of(path):
    """The texts of a test set."""
    if path.suffix == ".jsonl":
        return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [turn["user"] for dialogue in yaml.safe_load(path.read_text(encoding="utf-8")) for turn in dialogue["turns"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_enough_examples(language):
    few = {intent: n for intent, n in Counter(intent for _, intent, _ in examples(language)).items() if n < LEAST}
    assert few == {}


def test_both_languages_have_the_same_files_and_intents():
    here = {language: {(name, intent) for name, intent, _ in examples(language)} for language in LANGUAGES}
    assert here["en"] and here["en"] == here["fr"]


def test_no_example_stands_twice_in_any_spelling():
    intents = defaultdict(list)
    for language in LANGUAGES:
        for _, intent, example in examples(language):
            intents[fold(example) or example].append(intent)
    assert {text: found for text, found in intents.items() if len(set(found)) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_carry_no_annotation(language):
    assert [example for _, _, example in examples(language) if set(example) & set("[]{}") or len(example) > 300] == []


@pytest.mark.parametrize("path", sorted((NLU / "evaluation" / "sets").glob("*/*.*")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_text_of_the_test_sets_is_trained_on(path):
    trained = {fold(example): f"{name}, {intent}" for language in LANGUAGES for name, intent, example in examples(language)}
    shared = sorted(trained[fold(text)] for text in texts_of(path) if len(fold(text).split()) > COMMON_WORDS and fold(text) in trained)
    # Named by where they stand in training: a test set that was read is no test set any more.
    assert not shared, f"{len(shared)} examples of {path.name} are trained on: {shared}"
