"""The web channel's HTTP side, as `docs/en/web-protocol.md` tells it: a Rasa input channel inside its server."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any, Awaitable, Callable, Dict, List, Optional, Tuple

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json as json_response

from actions.turn import open_store_once
from bot.channels import history
from bot.channels.intake import MAX_CHARACTERS, Rejected, from_payload, from_text, user_message
from bot.channels.web import calendars, pages
from bot.channels.web.output import StreamOutput, opening
from bot.channels.web.plain.routes import PlainPage
from bot.channels.web.preflight import answer_preflights
from bot.channels.web.replies import allowed, cross_origin_headers, error, error_body, event, origin_of
from bot.channels.web.sessions import Session, SessionError, Sessions
from bot.channels.web.shares import Shares
from bot.settings import Settings, load
from bot.storage.retention import forget_daily, innermost

logger = logging.getLogger(__name__)
Handler = Callable[[UserMessage], Awaitable[Any]]
MAX_BODY = 16_384
SLOW = 1.0
DAY = 86_400


class WebChannel(InputChannel):
    """Sessions, messages, history, erasure; and the widget's files, from the same server."""

    def __init__(self, settings: Optional[Settings] = None) -> None:
        self.settings = settings or load()
        self.sessions = Sessions(self.settings.secret, self.settings.session_days * DAY)
        self.shares = Shares(self.settings)

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> WebChannel:
        """Settings come from the environment, not from credentials.yml."""
        return cls()

    def url_prefix(self) -> str:
        """The root: this channel serves the widget beside its API."""
        return "/"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes."""
        blueprint = Blueprint("web_channel")
        api = "/webhooks/web"
        routes = (
            ("POST", "/session", self._create), ("POST", "/message", self._message(on_new_message)), ("GET", "/history", self._history),
            ("GET", "/export", self._export), ("DELETE", "/session", self._erase), ("GET", "/health", self._health),
        )

        for method, path, handler in routes:
            blueprint.add_route(self._guarded(handler), api + path, methods=[method], name=f"{method.lower()}_{path[1:]}")
        answer_preflights(blueprint, self.settings.web_origins)
        pages.add_routes(blueprint)
        PlainPage(self.settings, self.shares).add_routes(blueprint)
        calendars.add_routes(blueprint)

        @blueprint.listener("after_server_start")
        async def forget(app: Any, _loop: Any) -> None:
            def store() -> Any:
                agent = getattr(app.ctx, "agent", None)
                return agent.tracker_store if agent else None

            app.add_task(forget_daily(store, self.settings.retention_days))

        return blueprint

    def _guarded(self, handler: Callable) -> Callable:
        async def guarded(request: Request) -> Optional[HTTPResponse]:
            headers = cross_origin_headers(request, self.settings.web_origins)
            if not allowed(origin_of(request), self.settings.web_origins):
                return error("origin", 403)
            try:
                response = await handler(request)
            except SessionError as problem:
                response = error(problem.code, 401)
            except Rejected as problem:
                status = 413 if problem.code == "too_long" else 400
                response = error(problem.code, status, n=MAX_CHARACTERS)
            except BadRequest as problem:
                response = error(problem.code, problem.status)
            except Exception:  # noqa: BLE001 - the page is told, the operator finds the trace in the log
                logger.exception("%s %s failed", request.method, request.path)
                response = error("failed", 500)
            if response is not None:
                response.headers.update({"Cache-Control": "no-store", **headers})
            return response

        return guarded

    def _session(self, request: Request) -> Session:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise SessionError("session_invalid")
        return self.sessions.check(token.strip(), origin_of(request))

    async def _create(self, request: Request) -> HTTPResponse:
        wait = await self.shares.of_new(request)
        if wait:
            return error("too_many", 429, {"Retry-After": str(wait)}, seconds=wait)
        token = self.sessions.create(origin_of(request))
        return json_response({"token": token, "expires_in": self.sessions.lifetime})

    async def _history(self, request: Request) -> HTTPResponse:
        session = self._session(request)
        messages = await history.history(_agent(request).tracker_store, session.id)
        for message in messages:
            if "answer" in message:
                message["answer"] = opening(message["answer"])
        return _renewing(json_response({"messages": messages}, ensure_ascii=False), session)

    async def _export(self, request: Request) -> HTTPResponse:
        session = self._session(request)
        events = await history.events_of(_agent(request).tracker_store, session.id)
        kept = {"conversation": session.id, "messages": [history.as_message(one) for one in events]}
        response = json_response(kept, ensure_ascii=False, indent=2)
        response.headers["Content-Disposition"] = 'attachment; filename="conversation.json"'
        return _renewing(response, session)

    async def _erase(self, request: Request) -> HTTPResponse:
        session = self._session(request)
        agent = _agent(request)
        async with agent.lock_store.lock(session.id):
            count = len(await history.events_of(agent.tracker_store, session.id))
            innermost(agent.tracker_store).erase(session.id)
        self.sessions.revoke(session.id)
        return json_response({"erased": count})

    async def _health(self, request: Request) -> HTTPResponse:
        store, agent = open_store_once(), getattr(request.app.ctx, "agent", None)
        ready = bool(agent and agent.is_ready())
        body = {"status": "ok" if ready else "starting", "records": store.count(), "knowledge": store.fingerprint, "languages": ["en", "fr"]}
        return json_response(body, status=200 if ready else 503)

    def _message(self, on_new_message: Handler) -> Callable:
        async def message(request: Request) -> Optional[HTTPResponse]:
            session = self._session(request)
            body = _body(request)
            text, shown = _text_of(body)
            agent = _agent(request)
            wait = await self.shares.of_session(session.id) or await self.shares.of_address(request)
            if wait:
                return error("too_many", 429, {"Retry-After": str(wait)}, seconds=wait)
            output = StreamOutput()
            user = user_message(
                text, session.id, output, self.name(), language=body.get("lang"), language_source=str(body.get("lang_source", "page")),
                shown=shown, message_id=_client_id(body),
            )
            before = await _answered(agent, session.id, user.message_id) if _client_id(body) else None
            headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", **cross_origin_headers(request, self.settings.web_origins)}
            if session.renewed:
                headers["X-Session-Token"] = session.renewed
            response = await request.respond(content_type="text/event-stream; charset=utf-8", headers=headers)
            if before:
                for one in before:
                    await response.send(event(opening(one)))
                await response.send(event({}, "end"))
            else:
                await _stream(response, on_new_message, user, output)
            await response.eof()
            return None

        return message


class BadRequest(Exception):
    """A request that is not of the protocol; `code` names the text, `status` the HTTP status."""

    def __init__(self, code: str, status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


async def _answered(agent: Any, session_id: str, message_id: str) -> Optional[List[Dict[str, Any]]]:
    # The lock waits for the message's first sending when that is still being answered.
    async with agent.lock_store.lock(session_id):
        return await history.answered(agent.tracker_store, session_id, message_id)


async def _stream(response: Any, on_new_message: Handler, user: UserMessage, output: StreamOutput) -> None:
    async def handle() -> None:
        try:
            await on_new_message(user)
        finally:
            await output.queue.put(None)

    # Shielded from the connection: when the page goes away, the turn is finished and kept for its return.
    task = asyncio.ensure_future(handle())
    sent = 0
    while True:
        try:
            answer = await asyncio.wait_for(output.queue.get(), SLOW)
        except asyncio.TimeoutError:
            await response.send(": working\n\n")
            continue
        if answer is None:
            break
        await response.send(event(answer))
        sent += 1
    failed = task.done() and not task.cancelled() and task.exception() is not None
    if failed or not sent:
        logger.error("a message was not answered", exc_info=task.exception() if failed else None)
        await response.send(event(error_body("failed"), "error"))
    await response.send(event({}, "end"))


def _agent(request: Request) -> Any:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise BadRequest("starting", 503)
    return agent


def _renewing(response: HTTPResponse, session: Session) -> HTTPResponse:
    if session.renewed:
        response.headers["X-Session-Token"] = session.renewed
    return response


def _body(request: Request) -> Dict[str, Any]:
    if len(request.body) > MAX_BODY:
        raise BadRequest("too_large", 413)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BadRequest("bad_json") from None
    if not isinstance(body, dict):
        raise BadRequest("bad_json")
    return body


def _text_of(body: Dict[str, Any]) -> Tuple[str, str]:
    """(Rasa's text, what the person sees of it) of a message body."""
    payload, text = body.get("payload"), body.get("text")
    if isinstance(payload, str):
        title = body.get("title")
        return from_payload(payload), str(title)[:200] if isinstance(title, str) and title.strip() else ""
    if not isinstance(text, str):
        raise BadRequest("bad_json")
    cleaned = from_text(text)
    return cleaned, cleaned


def _client_id(body: Dict[str, Any]) -> Optional[str]:
    return body["id"].strip()[:64] or None if isinstance(body.get("id"), str) else None
