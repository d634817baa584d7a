"""How much one conversation and one network address may send: counted once, whichever door it comes through."""

from __future__ import annotations

from sanic.request import Request

from bot.channels.limits import limiter
from bot.settings import Settings

# An address may serve a whole office or a conference, so its share is wider than a conversation's.
ADDRESS = 6


class Shares:
    """The limits of the API and of the plain page, and whom they count."""

    def __init__(self, settings: Settings) -> None:
        redis_url = settings.redis_url or None
        self.sessions = limiter(settings.messages_per_minute, redis_url)
        self.addresses = limiter(settings.messages_per_minute * ADDRESS, redis_url)
        self._proxies = settings.trusted_proxies

    async def of_session(self, session_id: str) -> int:
        """0 when the conversation may send one more message (now counted), else seconds to wait."""
        return await self.sessions.wait_for(session_id)

    async def of_address(self, request: Request) -> int:
        """0 when the request's address may send one more message (now counted), else seconds to wait."""
        return await self.addresses.wait_for(self.address(request))

    async def of_new(self, request: Request) -> int:
        """0 when the request's address may begin one more conversation (now counted), else seconds to wait."""
        return await self.addresses.wait_for(f"new:{self.address(request)}")

    def address(self, request: Request) -> str:
        """The address a trusted proxy saw, never what a visitor wrote; without proxies, the connection's."""
        forwarded = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
        return forwarded[-self._proxies] if self._proxies and len(forwarded) >= self._proxies else request.ip or "?"
