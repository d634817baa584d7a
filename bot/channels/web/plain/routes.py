"""The plain page's addresses: read, say, press, export, erase. Every change is a POST that ends in a redirect."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from typing import Any, Awaitable, Callable, Dict, List, NamedTuple, Optional, Set
from urllib.parse import quote

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, html, json as json_response, raw, redirect

from actions.texts import texts
from bot.channels.intake import MAX_CHARACTERS, Rejected, from_payload, from_text, user_message
from bot.channels import history as conversations
from bot.channels.web.output import StreamOutput
from bot.channels.web.plain import answers, page
from bot.channels.web.plain.visits import PATH, Visit, Visits, is_foreign
from bot.channels.web.plain.words import words
from bot.channels.web.sessions import Session
from bot.channels.web.shares import Shares
from bot.settings import Settings
from bot.storage.retention import innermost

logger = logging.getLogger(__name__)
MAX_BODY = 16_384
PRESS = "press:"
# Seconds a browser is kept waiting; the answer is kept whenever it comes.
PATIENCE = 20.0
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
# `same-origin` leaves the Origin header on this page's own forms, and tells other sites nothing.
HEADERS = {
    "Content-Security-Policy": POLICY, "Cache-Control": "no-store", "Referrer-Policy": "same-origin", "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language, Cookie",
}


class Refused(Exception):
    """Nothing was done; `text` tells the visitor why, in their language, `status` tells the browser."""

    def __init__(self, text: str, status: int, headers: Optional[Dict[str, str]] = None) -> None:
        super().__init__(text)
        self.text, self.status, self.headers = text, status, headers or {}


class Said(NamedTuple):
    """A posted message: Rasa's text, what the person sees of it, and whether it is an opinion on an answer."""

    text: str
    shown: str
    rating: bool


class PlainPage:
    """The page's handlers; `shares` are the web channel's, so that an address is counted once for both."""

    def __init__(self, settings: Settings, shares: Shares) -> None:
        self.visits, self.shares = Visits(settings), shares
        self._turns: Set["asyncio.Task[Any]"] = set()

    def add_routes(self, blueprint: Blueprint) -> None:
        """Adds the page's addresses to the blueprint."""
        for method, path, handler in (
            ("GET", "", self._read), ("POST", "", self._say), ("POST", "/erase", self._erase), ("GET", "/export", self._export),
            ("GET", "/calendar/<name>", self._calendar),
        ):
            name = f"plain{path.partition('/<')[0].replace('/', '_')}_{method.lower()}"
            blueprint.add_route(self._guarded(handler), PATH + path, methods=["GET", "HEAD"] if method == "GET" else [method], name=name)

    def _guarded(self, handler: Callable[..., Awaitable[HTTPResponse]]) -> Callable[..., Awaitable[HTTPResponse]]:
        async def guarded(request: Request, **parts: str) -> HTTPResponse:
            visit = self.visits.read(request)
            try:
                response = await handler(request, visit, **parts)
            except Refused as refused:
                response = await self._page(request, visit, refused.status, error=refused.text, draft=_draft(request))
                response.headers.update(refused.headers)
            except Exception:  # noqa: BLE001 - the visitor is told, the operator finds the trace in the log
                logger.exception("%s %s failed", request.method, request.path)
                # Without the history, since reading that may be what failed.
                text = page.write(visit, self.visits.form_key(visit), [], error=_say(visit, "failed"), draft=_draft(request))
                response = html(text, status=500)
            if visit.session and visit.session.renewed and "Set-Cookie" not in response.headers:
                self.visits.keep(request, response, visit.session.renewed)
            response.headers.update(HEADERS)
            return response

        return guarded

    async def _page(self, request: Request, visit: Visit, status: int = 200, **more: Any) -> HTTPResponse:
        agent = _agent(request)
        if agent is None:
            status, more["error"] = 503, _say(visit, "starting")
        messages = await self._history(agent, visit)
        return html(page.write(visit, self.visits.form_key(visit), messages, **more), status=status, headers={"Content-Language": visit.language})

    @staticmethod
    async def _history(agent: Any, visit: Visit) -> List[Dict[str, Any]]:
        return await conversations.history(agent.tracker_store, visit.session.id) if agent and visit.session else []

    async def _read(self, request: Request, visit: Visit) -> HTTPResponse:
        done = {"thanks": "thanks", "erased": "erased"}.get(request.args.get("done", ""))
        # A shared question is written, never sent: sending is the visitor's own act.
        draft = request.args.get("q", "")[:MAX_CHARACTERS]
        return await self._page(request, visit, note=words(visit.language)[done] if done else "", draft=draft, waiting=bool(request.args.get("wait")))

    async def _say(self, request: Request, visit: Visit) -> HTTPResponse:
        agent = self._admitted(request, visit)
        said = await self._said(request, visit, agent)
        session = visit.session
        # Counted before a conversation is made, which would have a share of its own.
        _within(visit, await self.shares.of_address(request))
        if session is None:
            _within(visit, await self.shares.of_new(request))
            session = self.visits.begin()
        _within(visit, await self.shares.of_session(session.id))
        arrived = await self._turn(agent, visit, session, said, _sent_as(request, said))
        if said.rating:
            address = visit.address("note", done="thanks")
        else:
            address = visit.address("last") if arrived else visit.address("last", wait="1")
        response = redirect(address, status=303)
        if session.renewed:
            self.visits.keep(request, response, session.renewed)
        return response

    async def _turn(self, agent: Any, visit: Visit, session: Session, said: Said, sent_as: str) -> bool:
        """Has the message answered; whether that was done in time. Raises Refused when it failed."""
        # The lock waits for the same form's first sending, when that is still being answered.
        async with agent.lock_store.lock(session.id):
            if await conversations.answered(agent.tracker_store, session.id, sent_as):
                return True
        output = StreamOutput()
        message = user_message(
            said.text, session.id, output, "web", language=visit.language, language_source="choice" if visit.chosen else "page",
            shown=said.shown, message_id=sent_as,
        )
        task = asyncio.ensure_future(agent.handle_message(message))
        self._turns.add(task)
        task.add_done_callback(self._turns.discard)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            return False
        if task.exception() or output.queue.empty():
            logger.error("a message was not answered", exc_info=task.exception())
            raise Refused(_say(visit, "failed"), 500)
        return True

    def _admitted(self, request: Request, visit: Visit) -> Any:
        """The agent, when the form may be obeyed. Raises Refused."""
        own = words(visit.language)
        if is_foreign(request):
            raise Refused(own["foreign"], 403)
        if not self.visits.is_own_form(request, visit):
            raise Refused(own["stale"], 403)
        if len(request.body) > MAX_BODY:
            raise Refused(_say(visit, "too_large"), 413)
        agent = _agent(request)
        if agent is None:
            raise Refused(_say(visit, "starting"), 503)
        return agent

    async def _said(self, request: Request, visit: Visit, agent: Any) -> Said:
        # The payload is the button's name, since Lynx shows a button's value.
        payload = next((name[len(PRESS):] for name in request.form if name.startswith(PRESS)), None)
        try:
            if payload is None:
                text = from_text(request.form.get("text", ""))
                return Said(text, text, False)
            if payload in page.RATINGS:
                return Said(from_payload(payload), words(visit.language)[page.RATINGS[payload]], True)
            # Only what this conversation offered can be pressed, and it is shown under its own title.
            offered = answers.pressed(await self._history(agent, visit))
            if payload not in offered:
                raise Rejected("unknown_payload")
            return Said(from_payload(payload), offered[payload][:200], False)
        except Rejected as problem:
            status = 413 if problem.code == "too_long" else 400
            raise Refused(_say(visit, problem.code, n=MAX_CHARACTERS), status) from None

    async def _erase(self, request: Request, visit: Visit) -> HTTPResponse:
        agent = self._admitted(request, visit)
        if visit.session:
            async with agent.lock_store.lock(visit.session.id):
                innermost(agent.tracker_store).erase(visit.session.id)
            self.visits.sessions.revoke(visit.session.id)
        response = redirect(visit.address("note", done="erased"), status=303)
        self.visits.keep(request, response, "")
        return response

    async def _export(self, request: Request, visit: Visit) -> HTTPResponse:
        agent = _agent(request)
        events = await conversations.events_of(agent.tracker_store, visit.session.id) if agent and visit.session else []
        kept = {"conversation": visit.session.id if visit.session else None, "messages": [conversations.as_message(one) for one in events]}
        name = words(visit.language)["file"]
        return json_response(kept, ensure_ascii=False, indent=2, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    async def _calendar(self, request: Request, visit: Visit, name: str) -> HTTPResponse:
        """A calendar file that one of this conversation's answers carries."""
        for message in await self._history(_agent(request), visit):
            for file in message.get("answer", {}).get("attachments", []):
                if file.get("type") == "ics" and f"{answers.key(file)}.ics" == name:
                    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", str(file.get("name", ""))) or "event.ics"
                    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(str(file.get('name', '')))}"
                    return raw(str(file.get("content", "")).encode(), content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition})
        raise Refused(_say(visit, "not_found"), 404)


def _agent(request: Request) -> Optional[Any]:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _say(visit: Visit, code: str, **values: Any) -> str:
    return texts().get(visit.language, "web", code, **values)


def _within(visit: Visit, wait: int) -> None:
    """Raises Refused when there are seconds to wait."""
    if wait:
        raise Refused(_say(visit, "too_many", seconds=wait), 429, {"Retry-After": str(wait)})


def _sent_as(request: Request, said: Said) -> str:
    """The same for a form sent twice, another for another message out of the same page (which Back may show again)."""
    return hashlib.sha256(f"{request.form.get('id', '')} {said.text}".encode()).hexdigest()[:32]


def _draft(request: Request) -> str:
    """What was typed, to stand in the field again."""
    return str(request.form.get("text", ""))[: MAX_CHARACTERS * 2] if request.method == "POST" else ""
