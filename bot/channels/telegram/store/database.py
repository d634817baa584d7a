"""Tables of the channel and one way to run work on them outside the event loop: SQLite or PostgreSQL."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Callable, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

METADATA = sa.MetaData()
Result = TypeVar("Result")

INBOX = sa.Table(
    "telegram_inbox", METADATA,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("lane", sa.String(64), nullable=False),
    sa.Column("sender", sa.String(64), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("flooding", sa.Boolean, nullable=False),
    sa.Column("received_at", sa.Float, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("not_before", sa.Float, nullable=False, default=0.0),
    sa.Column("owner", sa.String(64)),
    sa.Column("lease_until", sa.Float, nullable=False, default=0.0),
    sa.Column("answered", sa.Boolean, nullable=False, default=False),
    sa.Index("telegram_inbox_by_lane", "lane", "update_id"),
    sa.Index("telegram_inbox_by_lease", "lease_until", "lane"),
)
OUTBOX = sa.Table(
    "telegram_outbox", METADATA,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("call", sa.Text, nullable=False),
)
SEEN = sa.Table(
    "telegram_seen", METADATA,
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("sender", sa.String(64), nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("telegram_seen_by_sender", "sender", "at"),
    sa.Index("telegram_seen_by_time", "at"),
)
PEOPLE = sa.Table(
    "telegram_people", METADATA,
    sa.Column("sender", sa.String(64), primary_key=True),
    sa.Column("language", sa.String(2)),
    sa.Column("last_message", sa.BigInteger),
    sa.Column("warned_at", sa.Float, nullable=False, default=0.0),
    sa.Column("updated_at", sa.Float, nullable=False),
)
MOVES = sa.Table(
    "telegram_moves", METADATA,
    sa.Column("old", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("new", sa.BigInteger, nullable=False, index=True),
)
LEASES = sa.Table(
    "telegram_leases", METADATA,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)


class Database:
    """An engine with its worker threads. Functions given to `run` take a Connection and form one transaction."""

    def __init__(self, url: str) -> None:
        """`url`: an SQLAlchemy address. Creates the tables; raises sqlalchemy.exc.SQLAlchemyError."""
        self._engine = _engine(url)
        self._lasting = _engine(url, lasting=True) if self._engine.dialect.name == "sqlite" else self._engine
        # SQLite has one writer at a time: one thread spares it the contention.
        threads = 1 if self._engine.dialect.name == "sqlite" else 4
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="telegram-database")
        with self._engine.begin() as connection:
            _create(connection)

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """The result of `work(connection, *arguments)`, committed; rolled back when it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.run_now, work, *arguments)

    async def run_lasting(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """As `run`; what was committed outlives a power cut too, which takes longer."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._in_transaction, self._lasting, work, *arguments
        )

    def run_now(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """As `run`, in the calling thread."""
        return self._in_transaction(self._engine, work, *arguments)

    @staticmethod
    def _in_transaction(engine: Engine, work: Callable[..., Result], *arguments: Any) -> Result:
        with engine.begin() as connection:
            return work(connection, *arguments)

    async def tidy(self) -> None:
        """On SQLite: what was erased goes out of the write-ahead log too. Others look after themselves."""
        if self._engine.dialect.name == "sqlite":
            await asyncio.get_running_loop().run_in_executor(self._threads, self._truncate_log)

    def _truncate_log(self) -> None:
        # Outside a transaction: a checkpoint cannot be made within one.
        connection = self._engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def close(self) -> None:
        """Ends what is running and closes the connections."""
        self._threads.shutdown(wait=True)
        self._engine.dispose()
        self._lasting.dispose()


def insert_new(connection: Connection, table: sa.Table, **values: Any) -> bool:
    """Inserts a row unless its key is there already; True when it was inserted."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement).rowcount == 1


def _create(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Workers that start together would otherwise all find the tables missing.
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(7313180)"))
    METADATA.create_all(connection)


def _engine(url: str, lasting: bool = False) -> Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_size=4, pool_pre_ping=True)
    path = sa.engine.make_url(url).database
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url, future=True, poolclass=QueuePool, pool_size=1, max_overflow=1,
        connect_args={"timeout": 15, "check_same_thread": False},
    )

    @sa.event.listens_for(engine, "connect")
    def configure(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        # What people wrote is overwritten, not only given free, when it is erased.
        connection.execute("PRAGMA secure_delete=ON")
        # A killed process loses nothing either way. After a power cut, NORMAL may have forgotten the last commits.
        connection.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Readers that become writers half-way would fail against another process.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
