"""A lease on a name: of all workers exactly one holds it, until it lets go or stops renewing it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.telegram.store.database import LEASES, insert_new


def hold(connection: Connection, name: str, owner: str, now: float, seconds: float) -> bool:
    """Takes or renews the lease for `seconds`; False while another owner holds it."""
    if insert_new(connection, LEASES, name=name, owner=owner, until=now + seconds):
        return True
    mine_or_over = (LEASES.c.owner == owner) | (LEASES.c.until < now)
    held = connection.execute(
        LEASES.update().where(LEASES.c.name == name, mine_or_over).values(owner=owner, until=now + seconds)
    )
    return held.rowcount == 1


def release(connection: Connection, name: str, owner: str) -> None:
    """Lets go of the lease when `owner` holds it."""
    connection.execute(sa.delete(LEASES).where(LEASES.c.name == name, LEASES.c.owner == owner))
