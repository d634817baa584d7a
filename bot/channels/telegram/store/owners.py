"""Who holds leases: names of processes, and which of them are known to be dead, so that nobody waits for them."""

from __future__ import annotations

import os
import socket
import uuid
from typing import Set

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.telegram.store.database import INBOX, LEASES


_OWN: Set[str] = set()


def name_of_this_process() -> str:
    """Machine, process id, and a number for this start; a new one at every call."""
    name = f"{_machine()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    _OWN.add(name)
    return name


def release_dead(connection: Connection) -> Set[str]:
    """Ends the leases of processes that ran on this machine and do so no more; returns their names."""
    of_machine = f"{_machine()}:%"
    held = connection.execute(
        sa.select(INBOX.c.owner).where(INBOX.c.owner.like(of_machine)).union(
            sa.select(LEASES.c.owner).where(LEASES.c.owner.like(of_machine))
        )
    ).scalars()
    dead = {owner for owner in held if not _lives(owner)}
    if dead:
        connection.execute(INBOX.update().where(INBOX.c.owner.in_(dead)).values(owner=None, lease_until=0.0))
        connection.execute(LEASES.delete().where(LEASES.c.owner.in_(dead)))
    return dead


def _machine() -> str:
    # Containers may share a host name, but not their space of process ids.
    try:
        space = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()[:24].replace(':', '-')}/{space}"


def _lives(owner: str) -> bool:
    process_id = int(owner.split(":")[1])
    if process_id == os.getpid():
        # In a container every start has the same process id.
        return owner in _OWN
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
