"""The fake server itself: HTTP in Telegram's manner, long polling, and webhook calls repeated until they succeed."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Dict, List, Optional, Set

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, web
from aiohttp.web_request import FileField

from fake_bot_api.methods import Methods, Refused
from fake_bot_api.world import World

# A webhook that fails is called again with growing pauses, at most so many calls at once, each given time to answer.
REDELIVER_AFTER, REDELIVER_AT_MOST = 0.05, 1.0
CONNECTIONS, PATIENCE = 40, ClientTimeout(total=None, sock_connect=10, sock_read=60)
STRUCTURED = (
    "reply_markup", "link_preview_options", "reply_parameters", "allowed_updates", "commands", "scope", "results",
    "button", "menu_button", "entities", "drop_pending_updates", "show_alert", "is_personal",
)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class FakeBotApi:
    """Start it, give `address` to the bot, look at `world`."""

    def __init__(self, world: Optional[World] = None) -> None:
        self.world = world or World()
        self._methods = Methods(self.world)
        self._runner: Optional[web.AppRunner] = None
        self._poll: Optional["asyncio.Event"] = None
        self._pusher: Optional["asyncio.Task[None]"] = None
        self._calling: Set["asyncio.Task[None]"] = set()
        self._busy: Set[int] = set()
        self.address = ""

    async def start(self, port: int = 0) -> "FakeBotApi":
        """Listens on 127.0.0.1."""
        app = web.Application(client_max_size=60_000_000)
        # A path in front tells callers apart.
        app.router.add_route("*", "/{caller:(?:[a-z0-9-]+/)?}bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, shutdown_timeout=0.1)
        await site.start()
        self.address = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
        self._pusher = asyncio.create_task(self._push_webhook())
        return self

    async def stop(self) -> None:
        """Closes everything."""
        tasks = [task for task in (self._pusher, *self._calling) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._runner:
            await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        if self.world.down:
            return web.Response(status=502, text="Bad Gateway")
        try:
            if request.match_info["token"] != self.world.token:
                raise Refused(401, "Unauthorized")
            method = request.match_info["method"]
            arguments = await _arguments(request)
            self.world.caller = request.match_info["caller"]
            self._fail_on_demand(method)
            if method.lower() == "getupdates":
                return _ok(await self._get_updates(arguments))
            return _ok(self._methods.call(method, arguments))
        except Refused as error:
            body = {"ok": False, "error_code": error.code, "description": error.description}
            if error.parameters:
                body["parameters"] = error.parameters
            return web.json_response(body, status=error.code)

    def _fail_on_demand(self, method: str) -> None:
        for refusal in self.world.refusals:
            if refusal["method"].lower() == method.lower():
                self.world.refusals.remove(refusal)
                raise Refused(refusal["code"], refusal["description"], **refusal["parameters"])
        if self.world.flood and self.world.flood(method):
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)

    async def _get_updates(self, given: Dict[str, Any]) -> List[Dict[str, Any]]:
        if self.world.webhook["url"]:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
        if self._poll is not None:
            self.world.conflicts += 1
            self._poll.set()
        mine = self._poll = asyncio.Event()
        self.world.polls += 1
        offset = int(given.get("offset", 0))
        for update_id in [known for known in self.world.updates if known < offset]:
            del self.world.updates[update_id]
        deadline = asyncio.get_running_loop().time() + float(given.get("timeout", 0))
        while not (waiting := self._waiting(int(given.get("limit", 100)))):
            left = deadline - asyncio.get_running_loop().time()
            if mine.is_set():
                raise Refused(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
            if left <= 0:
                break
            await asyncio.sleep(min(0.01, left))
        if self._poll is mine:
            self._poll = None
        return waiting

    def _waiting(self, limit: int) -> List[Dict[str, Any]]:
        # Only what was confirmed can come again; a later id would confirm the ones before it.
        repeated = [update for update in self.world.repeats if update["update_id"] < min(self.world.updates, default=2 ** 63)]
        self.world.repeats = [update for update in self.world.repeats if update not in repeated]
        return repeated + [self.world.updates[update_id] for update_id in sorted(self.world.updates)][:limit]

    async def _push_webhook(self) -> None:
        """As Telegram does: chats side by side, within a chat the next update when the one before is taken."""
        async with ClientSession(timeout=PATIENCE, connector=TCPConnector(limit=CONNECTIONS)) as session:
            while True:
                if self.world.webhook["url"]:
                    repeated, self.world.repeats = self.world.repeats, []
                    for update in repeated:
                        self._call(session, update)
                    for update_id in sorted(self.world.updates):
                        lane = _lane(self.world.updates[update_id])
                        if lane not in self._busy:
                            self._busy.add(lane)
                            self._call(session, self.world.updates[update_id])
                await asyncio.sleep(0.01)

    def _call(self, session: ClientSession, update: Dict[str, Any]) -> None:
        task = asyncio.create_task(self._deliver(session, update))
        self._calling.add(task)
        task.add_done_callback(self._calling.discard)

    async def _deliver(self, session: ClientSession, update: Dict[str, Any]) -> None:
        """Calls the webhook with an update until it answers 200, as Telegram does."""
        pause = REDELIVER_AFTER
        while self.world.webhook["url"]:
            headers = {SECRET_HEADER: self.world.webhook.get("secret") or ""}
            try:
                async with session.post(self.world.webhook["url"], json=update, headers=headers) as answer:
                    self.world.deliveries.append((update["update_id"], answer.status))
                    if answer.status == 200:
                        self.world.updates.pop(update["update_id"], None)
                        break
            except (ClientError, asyncio.TimeoutError):
                self.world.deliveries.append((update["update_id"], 0))
            await asyncio.sleep(pause)
            pause = min(REDELIVER_AT_MOST, 2 * pause)
        self._busy.discard(_lane(update))


def _lane(update: Dict[str, Any]) -> int:
    """The chat of an update, or its person's id, or its own."""
    content = next((value for key, value in update.items() if key != "update_id" and isinstance(value, dict)), {})
    holder = content.get("chat") or (content.get("message") or {}).get("chat") or content.get("from") or {}
    return holder.get("id", update["update_id"])


async def _arguments(request: web.Request) -> Dict[str, Any]:
    given: Dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return {**given, **await request.json()}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            given[name] = (value.filename, value.file.read())
            continue
        given[name] = value
    attached = {f"attach://{name}": value for name, value in given.items() if isinstance(value, tuple)}
    return {name: attached.get(value, _decoded(name, value)) if isinstance(value, str) else value for name, value in given.items()}


def _decoded(name: str, value: str) -> Any:
    """Objects, lists and booleans come as JSON; a text that looks like one stays a text."""
    return json.loads(value) if name in STRUCTURED and value else value


def _ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})
