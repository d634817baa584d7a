"""Who asks for the plain page: the conversation its cookie names, the language, and whether a form is the page's own."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Optional
from urllib.parse import urlencode, urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.web.sessions import Session, SessionError, Sessions
from bot.settings import Settings

PATH = "/chat"
COOKIE = "paris-ai-chat"
# Tokens of this page carry it as their site, so that they open nothing but this page.
SITE = "plain-page"
DAY = 86_400
_LANGUAGE = re.compile(r"\b(en|fr)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Visit:
    """One request: its conversation if it has one, the page's language, and whether the visitor chose that."""

    session: Optional[Session]
    language: str
    chosen: bool = False

    def address(self, fragment: str = "", **more: str) -> str:
        """Where this visit goes on: the page's path in its language."""
        query = {"lang": self.language, **({"chosen": "1"} if self.chosen else {}), **more}
        return f"{PATH}?{urlencode(query)}{'#' + fragment if fragment else ''}"


class Visits:
    """Reads and marks visits. Nothing is set in the browser before `keep` is called."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self.sessions = settings, Sessions(settings.secret, settings.session_days * DAY)

    def read(self, request: Request) -> Visit:
        """The visit a request is part of; a cookie that is forged, expired or erased counts as none."""
        sent = request.form if request.method == "POST" else request.args
        language, chosen = sent.get("lang"), sent.get("chosen") == "1"
        if language not in ("en", "fr"):
            # The first of the browser's languages that is one of ours.
            found = _LANGUAGE.search(request.headers.get("accept-language", ""))
            language, chosen = found[1].lower() if found else "en", False
        try:
            session = self.sessions.check(request.cookies.get(COOKIE, ""), SITE)
        except SessionError:
            session = None
        return Visit(session, language, chosen)

    def begin(self) -> Session:
        """A new conversation; its token stands in `renewed`, to be kept."""
        token = self.sessions.create(SITE)
        return Session(self.sessions.check(token, SITE).id, token)

    def keep(self, request: Request, response: HTTPResponse, token: str) -> None:
        """Sets the cookie, for as long as the token lives; an empty token takes it away."""
        forwarded = request.headers.get("x-forwarded-proto", "") if self._settings.trusted_proxies else ""
        secure = "; Secure" if "https" in (request.scheme, forwarded) else ""
        age = self.sessions.lifetime if token else 0
        # Written whole: Sanic's own cookies know no SameSite. That stands first: Lynx takes it for a second cookie, and
        # what follows for that one's attributes; were the path the first one's, Lynx would never send it back.
        response.headers["Set-Cookie"] = f"{COOKIE}={token}; SameSite=Lax; Path={PATH}; Max-Age={age}; HttpOnly{secure}"

    def form_key(self, visit: Visit) -> str:
        """What the page's forms carry to prove that they were made for this conversation; "" before there is one."""
        if not visit.session:
            return ""
        return hmac.new(self._settings.secret.encode(), f"form {visit.session.id}".encode(), hashlib.sha256).hexdigest()[:32]

    def is_own_form(self, request: Request, visit: Visit) -> bool:
        """Whether a posted form was made for this conversation."""
        return hmac.compare_digest(str(request.form.get("key", "")), self.form_key(visit))


def is_foreign(request: Request) -> bool:
    """Whether a browser says that another site sent this form. Text browsers say nothing: their forms have keys."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin")
    return bool(origin) and urlsplit(str(origin)).netloc != request.headers.get("host", "")
