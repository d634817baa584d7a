"""A running assistant, asked over its web protocol (`docs/en/web-protocol.md`): what people get, and no more."""

from __future__ import annotations

import json
import time
from typing import Any, Dict, List, Sequence

import requests

TIMEOUT = 60
PATIENCE = 8


class RemoteAssistant:
    """The assistant at `url`. Its answers tell neither the intent nor the question answered. Raises requests.RequestException."""

    def __init__(self, url: str) -> None:
        self._api = f"{url.rstrip('/')}/webhooks/web"
        self._http = requests.Session()

    def converse(self, texts: Sequence[str], language: str) -> List[Dict[str, Any]]:
        """A new conversation on a page in `language`: {"answer"} of each turn. What was kept of it is erased."""
        token = self._send("POST", "/session", {}, "").json()["token"]
        try:
            return [{"answer": self._say(text, language, token)} for text in texts]
        finally:
            self._send("DELETE", "/session", None, token)

    def _say(self, text: str, language: str, token: str) -> Dict[str, Any]:
        reply = self._send("POST", "/message", {"text": text, "lang": language, "lang_source": "page"}, token)
        reply.encoding = "utf-8"
        answers = []
        for block in reply.text.strip().split("\n\n"):
            fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
            if "data" in fields and "event" not in fields:
                answers.append(json.loads(fields["data"]))
        return answers[-1] if answers else {"kind": "error", "text": ""}

    def _send(self, method: str, path: str, body: Any, token: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        for _ in range(PATIENCE):
            reply = self._http.request(method, self._api + path, json=body, headers=headers, timeout=TIMEOUT)
            # The limit of messages is the assistant's own; it says how long to wait.
            if reply.status_code != 429:
                break
            time.sleep(int(reply.headers["Retry-After"]))
        reply.raise_for_status()
        return reply
