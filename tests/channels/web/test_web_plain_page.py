"""`/chat` without JavaScript: said, pressed, kept, refused, erased, as any browser of forms does it."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
import pytest_asyncio
from plain_browser import PlainBrowser
from web_server import API, answer

from bot.settings import Settings
from tests.widget.sample_answers import reply

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def browse(address, agent, rasa):
    """`browse()` gives a new visitor's browser."""
    agent.handle_message = rasa
    rasa.reply = lambda message: [{"text": one["text"], "answer": one} for one in reply({"text": message.text})]
    jars = []

    def new() -> PlainBrowser:
        jars.append(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
        return PlainBrowser(jars[-1], address)

    yield new
    for jar in jars:
        await jar.close()


@pytest_asyncio.fixture
async def chat(browse):
    """A browser on the page."""
    return await browse().open()


async def test_the_page_is_there_and_keeps_nothing_before_the_first_message(chat):
    assert chat.status == 200 and "Your question" in chat.text and "What is the French Tech Visa?" in chat.text
    assert chat.set_cookies == [] and "script" not in chat.page.tags
    policy = chat.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "form-action 'self'" in policy and "script-src" not in policy
    assert chat.headers["Cache-Control"] == "no-store" and chat.headers["Referrer-Policy"] == "same-origin"


async def test_a_question_is_answered_after_a_redirect_with_its_source_and_notice(chat, rasa):
    await chat.say("French Tech Visa")
    assert (chat.status, chat.steps) == (200, [303]) and chat.address.endswith("/chat?lang=en#last")
    for words in ("You: French Tech Visa", "€99", "May be out of date", "2 sources, checked 14 June–2 October 2026", "This is information, not legal advice."):
        assert words in chat.text, words
    assert 'href="https://service.example/talent"' in chat.source and "<strong>€99</strong>" in chat.source
    assert rasa.asked[0].metadata["language"] == {"value": "en", "source": "page"}


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(chat, channel):
    await chat.say("hello")
    (cookie,) = chat.set_cookies
    assert cookie.startswith("paris-ai-chat=") and "; HttpOnly" in cookie and cookie.partition("; ")[2].startswith("SameSite=Lax; Path=/chat;"), "in this order, or Lynx keeps it to itself"
    assert f"Max-Age={channel.sessions.lifetime}" in cookie and "Secure" not in cookie


class TestBehindProxy:
    """With https ended by a proxy of ours."""

    @pytest.fixture
    def settings(self):
        return Settings(session_secret="a secret for the tests", trusted_proxies=1)

    async def test_the_cookie_goes_over_https_only(self, chat):
        await chat.say("hello", headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"})
        assert "; Secure" in chat.set_cookies[0]


async def test_a_press_sends_what_was_offered_under_its_title(chat, rasa):
    await chat.say("visa")
    await chat.press("a|ask_how_to_apply|french-tech-visa")
    assert rasa.asked[1].text == '/ask_how_to_apply{"record": ["french-tech-visa"]}' and rasa.asked[1].sender_id == rasa.asked[0].sender_id
    assert "You: How to apply" in chat.text


async def test_what_was_never_offered_cannot_be_pressed(chat, rasa):
    await chat.say("visa")
    await chat.submit(**{"press:a|ask_cost|station-f": "Send"})
    assert chat.status == 400 and "older version of this page" in chat.text and len(rasa.asked) == 1


async def test_cards_and_tables_stand_in_the_place_of_what_they_repeat(chat):
    await chat.say("meetup")
    assert "s|paris-nlp" in chat.buttons() and "Tuesday 24 November 2026, 18:30–21:00" in chat.text and "openstreetmap.org" in chat.source
    await chat.say("compare")
    assert 'scope="row">Who backs you' in chat.source


async def test_a_calendar_file_is_fetched_by_its_own_conversation_only(chat, browse):
    await chat.say("meetup")
    path = chat.source.partition('href="/chat/calendar/')[2].partition('"')[0]
    await chat.open(f"/chat/calendar/{path}")
    assert chat.source.startswith("BEGIN:VCALENDAR") and 'filename="paris-nlp.ics"' in chat.headers["Content-Disposition"]
    stranger = await browse().open(f"/chat/calendar/{path}")
    assert stranger.status == 404 and "nothing at this address" in stranger.text


async def test_an_opinion_is_taken_and_thanked(chat, rasa):
    await chat.say("visa")
    await chat.press("f|wrong")
    assert rasa.asked[1].text == '/give_feedback{"rating": "wrong"}' and "Thank you." in chat.text and chat.address.endswith("#note")


async def test_the_talk_is_there_on_return_and_in_no_other_browser(chat, browse):
    await chat.say("visa")
    await chat.open()
    assert "You: visa" in chat.text
    assert "You: visa" not in (await browse().open()).text


async def test_both_languages_and_the_choice_goes_along(chat, rasa):
    await chat.open("/chat", **{"Accept-Language": "de, fr-CA;q=0.8, en;q=0.5"})
    assert '<html lang="fr" ' in chat.source and "Votre question" in chat.text and chat.headers["Content-Language"] == "fr"
    await chat.open("/chat?lang=fr&chosen=1")
    await chat.say("visa")
    assert rasa.asked[0].metadata["language"] == {"value": "fr", "source": "choice"}
    assert chat.address.endswith("/chat?lang=fr&chosen=1#last") and "Vous :\u00a0" not in chat.text and "Vous\u00a0: visa" in chat.text.replace(" :", "\u00a0:")


async def test_a_shared_question_is_written_and_not_sent(chat, rasa):
    await chat.open("/chat?q=What+is+%22Station+F%22%3F")
    assert chat.written() == 'What is "Station F"?' and not rasa.asked


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
                                     {"Sec-Fetch-Site": "", "Origin": "null"}])
async def test_another_sites_form_is_not_obeyed(chat, rasa, headers):
    await chat.say("visa", headers=headers)
    assert chat.status == 403 and "came from another site" in chat.text and chat.set_cookies == [] and not rasa.asked
    assert chat.written() == "visa"


async def test_a_form_without_the_conversations_key_is_not_obeyed(chat, rasa):
    await chat.say("visa")
    for action, fields in (("/chat", {"text": "meetup"}), ("/chat/erase", {})):
        await chat.submit(action, key="0" * 32, headers={"Sec-Fetch-Site": ""}, **fields)
        assert chat.status == 403 and "nothing was sent" in chat.text
    assert len(rasa.asked) == 1 and "You: visa" in chat.text
    await chat.say("meetup")
    assert len(rasa.asked) == 2


async def test_a_page_kept_from_before_the_conversation_keeps_the_words(chat, rasa):
    await chat.say("visa")
    await chat.submit(text="written in another tab", key="")
    assert chat.status == 403 and chat.written() == "written in another tab"


async def test_the_form_sent_twice_is_answered_once(chat, rasa):
    await chat.say("visa")
    first = chat.page.forms[0]["fields"]
    await chat.submit(text="meetup", id=first["id"])
    await chat.submit(text="meetup", id=first["id"])
    await chat.submit(text="compare", id=first["id"])
    assert [one.text for one in rasa.asked] == ["visa", "meetup", "compare"]


async def test_what_cannot_be_sent_says_why_and_stays_written(chat, rasa):
    await chat.say("x" * 2001)
    assert chat.status == 413 and "more than 2,000 characters" in chat.text and chat.written() == "x" * 2001
    await chat.say("   ")
    assert chat.status == 400 and "empty" in chat.text
    await chat.say("x" * 20_000)
    assert chat.status == 413 and chat.set_cookies == [] and not rasa.asked


async def test_a_command_is_only_text(chat, rasa):
    await chat.say("/restart")
    assert rasa.asked[0].text == "restart"


async def test_too_many_messages_are_told_the_wait(chat, rasa):
    for _ in range(20):
        await chat.say("visa")
    await chat.say("one more")
    assert chat.status == 429 and 1 <= int(chat.headers["Retry-After"]) <= 61 and "please wait" in chat.text
    assert chat.written() == "one more" and len(rasa.asked) == 20


async def test_a_failure_is_told_and_the_words_stay(chat, rasa):
    rasa.failure = RuntimeError("secret detail")
    await chat.say("visa")
    assert chat.status == 500 and "Something went wrong on our side" in chat.text and "secret detail" not in chat.source
    assert chat.written() == "visa"


async def test_a_slow_answer_is_waited_for_and_then_fetched(chat, rasa, monkeypatch):
    monkeypatch.setattr("bot.channels.web.plain.routes.PATIENCE", 0.05)
    rasa.gate.clear()
    await chat.say("visa")
    assert chat.status == 200 and "taking longer than usual" in chat.text
    rasa.gate.set()
    while not rasa.agent.tracker_store or "€99" not in (await chat.open()).text:
        await asyncio.sleep(0.01)


async def test_a_server_that_is_starting_says_so(chat, agent):
    agent.ready = False
    await chat.say("visa")
    assert chat.status == 503 and "starting" in chat.text and chat.written() == "visa"


async def test_everything_is_exported_and_erased(chat, browse):
    await chat.say("words to forget")
    await chat.open("/chat/export")
    assert "words to forget" in chat.source and "attachment" in chat.headers["Content-Disposition"]
    await chat.open()
    await chat.submit("/chat/erase")
    assert "has been erased" in chat.text and "words to forget" not in chat.text and "Max-Age=0" in chat.set_cookies[0]
    await chat.open("/chat/export")
    assert "words to forget" not in chat.source


async def test_the_cookie_opens_nothing_but_the_page(chat, address):
    await chat.say("visa")
    token = chat.set_cookies[0].partition("=")[2].partition(";")[0]
    for origin in ({}, {"Origin": "https://site.example"}, {"Origin": address}):
        async with chat.http.get(address + API + "/history", headers={"Authorization": f"Bearer {token}", **origin}) as reply:
            assert reply.status == 401


@pytest.mark.parametrize("cookie", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ3ZWIteCJ9."])
async def test_a_forged_cookie_is_no_conversation(browse, address, cookie):
    chat = await browse().open(Cookie=f"paris-ai-chat={cookie}")
    assert chat.status == 200 and "/chat/export" not in chat.source


async def test_nothing_an_answer_says_becomes_markup(chat, rasa):
    from tests.widget.payloads import ADDRESSES, LINKS, MARKUP, everywhere

    for value in [*MARKUP, *ADDRESSES, *LINKS]:
        rasa.reply = lambda message, value=value: [{"answer": {**answer("x"), **everywhere(value)}}]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
            page = await PlainBrowser(http, chat.base).open()
            # The limit by address is not what is tested here.
            await page.say("x", headers={"X-Forwarded-For": "192.0.2.1"})
        assert page.status == 200, value
        assert not set(page.page.tags) & {"script", "iframe", "svg", "object", "embed", "base", "style", "video", "math", "template"}, value


async def test_a_dated_fact_of_the_text_carries_its_mark_and_source_and_is_not_said_again(chat, rasa):
    text = "The visa:\n\n- **Fee**: €99 *(checked 2 October 2026)*\n- **Permit**: €225 *(checked 14 June 2026, verify)*\n- **Launched**: 2017\n\n1. Ask for it. *(checked 3 June 2026)*"
    fact = {"source": 0, "as_of": "2026-06-14", "freshness": "fresh", "confirmed": True}
    rasa.reply = lambda message: [{"answer": {**answer(text), "sources": [{"title": "The page", "url": "https://page.example/", "as_of": "2026-06-14"}], "facts": [
        {**fact, "label": "Fee", "value": "€99", "as_of": "2026-10-02"}, {**fact, "label": "Permit", "value": "€225", "freshness": "ageing"},
        {**fact, "label": "Launched", "value": "2017"}, {**fact, "label": "Step", "value": "1. Ask for it."}]}}]
    await chat.say("visa")
    assert "Fee : €99 checked 2 October 2026" in chat.text and "Permit : €225 May be out of date checked 14 June 2026" in chat.text
    assert "Ask for it. checked 14 June 2026" in chat.text and "(checked" not in chat.text and "verify" not in chat.text
    assert [chat.text.count(words) for words in ("€99", "€225", "Ask for it.", "Launched")] == [1, 1, 1, 2]
    assert chat.source.count('<a href="https://page.example/" title="The page">checked') == 4


async def test_french_punctuation_stays_on_its_line(chat, rasa):
    rasa.reply = lambda message: [{"answer": {**answer("Où est « Station F » ?"), "suggestions": [{"title": "Et après ?", "payload": "t|Et après ?"}]}}]
    await chat.say("visa")
    assert "Où est «\u00a0Station F\u00a0»\u00a0?" in chat.source and ">Et après\u00a0?<" in chat.source
    assert 'name="press:t|Et après ?"' in chat.source, "what a button sends stays as it came"


async def test_the_style_is_the_widgets_own_with_its_dark_colours_for_those_who_ask(chat):
    from bot.channels.web.plain.style import WIDGET

    await chat.open("/chat/chat.css")
    light, dark = ((WIDGET / f"{name}.css").read_text(encoding="utf-8") for name in ("light", "dark"))
    assert chat.status == 200 and light in chat.source and f"@media (prefers-color-scheme: dark) {{\n{dark}" in chat.source
