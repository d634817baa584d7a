"""What the channel itself remembers of a person in a chat: the language, and the last message shown.

The conversation is Rasa's; nothing here says what was talked about.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.channels.telegram.store.database import MOVES, PEOPLE, SEEN, insert_new

DAY = 86_400.0


def language(connection: Connection, sender: str) -> Optional[str]:
    """The language of the last answer to a person, "en" or "fr", or None when none was given yet."""
    return connection.execute(sa.select(PEOPLE.c.language).where(PEOPLE.c.sender == sender)).scalar()


def last_message(connection: Connection, sender: str) -> Optional[int]:
    """Id of the last message sent to a person, or None."""
    return connection.execute(sa.select(PEOPLE.c.last_message).where(PEOPLE.c.sender == sender)).scalar()


def set_language(connection: Connection, sender: str, value: str, now: float) -> None:
    """Notes the language in which a person was last answered."""
    _set(connection, sender, now, language=value)


def set_last_message(connection: Connection, sender: str, message_id: int, now: float) -> None:
    """Notes the last message sent to a person, unless nothing is known of them: who is forgotten stays forgotten."""
    connection.execute(
        PEOPLE.update().where(PEOPLE.c.sender == sender).values(updated_at=now, last_message=message_id)
    )


def senders_of(connection: Connection, user_id: int) -> List[str]:
    """The senders under which a person is known, in any chat."""
    known = sa.select(PEOPLE.c.sender).where(PEOPLE.c.sender.like(f"telegram:%:{user_id}"))
    return list(connection.execute(known).scalars())


def known_of(connection: Connection, sender: str) -> Dict[str, Any]:
    """All that is kept here of a person in a chat; empty when nothing is."""
    row = connection.execute(sa.select(PEOPLE).where(PEOPLE.c.sender == sender)).one_or_none()
    return dict(row._mapping) if row else {}


def may_warn(connection: Connection, sender: str, now: float, pause: float) -> bool:
    """True at most once per `pause` seconds for a person: may they be told again to slow down?"""
    insert_new(connection, PEOPLE, sender=sender, updated_at=now)
    warned = connection.execute(
        PEOPLE.update().where(PEOPLE.c.sender == sender, PEOPLE.c.warned_at <= now - pause)
        .values(warned_at=now, updated_at=now)
    )
    return warned.rowcount == 1


def forget(connection: Connection, sender: str) -> int:
    """Erases what is kept of a person; returns the number of rows. Updates stay marked as seen, unsigned."""
    connection.execute(SEEN.update().where(SEEN.c.sender == sender).values(sender=""))
    return connection.execute(PEOPLE.delete().where(PEOPLE.c.sender == sender)).rowcount


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Erases everyone in a chat that the bot has left."""
    of_chat = f"telegram:{chat_id}:%"
    connection.execute(SEEN.update().where(SEEN.c.sender.like(of_chat)).values(sender=""))
    connection.execute(PEOPLE.delete().where(PEOPLE.c.sender.like(of_chat)))


def forget_idle(connection: Connection, now: float, days: int) -> int:
    """Erases people who have not written for so many days; returns how many."""
    return connection.execute(PEOPLE.delete().where(PEOPLE.c.updated_at < now - days * DAY)).rowcount


def move(connection: Connection, old: int, new: int) -> None:
    """A group has become a supergroup and has another id from now on."""
    insert_new(connection, MOVES, old=old, new=new)


def address_of(connection: Connection, chat_id: int) -> int:
    """The id to send to: the chat's own, or the one it moved to."""
    return connection.execute(sa.select(MOVES.c.new).where(MOVES.c.old == chat_id)).scalar() or chat_id


def origin_of(connection: Connection, chat_id: int) -> int:
    """The id under which a chat is remembered: its own, or the one it had before it moved."""
    return connection.execute(sa.select(MOVES.c.old).where(MOVES.c.new == chat_id)).scalar() or chat_id


def _set(connection: Connection, sender: str, now: float, **values: Any) -> None:
    if not insert_new(connection, PEOPLE, sender=sender, updated_at=now, **values):
        connection.execute(PEOPLE.update().where(PEOPLE.c.sender == sender).values(updated_at=now, **values))
