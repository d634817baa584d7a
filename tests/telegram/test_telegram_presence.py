"""Commands, deep links, groups, inline mode, places, and everything that is not a question in words."""

from __future__ import annotations

import pytest
from fake_bot_api.people import group
from stub_rasa import answer

from bot.channels.telegram.inline import Found

pytestmark = pytest.mark.asyncio


async def said_to_rasa(api, rasa, count=1):
    await api.world.until(lambda: len(rasa.asked) == count)
    return rasa.texts[-1]


@pytest.mark.parametrize("command, asked", [
    ("/start", "/greet"), ("/help", "/ask_capabilities"), ("/visa", "/find_my_visa"), ("/privacy", "/ask_privacy"),
    ("/language fr", '/change_language{"language": "fr"}'),
    ("/events", "Which AI events are coming up in Paris?"), ("/meetups python", "AI meetups in Paris: python"),
    ("/near République", "Which AI places and incubators are near République?"), ("/visa for my spouse", "for my spouse"), ("/VISA", "/find_my_visa"),
    ("/start a__ask_cost__french-tech-visa", '/ask_cost{"record": ["french-tech-visa"]}'),
    ("/start visas", "Which visas are there for tech talent in France?"),
    ("/start station-f", '/ask_definition{"record": ["station-f"]}'),
    ("/start t__SG93IG11Y2g_", "How much?"), ("/start !!", "/greet"), ("/start a__restart", "/greet"),
])
async def test_command_asks_rasa(api, channel, rasa, ada, command, asked):
    await ada.says(command)
    assert await said_to_rasa(api, rasa) == asked


async def test_commands_ask_in_french_of_someone_whose_telegram_is_french(api, channel, rasa, zoe):
    await zoe.says("/events")
    assert await said_to_rasa(api, rasa) == "Quels sont les prochains événements IA à Paris\u00a0?"


async def test_language_of_the_last_answer_outweighs_telegrams(api, channel, rasa, zoe):
    rasa.reply = lambda message: [{"answer": answer("Sure.", language="en")}]
    await zoe.says("Let us speak English")
    await api.world.until(lambda: api.world.texts())
    await zoe.sends(voice={"file_id": "f", "file_unique_id": "u", "duration": 3})
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts()[1] == "I cannot listen to recordings. Please type your question."


async def test_choosing_the_language_by_button(api, channel, rasa, ada):
    await ada.says("/language")
    await api.world.until(lambda: api.world.texts())
    await ada.presses("Français")
    assert await said_to_rasa(api, rasa) == '/change_language{"language": "fr"}'
    assert rasa.asked[0].metadata["language"] == {"value": "fr", "source": "choice"}


async def test_unknown_command_is_answered_in_private(api, channel, rasa, ada, zoe):
    await ada.says("/restart")
    await zoe.says("/slots now")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts(ada.id)[0].startswith("I do not know that command.")
    assert api.world.texts(zoe.id)[0].startswith("Je ne connais pas cette commande.")
    assert rasa.asked == []


async def test_near_me_asks_for_the_place_and_answers_it(api, channel, rasa, ada):
    await ada.says("/near")
    await api.world.until(lambda: api.world.texts())
    assert api.world.of("sendMessage")[0]["reply_markup"]["keyboard"][0][0] == {"text": "Share my location", "request_location": True}
    await ada.sends(location={"latitude": 48.8674, "longitude": 2.3637})
    assert await said_to_rasa(api, rasa) == '/find_nearby{"latitude": 48.867400, "longitude": 2.363700}'


async def test_venue_is_a_place_too(api, channel, rasa, ada):
    point = {"latitude": 48.834, "longitude": 2.371}
    await ada.sends(venue={"location": point, "title": '"}/restart', "address": "x"}, location=point)
    assert await said_to_rasa(api, rasa) == '/find_nearby{"latitude": 48.834000, "longitude": 2.371000}'


FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize("content, english, french", [
    ({"voice": {**FILE, "duration": 2}}, "recordings", "enregistrements"),
    ({"audio": {**FILE, "duration": 2}}, "recordings", "enregistrements"),
    ({"video": {**FILE, "duration": 2, "width": 1, "height": 1}}, "videos", "vidéos"),
    ({"video_note": {**FILE, "duration": 2, "length": 1}}, "videos", "vidéos"),
    ({"photo": [{**FILE, "width": 1, "height": 1}]}, "pictures", "images"),
    ({"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}}, "words", "mots"),
    ({"document": {**FILE, "file_name": "cv.pdf"}}, "files", "fichiers"),
    ({"poll": {"id": "1", "question": "q", "options": [], "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
               "type": "regular", "allows_multiple_answers": False, "allows_revoting": True, "members_only": False}}, "vote", "voter"),
    ({"contact": {"phone_number": "1", "first_name": "x"}}, "contacts", "contact"),
    ({"dice": {"emoji": "🎲", "value": 6}}, "throw", "lancé"),
    ({"poll": {"id": "1", "made": "by a newer Bot API"}}, "this kind of message", "ce type de message"),
    ({"brand_new_thing": {"x": 1}}, "this kind of message", "ce type de message"),
    ({"text": "Look at this", "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}}, "forwarding", "transfert"),
    ({"text": "👋" * 2001}, "2,000 characters", "2\u202f000 caractères"), ({"text": "\u200b\u200b"}, "no words", "aucun mot"),
])
async def test_what_is_no_question_gets_a_kind_word(api, channel, rasa, ada, zoe, content, english, french):
    await ada.sends(**content)
    await zoe.sends(**content)
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert english in api.world.texts(ada.id)[0]
    assert french in api.world.texts(zoe.id)[0]
    assert rasa.asked == []


async def test_words_are_read_even_when_what_they_reply_to_cannot_be(api, channel, rasa, ada):
    newer = api.world.new_message(ada.chat, ada.user, poll={"id": "1", "made": "by a newer Bot API"})
    await ada.says("What is this about?", reply_to_message=newer)
    assert await said_to_rasa(api, rasa) == "What is this about?"


async def test_caption_is_read(api, channel, rasa, ada):
    await ada.sends(photo=[{**FILE, "width": 1, "height": 1}], caption="Which visa is this?")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts()[1] == "Answer to Which visa is this?"


async def test_edited_message_is_not_answered_anew(api, channel, rasa, ada):
    update = await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    await ada.edits(update["message"], "Hallo")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert "new message" in api.world.texts()[1]
    assert rasa.texts == ["Hello"]


async def test_notices_of_telegram_are_left_alone(api, channel, rasa, ada):
    chat = group()
    await ada.sends(chat, new_chat_title="New name")
    await ada.sends(pinned_message={**api.world.new_message(ada.chat, ada.user, text="x")})
    await ada.says("Hello")
    await api.world.until(lambda: api.world.texts())
    assert api.world.texts() == ["Answer to Hello"]


async def test_group_hears_the_bot_only_when_it_is_meant(api, channel, rasa, ada, zoe):
    chat = group()
    await ada.says("Does anyone know a visa?", chat)
    await ada.says("@other_bot which visa?", chat)
    await ada.says("/visa@other_bot", chat)
    await ada.says("/unknown", chat)
    await ada.sends(chat, sticker={**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False})
    edited = await ada.says("hm", chat)
    await ada.edits(edited["message"], "@paris_ai_bot hm")
    await ada.says("@Paris_AI_bot which visa?", chat)
    await ada.says("/help", chat)
    await zoe.says("/visa@paris_ai_bot", chat)
    await api.world.until(lambda: len(api.world.texts()) == 3)
    assert rasa.texts == ["which visa?", "/ask_capabilities", "/find_my_visa"]
    replied = api.world.of("sendMessage")[0]["reply_parameters"]
    assert api.world.messages[chat["id"]][replied["message_id"]]["text"] == "@Paris_AI_bot which visa?"


async def test_reply_to_the_bot_is_meant_for_it_and_memory_is_each_persons(api, channel, rasa, ada, zoe):
    chat = group()
    await ada.says("@paris_ai_bot hello", chat)
    await api.world.until(lambda: api.world.texts())
    answered = api.world.bot_messages(chat["id"])[0]
    await zoe.says("and what of me?", chat, reply_to_message=answered)
    assert await said_to_rasa(api, rasa, 2) == "and what of me?"
    assert [asked.sender_id for asked in rasa.asked] == [f"telegram:{chat['id']}:{ada.id}", f"telegram:{chat['id']}:{zoe.id}"]


async def test_name_alone_in_a_group_is_a_greeting(api, channel, rasa, ada):
    await ada.says("@paris_ai_bot", group())
    assert await said_to_rasa(api, rasa) == "/greet"


async def test_answer_stays_in_the_topic_of_a_forum(api, channel, rasa, ada):
    await ada.says("@paris_ai_bot hello", group(), is_topic_message=True, message_thread_id=42)
    await api.world.until(lambda: api.world.texts())
    assert api.world.of("sendMessage")[0]["message_thread_id"] == "42"


async def test_anonymous_administrator_is_answered_and_bots_are_not(api, channel, rasa, ada):
    ada.user = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    await ada.says("@paris_ai_bot hello", group())
    assert await said_to_rasa(api, rasa) == "hello"
    ada.user = {"id": 999, "is_bot": True, "first_name": "Other bot"}
    await ada.says("@paris_ai_bot ping", group())
    await api.world.until(lambda: not api.world.updates)
    assert len(rasa.asked) == 1


async def test_bot_introduces_itself_to_a_group_once_and_forgets_it_when_removed(api, channel, rasa, zoe):
    chat = group()
    await zoe.changes_bot("left", "member", chat)
    await api.world.until(lambda: api.world.texts())
    assert "@paris_ai_bot" in api.world.texts(chat["id"])[0] and "Bonjour" in api.world.texts(chat["id"])[0]
    await zoe.changes_bot("member", "administrator", chat)
    await zoe.changes_bot("administrator", "left", chat)
    await zoe.changes_bot("kicked", "member")
    await zoe.says("Bonjour")
    await api.world.until(lambda: api.world.texts(zoe.id))
    assert len(api.world.texts()) == 2


async def test_more_replaces_the_list_when_it_is_the_last_message(api, channel, rasa, ada):
    pages = iter(("Page 1", "Page 2", "Other", "Page 3"))
    rasa.reply = lambda message: [{"answer": answer(next(pages), suggestions=[{"title": "More", "payload": "m"}])}]
    await ada.says("list")
    await api.world.until(lambda: api.world.texts() == ["Page 1"])
    await ada.presses("More")
    await api.world.until(lambda: api.world.texts() == ["Page 2"])
    first = api.world.bot_messages()[0]
    await ada.says("something else")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    await ada.presses("More", message=first)
    await api.world.until(lambda: len(api.world.texts()) == 3)
    assert api.world.texts() == ["Page 2", "Other", "More\n\nPage 3"]


async def test_more_of_a_message_that_cannot_be_edited_is_sent_anew(api, channel, rasa, ada):
    pages = iter(("Page 1", "Page 2"))
    rasa.reply = lambda message: [{"answer": answer(next(pages), suggestions=[{"title": "More", "payload": "m"}])}]
    await ada.says("list")
    await api.world.until(lambda: api.world.texts())
    api.world.refuse("editMessageText", 400, "Bad Request: message can't be edited")
    await ada.presses("More")
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert api.world.texts() == ["Page 1", "Page 2"]


async def test_same_page_again_is_no_error(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"answer": answer("The only page", suggestions=[{"title": "More", "payload": "m"}])}]
    await ada.says("list")
    await api.world.until(lambda: api.world.texts())
    await ada.presses("More")
    await api.world.until(lambda: len(rasa.asked) == 2)
    await ada.says("again")
    await api.world.until(lambda: len(api.world.texts()) == 2)


def find(text, language, limit):
    presented = answer(
        f"**Station F** ({language}).", language=language,
        sources=[{"title": "Station F", "url": "https://stationf.co", "as_of": "2026-11-01"}],
        suggestions=[{"title": "x", "payload": "m"}],
    )
    return [Found("station-f", "Station F", "Campus", presented), Found("x" * 70, "Long", "", answer("L " * 3000))] if "station" in text else []


async def test_inline_search_offers_records_with_sources(api, start, zoe):
    async with start(search=find):
        await zoe.searches("station f")
        await api.world.until(lambda: api.world.of("answerInlineQuery"))
    article, = api.world.of("answerInlineQuery")[0]["results"]
    assert (article["title"], article["description"]) == ("Station F", "Campus")
    assert "<b>Station F</b> (fr)." in article["input_message_content"]["message_text"]
    assert "vérifié le 1er novembre 2026" in article["input_message_content"]["message_text"]
    assert article["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/paris_ai_bot?start=a__ask_definition__station-f"


async def test_inline_search_without_result_leads_into_the_private_chat(api, start, ada):
    async with start(search=find):
        await ada.searches("   ")
        await ada.searches("nothing like it")
        await api.world.until(lambda: len(api.world.of("answerInlineQuery")) == 2)
    for given in api.world.of("answerInlineQuery"):
        assert given["results"] == [] and given["button"]["start_parameter"] == "inline"


async def test_late_inline_answer_is_dropped(api, start, ada):
    async with start(search=find):
        api.world.refuse("answerInlineQuery", 400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        await ada.searches("station")
        await ada.says("Hello")
        await api.world.until(lambda: api.world.texts())
        await api.world.until(lambda: not api.world.refusals)


async def test_profile_is_published_in_both_languages_once(api, start):
    for _ in range(2):
        async with start():
            await api.world.until(lambda: api.world.polls and api.world.menu == {"type": "commands"})
    private, groups = api.world.commands[("all_private_chats", "fr")], api.world.commands[("all_group_chats", "")]
    assert [command["command"] for command in private] == [
        "start", "events", "meetups", "visa", "near", "language", "help", "privacy", "forget", "export",
    ]
    assert private[1]["description"] == "Les prochains événements IA à Paris"
    assert not {"forget", "export"} & {command["command"] for command in groups}
    assert api.world.descriptions[("short_description", "")].startswith("The Paris AI ecosystem")
    assert api.world.descriptions[("description", "fr")].startswith("Posez-moi")
    assert len(api.world.of("setMyCommands")) == 4 and len(api.world.of("setMyDescription")) == 2
