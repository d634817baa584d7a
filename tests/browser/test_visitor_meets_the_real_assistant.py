"""The running product (BOT_URL), from its own front page: a talk in each language, sourced, kept, and erased."""

import pytest

from tests.browser.axe import SCRIPT, violations

pytestmark = pytest.mark.slow


@pytest.fixture(params=[("en-GB", "What does the French Tech Visa cost?"), ("fr-FR", "Combien coûte le French Tech Visa ?")],
                ids=["english", "french"])
def talk(request, bot_url, visit):
    """A widget on the front page in one language, with one question answered."""
    locale, question = request.param
    widget = visit(bot_url + "/", locale=locale, reduced_motion="reduce").open()
    return widget.ask(question)


def test_an_answer_comes_in_the_language_asked_with_its_source_and_date(talk):
    answer = talk.answers.last
    assert answer.get_attribute("lang") == talk.panel.get_attribute("lang")
    assert "French Tech" in answer.inner_text()
    summary = answer.locator("summary")
    assert summary.count() == 1 and any(year in summary.inner_text() for year in ("2024", "2025", "2026", "2027"))
    links = answer.locator("details a")
    assert links.count() >= 1 and all(link.get_attribute("href").startswith("http") for link in links.all())


def test_what_is_suggested_can_be_pressed(talk):
    assert talk.chips.count() >= 1
    title = talk.chips.first.inner_text()
    talk.chips.first.click()
    talk.page.wait_for_function("() => { const root = document.querySelector('paris-ai-chat').shadowRoot;"
                                " return root.querySelectorAll('.items .answer').length > 1 && root.querySelector('.log[aria-busy=false]'); }")
    assert talk.said.last.inner_text().endswith(title)
    assert talk.page.locator(".failure:visible").count() == 0


def test_the_talk_survives_a_reload_and_is_erased_for_good(talk):
    said = talk.said.all_inner_texts()
    url = talk.page.url
    talk.goto(url)
    talk.open()
    talk.answers.first.wait_for()
    assert talk.said.all_inner_texts() == said
    french = talk.panel.get_attribute("lang") == "fr"
    talk.menu("Tout effacer" if french else "Erase everything")
    talk.button("Effacer" if french else "Erase").click()
    talk.page.get_by_text("Messages effacés" if french else "Erased:").wait_for()
    assert talk.said.count() == 0 and talk.page.evaluate("localStorage.length") == 0


def test_an_opinion_is_taken(talk):
    french = talk.panel.get_attribute("lang") == "fr"
    talk.button("Utile" if french else "Helpful").click()
    talk.page.locator(".log").get_by_text("Merci." if french else "Thank you.").wait_for()


def test_real_answers_are_accessible(talk):
    if not SCRIPT.is_file():
        pytest.skip("axe-core is not installed: run `npm ci` in bot/widget.")
    assert violations(talk.page) == []
