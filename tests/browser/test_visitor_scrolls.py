"""The scroll follows the talk, and never pulls a reader away."""


def top(widget):
    return widget.page.locator(".log").evaluate("e => e.scrollTop")


def test_a_long_answer_is_shown_from_its_question(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa").ask("long")
    log, question = widget.page.locator(".log").bounding_box(), widget.said.last.bounding_box()
    assert 0 <= question["y"] - log["y"] < 40


def test_a_reader_who_scrolled_up_stays_and_is_told(fake, visit):
    widget = visit(fake.url + "/host").open().ask("long")
    fake.faults = ["slow"]
    widget.input.fill("visa")
    widget.input.press("Enter")
    widget.page.get_by_text("Looking it up").wait_for()
    widget.page.locator(".log").evaluate("e => { e.scrollTop = 100; }")
    fake.release.set()
    widget.button("New answer ↓").wait_for()
    assert top(widget) == 100
    widget.button("New answer ↓").click()
    assert widget.page.locator(".log").evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 2
    assert not widget.page.locator(".unseen").is_visible()


def test_open_sources_stay_open_when_the_talk_goes_on(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.page.locator("summary").click()
    widget.ask("meetup")
    assert widget.page.locator("details").first.evaluate("e => e.open")
