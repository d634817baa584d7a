"""The conversations' store: Rasa's SQL tracker store on SQLite or PostgreSQL, which can also erase."""

from __future__ import annotations

from typing import Any, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from bot.settings import load

BUSY_SECONDS = 10


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
            self._keep_connections(url)
        else:
            super().__init__(
                domain, dialect="postgresql", host=url.host, port=url.port, db=url.database,
                username=url.username, password=url.password, event_broker=event_broker, query=dict(url.query),
            )
        with self.engine.begin() as connection:
            connection.execute(sa.text("CREATE INDEX IF NOT EXISTS ix_events_timestamp ON events (timestamp)"))

    def _keep_connections(self, url: URL) -> None:
        # Rasa opens the file anew for each reading and writing, and the last to close it pays for a checkpoint.
        self.engine.dispose()
        self.engine = sa.create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS})
        sa.event.listen(self.engine, "connect", _prepare)
        self.sessionmaker = sessionmaker(bind=self.engine)

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
            if self.engine.dialect.name == "sqlite":
                # What was erased must not live on in the journal.
                session.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return count


def _prepare(connection: Any, _record: Any) -> None:
    # Writers wait for one another instead of failing, readers do not wait at all, and what is erased is overwritten.
    for pragma in ("journal_mode=WAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
