"""A visitor whose browser runs no script: the whole conversation on the running product's plain page (BOT_URL)."""

import re

import pytest

from tests.browser.axe import SCRIPT, violations
from tests.browser.conftest import missing
from tests.browser.widget_page import LOOPBACK

pytestmark = pytest.mark.slow
WORDS = {
    "en": ("What does the French Tech Visa cost?", "And how do I apply for it?", "Send", "Erase everything", "Erase", "Your conversation has been erased.", "Thank you."),
    "fr": ("Combien coûte le French Tech Visa ?", "Comment en faire la demande ?", "Envoyer", "Tout effacer", "Effacer", "Votre conversation a été effacée.", "Merci."),
}


@pytest.fixture
def visitor(browser, bot_url):
    """`visitor(lang, **context)` opens /chat with scripts off; anything but loopback, or a word on the console, fails."""
    contexts, faults = [], []

    def new(lang, **options):
        contexts.append(browser.new_context(java_script_enabled=False, locale={"en": "en-GB", "fr": "fr-FR"}[lang], **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: message.type == "error" and faults.append(message.text))
        page.on("request", lambda request: re.match(r"https?://([^:/]+)", request.url)[1] in LOOPBACK or faults.append(request.url))
        page.goto(bot_url + "/chat")
        return page

    yield new
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.fixture
def visit_scripted(browser):
    """`visit_scripted(url, cookies, **context)` opens a page with scripts on."""
    contexts = []

    def new(url, cookies, **options):
        contexts.append(browser.new_context(**options))
        contexts[-1].add_cookies(cookies)
        page = contexts[-1].new_page()
        page.goto(url)
        return page

    yield new
    for context in contexts:
        context.close()


def ask(page, question):
    page.locator("#text").fill(question)
    with page.expect_navigation():
        page.locator("#text").press("Enter")
    assert page.url.endswith("#last")
    return page.locator(".answer").last


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_whole_talk_is_held_kept_and_erased(visitor, lang):
    question, more, _, forget, yes, erased, thanks = WORDS[lang]
    page = visitor(lang)
    assert page.context.cookies() == [] and page.locator("html").get_attribute("lang") == lang
    answer = ask(page, question)
    assert "French Tech" in answer.inner_text() and answer.get_attribute("lang") == lang and page.locator(".notice").count() == 1
    (cookie,) = page.context.cookies()
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/chat"
    answer.locator("summary").click()
    assert answer.locator("details a").first.is_visible() and answer.locator("details a").first.get_attribute("href").startswith("https://")
    # The next question follows what the talk is about.
    assert "French Tech" in ask(page, more).inner_text()
    page.goto(page.url.partition("#")[0])
    assert [text.split(":")[-1].strip() for text in page.locator(".said").all_inner_texts()] == [question.split(":")[-1].strip(), more]
    page.locator(".opinions button").first.click()
    page.get_by_role("status").get_by_text(thanks).wait_for()
    assert page.locator(".said").count() == 2
    page.get_by_text(forget).click()
    page.get_by_role("button", name=yes, exact=True).click()
    page.get_by_text(erased).wait_for()
    assert page.locator(".said").count() == 0 and page.context.cookies() == []


def test_a_suggestion_is_a_button_that_asks(visitor):
    page = visitor("en")
    page.get_by_role("button", name="What is Station F?").click()
    page.wait_for_url("**#last")
    title = page.locator(".chips button").first.inner_text()
    page.locator(".chips button").first.click()
    page.locator("#last").get_by_text(title).wait_for()
    assert page.locator(".said").count() == 2 and page.locator(".error").count() == 0


def test_by_keyboard_the_question_is_three_keys_after_the_answer(visitor):
    page = visitor("en")
    ask(page, "hello")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        if reached[-1] == "text":
            break
    assert reached[-1] == "text" and "Français" not in reached, "Tab goes on from the last question, not from the head of the page"
    page.keyboard.type("What is Station F?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("What is Station F?").last.wait_for()
    assert page.locator(".said").count() == 2


def test_the_language_is_switched_by_a_link(visitor):
    page = visitor("en")
    ask(page, "What is Station F?")
    page.get_by_role("link", name="Français").click()
    page.get_by_text("Votre question").wait_for()
    assert page.locator(".said").count() == 1
    assert ask(page, "Station F").get_attribute("lang") == "fr"


def test_the_front_page_leads_here(visitor, bot_url):
    page = visitor("fr")
    page.goto(bot_url + "/")
    page.get_by_role("link", name="sans JavaScript").first.click()
    page.get_by_text("Votre question").wait_for()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_it_is_accessible_and_nothing_covers_anything(visitor, visit_scripted, bot_url, lang, width):
    if not SCRIPT.is_file():
        missing("axe-core is not installed: run `npm ci` in bot/widget.")
    plain = visitor(lang)
    ask(plain, WORDS[lang][0])
    for scheme in ("light", "dark"):
        # The measuring itself needs scripts: the same visitor's page in a browser that runs them.
        page = visit_scripted(f"{bot_url}/chat?lang={lang}&done=thanks", plain.context.cookies(), color_scheme=scheme, viewport={"width": width, "height": 740})
        for details in page.locator("details").all():
            details.locator("summary").click()
        assert page.locator(".said").count() == 1 and violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for control in page.locator("button, summary, #text").all():
            control.scroll_into_view_if_needed()
            box = control.bounding_box()
            assert box["height"] >= 24 and box["width"] >= 24 and 0 <= box["x"] and box["x"] + box["width"] <= width
            assert control.evaluate("e => { const r = e.getBoundingClientRect(); const hit = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2);"
                                    " return e === hit || e.contains(hit); }")
