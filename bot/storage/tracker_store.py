"""The conversations' store: Rasa's SQL tracker store on SQLite or PostgreSQL, which can also erase."""

from __future__ import annotations

from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.engine.url import make_url

from bot.settings import load


class ConversationStore(SQLTrackerStore):
    """Keeps conversations at DATABASE_URL, or in an SQLite file of DATA_DIR when it is not set."""

    def __init__(
        self, domain: Optional[Domain] = None, event_broker: Optional[EventBroker] = None, host: Any = None, **kwargs: Any
    ) -> None:
        settings = load()
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        url = make_url(settings.database)
        if url.drivername.startswith("sqlite"):
            super().__init__(domain, dialect="sqlite", db=url.database, event_broker=event_broker)
            # Writers wait for one another instead of failing, and readers do not wait at all.
            with self.engine.connect() as connection:
                connection.execute(sa.text("PRAGMA journal_mode=WAL"))
        else:
            super().__init__(
                domain, dialect="postgresql", host=url.host, port=url.port, db=url.database,
                username=url.username, password=url.password, event_broker=event_broker, query=dict(url.query),
            )
        with self.engine.begin() as connection:
            connection.execute(sa.text("CREATE INDEX IF NOT EXISTS ix_events_timestamp ON events (timestamp)"))

    def erase(self, sender_id: str) -> int:
        """Deletes everything kept of a conversation; how many events that were."""
        return self._delete(self.SQLEvent.sender_id == sender_id)

    def erase_before(self, timestamp: float) -> int:
        """Deletes events older than a Unix time, for the retention limit; how many that were."""
        return self._delete(self.SQLEvent.timestamp < timestamp)

    def _delete(self, condition: Any) -> int:
        with self.session_scope() as session:
            count = session.query(self.SQLEvent).filter(condition).delete(synchronize_session=False)
            session.commit()
            return count
