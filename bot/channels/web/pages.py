"""The files the web channel serves: the widget's loader and built files, and the pages that show it."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Optional

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels.web.replies import error
from bot.settings import Settings

WIDGET = Path(__file__).resolve().parents[2] / "widget"
TEXTUAL = ("text/", "application/javascript", "application/json", "image/svg+xml")
YEAR = "public, max-age=31536000, immutable"
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
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "text/javascript" if kind == "application/javascript" else kind
    textual = kind.startswith(TEXTUAL)
    packed = gzip.compress(body, 9, mtime=0) if textual else b""
    return File(body, packed, f"{kind}; charset=utf-8" if textual else kind, f'"{hashlib.sha256(body).hexdigest()[:20]}"')


def send(request: Request, path: Path, cache: str) -> HTTPResponse:
    """A file with its type, cache time and entity tag, compressed when the browser can read that."""
    file = _read(path, path.stat().st_mtime)
    headers: Dict[str, str] = {
        "Cache-Control": cache, "ETag": file.etag, "Access-Control-Allow-Origin": "*", "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if request.headers.get("if-none-match") == file.etag:
        return HTTPResponse(status=304, headers=headers)
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return raw(file.packed, content_type=file.type, headers={**headers, "Content-Encoding": "gzip"})
    return raw(file.body, content_type=file.type, headers=headers)


def inside(folder: Path, name: str) -> Optional[Path]:
    """The file called `name` below `folder`, or None when there is none or the name leads outside."""
    path = (folder / name).resolve()
    return path if path.is_file() and folder.resolve() in path.parents else None


def add_routes(blueprint: Blueprint, settings: Settings) -> None:
    """Adds the widget's files and pages to the blueprint."""

    async def loader(request: Request) -> HTTPResponse:
        return send(request, WIDGET / "dist" / "widget.js", HOUR)

    async def built(request: Request, name: str) -> HTTPResponse:
        path = inside(WIDGET / "dist", name)
        return send(request, path, YEAR) if path else error("not_found", 404)

    async def page(request: Request, name: str = "index.html") -> HTTPResponse:
        path = inside(WIDGET / "demo", name)
        return send(request, path, "no-cache") if path else error("not_found", 404)

    blueprint.add_route(loader, "/widget.js", methods=["GET", "HEAD"], name="loader")
    blueprint.add_route(built, "/widget/<name:path>", methods=["GET", "HEAD"], name="built")
    blueprint.add_route(page, "/demo/<name:path>", methods=["GET", "HEAD"], name="demo")

    @blueprint.listener("before_server_start")
    async def front_page(app, _loop) -> None:  # type: ignore[no-untyped-def]
        # Rasa answers "/" with a greeting for developers; people who open the address get the demo page.
        for route in app.router.routes:
            if route.path == "" and "GET" in route.methods:
                route.handler = page
