"""A browser without JavaScript: follows redirects, keeps cookies, fills in the forms that the page has."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import Any, Dict, List, Optional

import aiohttp


class _Reader(HTMLParser):
    """Forms with their fields and buttons, and the visible text."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: List[Dict[str, Any]] = []
        self.words: List[str] = []
        self.tags: List[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if tag == "form":
            self.forms.append({"action": found["action"], "fields": {}, "buttons": []})
        elif tag == "input":
            self.forms[-1]["fields"][found["name"]] = found.get("value", "")
        elif tag == "button":
            self.forms[-1]["buttons"].append((found.get("name"), found.get("value")))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class PlainBrowser:
    """One visitor. `status`, `source`, `text` and `headers` are of the page last seen; `address` is where it stands."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self.http, self.base, self.address = http, base, ""

    async def open(self, path: str = "/chat", **headers: str) -> "PlainBrowser":
        """Fetches a page; gives itself."""
        async with self.http.get(self.base + path, headers={"Accept-Language": "en-GB", **headers}) as reply:
            return await self._saw(reply)

    async def submit(self, action: str = "/chat", number: int = -1, headers: Optional[Dict[str, str]] = None, **fields: str) -> "PlainBrowser":
        """Sends the last form (or the one of that `number`) with that action, its hidden fields with it; gives itself."""
        form = [form for form in self.page.forms if form["action"] == action][number]
        sent = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "en-GB", **(headers or {})}
        async with self.http.post(self.base + action, data={**form["fields"], **fields}, headers=sent) as reply:
            return await self._saw(reply)

    async def say(self, words: str, **more: Any) -> "PlainBrowser":
        """Types a question and sends it."""
        return await self.submit(text=words, **more)

    async def press(self, payload: str) -> "PlainBrowser":
        """Presses a button that the page shows."""
        assert payload in self.buttons()
        return await self.submit(number=0, **{f"press:{payload}": "Send"})

    def written(self) -> str:
        """What stands in the field for a question."""
        return next(form["fields"]["text"] for form in self.page.forms if "text" in form["fields"])

    def buttons(self) -> List[str]:
        """What the buttons of the page send: payloads and texts."""
        return [value if name == "text" else name.partition(":")[2] for form in self.page.forms for name, value in form["buttons"] if name]

    async def _saw(self, reply: aiohttp.ClientResponse) -> "PlainBrowser":
        self.status, self.headers, self.source = reply.status, reply.headers, await reply.text()
        self.address, self.steps = str(reply.real_url), [one.status for one in reply.history]
        self.set_cookies = [value for one in [*reply.history, reply] for value in one.headers.getall("Set-Cookie", [])]
        self.page = _Reader()
        self.page.feed(self.source)
        self.text = html.unescape(" ".join(" ".join(self.page.words).split()))
        return self
