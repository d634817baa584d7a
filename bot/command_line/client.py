"""Talks to a running assistant over the web protocol (`docs/en/web-protocol.md`), on this machine only."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any, Dict, List, Optional

# Requests to this machine must not wander through a proxy.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
TIMEOUT = 60.0


class Refused(RuntimeError):
    """The assistant said no, or nothing; `message` holds its words by language, empty when it gave none."""

    def __init__(self, message: Optional[Dict[str, str]] = None) -> None:
        super().__init__((message or {}).get("en", "no answer"))
        self.message = message or {}


def address(port: int, host: str = "127.0.0.1") -> str:
    """Where the assistant listens, as this machine reaches it."""
    reachable = "127.0.0.1" if host in ("0.0.0.0", "::", "localhost", "") else host
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def is_ready(url: str) -> bool:
    """Whether an assistant at `url` answers questions now."""
    try:
        with _OPENER.open(f"{url}/webhooks/web/health", timeout=2) as response:
            return response.status == 200 and json.load(response).get("status") == "ok"
    except (OSError, ValueError, AttributeError):
        return False


class RunningAssistant:
    """One conversation with the assistant at `url`; it is erased there at the end. Use as a context manager."""

    def __init__(self, url: str) -> None:
        self._url, self._token = url, ""

    def __enter__(self) -> RunningAssistant:
        self._token = json.loads(self._call("POST", "/session", {}))["token"]
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._call("DELETE", "/session")
        except Refused:
            # It has gone meanwhile, and the conversation will be erased by age.
            pass

    def ask(self, text: str, language: Optional[str] = None) -> List[Dict[str, Any]]:
        """The answers to `text` as JSON; `language` is a choice, None leaves it to the text. Raises Refused."""
        body: Dict[str, Any] = {"text": text}
        if language:
            body.update(lang=language, lang_source="choice")
        return answers_in(self._call("POST", "/message", body).decode("utf-8"))

    def _call(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> bytes:
        request = urllib.request.Request(self._url + "/webhooks/web" + path, method=method)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        data = None
        if body is not None:
            request.add_header("Content-Type", "application/json")
            data = json.dumps(body).encode()
        try:
            with _OPENER.open(request, data, timeout=TIMEOUT) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            raise Refused(_message(error.read())) from None
        except OSError:
            raise Refused from None


def answers_in(stream: str) -> List[Dict[str, Any]]:
    """The `Answer` JSON objects of an event stream. Raises Refused when it holds an error."""
    answers = []
    for block in stream.replace("\r\n", "\n").split("\n\n"):
        kind, data = "message", []
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            if name == "event":
                kind = value.strip()
            elif name == "data":
                data.append(value[1:] if value.startswith(" ") else value)
        if kind == "error":
            raise Refused(_message("\n".join(data).encode()))
        if kind == "message" and data:
            answers.append(json.loads("\n".join(data)))
    return answers


def _message(body: bytes) -> Dict[str, str]:
    try:
        return dict(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return {}
