"""The widget as a visitor meets it: what is on the page, what is pressed, what went wrong."""

import re
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost")


class WidgetPage:
    """Wraps a Playwright page. `faults`: requests that left this machine, and errors on the console but for `allow`."""

    def __init__(self, page, allow=()):
        self.page, self.faults, self.allow = page, [], allow
        page.on("console", lambda message: message.type == "error" and self._fault(message.text))
        page.on("pageerror", lambda error: self._fault(f"uncaught: {error}"))
        page.on("request", lambda request: self._leaves(request.url))

    def _fault(self, text):
        if not any(re.search(pattern, text) for pattern in self.allow):
            self.faults.append(text)

    def _leaves(self, url):
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname not in LOOPBACK:
            self.faults.append(f"request to {url}")

    def goto(self, url):
        """Opens the address and waits for the widget to be defined."""
        self.page.goto(url)
        self.page.wait_for_function("() => customElements.get('paris-ai-chat')")

    @property
    def launcher(self):
        return self.page.locator("paris-ai-chat button").first

    @property
    def panel(self):
        return self.page.locator(".panel")

    @property
    def input(self):
        return self.page.locator("textarea")

    @property
    def said(self):
        """What the visitor said, as shown."""
        return self.page.locator(".said")

    @property
    def answers(self):
        return self.page.locator(".items .answer")

    def text(self, words):
        """Where the conversation shows `words`."""
        return self.page.get_by_role("log").get_by_text(words)

    @property
    def chips(self):
        return self.page.locator(".chips button")

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def open(self):
        """Presses the launcher; gives itself."""
        self.launcher.click()
        self.input.wait_for()
        return self

    def ask(self, text):
        """Types and sends, and waits until the answer is complete."""
        before = self.answers.count()
        self.input.fill(text)
        self.input.press("Enter")
        self.page.wait_for_function(
            "n => { const root = document.querySelector('paris-ai-chat').shadowRoot;"
            " return root.querySelectorAll('.items .answer').length > n && !root.querySelector('.log[aria-busy=true]'); }", arg=before)
        return self

    def menu(self, name):
        """Opens the menu and presses an entry."""
        self.page.locator(".panel .top button[aria-expanded]").click()
        self.button(name).click()

    def focused(self):
        """What has the focus, by tag and name: ("textarea", "Your question…")."""
        return tuple(self.page.evaluate(
            "() => { let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;"
            " return [e.localName, e.getAttribute('aria-label') || e.textContent]; }"))

    def shows(self, selector):
        """Whether the middle of the element is what a pointer would hit there."""
        return self.page.locator(selector).first.evaluate(
            "e => { const r = e.getBoundingClientRect(), x = r.x + r.width / 2, y = r.y + r.height / 2;"
            " let hit = document.elementFromPoint(x, y); while (hit?.shadowRoot?.elementFromPoint(x, y) && "
            "hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);"
            " return e === hit || e.contains(hit); }")
