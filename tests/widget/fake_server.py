"""A scripted stand-in for the web channel: the protocol of docs/en/web-protocol.md, with faults on demand.

    with FakeServer() as server:
        server.reply = lambda body: [{"text": "Hi", "language": "en", "kind": "smalltalk"}]
        server.faults = [429, "break"]          # taken one a message, before `reply`
        server.pages["/host"] = ("<!doctype html>…", {"Content-Security-Policy": "…"})
        server.url, server.elsewhere            # two origins of the same server

Faults: a status number, "break" (the stream ends before its end), "lost" (answered, but nothing arrives),
"slow" (": working", then `release` is waited for), "crumbs" (a few bytes at a time, CRLF), "mid" (an error inside the stream). `down` closes every
connection without an answer. `requests` holds (method, path, headers, body).
"""

import asyncio
import json
import threading
from pathlib import Path

from aiohttp import web

from tests.widget.sample_answers import reply

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Expose-Headers": "X-Session-Token, Retry-After",
}
STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                               "img-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
}
BASE = "/webhooks/web"


class FakeServer:
    """Runs on two free loopback ports in a thread of its own, from `start` to `stop`."""

    def __init__(self):
        self.reply, self.faults, self.pages, self.requests = reply, [], {}, []
        self.sessions, self.answered, self.down, self.release = {}, {}, False, threading.Event()
        self.fresh_token = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def start(self):
        """Listens; gives itself once both ports answer."""
        self.loop, ready = asyncio.new_event_loop(), threading.Event()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait(10)
        return self

    def stop(self):
        """Closes both ports."""
        self.release.set()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    def host(self, tag, path="/host", csp=None, lang="en", body="<h1>A page</h1><p>Some words.</p>"):
        """Serves a host page that embeds `tag`; gives its address."""
        html = (f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" '
                f'content="width=device-width, initial-scale=1"><title>A page</title><link rel="icon" href="/demo/icon.svg">'
                f'{tag}</head><body><main>{body}</main></body></html>')
        self.pages[path] = (html, {"Content-Security-Policy": csp} if csp else {})
        return self.url + path

    def messages(self):
        """Bodies of `POST /message` received so far."""
        return [body for method, path, _, body in self.requests if (method, path) == ("POST", BASE + "/message")]

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        app = web.Application(middlewares=[self._gate])
        app.router.add_get("/{path:widget.js|demo/.+|widget/.+|}", self._file)
        app.router.add_post(BASE + "/session", self._open)
        app.router.add_delete(BASE + "/session", self._erase)
        app.router.add_post(BASE + "/message", self._message)
        app.router.add_get(BASE + "/history", self._history)
        app.router.add_get(BASE + "/export", self._history)
        app.router.add_get("/{path:.*}", self._page)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        self.loop.run_until_complete(runner.setup())
        for _ in range(2):
            self.loop.run_until_complete(web.TCPSite(runner, "127.0.0.1", 0).start())
        self.url, self.elsewhere = (f"http://127.0.0.1:{port}" for _, port in runner.addresses)
        ready.set()
        self.loop.run_forever()
        self.loop.run_until_complete(runner.cleanup())

    @web.middleware
    async def _gate(self, request, handler):
        if self.down:
            request.transport.close()
            return web.Response()
        if request.method == "OPTIONS":
            return web.Response(headers=CORS)
        body = await request.json() if request.can_read_body else None
        self.requests.append((request.method, request.path, dict(request.headers), body))
        request["body"] = body
        response = await handler(request)
        if not response.prepared:
            response.headers.update(CORS)
        return response

    async def _file(self, request):
        path = request.match_info["path"] or "demo/index.html"
        file = WIDGET / ("dist/widget.js" if path == "widget.js" else path.replace("widget/", "dist/", 1))
        if not file.is_file():
            return web.Response(status=404)
        return web.FileResponse(file, headers=STRICT if file.suffix == ".html" else {})

    async def _page(self, request):
        if request.path not in self.pages:
            return web.Response(status=404)
        html, headers = self.pages[request.path]
        return web.Response(text=html, headers={"Content-Type": "text/html", **headers})

    def _session(self, request):
        return self.sessions.get(request.headers.get("Authorization", "")[7:])

    @staticmethod
    def _error(status, code, headers=None):
        message = {"en": f"English words for {code}.", "fr": f"Mots français pour {code}."}
        return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers)

    async def _open(self, _):
        token = f"token-{len(self.sessions) + 1}"
        self.sessions[token] = []
        return web.json_response({"token": token, "expires_in": 3600})

    async def _erase(self, request):
        past = self._session(request)
        if past is None:
            return self._error(401, "session_invalid")
        del self.sessions[request.headers["Authorization"][7:]]
        return web.json_response({"erased": len(past)})

    async def _history(self, request):
        past = self._session(request)
        return self._error(401, "session_expired") if past is None else web.json_response({"messages": past})

    async def _message(self, request):
        past, body = self._session(request), request["body"]
        fault = self.faults.pop(0) if self.faults else None
        if past is None or fault == 401:
            return self._error(401, "session_expired")
        if isinstance(fault, int):
            code = {413: "too_long", 429: "too_many"}.get(fault, "internal")
            return self._error(fault, code, {"Retry-After": "2"} if fault == 429 else None)
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", **CORS})
        if self.fresh_token:
            self.sessions[self.fresh_token] = past
            stream.headers["X-Session-Token"] = self.fresh_token
        await stream.prepare(request)
        if fault == "slow":
            await stream.write(b": working\n\n")
            await asyncio.get_running_loop().run_in_executor(None, self.release.wait, 20)
        if fault == "mid":
            error = {"error": {"code": "internal", "message": {"en": "It broke.", "fr": "C’est cassé."}}}
            await stream.write(f"event: error\ndata: {json.dumps(error)}\n\n".encode())
            return stream
        again = body.get("id") in self.answered
        answers = [] if again else self.answered.setdefault(body.get("id"), self.reply(body))
        if not again:
            at = "2026-11-22T10:00:00Z"
            past.append({"from": "user", "text": body.get("title") or body.get("text"), "at": at})
            past.extend({"from": "bot", "answer": answer, "at": at} for answer in answers)
        if fault == "crumbs":
            whole = ": hello\r\n" + "".join(f"data: {json.dumps(one, ensure_ascii=False)}\r\n\r\n" for one in answers)
            whole = (whole + "event: end\r\ndata: {}\r\n\r\n").encode()
            for at in range(0, len(whole), 5):
                await stream.write(whole[at:at + 5])
                await asyncio.sleep(0)
            return stream
        for answer in [] if fault == "lost" else answers:
            await stream.write(f"data: {json.dumps(answer)}\n\n".encode())
            if fault == "break":
                request.transport.close()
                return stream
        if fault != "lost":
            await stream.write(b"event: end\ndata: {}\n\n")
        return stream


if __name__ == "__main__":
    with FakeServer() as server:
        print(server.url, flush=True)
        threading.Event().wait()
