"""Three host pages of another origin embed the running product (BOT_URL): plain, strict policy, single-page application."""

import pytest

from tests.browser.axe import SCRIPT, violations

pytestmark = pytest.mark.slow
STRICT = ("default-src 'none'; script-src {bot}; connect-src {bot}; img-src 'self'; base-uri 'none'; form-action 'none'; "
          "require-trusted-types-for 'script'; trusted-types 'none'")
APP = ("<script>addEventListener('load', () => {{ const s = document.createElement('script'); s.async = true; s.src = '{bot}/widget.js';"
       " document.head.append(s); }});</script>")
TAG = '<script async src="{bot}/widget.js" data-lang="auto"></script>'


@pytest.mark.parametrize(("name", "tag", "policy"), [("plain", TAG, None), ("strict", TAG, STRICT), ("application", APP, None)], ids=["plain", "strict", "application"])
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_the_whole_talk_by_keyboard_only(fake, bot_url, visit, name, tag, policy, width):
    host = fake.host(tag.format(bot=bot_url), f"/{name}", csp=policy.format(bot=bot_url) if policy else None, body='<h1>A page</h1><div id="app"></div>')
    widget = visit(host, viewport={"width": width, "height": 740}, reduced_motion="reduce")
    keys = widget.page.keyboard
    widget.launcher.wait_for()
    keys.press("Tab")
    assert widget.focused() == ("button", "Ask Paris AI")
    keys.press("Enter")
    widget.input.wait_for()
    keys.type("What does the French Tech Visa cost?")
    keys.press("Enter")
    widget.chips.first.wait_for()
    widget.answers.first.wait_for()
    if name == "application":
        widget.page.evaluate("() => { const body = document.createElement('body'); const h1 = document.createElement('h1'); h1.textContent = 'Another page';"
                             " body.append(h1); document.body.replaceWith(body); history.pushState({}, '', '/another'); }")
        widget.input.focus()
    keys.type("And how do I apply for it?")
    keys.press("Enter")
    widget.page.wait_for_function("() => { const root = document.querySelector('paris-ai-chat').shadowRoot;"
                                  " return root.querySelectorAll('.items .answer').length === 2 && root.querySelector('.log[aria-busy=false]'); }")
    assert "French Tech Visa" in widget.answers.last.inner_text()
    for selector in (".send", "textarea", ".head"):
        assert widget.shows(selector), selector
    assert widget.page.evaluate("document.documentElement.scrollWidth") <= width and not widget.launcher.is_visible()
    if SCRIPT.is_file() and name == "plain":
        assert violations(widget.page) == []
    keys.press("Escape")
    assert widget.focused() == ("button", "Ask Paris AI")
