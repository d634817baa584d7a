"""HTTP replies of the web channel: errors in both languages, cross-origin headers, streamed events."""

from __future__ import annotations

import json
from typing import Any, Dict, Optional

from sanic.request import Request
from sanic.response import HTTPResponse, json as json_response

from actions.texts import texts

LANGUAGES = ("en", "fr")


def error_body(code: str, **values: Any) -> Dict[str, Any]:
    """The JSON of an error, its message in every language."""
    return {"error": {"code": code, "message": {lang: texts().get(lang, "web", code, **values) for lang in LANGUAGES}}}


def error(code: str, status: int, headers: Optional[Dict[str, str]] = None, **values: Any) -> HTTPResponse:
    """An error reply."""
    return json_response(error_body(code, **values), status=status, headers=headers, ensure_ascii=False)


def event(data: Dict[str, Any], name: Optional[str] = None) -> str:
    """One server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n"


def origin_of(request: Request) -> str:
    """The site the request comes from, "" when the browser names none (same origin, or no browser)."""
    origin = request.headers.get("origin", "")
    own = f"{request.scheme}://{request.host}"
    return "" if origin in ("", "null", own) else origin


def allowed(origin: str, origins: tuple) -> bool:
    """Whether a site may use this chat."""
    return not origin or "*" in origins or origin in origins


def cross_origin_headers(request: Request, origins: tuple) -> Dict[str, str]:
    """Headers that let an allowed site's page read the reply. No cookies are used, so none are allowed."""
    origin = request.headers.get("origin", "")
    if not origin or not allowed(origin, origins):
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Headers": "authorization, content-type",
        "Access-Control-Allow-Methods": "GET, POST, DELETE",
        "Access-Control-Expose-Headers": "x-session-token, retry-after",
        "Access-Control-Max-Age": "86400",
        "Vary": "Origin",
    }
