"""The demo page and the configurator, in both languages, under the strict policy they are served with."""

import re

import pytest

from tests.browser.axe import SCRIPT, violations
from tests.browser.conftest import missing


@pytest.fixture(autouse=True, scope="module")
def axe():
    if not SCRIPT.is_file():
        missing("axe-core is not installed: run `npm ci` in bot/widget.")


@pytest.mark.parametrize("path", ["/", "/demo/configurator.html"])
@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_in_order_in_both_languages(fake, visit, path, locale, scheme):
    for width in (1100, 320):
        widget = visit(fake.url + path, locale=locale, color_scheme=scheme, viewport={"width": width, "height": 740})
        assert violations(widget.page) == []
        assert widget.page.evaluate("document.documentElement.scrollWidth") <= width
        assert widget.launcher.inner_text() == {"en": "Ask Paris AI", "fr": "Interroger Paris IA"}[locale[:2]]


def test_a_sample_question_is_written_and_the_language_follows(fake, visit):
    widget = visit(fake.url + "/")
    widget.page.get_by_role("link", name="Which AI meetups are on this week?").click()
    widget.page.wait_for_function("() => document.querySelector('paris-ai-chat').shadowRoot.querySelector('textarea')?.value")
    assert widget.input.input_value() == "Which AI meetups are on this week?" and fake.messages() == []
    widget.button("Close").click()
    widget.page.locator("nav").get_by_role("button", name="Français").click()
    assert widget.page.get_by_role("heading", level=1).inner_text().startswith("Vos questions")
    widget.page.wait_for_function("() => document.querySelector('paris-ai-chat').shadowRoot.querySelector('button').textContent"
                                  " === 'Interroger Paris IA'")


def test_the_options_become_a_tag_that_does_what_they_say(fake, visit):
    page = visit(fake.url + "/demo/configurator.html")
    page.page.get_by_label("Where").select_option("left")
    page.page.locator("[name=lang]").select_option("fr")
    page.page.get_by_label("Theme").select_option("dark")
    page.page.get_by_label("Accent").fill("#8a1538")
    page.page.get_by_label("Corners, in pixels").fill("6")
    page.page.get_by_label("Font").fill("Georgia; } </style><script>")
    page.page.get_by_label("Telegram bot").fill("paris_ai_bot")
    page.page.get_by_label("Your privacy page").fill('/privacy?a="<b>')
    assert page.launcher.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(138, 21, 56)"
    assert page.launcher.bounding_box()["x"] < 30
    tag = page.page.locator("#code").inner_text()
    assert f'<noscript><a href="{fake.url}/chat?lang=fr">Interroger Paris IA</a></noscript>' in tag
    assert 'data-privacy="/privacy?a=&quot;&lt;b>"' in tag and "Georgia  stylescript" in tag
    own = visit(fake.host(tag, "/own")).open()
    assert own.launcher.evaluate("e => getComputedStyle(e).borderRadius") == "6px"
    assert own.panel.get_attribute("lang") == "fr" and "dark" in own.panel.get_attribute("class")
    assert own.panel.bounding_box()["x"] < 30
    own.button("Menu").click()
    assert own.page.get_by_role("link", name="Continuer sur Telegram").count() == 1


def test_inline_is_offered_and_the_policy_given(fake, visit):
    page = visit(fake.url + "/demo/configurator.html", permissions=["clipboard-read", "clipboard-write"])
    page.page.get_by_label("Where").select_option("inline")
    tag = page.page.locator("#code").inner_text()
    assert "<paris-ai-chat inline></paris-ai-chat>" in tag
    policy = page.page.locator("#policy").inner_text()
    assert policy == f"script-src {fake.url}; connect-src {fake.url}"
    page.button("Copy the tag").click()
    page.page.get_by_text("Copied.").wait_for()
    assert page.page.evaluate("navigator.clipboard.readText()") == tag
    fake.host("", "/inline", csp=None, body=re.sub(r"<style>.*", "", tag, flags=re.S))
    own = visit(fake.url + "/inline")
    own.input.wait_for()
    assert own.page.locator("paris-ai-chat").count() == 1
