"""What is kept of a person: handed out on request, erased on request, in every chat and for that person alone."""

from __future__ import annotations

import json

import pytest
from fake_bot_api.people import group
from stub_rasa import answer

from bot.channels.telegram.store.database import METADATA, Database

pytestmark = pytest.mark.asyncio


def everything(settings) -> str:
    """All rows of the channel's database as text."""
    database = Database(settings.database_url)
    with database._engine.begin() as connection:
        rows = "\n".join(str(connection.execute(table.select()).all()) for table in METADATA.sorted_tables)
    database.close()
    return rows


async def test_person_forgets_after_a_confirmation(api, channel, settings_for, archive, ada, zoe):
    chat = group()
    await ada.says("Hello")
    await ada.says("@paris_ai_bot hello", chat)
    await zoe.says("Bonjour")
    await api.world.until(lambda: len(api.world.texts()) == 3)
    senders = f"telegram:{ada.id}:{ada.id}", f"telegram:{chat['id']}:{ada.id}", f"telegram:{zoe.id}:{zoe.id}"
    archive.kept = {sender: [{"text": "kept"}] for sender in senders}
    await ada.says("/forget")
    await api.world.until(lambda: len(api.world.texts()) == 4)
    assert "cannot be undone" in api.world.texts(ada.id)[1] and len(archive.kept) == 3
    await ada.presses("Erase everything")
    await api.world.until(lambda: "Done" in api.world.texts(ada.id)[-1])
    assert list(archive.kept) == [senders[2]]
    await api.world.until(lambda: str(ada.id) not in everything(settings_for(api)))
    assert senders[2] in everything(settings_for(api))
    assert "text" not in api.world.of("answerCallbackQuery")[0]


async def test_person_thinks_better_of_it(api, channel, archive, zoe):
    archive.kept = {f"telegram:{zoe.id}:{zoe.id}": [{"text": "kept"}]}
    await zoe.says("/forget")
    await api.world.until(lambda: api.world.texts())
    await zoe.presses("Conserver")
    await api.world.until(lambda: api.world.texts() == ["Rien n’a été effacé."])
    assert archive.kept


async def test_person_exports_all_conversations_in_private_only(api, channel, archive, ada):
    chat = group()
    await ada.says("@paris_ai_bot hello", chat)
    await api.world.until(lambda: api.world.texts())
    in_group = f"telegram:{chat['id']}:{ada.id}"
    archive.kept = {in_group: [{"from": "user", "text": "héllo"}], "telegram:1:1": [{"text": "another's"}]}
    await ada.says("/export", chat)
    await api.world.until(lambda: len(api.world.texts()) == 2)
    assert "private chat" in api.world.texts(chat["id"])[1] and not api.world.of("sendDocument")
    await ada.says("/export")
    await api.world.until(lambda: api.world.of("sendDocument"))
    name, content = api.world.of("sendDocument")[0]["document"]
    kept = json.loads(content)
    assert name == "my-conversations.json"
    assert kept[in_group]["messages"] == [{"from": "user", "text": "héllo"}]
    assert kept[in_group]["telegram"]["language"] == "en"
    assert "another's" not in content.decode()


async def test_buttons_of_an_answer_lead_there_too(api, channel, rasa, ada):
    rasa.reply = lambda message: [{"answer": answer("You may.", suggestions=[
        {"title": "Erase", "payload": "i|forget_me"}, {"title": "Export", "payload": "i|export_data"},
    ])}]
    await ada.says("What do you keep?")
    await api.world.until(lambda: api.world.texts())
    offered = api.world.bot_messages()[0]
    await ada.presses("Erase", offered)
    await ada.presses("Export", offered)
    await api.world.until(lambda: api.world.of("sendDocument"))
    assert "cannot be undone" in api.world.texts()[1]
    assert len(rasa.asked) == 1


def _buttons(message):
    return [button["text"] for row in (message.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


async def test_one_command_about_data_leads_to_the_others_in_private_only(api, channel, rasa, zoe):
    rasa.reply = lambda message: [{"answer": answer("Voici.", language="fr")}]
    await zoe.says("/privacy")
    await api.world.until(lambda: api.world.texts())
    assert _buttons(api.world.bot_messages(zoe.id)[0]) == ["En recevoir une copie", "Tout effacer"]
    await zoe.presses("En recevoir une copie")
    await api.world.until(lambda: api.world.of("sendDocument"))
    await zoe.presses("Tout effacer", api.world.bot_messages(zoe.id)[1])
    await api.world.until(lambda: len(api.world.texts()) == 3)
    assert _buttons(api.world.bot_messages(zoe.id)[-1]) == ["Tout effacer", "Conserver", "En recevoir une copie"]
    chat = group()
    await zoe.says("/privacy@paris_ai_bot", chat)
    await api.world.until(lambda: api.world.texts(chat["id"]))
    assert _buttons(api.world.bot_messages(chat["id"])[0]) == []
