"""The Rasa input channel: puts the service into Rasa's server and takes webhook calls."""

from __future__ import annotations

import hmac
import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from rasa.shared.exceptions import RasaException
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty

from actions.texts import texts
from bot.channels.telegram import settings as settings_of
from bot.channels.telegram.archive import RasaArchive
from bot.channels.telegram.inline import Search
from bot.channels.telegram.logs import error_name
from bot.channels.telegram.service import Service
from bot.channels.telegram.presentation import search
from bot.channels.telegram.turn import TOPIC
from bot.settings import BadSetting

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY = 1_000_000


class TelegramChannel(InputChannel):
    """Listed in `bot/credentials.yml`; without TELEGRAM_TOKEN it does nothing."""

    def __init__(self, settings: Optional[settings_of.Settings], search: Optional[Search] = None) -> None:
        self._settings, self._search = settings, search
        self._service: Optional[Service] = None

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa and in `/webhooks/telegram`."""
        return TOPIC

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> "TelegramChannel":
        """The channel by the environment's settings. Raises RasaException when one cannot work."""
        try:
            return cls(settings_of.read(), search)
        except BadSetting as error:
            raise RasaException(str(error)) from None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook route, when there is one, and the service's start and stop."""
        blueprint = Blueprint("telegram_webhook")
        settings = self._settings
        if settings is None:
            return blueprint

        @blueprint.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            # After a fork: connections are not shared between workers.
            self._service = Service(settings, on_new_message, RasaArchive(app), texts(), self._search)
            await self._service.start()

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, _: Any) -> None:
            if self._service is not None:
                await self._service.stop()

        if settings.webhook_url:
            @blueprint.route("/webhook", methods=["POST"])
            async def receive(request: Request) -> HTTPResponse:
                return await self._receive(request, settings.secret)

        return blueprint

    def get_output_channel(self) -> Optional[OutputChannel]:
        """For what the bot says unasked, such as a reminder; None when the channel is off."""
        return self._service.unasked_output() if self._service else None

    async def _receive(self, request: Request, secret: str) -> HTTPResponse:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return empty(403)
        if len(request.body) > MAX_BODY:
            return empty(413)
        if self._service is None:
            return empty(503)
        update = request.json
        try:
            await self._service.take([update])
        except Exception as error:  # noqa: BLE001 - not stored: Telegram sends it again
            logger.error("A Telegram update could not be stored: %s", error_name(error))
            return empty(503)
        return empty(200)
