"""What a visitor sees when something is broken: what happened, what to do, and never a lost word."""

import pytest

ALLOW = ("Failed to load resource", "net::ERR")


def send(widget, text="visa"):
    widget.input.fill(text)
    widget.input.press("Enter")


def test_a_slow_answer_says_so_honestly_and_a_quick_one_says_nothing(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.page.evaluate("() => { window.seen = 0; new MutationObserver(() => { window.seen += document.querySelector('paris-ai-chat')"
                         ".shadowRoot.querySelectorAll('.status').length; }).observe(document.querySelector('paris-ai-chat').shadowRoot,"
                         " {subtree: true, childList: true}); }")
    widget.ask("visa")
    assert widget.page.evaluate("window.seen") == 0
    fake.faults = ["slow"]
    send(widget, "meetup")
    widget.page.get_by_text("Looking it up…").wait_for()
    fake.release.set()
    widget.text("Three AI meetups").wait_for()
    assert widget.page.locator(".status").count() == 0


def test_a_broken_stream_is_retried_and_answered_once(fake, visit):
    fake.faults = ["break"]
    widget = visit(fake.url + "/host", allow=ALLOW).open()
    widget.ask("visa")
    assert widget.answers.count() == 1 and widget.said.count() == 1
    first, second = fake.messages()
    assert first["id"] == second["id"]


def test_an_answer_that_comes_in_crumbs_is_read_whole(fake, visit):
    fake.faults = ["crumbs"]
    widget = visit(fake.url + "/host").open().ask("coûte")
    assert "quatre ans au plus" in widget.answers.first.inner_text() and "99\xa0€" in widget.answers.first.inner_text()


def test_an_answer_lost_on_the_way_is_read_from_the_history(fake, visit):
    fake.faults = ["lost"]
    widget = visit(fake.url + "/host", allow=ALLOW).open()
    widget.ask("visa")
    assert widget.answers.count() == 1 and widget.said.count() == 1
    assert "€99" in widget.answers.first.inner_text()


def test_an_expired_session_is_renewed_silently(fake, visit):
    widget = visit(fake.url + "/host", allow=("401",)).open().ask("visa")
    fake.sessions.clear()
    widget.ask("meetup")
    assert widget.page.locator(".failure:visible").count() == 0 and widget.answers.count() == 2
    assert [body["text"] for body in fake.messages()] == ["visa", "meetup", "meetup"]


def test_a_fresh_token_is_taken_over(fake, visit):
    fake.fresh_token = "token-fresh"
    widget = visit(fake.url + "/host").open().ask("visa")
    fake.fresh_token = None
    widget.ask("meetup")
    assert fake.requests[-1][2]["Authorization"] == "Bearer token-fresh"


@pytest.mark.parametrize("lang, wait, ready, retry", [
    ("en", "Too many messages at once. You can send this one again in 2 s.", "You can send it again now.", "Try again"),
    ("fr", "Trop de messages à la fois. Vous pourrez renvoyer celui-ci dans 2 s.", "Vous pouvez le renvoyer maintenant.", "Réessayer"),
])
def test_too_many_messages_are_told_with_the_wait(fake, visit, lang, wait, ready, retry):
    widget = visit(fake.host('<script async src="/widget.js"></script>', lang=lang), allow=("429",)).open()
    fake.faults = [429]
    send(widget)
    widget.page.get_by_text(wait).wait_for()
    assert widget.page.locator(".failure button").count() == 0
    widget.page.get_by_text(ready).wait_for()
    widget.button(retry).click()
    widget.answers.first.wait_for()
    assert widget.said.count() == 1 and widget.page.locator(".failure:visible").count() == 0


def test_a_server_error_is_told_in_the_servers_words_and_keeps_what_was_typed(fake, visit):
    widget = visit(fake.url + "/host", allow=("500",)).open()
    fake.faults = [500]
    send(widget, "visa for my family")
    widget.page.get_by_text("English words for internal.").wait_for()
    assert widget.said.first.inner_text().endswith("visa for my family")
    widget.button("Try again").click()
    widget.answers.first.wait_for()
    assert [body["id"] for body in fake.messages()] == [fake.messages()[0]["id"]] * 2


def test_an_error_inside_the_stream_is_told(fake, visit):
    fake.faults = ["mid"]
    widget = visit(fake.host('<script async src="/widget.js"></script>', lang="fr")).open()
    send(widget)
    widget.page.get_by_text("C’est cassé.").wait_for()


def test_a_dead_server_is_told_after_a_few_tries(fake, visit):
    widget = visit(fake.url + "/host", allow=ALLOW).open()
    fake.down = True
    send(widget)
    widget.page.get_by_text("The connection was lost. Trying again…").wait_for()
    widget.page.get_by_text("The assistant cannot be reached. Your message is kept").wait_for(timeout=20_000)
    fake.down = False
    widget.button("Try again").click()
    widget.answers.first.wait_for()


def test_offline_is_said_and_the_message_leaves_when_the_line_is_back(fake, visit):
    widget = visit(fake.url + "/host", allow=ALLOW).open()
    widget.page.context.set_offline(True)
    send(widget)
    widget.page.get_by_text("You are offline. Your message will leave as soon as the connection is back.").wait_for()
    widget.page.context.set_offline(False)
    widget.answers.first.wait_for()
    assert widget.said.count() == 1


def test_a_message_that_is_too_long_is_not_sent(fake, visit):
    widget = visit(fake.url + "/host").open()
    send(widget, "é" * 2001)
    widget.page.get_by_text("2,001 of 2,000 characters: please shorten your message.").wait_for()
    assert fake.messages() == [] and len(widget.input.input_value()) == 2001


def test_an_opinion_that_cannot_be_sent_says_so(fake, visit):
    widget = visit(fake.url + "/host", allow=("500",)).open().ask("visa")
    fake.faults = [500]
    widget.button("Helpful").click()
    widget.page.get_by_text("Your opinion could not be sent. Try again in a moment.").wait_for()
    assert widget.button("Helpful").is_visible()


def test_an_earlier_conversation_that_cannot_be_read_says_so(fake, visit):
    widget = visit(fake.url + "/host", allow=ALLOW).open().ask("visa")
    widget.goto(fake.url + "/host")
    widget.page.route("**/history", lambda route: route.abort())
    widget.open()
    widget.page.get_by_text("Your earlier messages could not be shown.").wait_for()


def test_nothing_is_said_to_be_erased_when_it_was_not(fake, visit):
    widget = visit(fake.url + "/host", allow=ALLOW).open().ask("visa")
    widget.page.route("**/session", lambda route: route.abort())
    widget.menu("Erase everything")
    widget.button("Erase").click()
    widget.page.get_by_text("Nothing could be erased").wait_for()
    assert widget.said.count() == 1 and "token-1" in widget.page.evaluate("localStorage['paris-ai']")
