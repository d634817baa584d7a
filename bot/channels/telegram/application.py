"""Builds python-telegram-bot's Application: the bot, its limits, its handlers. Updates come from our own queue."""

from __future__ import annotations

import logging
from typing import Any

from telegram.constants import FloodLimit
from telegram.ext import AIORateLimiter, Application, ContextTypes

from bot.channels.telegram.context import Parts, TurnContext
from bot.channels.telegram.handlers.register import register
from bot.channels.telegram.settings import Settings

MESSAGES_PER_SECOND = int(FloodLimit.MESSAGES_PER_SECOND)


def build(settings: Settings, parts: Parts) -> "Application[Any, Any, Any, Any, Any, Any]":
    """An application that is not initialised yet: no network is touched. `parts`: what its handlers work with."""
    application = (
        Application.builder()
        .token(settings.token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        # 30 messages a second in all, each worker its share. A group's 20 a minute are not divided: one worker may get
        # them all, and is told to wait when others did. It does not try again itself: it would hold up every chat
        # while one must wait, and forget the wait in a restart. The queue waits, chat by chat.
        .rate_limiter(AIORateLimiter(overall_max_rate=max(1.0, MESSAGES_PER_SECOND / settings.workers), max_retries=0))
        .context_types(ContextTypes(context=TurnContext))
        .updater(None)
        .connect_timeout(10).read_timeout(45).write_timeout(20).pool_timeout(20)
        .build()
    )
    # A 429 is no failure of ours: the queue waits as told.
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)
    application.bot_data["parts"] = parts
    register(application)
    return application
