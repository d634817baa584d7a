"""Every test of the knowledge has its own cache, so that none reads or writes the project's."""

from __future__ import annotations

import knowledge_server
import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    """An empty CACHE_DIR for this test alone, and a DATA_DIR to be made in it."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("CACHE_DIR", str(folder))
    monkeypatch.setenv("DATA_DIR", str(folder / "data"))
    return folder


@pytest.fixture
def records(tmp_path):
    """An empty folder for records."""
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


@pytest.fixture
def server():
    """A web server on this machine: see `knowledge_server.Server`."""
    with knowledge_server.running() as running:
        yield running
