"""Web sessions: a token made and signed by the server, bound to the site it was made for, which expires."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Dict, Optional

import jwt

ALGORITHM = "HS256"
MAX_REVOKED = 100_000
PREFIX = "web-"


class SessionError(Exception):
    """The token cannot be used; `code` is "session_invalid" or "session_expired"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Session:
    """`id` names the conversation (random, never derived from the person); `renewed` is a fresh token when due."""

    id: str
    renewed: Optional[str] = None


class Sessions:
    """Makes and checks tokens. `lifetime` in seconds; a token past half of it is renewed when used."""

    def __init__(self, secret: str, lifetime: int) -> None:
        self._secret, self.lifetime = secret, lifetime
        self._revoked: Dict[str, None] = {}

    def create(self, origin: str = "") -> str:
        """A token for a new conversation, usable from `origin` only (empty: anywhere)."""
        return self._token(PREFIX + secrets.token_urlsafe(18), origin)

    def check(self, token: str, origin: str = "") -> Session:
        """The session of a token. Raises SessionError when it is forged, of another site, erased, or expired."""
        try:
            claims = jwt.decode(token, self._secret, algorithms=[ALGORITHM], options={"require": ["exp", "iat", "sub"]})
        except jwt.ExpiredSignatureError:
            raise SessionError("session_expired") from None
        except jwt.PyJWTError:
            raise SessionError("session_invalid") from None
        if claims.get("org", "") not in ("", origin) or claims["sub"] in self._revoked:
            raise SessionError("session_invalid")
        due = time.time() > (claims["iat"] + claims["exp"]) / 2
        return Session(claims["sub"], self._token(claims["sub"], claims.get("org", "")) if due else None)

    def revoke(self, session_id: str) -> None:
        """Refuses every token of a session from now on, in this process."""
        self._revoked[session_id] = None
        if len(self._revoked) > MAX_REVOKED:
            del self._revoked[next(iter(self._revoked))]

    def _token(self, session_id: str, origin: str) -> str:
        now = int(time.time())
        claims = {"sub": session_id, "iat": now, "exp": now + self.lifetime, "org": origin}
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)
