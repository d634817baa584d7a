"""“Continue on Telegram”: there when the owner named a bot, and it opens with what the talk was last about."""

from tests.widget.sample_answers import reply


def test_the_talk_goes_on_on_telegram_when_the_owner_named_a_bot(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.button("Menu").click()
    assert widget.page.get_by_role("link", name="Continue on Telegram").count() == 0
    tag = '<script async src="/widget.js" data-telegram="paris_ai_bot" data-privacy="/privacy"></script>'
    widget = visit(fake.host(tag, "/owner")).open()
    widget.button("Menu").click()
    assert widget.page.get_by_role("link", name="Continue on Telegram").get_attribute("href") == "https://t.me/paris_ai_bot"
    assert widget.page.get_by_role("link", name="Privacy").get_attribute("href") == fake.url + "/privacy"


def test_telegram_opens_with_what_the_talk_was_last_about(fake, visit):
    def goes_to():
        widget.button("Menu").click()
        address = widget.page.get_by_role("link", name="Continue on Telegram").get_attribute("href")
        widget.button("Menu").click()
        return address

    widget = visit(fake.host('<script async src="/widget.js" data-telegram="paris_ai_bot"></script>', "/owner")).open()
    for start, address in ((None, ""), ("events", "?start=events"), ("station-f", "?start=station-f"), (None, "?start=station-f")):
        fake.reply = lambda body, start=start: [{**reply({"text": "visa"})[0], **({"start": start} if start else {})}]
        widget.ask("A question")
        assert goes_to() == "https://t.me/paris_ai_bot" + address
    widget.page.reload()
    widget.open().answers.nth(3).wait_for()
    assert goes_to() == "https://t.me/paris_ai_bot?start=station-f"
    widget.menu("New conversation")
    assert goes_to() == "https://t.me/paris_ai_bot"
