"""A whole conversation: chips, cards, sources, files, copies, opinions, language, and coming back."""

import json
import urllib.parse

from tests.widget.sample_answers import reply


def test_a_chip_sends_its_payload_and_shows_its_title(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.button("How to apply").click()
    widget.page.wait_for_function("() => document.querySelector('paris-ai-chat').shadowRoot.querySelectorAll('.said').length === 2")
    assert widget.said.last.inner_text().endswith("How to apply")
    # The bubble stands before the request has arrived.
    for _ in range(100):
        if len(fake.messages()) == 2:
            break
        widget.page.wait_for_timeout(50)
    assert fake.messages()[-1]["payload"] == "a|ask_how_to_apply|french-tech-visa"
    assert fake.messages()[-1]["title"] == "How to apply"
    assert "text" not in fake.messages()[-1]


def test_chips_of_an_earlier_message_of_the_turn_are_not_lost(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.input.fill("two")
    widget.input.press("Enter")
    widget.text("Anything else?").wait_for()
    widget.button("What it costs").wait_for()
    assert widget.chips.all_inner_texts() == ["What it costs", "How to apply", "Can my family come?"]


def test_doubtful_facts_stand_out_with_their_date_and_the_others_are_one_press_away(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    facts = widget.page.locator(".fact:visible")
    assert facts.count() == 3
    for fact, words in zip(facts.all_inner_texts(), (
            ("Residence permit", "€225", "May be out of date", "checked 14 Jun 2026"),
            ("Income to show", "see the official page", "Too old to be shown", "checked 10 Jan 2024"),
            ("Time to decide", "about two months", "Unconfirmed", "checked 14 Jun 2026"))):
        assert all(word in fact for word in words), fact
    widget.page.locator("summary").click()
    sure = widget.page.locator("details .fact").inner_text()
    assert "€99" in sure and "checked 2 Oct 2026" in sure and widget.page.locator("details .mark").count() == 0
    assert widget.page.locator(".notice").inner_text().startswith("This is information, not legal advice.")


def test_a_dated_fact_of_the_text_carries_its_mark_and_source_and_is_not_said_again(fake, visit):
    widget = visit(fake.url + "/host").open()
    facts = reply({"text": "visa"})[0]
    text = "The visa:\n\n- **Visa fee**: €99 *(checked 2 October 2026)*\n- **Residence permit**: €225 *(checked 14 June 2026, verify)*\n- **Time to decide**: about two months"
    fake.reply = lambda body: [{**facts, "text": text}]
    widget.ask("go")
    assert widget.answers.last.locator("> ul > li").all_inner_texts() == [
        "Visa fee: €99 checked 2 Oct 2026", "Residence permit: €225 May be out of date checked 14 Jun 2026", "Time to decide: about two months"]
    proof = widget.page.get_by_role("link", name="checked 14 Jun 2026").first
    assert proof.get_attribute("href") == "https://service.example/talent" and proof.get_attribute("title").startswith("Service-public.fr")
    # What the text says without its date keeps its row.
    assert widget.page.locator(".fact dt:visible").all_inner_texts() == ["Income to show", "Time to decide"]
    assert widget.page.locator("details .fact").count() == 0


def test_french_punctuation_and_numbers_stay_on_their_line(fake, visit):
    widget = visit(fake.url + "/host").open()
    fake.reply = lambda body: [{"text": "Est-ce « ici » ? Oui : 30 000 €.", "language": "fr", "kind": "facts", "suggestions": [{"title": "Et après ?", "payload": "t|Et après ?"}]}]
    widget.ask("go")
    assert widget.answers.last.inner_text() == "Est-ce «\xa0ici\xa0»\xa0? Oui\xa0: 30\xa0000\xa0€."
    widget.chips.first.click()
    widget.answers.nth(1).wait_for()
    assert fake.messages()[-1]["payload"] == "t|Et après ?"


def test_sources_are_folded_with_their_dates(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    source = widget.page.get_by_role("link", name="Service-public.fr : titre de séjour « talent »")
    assert not source.is_visible()
    widget.page.get_by_text("2 sources, checked 14 Jun – 2 Oct 2026").click()
    assert source.is_visible() and source.get_attribute("rel") == "noopener noreferrer nofollow"
    assert source.get_attribute("href") == "https://service.example/talent"
    assert widget.page.locator("details li").first.inner_text() == "French Tech Visa 2 Oct 2026"


def test_what_cards_and_a_table_show_is_not_said_twice(fake, visit):
    widget = visit(fake.url + "/host").open()
    events, table = reply({"text": "meetup"})[0], reply({"text": "compare"})[0]
    titles = "\n".join(f"{n}. **{card['title']}** – and more" for n, card in enumerate(events["cards"], 1))
    fake.reply = lambda body: [{**events, "text": f"Three meetups:\n\n{titles}\n\n- Not a card\n\nSay more."}]
    widget.ask("go")
    assert widget.answers.last.locator("> p").all_inner_texts()[:2] == ["Three meetups:", "Say more."]
    parts = widget.answers.last.locator("> *").evaluate_all("all => all.map(e => e.className || e.localName)")
    assert parts[:4] == ["p", "cards", "ul", "p"]
    assert widget.answers.last.locator("> ol").count() == 0 and widget.answers.last.locator("> ul:not(.cards)").inner_text() == "Not a card"
    fake.reply = lambda body: [{**table, "text": "Side by side\n\n**Stay**\n- French Tech Visa: 4 years\n\n**Not a row**\n- kept\n\nStay"}]
    widget.ask("go")
    assert widget.answers.last.locator("> p:not(.row)").all_inner_texts() == ["Side by side", "Not a row", "Stay"]
    assert widget.answers.last.locator("> ul").all_inner_texts() == ["kept"]


def test_a_chip_that_only_repeats_a_card_is_left_out(fake, visit):
    widget = visit(fake.url + "/host").open()
    events = reply({"text": "meetup"})[0]
    fake.reply = lambda body: [{**events, "suggestions": [{"title": "Paris NLP", "payload": "s|paris-nlp"}, {"title": "More", "payload": "m"}]}]
    widget.ask("go")
    assert widget.chips.all_inner_texts() == ["More"]


def test_a_past_event_is_not_shown_as_an_appointment(fake, visit):
    widget = visit(fake.url + "/host").open()
    card = {"id": "x", "kind": "event", "title": "Old meetup", "start": "2022-05-25T18:30:00+02:00"}
    fake.reply = lambda body: [{"text": "One", "language": "en", "kind": "list",
                                "cards": [card, {**card, "start": "2126-05-25", "lines": ["Saturday 25 May 2126"]}]}]
    widget.ask("go")
    past, future = widget.page.locator(".card").all()
    assert past.locator(".leaf").count() == 0 and "25 May 2022, 18:30" in past.inner_text()
    assert future.locator(".leaf").inner_text().split() == ["25", "May"]
    assert future.inner_text().count("2126") == 1


def test_a_second_question_need_not_wait_for_the_first_answer(fake, visit):
    fake.faults = ["slow"]
    widget = visit(fake.url + "/host").open()
    for text in ("visa", "meetup"):
        widget.input.fill(text)
        widget.input.press("Enter")
    widget.page.get_by_text("Looking it up…").wait_for()
    assert len(fake.messages()) == 1
    fake.release.set()
    widget.text("Three AI meetups").wait_for()
    order = widget.page.locator(".items > li").all_inner_texts()
    assert [part in text for part, text in zip(("visa", "€99", "meetup", "Three AI"), order)] == [True] * 4


def test_markdown_keeps_bold_lists_and_links(fake, visit):
    widget = visit(fake.url + "/host").open().ask("compare")
    answer = widget.answers.last
    assert answer.locator("h3").inner_text() == "Two routes for a founder"
    assert answer.locator("> ol > li").count() == 2 and answer.locator("ol ul > li").count() == 2
    assert answer.locator("ol strong").first.evaluate("e => +getComputedStyle(e).fontWeight") >= 600
    assert answer.locator("code").inner_text() == "30\xa0000\xa0€"
    assert answer.locator("th[scope=row]").all_inner_texts() == ["Stay", "Who backs you", "Fee"]


def test_events_have_dates_maps_and_a_calendar_file(fake, visit, tmp_path):
    widget = visit(fake.url + "/host").open().ask("meetup")
    card = widget.page.locator(".card").first.inner_text()
    assert "24 Nov 2026, 18:30–21:00" in card and "75013 Paris" in card
    link = widget.page.get_by_role("link", name="Map – Paris NLP Meetup").get_attribute("href")
    assert link == "https://www.openstreetmap.org/?mlat=48.8344&mlon=2.3708#map=17/48.8344/2.3708"
    with widget.page.expect_download() as download:
        widget.button("Add to calendar").click()
    assert download.value.suggested_filename == "paris-nlp.ics"
    download.value.save_as(tmp_path / "file.ics")
    assert (tmp_path / "file.ics").read_bytes() == b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


def test_an_answer_is_copied_as_plain_words_with_its_sources(fake, visit):
    widget = visit(fake.url + "/host", permissions=["clipboard-read", "clipboard-write"]).open().ask("visa")
    widget.button("Copy").click()
    widget.page.get_by_text("Copied.").wait_for()
    copied = widget.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("The French Tech Visa for founders costs €99 for the visa")
    assert "*" not in copied and "– French Tech Visa (2026-10-02) https://visa.example/french-tech" in copied


def test_an_answer_is_shared_by_address_and_the_question_is_only_written(fake, visit):
    widget = visit(fake.url + "/host?page=1#top", permissions=["clipboard-read", "clipboard-write"]).open()
    widget.ask("What is a visa & what's + in it?")
    widget.button("Copy link").click()
    widget.page.get_by_text("Link to this question copied.").wait_for()
    address = widget.page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(fake.url + "/host?page=1#paris-ai=")
    other = visit(address)
    other.input.wait_for()
    assert other.input.input_value() == "What is a visa & what's + in it?"
    assert len(fake.messages()) == 1 and other.page.evaluate("localStorage.length") == 0
    paths = [urllib.parse.unquote(path) for _, path, _, _ in fake.requests]
    assert not any("visa" in path for path in paths)


def test_thumbs_up_is_sent_once_and_thanked(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.button("Helpful").click()
    widget.page.locator(".log .soft", has_text="Thank you").wait_for()
    assert fake.messages()[-1]["payload"] == "f|up"
    assert widget.said.count() == 1 and widget.answers.count() == 1
    assert widget.focused()[0] == "textarea"


def test_thumbs_down_asks_for_the_reason_before_it_sends(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa")
    widget.button("Not helpful").click()
    assert len(fake.messages()) == 1
    assert widget.focused() == ("button", "The information is wrong")
    widget.button("The information is wrong").click()
    widget.page.locator(".log .soft", has_text="Thank you").wait_for()
    assert fake.messages()[-1]["payload"] == "f|wrong"


def test_nothing_is_kept_or_asked_before_the_first_message(fake, visit):
    widget = visit(fake.url + "/host")
    widget.page.wait_for_load_state("networkidle")
    assert [path for _, path, _, _ in fake.requests if "host" not in path and "icon" not in path] == ["/widget.js"]
    widget.open()
    widget.page.wait_for_load_state("networkidle")
    assert not any("/webhooks/" in path for _, path, _, _ in fake.requests)
    widget.menu("New conversation")
    widget.menu("Download my conversation")
    widget.page.get_by_text("Nothing is kept yet.").wait_for()
    widget.menu("Français")
    widget.menu("English")
    assert widget.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    assert not any("/webhooks/" in path for _, path, _, _ in fake.requests)
    widget.ask("visa")
    assert json.loads(widget.page.evaluate("localStorage['paris-ai']"))["token"] == "token-1"


def test_a_token_is_asked_for_while_one_writes_and_kept_only_with_the_message(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.input.press_sequentially("visa")
    widget.page.wait_for_load_state("networkidle")
    assert [path for _, path, _, _ in fake.requests if "/webhooks/" in path] == ["/webhooks/web/session"]
    assert widget.page.evaluate("localStorage.length") == 0
    widget.input.press("Enter")
    widget.answers.first.wait_for()
    assert [path for _, path, _, _ in fake.requests if "/webhooks/" in path] == ["/webhooks/web/session", "/webhooks/web/message"]
    assert json.loads(widget.page.evaluate("localStorage['paris-ai']"))["token"] == "token-1"


def test_the_conversation_is_there_after_a_reload(fake, visit):
    widget = visit(fake.url + "/host").open().ask("visa").ask("meetup")
    widget.goto(fake.url + "/host")
    widget.open()
    widget.text("Three AI meetups").wait_for()
    assert [text.split()[-1] for text in widget.said.all_inner_texts()] == ["visa", "meetup"]
    assert widget.chips.all_inner_texts() == ["More", "Only free ones"]
    assert len(fake.sessions) == 1
    assert widget.page.locator(".log").evaluate("e => e.scrollHeight - e.scrollTop - e.clientHeight") < 2


def test_two_tabs_share_one_conversation(fake, visit):
    first = visit(fake.url + "/host").open()
    second = visit(fake.url + "/host", context=first.page.context).open()
    first.ask("visa")
    second.text("The French Tech Visa for founders").wait_for()
    second.ask("meetup")
    first.text("Three AI meetups").wait_for()
    assert len(fake.sessions) == 1 and first.said.count() == 2


def test_the_language_is_switched_and_remembered(fake, visit):
    widget = visit(fake.url + "/host").open()
    widget.input.fill("half a question")
    widget.menu("Français")
    assert widget.input.get_attribute("placeholder") == "Votre question…"
    assert widget.input.input_value() == "half a question"
    assert widget.panel.get_attribute("lang") == "fr"
    widget.ask("combien coûte ?")
    assert fake.messages()[-1]["lang"] == "fr" and fake.messages()[-1]["lang_source"] == "choice"
    widget.page.locator("summary").click()
    assert "vérifié le 1er oct. 2026" in widget.page.locator("details .fact").inner_text()
    widget.goto(fake.url + "/host")
    widget.open()
    assert widget.input.get_attribute("placeholder") == "Votre question…"


def test_the_page_decides_the_language_until_a_visitor_does(fake, visit):
    french = visit(fake.host('<script async src="/widget.js"></script>', "/fr", lang="fr-FR"))
    assert french.launcher.inner_text() == "Interroger Paris IA"
    german = fake.host('<script async src="/widget.js" data-lang="auto"></script>', "/de", lang="de")
    assert visit(german, locale="fr-CA").launcher.inner_text() == "Interroger Paris IA"
    assert visit(german, locale="pt-BR").launcher.inner_text() == "Ask Paris AI"
    told = visit(fake.host('<script async src="/widget.js" data-lang="fr"></script>', "/told", lang="en")).open()
    told.ask("visa")
    assert (fake.messages()[-1]["lang"], fake.messages()[-1]["lang_source"]) == ("fr", "page")


def test_an_answer_keeps_its_own_language_on_a_page_of_the_other(fake, visit):
    widget = visit(fake.host('<script async src="/widget.js"></script>', lang="fr")).open().ask("visa")
    assert "checked 14 Jun 2026" in widget.page.locator(".fact").first.inner_text()
    assert widget.answers.first.get_attribute("lang") == "en" and widget.button("Copier").is_visible()
