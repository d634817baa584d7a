"""The fake Bot API itself, through python-telegram-bot: its answers fit the library's types, its refusals Telegram's."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from fake_bot_api.entities import CannotParse, parse
from fake_bot_api.people import Person, group
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def bot(api):
    async with Bot(api.world.token, base_url=api.address + "/bot") as made:
        yield made


async def test_bot_knows_itself(api, bot):
    assert (bot.username, bot.id) == ("paris_ai_bot", api.world.me["id"])
    with pytest.raises(InvalidToken):
        async with Bot("1:" + "x" * 35, base_url=api.address + "/bot"):
            pass


async def test_messages_keep_text_entities_and_keyboard(bot):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(7, "<b>a</b> &lt;&amp; 🙂<i>é</i>", parse_mode="HTML", reply_markup=markup)
    assert sent.text == "a <& 🙂é"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 1), ("italic", 7, 1)]
    assert sent.reply_markup == markup
    changed = await bot.edit_message_text("b", chat_id=7, message_id=sent.message_id)
    assert changed.text == "b" and changed.message_id == sent.message_id


@pytest.mark.parametrize("html", [
    "<b>", "</b>", "<b><i></b></i>", "<p>x</p>", "a < b", "<a>x</a>", '<b class="x">y</b>', "<br>", "<script>",
    "<blockquote>a<blockquote>b</blockquote></blockquote>",
])
async def test_html_that_telegram_refuses(bot, html):
    with pytest.raises(BadRequest, match="(?i)can.t parse entities"):
        await bot.send_message(7, html, parse_mode="HTML")


async def test_html_that_telegram_takes():
    text, entities = parse('<a href="https://a.b/?x=1&amp;y=2">l</a><blockquote expandable>q</blockquote>&copy; &#233;')
    assert text == "lq&copy; é"
    assert entities[0]["url"] == "https://a.b/?x=1&y=2" and entities[1]["type"] == "expandable_blockquote"
    with pytest.raises(CannotParse):
        parse("<b>x")


async def test_limits(bot):
    await bot.send_message(7, "x" * 4096)
    await bot.send_message(7, "<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    for text in ("x" * 4097, "🙂" * 2049):
        with pytest.raises(BadRequest, match="(?i)too long"):
            await bot.send_message(7, text)
    for text in ("", " \n ", "<b> </b>"):
        with pytest.raises(BadRequest, match="(?i)text is empty"):
            await bot.send_message(7, text, parse_mode="HTML")
    for data in ("é" * 33, "x" * 65):
        with pytest.raises(BadRequest, match="(?i)button_data_invalid"):
            await bot.send_message(7, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data=data)]]))


async def test_failures_on_demand(api, bot):
    api.world.refuse("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)
    with pytest.raises(RetryAfter):
        await bot.send_message(7, "x")
    api.world.blocked.add(7)
    with pytest.raises(Forbidden):
        await bot.send_message(7, "x")
    api.world.moved[-5] = -1005
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "x")
    assert moved.value.new_chat_id == -1005
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("x", chat_id=8, message_id=99)


async def test_places_files_and_answers(api, bot):
    assert (await bot.send_venue(7, 48.8, 2.3, "Station F", "Paris")).venue.title == "Station F"
    assert (await bot.send_location(7, 48.8, 2.3)).location.latitude == 48.8
    assert (await bot.send_document(7, InputFile(b"BEGIN", filename="a.ics"))).document.file_name == "a.ics"
    assert await bot.send_chat_action(7, "typing")
    assert await bot.answer_callback_query("q", text="t", show_alert=True)
    with pytest.raises(BadRequest):
        await bot.answer_callback_query("q", text="t" * 201)


async def test_updates_read_as_the_library_types(api, bot):
    person, chat = Person(api.world, "fr"), group()
    message = (await person.says("/visa@paris_ai_bot now", chat))["message"]
    await person.edits(message, "later")
    shown = api.world.new_message(person.chat, api.world.me, text="x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "m"}]]})
    await person.presses("A", shown)
    await person.searches("station f")
    await person.changes_bot("member", "kicked")
    updates = await bot.get_updates()
    assert all(isinstance(update, Update) for update in updates)
    command, edited, press, search, left = updates
    assert command.message.entities[0].type == "bot_command" and command.message.text == "/visa@paris_ai_bot now"
    assert edited.edited_message.text == "later"
    assert press.callback_query.data == "m" and press.callback_query.message.message_id == shown["message_id"]
    assert search.inline_query.query == "station f"
    assert left.my_chat_member.new_chat_member.status == "kicked"
    assert await bot.get_updates(offset=updates[-1].update_id + 1) == ()


async def test_two_pollers_conflict(api, bot):
    async with Bot(api.world.token, base_url=api.address + "/bot") as other:
        first = asyncio.create_task(bot.get_updates(timeout=5))
        await api.world.until(lambda: api.world.polls == 1)
        second = asyncio.create_task(other.get_updates(timeout=5))
        with pytest.raises(Conflict):
            await first
        await Person(api.world).says("x")
        assert len(await second) == 1


async def test_polling_beside_a_webhook_conflicts(api, bot):
    await bot.set_webhook("http://127.0.0.1:9/x", secret_token="s")
    with pytest.raises(Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/x"


async def test_keyboard_is_changed_alone_and_only_when_it_differs(bot):
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a")]])
    sent = await bot.send_message(7, "x", reply_markup=markup)
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(7, sent.message_id, reply_markup=markup)
    changed = await bot.edit_message_reply_markup(7, sent.message_id, reply_markup=None)
    assert (changed.text, changed.reply_markup) == ("x", None)
