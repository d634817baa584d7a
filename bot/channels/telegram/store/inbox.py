"""The queue of updates: stored once, handled once, in order within a lane (a chat), lanes side by side.

An update is claimed with a lease, so that what a dead worker had taken is taken again. Its answer is stored as
calls (outbox) in one step with the mark `answered`; each call is deleted once Telegram took it. Whatever moment a
process dies, the next one knows what is left. All functions take a Connection first and run in a transaction;
times are Unix seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, List, Tuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.telegram.calls import Call
from bot.channels.telegram.store.database import INBOX, OUTBOX, SEEN, insert_new

LEASE_SECONDS = 20.0
# Telegram offers an update for 24 hours; after that no duplicate can come.
REMEMBER_SECONDS = 48 * 3600.0


@dataclass(frozen=True)
class Entry:
    """An update to store. `lane`: what must stay in order; `sender`: the person in the chat; `body`: its JSON."""

    update_id: int
    lane: str
    sender: str
    body: str
    flooding: bool = False


@dataclass(frozen=True)
class Claimed(Entry):
    """An update taken by a worker. `attempts` counts this one; `answered`: only calls are left to make."""

    attempts: int = 1
    answered: bool = False
    received_at: float = 0.0


class LeaseLost(Exception):
    """Another worker took the update over; what this one made of it must not be used."""


def put(connection: Connection, entry: Entry, now: float) -> bool:
    """Stores an update; False when it was stored before, even if it is long done."""
    if not remember(connection, entry.update_id, entry.sender, now):
        return False
    connection.execute(INBOX.insert().values(
        update_id=entry.update_id, lane=entry.lane, sender=entry.sender, body=entry.body,
        flooding=entry.flooding, received_at=now,
    ))
    return True


def remember(connection: Connection, update_id: int, sender: str, now: float) -> bool:
    """Notes an update as seen without storing it; False when it was seen before."""
    return insert_new(connection, SEEN, update_id=update_id, sender=sender, at=now)


def recent(connection: Connection, sender: str, since: float) -> int:
    """How many updates of a person came since then."""
    counted = sa.select(sa.func.count()).select_from(SEEN).where(SEEN.c.sender == sender, SEEN.c.at > since)
    return connection.execute(counted).scalar_one()


def claim(connection: Connection, owner: str, limit: int, now: float) -> List[Claimed]:
    """Takes up to `limit` updates, each the first of its lane, for LEASE_SECONDS."""
    heads = sa.select(sa.func.min(INBOX.c.update_id)).group_by(INBOX.c.lane)
    free = (INBOX.c.lease_until < now) & (INBOX.c.not_before <= now)
    found = connection.execute(
        sa.select(INBOX).where(INBOX.c.update_id.in_(heads), free).order_by(INBOX.c.received_at).limit(limit)
    ).all()
    claimed = []
    for row in found:
        # Again with the condition: on PostgreSQL another worker may have been quicker.
        taken = connection.execute(
            INBOX.update().where(INBOX.c.update_id == row.update_id, free)
            .values(owner=owner, lease_until=now + LEASE_SECONDS, attempts=row.attempts + 1)
        )
        if taken.rowcount == 1:
            claimed.append(Claimed(
                row.update_id, row.lane, row.sender, row.body, row.flooding,
                row.attempts + 1, row.answered, row.received_at,
            ))
    return claimed


def renew(connection: Connection, owner: str, update_ids: Iterable[int], now: float) -> None:
    """Prolongs the leases of updates still in work."""
    connection.execute(
        INBOX.update().where(INBOX.c.owner == owner, INBOX.c.update_id.in_(list(update_ids)))
        .values(lease_until=now + LEASE_SECONDS)
    )


def answer(connection: Connection, owner: str, update_id: int, calls: Iterable[Call]) -> None:
    """Stores the calls that answer an update. Raises LeaseLost."""
    _held(connection, owner, update_id, answered=True)
    for position, call in enumerate(calls):
        connection.execute(OUTBOX.insert().values(update_id=update_id, position=position, call=call.dumps()))


def post(connection: Connection, entry: Entry, calls: Iterable[Call], now: float) -> None:
    """Stores calls that answer no update (a reminder), to be made in the lane's turn."""
    connection.execute(INBOX.insert().values(
        update_id=entry.update_id, lane=entry.lane, sender=entry.sender, body="", flooding=False,
        received_at=now, answered=True,
    ))
    for position, call in enumerate(calls):
        connection.execute(OUTBOX.insert().values(update_id=entry.update_id, position=position, call=call.dumps()))


def unsent(connection: Connection, update_id: int) -> List[Tuple[int, Call]]:
    """Calls still to make for an update, in order, with their positions."""
    rows = connection.execute(
        sa.select(OUTBOX.c.position, OUTBOX.c.call).where(OUTBOX.c.update_id == update_id).order_by(OUTBOX.c.position)
    ).all()
    return [(row.position, Call.loads(row.call)) for row in rows]


def sent(connection: Connection, update_id: int, position: int) -> None:
    """Telegram took this call."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.update_id == update_id, OUTBOX.c.position == position))


def replace(connection: Connection, update_id: int, position: int, call: Call) -> None:
    """Another call in the place of one that Telegram refused."""
    connection.execute(
        OUTBOX.update().where(OUTBOX.c.update_id == update_id, OUTBOX.c.position == position)
        .values(call=call.dumps())
    )


def done(connection: Connection, update_id: int) -> None:
    """The update is settled; its text is erased with it."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.update_id == update_id))
    connection.execute(INBOX.delete().where(INBOX.c.update_id == update_id))


def postpone(connection: Connection, owner: str, update_id: int, until: float) -> None:
    """Gives an update back, to be taken again not before `until`; the rest of its lane waits behind it."""
    connection.execute(
        INBOX.update().where(INBOX.c.update_id == update_id, INBOX.c.owner == owner)
        .values(owner=None, lease_until=0.0, not_before=until)
    )


def forget_seen(connection: Connection, now: float) -> int:
    """Deletes the marks of updates too old to come again; returns how many."""
    return connection.execute(SEEN.delete().where(SEEN.c.at < now - REMEMBER_SECONDS)).rowcount


def _held(connection: Connection, owner: str, update_id: int, **values: object) -> None:
    held = connection.execute(
        INBOX.update().where(INBOX.c.update_id == update_id, INBOX.c.owner == owner).values(**values)
    )
    if held.rowcount != 1:
        raise LeaseLost(update_id)
