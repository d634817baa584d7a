"""Accessibility (WCAG 2.2 AA) of every state, in both themes, with any accent, at any text size."""

import pytest

from tests.browser.axe import SCRIPT, violations
from tests.browser.conftest import missing

ACCENTS = ["#ffeb3b", "#ffffff", "#000000", "#e00000", "#777777", "#00c8ff", "#ff00ff", "#0000ff", "#2e7d32", "#f57c00",
           "rebeccapurple", "oklch(0.7 0.3 140)"]


@pytest.fixture(autouse=True, scope="module")
def axe():
    if not SCRIPT.is_file():
        missing("axe-core is not installed: run `npm ci` in bot/widget.")


def states(widget, fake):
    """Goes through the states a visitor can see; yields the name of each."""
    yield "closed"
    widget.open()
    yield "greeting"
    for word in ("visa", "meetup", "compare", "long", "nothing at all"):
        widget.ask(word)
        yield word
    for details in widget.page.locator("details").all():
        details.evaluate("e => { e.open = true; }")
    yield "sources open"
    widget.button("Not helpful").click()
    yield "reasons"
    widget.button("Menu").click()
    yield "menu"
    widget.button("Erase everything").click()
    yield "confirm"
    widget.button("Keep").click()
    widget.input.fill("x" * 2001)
    yield "too long"
    fake.faults = [500]
    widget.input.fill("visa")
    widget.input.press("Enter")
    widget.button("Try again").wait_for()
    yield "failed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1100, 760), (320, 640)])
def test_axe_finds_nothing_in_any_state(fake, visit, scheme, size):
    widget = visit(fake.url + "/host", color_scheme=scheme, viewport={"width": size[0], "height": size[1]}, allow=("500",))
    widget.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {state: violations(widget.page) for state in states(widget, fake)}
    assert not any(found.values()), {state: what for state, what in found.items() if what}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_any_accent_stays_readable(fake, visit, accent, scheme):
    host = fake.host('<link rel="stylesheet" href="/accent.css"><script async src="/widget.js"></script>')
    fake.pages["/accent.css"] = (f"paris-ai-chat {{ --paris-ai-accent: {accent} }}", {"Content-Type": "text/css"})
    widget = visit(host, color_scheme=scheme, reduced_motion="reduce")
    assert violations(widget.page) == []
    assert widget.launcher.evaluate("(e, a) => { const p = document.createElement('i'); p.style.color = a; document.body.append(p);"
                                    " return getComputedStyle(e).backgroundColor === getComputedStyle(p).color; }", accent)
    widget.open().ask("visa").ask("meetup")
    assert violations(widget.page) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_text_at_twice_its_size_loses_nothing(fake, visit, lang):
    host = fake.host('<link rel="stylesheet" href="/size.css"><script async src="/widget.js"></script>', lang=lang)
    fake.pages["/size.css"] = ("paris-ai-chat { --paris-ai-size: 32px }", {"Content-Type": "text/css"})
    widget = visit(host, viewport={"width": 640, "height": 900}).open()
    widget.ask("visa").ask("meetup").ask("compare")
    wide = widget.page.evaluate(
        "() => [...document.querySelector('paris-ai-chat').shadowRoot.querySelectorAll('.panel *')].filter(e => {"
        " const r = e.getBoundingClientRect(); return r.width && (r.right > innerWidth + 1 || r.left < -1) && "
        "!e.closest('.wide, .sr'); }).map(e => e.localName + '.' + e.className)")
    assert wide == []
    assert widget.shows(".send") and widget.input.bounding_box()["width"] > 200


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_text_at_twice_its_size_leaves_room_for_the_talk(fake, phone, lang):
    host = fake.host('<link rel="stylesheet" href="/size.css"><script async src="/widget.js"></script>', lang=lang)
    fake.pages["/size.css"] = ("paris-ai-chat { --paris-ai-size: 32px }", {"Content-Type": "text/css"})
    widget = phone(host, reduced_motion="reduce").open()
    title, first = (widget.page.locator(selector).first.bounding_box() for selector in ("#title", ".head"))
    assert title["x"] + title["width"] <= first["x"] + 1, "the name ends where the buttons begin"
    assert widget.page.locator(".log").bounding_box()["height"] >= 740 / 2
    widget.ask("visa")
    assert widget.page.locator(".log").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_phone_of_320_pixels_scrolls_in_one_direction_only(fake, visit):
    widget = visit(fake.url + "/host", viewport={"width": 320, "height": 568}).open().ask("visa").ask("meetup").ask("compare")
    log = widget.page.locator(".log")
    assert log.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert widget.page.evaluate("document.documentElement.scrollWidth") == 320


def test_targets_are_large_enough(fake, visit, phone):
    small = ("(least) => [...document.querySelector('paris-ai-chat').shadowRoot.querySelectorAll("
             "'button, summary, .chip, textarea')].map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && "
             "(r.width < least || r.height < least)).map(([e]) => e.textContent || e.ariaLabel)")
    widget = visit(fake.url + "/host").open().ask("meetup")
    assert widget.page.evaluate(small, 24) == []
    widget = phone(fake.url + "/host").open().ask("meetup")
    assert widget.page.evaluate(small, 44) == []


def test_only_what_is_new_is_announced(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    live = widget.page.locator("[aria-live=polite].sr")
    assert live.count() == 1 and live.inner_text().startswith("The French Tech Visa for founders costs €99")
    widget.ask("compare")
    assert "€99" not in live.inner_text() and "Two routes for a founder" in live.inner_text()
    assert widget.page.get_by_role("log").get_attribute("aria-live") == "off"
    assert widget.page.locator(".items .answer").last.get_attribute("lang") == "en"


def test_still_for_those_who_ask_for_no_motion(fake, visit):
    fake.faults = ["slow"]
    widget = visit(fake.url + "/host", reduced_motion="reduce").open()
    widget.input.fill("visa")
    widget.input.press("Enter")
    widget.page.get_by_text("Looking it up").wait_for()
    moving = ("() => [...document.querySelector('paris-ai-chat').shadowRoot.querySelectorAll('*')].flatMap(e => "
              "[null, '::before'].map(p => getComputedStyle(e, p).animationName)).filter(name => name !== 'none')")
    assert widget.page.evaluate(moving) == []
    fake.release.set()


def test_forced_colours_keep_the_shape_of_things(fake, visit):
    widget = visit(fake.url + "/host", forced_colors="active").open().ask("visa")
    for selector in (".said", ".mark", ".send", ".field", ".panel", ".notice"):
        assert widget.page.locator(selector).first.evaluate("e => getComputedStyle(e).borderStyle") != "none", selector
    assert violations(widget.page) == []
