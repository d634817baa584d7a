"""The operator's check, in both languages, and the settings that it reads."""

from __future__ import annotations

import pytest

from bot.channels.telegram import settings as settings_of
from bot.channels.telegram.check import check
from bot.settings import BadSetting

TOKEN = "123456789:AAFakeTokenForTestsOnly_0123456789abcdef"


async def lines(api, **environment):
    report = await check({"TELEGRAM_TOKEN": api.world.token, "TELEGRAM_API_URL": api.address, **environment})
    return "\n".join(report.lines), report.failed


@pytest.mark.asyncio
async def test_good_bot_that_polls(api):
    said, failed = await lines(api)
    assert not failed and "✓ The token works: this is @paris_ai_bot." in said
    assert "Privacy mode is on" in said and "Inline mode is on" in said and "!" not in said.replace("! ", "!")
    assert api.world.token not in said


@pytest.mark.asyncio
async def test_in_french(api):
    said, _ = await lines(api, LANG="fr_FR.UTF-8")
    assert "✓ Le jeton fonctionne\u00a0: voici @paris_ai_bot." in said


@pytest.mark.asyncio
async def test_modes_that_are_wrong(api):
    api.world.me.update(can_read_all_group_messages=True, supports_inline_queries=False)
    said, failed = await lines(api)
    assert not failed and "! Privacy mode is off" in said and "! Inline mode is off" in said
    api.world.me.update(can_join_groups=False)
    said, _ = await lines(api)
    assert "! Groups: the bot cannot be added" in said and "rivacy mode" not in said


@pytest.mark.asyncio
@pytest.mark.parametrize("found, wanted, words, failed", [
    ("", "https://bot.example.org", "! TELEGRAM_WEBHOOK_URL is set, but no webhook", False),
    ("https://bot.example.org/webhooks/telegram/webhook", "https://bot.example.org", "✓ The webhook is set to", False),
    ("https://other.example.org/x", "https://bot.example.org", "✗ Telegram calls https://other.example.org/x", True),
    ("", "http://bot.example.org", "✗ TELEGRAM_WEBHOOK_URL must begin with https://", True),
    ("", "https://bot.example.org:5005", "✗ Telegram calls only the ports", True),
    ("https://other.example.org/x", "", "! A webhook is set at Telegram", False),
])
async def test_webhook(api, found, wanted, words, failed):
    api.world.webhook["url"] = found
    said, has_failed = await lines(api, TELEGRAM_WEBHOOK_URL=wanted)
    assert words in said and has_failed is failed


@pytest.mark.asyncio
async def test_webhook_that_fails_and_updates_that_wait(api):
    api.world.webhook.update(
        url="https://bot.example.org/webhooks/telegram/webhook", last_error_date=1795345200, last_error_message="Wrong response: 502",
    )
    await api.world.push(poll={})
    said, _ = await lines(api, TELEGRAM_WEBHOOK_URL="https://bot.example.org")
    assert "failed on 22 November 2026, 12:00" in said and "Wrong response: 502" in said
    assert "One update waits at Telegram" in said


@pytest.mark.asyncio
async def test_what_cannot_work(api):
    assert "TELEGRAM_TOKEN is not set" in (await lines(api, TELEGRAM_TOKEN=""))[0]
    assert "Telegram refuses the token" in (await lines(api, TELEGRAM_TOKEN="1:" + "x" * 35))[0]
    said, failed = await lines(api, TELEGRAM_TOKEN="not a token")
    assert failed and "is not a bot’s token" in said and "not a token" not in said
    await api.stop()
    said, failed = await lines(api)
    assert failed and "cannot be reached" in said and api.world.token not in said


def test_settings_by_default():
    assert settings_of.read({}) is None
    settings = settings_of.read({"TELEGRAM_TOKEN": TOKEN, "DATA_DIR": "/tmp/x"})
    assert settings.webhook_url is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:////tmp/x/telegram.db"
    assert TOKEN not in repr(settings) and settings.secret not in repr(settings)
    assert settings.secret == settings_of.read({"TELEGRAM_TOKEN": TOKEN}).secret


def test_webhook_address_is_completed():
    for given in ("https://a.org", "https://a.org/", "https://a.org/webhooks/telegram/webhook"):
        read = settings_of.read({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_WEBHOOK_URL": given})
        assert read.webhook_url == "https://a.org/webhooks/telegram/webhook"


@pytest.mark.parametrize("name, value", [
    ("TELEGRAM_WEBHOOK_URL", "a.org"), ("TELEGRAM_API_URL", "ftp://a"), ("TELEGRAM_SECRET", "with blank"),
    ("TELEGRAM_TOKEN", "no-token"),
])
def test_wrong_settings_are_named_but_not_shown_in_the_machines_language(name, value, monkeypatch):
    said = []
    for language in ("en_GB", "fr_FR"):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(BadSetting, match=name) as error:
            settings_of.read({"TELEGRAM_TOKEN": TOKEN, name: value})
        said.append(str(error.value))
    assert said[0] != said[1] and not any(value in text for text in said)
