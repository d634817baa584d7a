"""Odd ways of naming the records there are, and sentences that name none: the tables beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

import pytest

from knowledge.store import open_store
from nlu.components.spelling_mender import mend
from nlu.evaluation.linking import overlap
from nlu.linking import Linker

# Of the namings of a language; what is left is told by ear alone ("cuitai") or with everyday words only.
LEAST = 0.9


def lines(name: str, language: str) -> List[str]:
    text = Path(__file__).with_name(f"{name}_{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def naming(line: str) -> Tuple[str, List[str], List[str]]:
    text, _, meant = line.rpartition("=")
    records, _, unknown = meant.partition("?")
    return text.strip(), records.split(), [name.strip() for name in unknown.split(";") if name.strip()]


@pytest.fixture(scope="module")
def understood():
    linker = Linker(open_store())
    return lambda text: linker.link(mend(text), text)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_odd_names_are_understood(understood, language):
    missed = []
    namings = [naming(line) for line in lines("named", language)]
    for text, records, unknown in namings:
        links = understood(text)
        if {link.record for link in links.records} != set(records) or not all(any(overlap(name, one) for one in links.unknown) for name in unknown):
            missed.append(text)
    assert len(missed) <= (1 - LEAST) * len(namings), missed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_ordinary_sentences_name_nothing(understood, language):
    links = {text: understood(text) for text in lines("ordinary", language)}
    assert {text: (found.records, found.unknown) for text, found in links.items() if found.records or found.unknown} == {}
