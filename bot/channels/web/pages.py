"""The files the web channel serves: the widget's loader and built files, and the pages that show it."""

from __future__ import annotations

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.web.plain.style import sheet
from bot.channels.web.replies import error

WIDGET = Path(__file__).resolve().parents[2] / "widget"
TEXTUAL = ("text/", "application/javascript", "application/json", "image/svg+xml")
YEAR = "public, max-age=31536000, immutable"
# The pages of ours live by the strictest policy, so that nobody has to take our word for it.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'"
)
HOUR = "public, max-age=3600"


@dataclass(frozen=True)
class File:
    """A file in memory, ready to send."""

    body: bytes
    packed: bytes
    type: str
    etag: str


@lru_cache(maxsize=128)
def _read(path: Path, changed: float) -> File:
    return _packed(path.read_bytes(), path.name)


def _packed(body: bytes, name: str) -> File:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = "text/javascript" if kind == "application/javascript" else kind
    textual = kind.startswith(TEXTUAL)
    packed = gzip.compress(body, 9, mtime=0) if textual else b""
    return File(body, packed, f"{kind}; charset=utf-8" if textual else kind, f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def send(request: Request, path: Path, cache: str) -> HTTPResponse:
    """A file with its type, cache time and entity tag, compressed when the browser can read that."""
    return _sent(request, _read(path, path.stat().st_mtime), cache)


def _sent(request: Request, file: File, cache: str) -> HTTPResponse:
    headers: Dict[str, str] = {
        "Cache-Control": cache, "ETag": file.etag, "Access-Control-Allow-Origin": "*", "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == file.etag:
        return HTTPResponse(status=304, headers=headers)
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return raw(file.packed, content_type=file.type, headers={**headers, "Content-Encoding": "gzip"})
    return raw(file.body, content_type=file.type, headers=headers)


def current_version() -> str:
    """The version of the built widget, as its manifest tells it."""
    return str(json.loads((WIDGET / "dist" / "manifest.json").read_text(encoding="utf-8"))["version"])


def inside(folder: Path, name: str) -> Optional[Path]:
    """The file called `name` below `folder`, or None when there is none or the name leads outside."""
    path = (folder / name).resolve()
    return path if path.is_file() and folder.resolve() in path.parents else None


def add_routes(blueprint: Blueprint) -> None:
    """Adds the widget's files and pages to the blueprint."""

    async def loader(request: Request) -> HTTPResponse:
        return send(request, WIDGET / "dist" / "widget.js", HOUR)

    async def built(request: Request, name: str) -> HTTPResponse:
        dist = WIDGET / "dist"
        path = inside(dist, name)
        if path and path.parent != dist:
            return send(request, path, YEAR)
        # A loader kept from before a release asks for that release's panel: today's serves it, but is not kept.
        path = path or inside(dist, f"{current_version()}/{Path(name).name}")
        return send(request, path, "no-cache") if path else error("not_found", 404)

    async def page(request: Request, name: str = "index.html") -> HTTPResponse:
        path = inside(WIDGET / "demo", name)
        if not path:
            return error("not_found", 404)
        response = send(request, path, "no-cache")
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        return response

    style = _packed(sheet(), "chat.css")

    async def plain_style(request: Request) -> HTTPResponse:
        return _sent(request, style, "no-cache")

    blueprint.add_route(plain_style, "/chat/chat.css", methods=["GET", "HEAD"], name="plain_style")
    blueprint.add_route(loader, "/widget.js", methods=["GET", "HEAD"], name="loader")
    blueprint.add_route(built, "/widget/<name:path>", methods=["GET", "HEAD"], name="built")
    blueprint.add_route(page, "/demo/<name:path>", methods=["GET", "HEAD"], name="demo")

    @blueprint.listener("before_server_start")
    async def front_page(app, _loop) -> None:  # type: ignore[no-untyped-def]
        # Rasa answers "/" with a greeting for developers; people who open the address get the demo page.
        for route in app.router.routes:
            if route.path == "" and "GET" in route.methods:
                route.handler = page
