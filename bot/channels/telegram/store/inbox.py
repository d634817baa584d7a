"""The queue of updates: stored once, handled once, in order within a lane (a chat), lanes side by side.

An update is claimed with a lease, so that what a dead worker had taken is taken again. Its answer is stored as
calls (outbox) in one step with the mark `answered`; each call is deleted once Telegram took it. Whatever moment a
process dies, the next one knows what is left. A lane with work under a lease is left alone, even when an update with
a lower number comes late. All functions take a Connection first and run in a transaction; times are Unix seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterable, List, Optional, Sequence, Tuple

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
    """An update taken by a worker. `answered`: only calls are left to make.

    `attempts`: how often it was taken, this time included, to be answered or, once answered, to be sent.
    """

    attempts: int = 1
    answered: bool = False
    received_at: float = 0.0


class LeaseLost(Exception):
    """Another worker took the update over; what this one made of it must not be used."""


def put(connection: Connection, entry: Entry, now: float, written: Optional[float] = None) -> bool:
    """Stores an update; False when it was stored before, even if it is long done. `written`: when, if not now."""
    if not remember(connection, entry.update_id, entry.sender, now if written is None else written):
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
    """How many updates a person wrote since then."""
    counted = sa.select(sa.func.count()).select_from(SEEN).where(SEEN.c.sender == sender, SEEN.c.at > since)
    return connection.execute(counted).scalar_one()


def claim(
    connection: Connection, owner: str, limit: int, now: float, busy: Sequence[int] = ()
) -> List[Claimed]:
    """Takes up to `limit` updates, each the first of its lane, for LEASE_SECONDS.

    `busy`: what `owner` still works on. Its lease is prolonged first: a machine too busy to do so in time has not
    died, and must neither take its own work again nor count that as an attempt.
    """
    if busy:
        renew(connection, owner, busy, now)
    heads = sa.select(sa.func.min(INBOX.c.update_id)).group_by(INBOX.c.lane)
    in_work = sa.select(INBOX.c.lane).where(INBOX.c.lease_until >= now)
    free = (INBOX.c.lease_until < now) & (INBOX.c.not_before <= now) & INBOX.c.lane.not_in(in_work)
    found = connection.execute(
        sa.select(INBOX).where(INBOX.c.update_id.in_(heads), free).order_by(INBOX.c.received_at).limit(limit)
    ).all()
    claimed = []
    for row in found:
        taken = connection.execute(
            INBOX.update().where(INBOX.c.update_id == row.update_id, free)
            .values(owner=owner, lease_until=now + LEASE_SECONDS, attempts=row.attempts + 1)
        )
        # Another process may have it, or an update of its lane, since it was found.
        if taken.rowcount == 1:
            claimed.append(Claimed(
                row.update_id, row.lane, row.sender, row.body, row.flooding,
                row.attempts + 1, row.answered, row.received_at,
            ))
    return claimed


def renew(connection: Connection, owner: str, update_ids: Iterable[int], now: float) -> int:
    """Prolongs the leases of updates still in work; how many of them `owner` still holds."""
    return connection.execute(
        INBOX.update().where(INBOX.c.owner == owner, INBOX.c.update_id.in_(list(update_ids)))
        .values(lease_until=now + LEASE_SECONDS)
    ).rowcount


def answer(connection: Connection, owner: str, update_id: int, calls: Iterable[Call]) -> None:
    """Stores the calls that answer an update; from here on attempts are attempts to send. Raises LeaseLost."""
    _held(connection, owner, update_id, answered=True, attempts=1)
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


def sent(connection: Connection, owner: str, update_id: int, position: int, now: float) -> bool:
    """Telegram took this call, whoever made it. False when `owner` may not make the next: another has taken over."""
    connection.execute(OUTBOX.delete().where(OUTBOX.c.update_id == update_id, OUTBOX.c.position == position))
    return renew(connection, owner, [update_id], now) == 1


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


def give_up(connection: Connection, owner: str, update_id: int) -> None:
    """Settles an update that `owner` cannot settle in any other way, so that the rest of its lane goes on."""
    _held(connection, owner, update_id)
    done(connection, update_id)


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
        INBOX.update().where(INBOX.c.update_id == update_id, INBOX.c.owner == owner).values(owner=owner, **values)
    )
    if held.rowcount != 1:
        raise LeaseLost(update_id)
