"""Nothing a server says, in any field, runs or leads anywhere but to http, https, mailto or tel."""

import pytest

from tests.widget.payloads import SHAPES, STRINGS, everywhere

SPOT = """() => {
  const all = [...document.querySelector('paris-ai-chat').shadowRoot.querySelectorAll('*')];
  return {
    pwned: window.pwned ?? null,
    elements: [...new Set(all.map(e => e.localName))].filter(n => /^(script|img|iframe|object|embed|style|link|meta|base|form|video|input|template|math)$/.test(n)),
    handlers: all.flatMap(e => [...e.attributes]).map(a => a.name).filter(n => /^on|^style$|^srcdoc$/.test(n)),
    links: all.filter(e => e.href !== undefined).map(e => e.href).filter(h => !/^(https?|mailto|tel):/.test(h)),
    relative: all.filter(e => e.hasAttribute('href') && !/^(https?|mailto|tel):/i.test(e.getAttribute('href'))).length,
  };
}"""
CLEAN = {"pwned": None, "elements": [], "handlers": [], "links": [], "relative": 0}


def shown(fake, widget, answers):
    """Has the server say `answers` in one turn, and waits until they stand there."""
    fake.reply = lambda body: answers
    widget.ask("go")
    return widget.page.evaluate(SPOT)


@pytest.mark.parametrize("part", range(4))
def test_no_text_or_address_runs(fake, visit, part):
    assert len(STRINGS) >= 60
    widget = visit(fake.url + "/host").open()
    for payload in STRINGS[part::4]:
        assert shown(fake, widget, [everywhere(payload)]) == CLEAN, payload
    widget.page.locator(".cards .chip").first.click()
    assert widget.page.evaluate(SPOT) == CLEAN


def test_every_payload_is_shown_as_the_words_it_is(fake, visit):
    widget = visit(fake.url + "/host").open()
    for payload in ("<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "javascript:window.pwned=1"):
        shown(fake, widget, [{**everywhere(payload), "suggestions": [{"title": payload, "payload": "m"}]}])
        assert widget.answers.last.locator("p").first.inner_text() == payload
        assert widget.page.locator("dt").last.text_content() == payload
        assert widget.chips.first.inner_text() == payload


def test_values_of_the_wrong_shape_break_nothing(fake, visit):
    widget = visit(fake.url + "/host").open()
    for shape in SHAPES:
        assert shown(fake, widget, [everywhere(shape), everywhere("plain")]) == CLEAN, repr(shape)[:80]
        assert widget.answers.last.locator("p").first.inner_text() == "plain"
    assert widget.page.evaluate("({}).pwned") is None


@pytest.mark.parametrize("whole", [None, 1, "x", [], [1], True])
def test_an_answer_that_is_no_answer_breaks_nothing(fake, visit, whole):
    widget = visit(fake.url + "/host").open()
    shown(fake, widget, [whole, everywhere("plain")])
    assert widget.answers.count() == 2


def test_what_a_visitor_types_is_only_text(fake, visit):
    widget = visit(fake.url + "/host").open()
    for payload in STRINGS[:12]:
        widget.ask(payload)
        assert widget.said.last.inner_text().endswith(payload.strip().replace("\x00", "\ufffd"))
    assert widget.page.evaluate(SPOT) == CLEAN


def test_the_history_is_believed_no_more_than_an_answer(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    past = fake.sessions["token-1"]
    for payload in STRINGS[:40:3]:
        past += [{"from": "user", "text": payload}, {"from": "bot", "answer": everywhere(payload)}]
    past += [{"from": {}, "text": []}, None, "x", {"from": "bot", "answer": 7}, {"from": "bot", "answer": everywhere("plain")}]
    widget.goto(fake.url + "/host")
    widget.open()
    widget.text("plain").first.wait_for()
    assert widget.page.evaluate(SPOT) == CLEAN


@pytest.mark.parametrize("hash_", ["<img src=x onerror=window.pwned=1>", "%", "%E0%A4%A", "javascript:window.pwned=1", "%00", "x" * 5000])
def test_a_shared_address_only_writes_words(fake, visit, hash_):
    widget = visit(fake.url + "/host#paris-ai=" + hash_)
    widget.input.wait_for()
    assert widget.page.evaluate(SPOT) == CLEAN and fake.messages() == []


def test_a_payload_in_an_owners_attribute_goes_nowhere(fake, visit):
    tag = '<script async src="/widget.js" data-privacy="javascript:window.pwned=1" data-telegram="x/../evil" data-theme="&lt;b&gt;"></script>'
    widget = visit(fake.host(tag)).open()
    widget.button("Menu").click()
    assert widget.page.evaluate(SPOT) == CLEAN
    assert widget.page.locator(".menu a").count() == 0
