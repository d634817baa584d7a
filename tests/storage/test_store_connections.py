"""The SQLite store keeps its connection, forgets on the disk too, and waits for other writers."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.storage.tracker_store import ConversationStore


@pytest.fixture()
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    store = ConversationStore(Domain.empty())
    yield store
    store.engine.dispose()


def pragma(store, name):
    with store.engine.connect() as connection:
        return connection.execute(sa.text(f"PRAGMA {name}")).scalar()


def test_connections_are_kept_open(store):
    with store.engine.connect() as first:
        kept = first.connection.dbapi_connection
    with store.engine.connect() as second:
        assert second.connection.dbapi_connection is kept


def test_every_connection_erases_for_good_and_waits(store):
    connections = [store.engine.connect() for _ in range(3)]
    assert [c.execute(sa.text("PRAGMA secure_delete")).scalar() for c in connections] == [1, 1, 1]
    assert all(c.execute(sa.text("PRAGMA busy_timeout")).scalar() >= 5000 for c in connections)
    assert pragma(store, "journal_mode") == "wal"
    for connection in connections:
        connection.close()


def test_erased_words_are_nowhere_on_the_disk(store, tmp_path):
    tracker = DialogueStateTracker.from_events("someone", [UserUttered("xylophone-secret")])
    asyncio.run(store.save(tracker))
    assert any(b"xylophone-secret" in file.read_bytes() for file in tmp_path.glob("conversations.db*"))
    assert store.erase("someone") > 0
    assert not any(b"xylophone-secret" in file.read_bytes() for file in tmp_path.glob("conversations.db*"))
