"""A site's owner embeds the widget: under any policy, on any page, from another origin, more than once."""

import json
from pathlib import Path

import pytest

MANIFEST = json.loads((Path(__file__).resolve().parents[2] / "bot/widget/dist/manifest.json").read_text())
VERSION = MANIFEST["version"]


def whole_talk(widget):
    """Opens, asks and reads: the proof that everything works where it stands."""
    widget.open().ask("visa")
    assert "€99" in widget.answers.first.inner_text()
    assert widget.page.locator(".panel .top").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(20, 81, 63)"


@pytest.mark.parametrize("policy", [
    "default-src 'none'; script-src {bot}; connect-src {bot}; style-src 'none'; img-src 'self'",
    "default-src 'none'; script-src {bot}; connect-src {bot}; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    "script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'; require-trusted-types-for 'script'",
])
def test_it_works_under_a_strict_policy(fake, visit, policy):
    tag = f'<script async nonce="abc" src="{fake.elsewhere}/widget.js"></script>'
    whole_talk(visit(fake.host(tag, csp=policy.format(bot=fake.elsewhere))))


def test_it_works_at_a_pinned_address_with_integrity(fake, visit):
    name = f"{VERSION}/widget.js"
    tag = (f'<script async crossorigin="anonymous" src="{fake.elsewhere}/widget/{name}" '
           f'integrity="{MANIFEST["files"][name]["integrity"]}"></script>')
    whole_talk(visit(fake.host(tag)))


def test_a_changed_file_is_refused_by_its_integrity(fake, browser):
    tag = (f'<script async crossorigin="anonymous" src="{fake.elsewhere}/widget.js" '
           f'integrity="{MANIFEST["files"][VERSION + "/panel.js"]["integrity"]}"></script>')
    page = browser.new_page()
    page.goto(fake.host(tag))
    assert page.evaluate("window.ParisAI") is None
    page.close()


def test_the_panel_too_is_pinned_by_an_import_map(fake, visit):
    panel = f"{fake.elsewhere}/widget/{VERSION}/panel.js"
    def tags(digest):
        imports = json.dumps({"integrity": {panel: digest}})
        return f'<script type="importmap">{imports}</script><script async src="{fake.elsewhere}/widget.js"></script>'
    whole_talk(visit(fake.host(tags(MANIFEST["files"][VERSION + "/panel.js"]["integrity"]))))
    widget = visit(fake.host(tags(MANIFEST["files"]["widget.js"]["integrity"]), "/wrong"), allow=("integrity",))
    widget.launcher.click()
    widget.page.get_by_text("Unreachable. Retry.").wait_for()


def test_one_kilobyte_is_all_a_page_pays_before_the_first_press(fake, visit):
    widget = visit(fake.url + "/host")
    widget.page.wait_for_load_state("networkidle")
    loaded = widget.page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)")
    assert [path for path in loaded if "icon" not in path] == ["/widget.js"]


@pytest.mark.parametrize("point", ["hover", "focus"])
def test_pointing_at_the_button_fetches_the_panel_and_says_nothing(fake, visit, point):
    widget = visit(fake.url + "/host", allow=("Failed to load", "net::ERR"))
    fake.down = True
    getattr(widget.launcher, point)()
    widget.page.wait_for_load_state("networkidle")
    assert widget.launcher.inner_text() == "Ask Paris AI", "a button that nobody pressed has nothing to apologise for"
    fake.down = False
    widget.page.mouse.move(0, 0)
    widget.launcher.evaluate("e => e.blur()")
    getattr(widget.launcher, point)()
    widget.panel.wait_for(state="attached")
    assert not widget.panel.is_visible()
    whole_talk(widget)


def test_the_tag_twice_makes_one_widget(fake, visit):
    tag = '<script async src="/widget.js"></script>'
    widget = visit(fake.host(tag + tag + f'<script async src="/widget/{VERSION}/widget.js"></script>'))
    widget.page.wait_for_load_state("networkidle")
    assert widget.page.locator("paris-ai-chat").count() == 1
    whole_talk(widget)


def test_a_framework_adds_the_script_when_it_needs_it(fake, visit):
    host = fake.host("<script>addEventListener('load', () => { const s = document.createElement('script'); s.async = true;"
                     f" s.src = '{fake.elsewhere}/widget.js'; document.head.append(s); }});</script>")
    whole_talk(visit(host))


def test_a_tag_without_async_in_the_head_waits_for_the_page(fake, visit):
    widget = visit(fake.host('<script src="/widget.js"></script>', body="<paris-ai-chat></paris-ai-chat>"))
    assert widget.page.locator("paris-ai-chat").count() == 1
    whole_talk(widget)


def test_a_page_that_swaps_its_body_keeps_the_talk(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.page.evaluate("() => { const body = document.createElement('body'); body.innerHTML = '<h1>Another page</h1>';"
                         " document.body.replaceWith(body); history.pushState({}, '', '/another'); }")
    assert widget.panel.is_visible() and widget.said.count() == 1
    widget.ask("meetup")
    assert widget.said.count() == 2


def test_an_element_a_framework_takes_away_and_brings_back_goes_on(fake, visit):
    widget = visit(fake.host('<script async src="/widget.js"></script>', body='<div id="app"></div>'))
    widget.page.evaluate("() => { app.innerHTML = '<paris-ai-chat inline></paris-ai-chat>'; }")
    widget.page.locator("#app textarea").fill("visa")
    widget.page.locator("#app textarea").press("Enter")
    widget.page.locator("#app .items .answer").wait_for()
    widget.page.evaluate("() => { window.kept = app.firstChild; app.replaceChildren(); app.append(window.kept); }")
    assert widget.page.locator("#app .items .answer").count() == 1
    widget.page.evaluate("() => { app.innerHTML = '<paris-ai-chat inline></paris-ai-chat>'; }")
    widget.page.locator("#app .items .answer").wait_for()


def test_a_dead_server_leaves_the_page_usable_and_the_button_tries_again(fake, visit):
    host = fake.host('<script async src="/widget.js"></script>', body='<button onclick="this.textContent = \'pressed\'">Host</button>')
    widget = visit(host, allow=("Failed to load", "net::ERR"))
    fake.down = True
    widget.launcher.click()
    widget.page.get_by_text("Unreachable. Retry.").wait_for()
    widget.page.get_by_role("button", name="Host").click()
    assert widget.page.get_by_role("button", name="pressed").is_visible()
    fake.down = False
    whole_talk(widget)


def test_inline_it_is_part_of_the_page(fake, visit):
    widget = visit(fake.host('<script async src="/widget.js"></script>',
                             body='<h1>Ask</h1><div style="height: 30em"><paris-ai-chat inline></paris-ai-chat></div>'))
    widget.input.wait_for()
    assert widget.page.locator("paris-ai-chat").count() == 1 and not widget.launcher.is_visible()
    assert widget.button("Close").count() == 0
    box = widget.panel.bounding_box()
    assert box["height"] == 480 and box["y"] > 50
    widget.ask("visa")
    widget.page.keyboard.press("Escape")
    assert widget.panel.is_visible()


def test_the_page_opens_asks_closes_and_listens(fake, visit):
    widget = visit(fake.url + "/host")
    widget.page.evaluate("() => { window.heard = []; for (const type of ['open', 'close', 'message', 'answer', 'language', 'error'])"
                         " ParisAI.on(type, e => heard.push([type, e.detail])); ParisAI.ask('visa'); }")
    widget.input.wait_for()
    widget.page.wait_for_function("() => document.querySelector('paris-ai-chat').shadowRoot.querySelector('textarea').value === 'visa'")
    assert fake.messages() == []
    widget.input.press("Enter")
    widget.answers.first.wait_for()
    widget.page.evaluate("ParisAI.setLanguage('fr')")
    widget.page.wait_for_function("() => heard.some(([type]) => type === 'language')")
    assert widget.input.get_attribute("placeholder") == "Votre question…"
    widget.page.evaluate("ParisAI.close()")
    widget.page.wait_for_function("() => heard.some(([type]) => type === 'close')")
    heard = widget.page.evaluate("heard")
    assert [type for type, _ in heard] == ["open", "message", "answer", "language", "close"]
    assert heard[2][1] == {"kind": "facts", "language": "en"}
    assert "visa" not in json.dumps(heard), "an event must not carry what was said"


@pytest.mark.parametrize("theme, ground", [("light", "rgb(251, 248, 242)"), ("dark", "rgb(19, 24, 22)")])
def test_the_owner_chooses_the_theme(fake, visit, theme, ground):
    other = {"light": "dark", "dark": "light"}[theme]
    widget = visit(fake.host(f'<script async src="/widget.js" data-theme="{theme}"></script>'), color_scheme=other).open()
    assert widget.panel.evaluate("e => getComputedStyle(e).backgroundColor") == ground


def test_the_owner_chooses_the_place_and_the_looks(fake, visit):
    fake.pages["/looks.css"] = ("paris-ai-chat { --paris-ai-radius: 3px; --paris-ai-font: monospace; --paris-ai-size: 14px }",
                                {"Content-Type": "text/css"})
    widget = visit(fake.host('<link rel="stylesheet" href="/looks.css"><script async src="/widget.js" data-position="left"></script>'))
    assert widget.launcher.bounding_box()["x"] < 30
    widget.open()
    assert widget.panel.bounding_box()["x"] < 30
    looks = widget.panel.evaluate("e => { const s = getComputedStyle(e); return [s.borderRadius, s.fontFamily, s.fontSize]; }")
    assert looks == ["3px", "monospace", "14px"]
    fake.pages["/place.css"] = ("paris-ai-chat { --paris-ai-position: 40px 50px auto auto }", {"Content-Type": "text/css"})
    widget = visit(fake.host('<link rel="stylesheet" href="/place.css"><script async src="/widget.js"></script>', "/place"), reduced_motion="reduce").open()
    box = widget.panel.bounding_box()
    assert (round(box["y"]), round(1100 - box["x"] - box["width"])) == (40, 50)


def test_the_pages_styles_do_not_reach_in(fake, visit):
    fake.pages["/loud.css"] = ("* { letter-spacing: 5px; font-family: cursive !important; text-align: right; color: red }"
                               " html { font-size: 40px; line-height: 3 } button { display: none !important }",
                               {"Content-Type": "text/css"})
    widget = visit(fake.host('<link rel="stylesheet" href="/loud.css"><script async src="/widget.js"></script>')).open()
    style = widget.panel.evaluate("e => { const s = getComputedStyle(e); return [s.fontSize, s.letterSpacing, s.textAlign, s.color]; }")
    assert style == ["16px", "normal", "start", "rgb(28, 36, 32)"]


def test_on_a_phone_nothing_covers_send(fake, phone):
    widget = phone(fake.url + "/host", reduced_motion="reduce").open()
    for selector in (".send", "textarea", ".head"):
        assert widget.shows(selector), selector
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert not widget.launcher.is_visible()
