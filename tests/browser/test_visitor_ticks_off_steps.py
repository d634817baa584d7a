"""The steps of a procedure are a checklist: ticked off by mouse or keyboard, and kept until everything is erased."""

from tests.browser.axe import SCRIPT, violations

STEPS = {"text": "How to apply:\n\n1. Get the **certificate**\n2. Fill in the [form](https://form.example/)\n3. Pay\n\n- **Where**: online\n\nGood luck.", "language": "en", "kind": "steps"}


def boxes(widget):
    return widget.answers.last.get_by_role("checkbox")


def test_steps_are_ticked_off_and_stay_so(fake, visit):
    fake.reply = lambda body: [STEPS]
    widget = visit(fake.url + "/host").open().ask("how")
    assert boxes(widget).count() == 3
    boxes(widget).nth(0).check()
    widget.page.get_by_role("checkbox", name="Pay").focus()
    widget.page.keyboard.press("Space")
    boxes(widget).nth(0).uncheck()
    boxes(widget).nth(1).check()
    assert not SCRIPT.is_file() or violations(widget.page) == []
    widget.goto(fake.url + "/host")
    widget.open()
    widget.answers.first.wait_for()
    assert [box.is_checked() for box in boxes(widget).all()] == [False, True, True]
    # Asked again, it is the same list.
    widget.ask("how")
    assert [box.is_checked() for box in boxes(widget).all()] == [False, True, True]
    widget.menu("Erase everything")
    widget.button("Erase").click()
    widget.page.get_by_text("Erased:").wait_for()
    widget.ask("how")
    assert not any(box.is_checked() for box in boxes(widget).all())


def test_a_step_checked_anew_stays_ticked_off(fake, visit):
    def steps(date, words):
        fact = {"label": "Step", "value": "1. Ask for it.", "source": 0, "as_of": date}
        source = {"title": "A page", "url": "https://page.example/", "as_of": date}
        return {"text": f"1. Ask for it. *(checked {words})*\n2. Pay. *(checked {words})*", "language": "en", "kind": "steps", "facts": [fact], "sources": [source]}

    fake.reply = lambda body: [steps("2026-03-02", "2 March 2026")]
    widget = visit(fake.url + "/host").open().ask("how")
    widget.page.get_by_role("checkbox", name="Ask for it.", exact=True).check()
    fake.reply = lambda body: [steps("2026-09-04", "4 September 2026")]
    widget.ask("how")
    assert widget.answers.last.locator("li").first.inner_text() == "Ask for it. checked 4 Sept 2026"
    assert boxes(widget).first.is_checked()


def test_other_lists_are_no_checklists(fake, visit):
    fake.reply = lambda body: [{**STEPS, "kind": "facts"}]
    widget = visit(fake.url + "/host").open().ask("how")
    assert boxes(widget).count() == 0
