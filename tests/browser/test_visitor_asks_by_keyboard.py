"""A visitor who uses no pointer: everything can be reached, left and understood by the keyboard alone."""

import pytest


def test_tab_enter_opens_and_the_question_is_typed_at_once(fake, visit):
    widget = visit(fake.url + "/host")
    widget.page.keyboard.press("Tab")
    assert widget.focused() == ("button", "Ask Paris AI")
    widget.page.keyboard.press("Enter")
    widget.input.wait_for()
    widget.page.keyboard.type("French Tech Visa")
    widget.page.keyboard.press("Enter")
    widget.answers.first.wait_for()
    assert "€99" in widget.answers.first.inner_text()
    assert widget.said.all_inner_texts()[0].endswith("French Tech Visa")
    assert widget.focused()[0] == "textarea"


def test_escape_closes_one_thing_at_a_time_and_gives_the_focus_back(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.button("Menu").focus()
    widget.page.keyboard.press("Enter")
    assert widget.focused() == ("button", "Français")
    widget.page.keyboard.press("Escape")
    assert widget.focused() == ("button", "Menu") and widget.panel.is_visible()
    widget.page.keyboard.press("Escape")
    assert not widget.panel.is_visible()
    assert widget.focused() == ("button", "Ask Paris AI")


def test_the_page_does_not_hear_the_escape_that_closed_the_panel(fake, visit):
    widget = visit(fake.url + "/host")
    widget.page.evaluate("() => { window.heard = 0; addEventListener('keydown', e => e.key === 'Escape' && window.heard++); }")
    widget.open()
    widget.page.keyboard.press("Escape")
    assert widget.page.evaluate("window.heard") == 0
    widget.page.keyboard.press("Escape")
    assert widget.page.evaluate("window.heard") == 1


def test_shift_enter_begins_a_line_and_a_composing_enter_sends_nothing(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.input.press_sequentially("one")
    widget.input.press("Shift+Enter")
    widget.input.press_sequentially("two")
    assert widget.input.input_value() == "one\ntwo"
    widget.input.evaluate("e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))")
    assert fake.messages() == []
    widget.input.press("Enter")
    widget.said.first.wait_for()
    assert widget.said.first.inner_text().endswith("one\ntwo")


def test_every_control_is_reached_by_tab_and_shows_where_the_focus_is(fake, visit):
    widget = visit(fake.url + "/host").open().ask("meetup")
    seen, outlines = [], []
    for _ in range(40):
        widget.page.keyboard.press("Shift+Tab")
        name = widget.focused()
        if name in seen or name[0] == "body":
            break
        seen.append(name)
        outlines.append(widget.page.evaluate(
            "() => { const e = document.querySelector('paris-ai-chat').shadowRoot.activeElement; return e && "
            "getComputedStyle(e).outlineStyle !== 'none' && getComputedStyle(e).outlineWidth !== '0px'; }"))
    names = [name for _, name in seen]
    for wanted in ("Close", "Menu", "Conversation", "Details – Paris NLP Meetup", "Map – Paris NLP Meetup", "Copy", "Copy link",
                   "Helpful", "Not helpful", "More", "Only free ones", "Add to calendar"):
        assert wanted in names, f"{wanted} is not reached: {names}"
    assert all(outlines), dict(zip(names, outlines))


@pytest.mark.parametrize("size", [(360, 740), (740, 360)])
def test_on_a_small_screen_the_focus_stays_inside(fake, visit, size):
    widget = visit(fake.url + "/host", viewport={"width": size[0], "height": size[1]}).open()
    assert widget.panel.evaluate("e => e.matches(':modal')")
    for _ in range(30):
        widget.page.keyboard.press("Tab")
        assert widget.page.evaluate("document.activeElement.localName") in ("paris-ai-chat", "body")
    widget.page.keyboard.press("Escape")
    assert widget.focused() == ("button", "Ask Paris AI")


def test_on_a_wide_screen_the_page_stays_in_reach(fake, visit):
    host = fake.host('<script async src="/widget.js"></script>', body='<h1>A page</h1><a href="#x">A link</a>')
    widget = visit(host).open()
    assert not widget.panel.evaluate("e => e.matches(':modal')")
    widget.page.get_by_role("link", name="A link").click()
    assert widget.panel.is_visible()
