"""Every test of answers has a made-up world, a fixed day, and a cache of its own."""

from __future__ import annotations

import pytest
from answer_builders import TODAY, store_of, world
from talking import Conversation

from actions import turn as turns


@pytest.fixture(autouse=True)
def surroundings(tmp_path_factory, monkeypatch):
    """An empty CACHE_DIR and DATA_DIR, and the day on which the tests play."""
    monkeypatch.setenv("CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
    monkeypatch.setenv("TODAY", TODAY.isoformat())


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """The compiled world."""
    return store_of(tmp_path_factory.mktemp("world"), world())


@pytest.fixture
def served(store, monkeypatch):
    """The world as the one the action server answers from."""
    monkeypatch.setattr(turns, "_store", [store])
    return store


@pytest.fixture
def talk(served):
    """A conversation in English."""
    return Conversation()


@pytest.fixture
def parle(served):
    """A conversation in French."""
    return Conversation("fr")


@pytest.fixture
def small(tmp_path):
    """Makes a store of a few records written in the test."""
    return lambda *records: store_of(tmp_path, records)
