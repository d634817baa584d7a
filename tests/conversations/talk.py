"""A conversation with the running assistant over its real web protocol, as `docs/en/web-protocol.md` tells it."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, List, Optional, Tuple

import requests

TIMEOUT = 60
# The limit of messages is the product's; a long run of tests keeps to it.
MAX_WAITS = 8


class Talk:
    """One session; `say` gives the answers of one turn."""

    def __init__(self, base: str) -> None:
        self._api = f"{base.rstrip('/')}/webhooks/web"
        _, body = self._request("POST", "/session", {})
        self._token = body["token"]
        self.last: Dict[str, Any] = {}

    def say(self, message: Dict[str, Any]) -> Tuple[int, List[Dict[str, Any]], Optional[str]]:
        """Sends one message body. Gives (HTTP status, answers, code of the error or None)."""
        status, body = self._request("POST", "/message", message)
        if status != 200:
            return status, [], body["error"]["code"]
        answers, error = [], None
        for block in body.strip().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":") and ": " in line)
            data = json.loads(fields["data"]) if "data" in fields else None
            if fields.get("event") == "error":
                error = data["error"]["code"]
            elif data and "event" not in fields:
                answers.append(data)
        self.last = answers[-1] if answers else self.last
        return status, answers, error

    def close(self) -> None:
        """Erases what the assistant kept of this conversation."""
        self._request("DELETE", "/session")

    def _request(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> Tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if path != "/session" or method == "DELETE" else {}
        for _ in range(MAX_WAITS):
            reply = requests.request(method, self._api + path, json=body, headers=headers, timeout=TIMEOUT)
            if reply.status_code != 429:
                break
            time.sleep(int(reply.headers["Retry-After"]))
        reply.encoding = "utf-8"
        streamed = reply.headers["content-type"].startswith("text/event-stream")
        return reply.status_code, reply.text if streamed else reply.json()
