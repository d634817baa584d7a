"""Makes stored calls at the Bot API, and says what to do when Telegram refuses one."""

from __future__ import annotations

import html
import logging
import re
from typing import Any, Optional

from telegram import InputFile, Message
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram.calls import Call
from bot.channels.telegram.logs import error_name

logger = logging.getLogger(__name__)

_TAG = re.compile(r"</?[a-z][^<>]*>")
_NO_SUCH_CHAT = ("chat not found", "user is deactivated", "have no rights to send", "not enough rights")
_WANTED_ALREADY = ("message is not modified", "query is too old", "query id is invalid")
MAX_BACKOFF = 60.0


class Gone(Exception):
    """Nobody can be reached there any more: the bot is blocked, removed or silenced."""


class Postponed(Exception):
    """Telegram asks to wait, or cannot be reached; `seconds` until the next try."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Mended(Exception):
    """Refused as it is; `call` may do instead, or None when nothing is to be made of it."""

    def __init__(self, call: Optional[Call]) -> None:
        super().__init__()
        self.call = call


class Moved(Exception):
    """The group has another id now."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(new_chat_id)
        self.new_chat_id = new_chat_id


async def make(bot: "ExtBot[Any]", call: Call, attempt: int = 1) -> Optional[int]:
    """Makes a call; the id of the message shown, if there is one.

    `attempt` lengthens the pause after a failure. Raises Gone, Postponed, Mended or Moved. A time-out is tried
    again though the message may have arrived: Telegram gives no way to know, and twice is better than never. What
    Telegram refuses in every form is logged and left out.
    """
    try:
        result = await _call(bot, call)
    except RetryAfter as error:
        raise Postponed(error.retry_after.total_seconds() + 0.1) from None
    except ChatMigrated as error:
        raise Moved(error.new_chat_id) from None
    except Forbidden:
        raise Gone() from None
    except BadRequest as error:
        raise _refused(call, error) from None
    except InvalidToken:
        raise Postponed(MAX_BACKOFF) from None
    except TelegramError:
        raise Postponed(min(MAX_BACKOFF, 2.0 ** min(attempt, 6))) from None
    return result.message_id if isinstance(result, Message) else None


async def _call(bot: "ExtBot[Any]", call: Call) -> Any:
    arguments = dict(call.arguments)
    if call.method == "send_message":
        return await bot.send_message(arguments.pop("chat_id"), arguments.pop("text"), api_kwargs=arguments)
    if call.method == "edit_message_text":
        return await bot.edit_message_text(arguments.pop("text"), api_kwargs=arguments)
    if call.method == "send_document":
        file = InputFile(arguments.pop("document").encode(), filename=arguments.pop("filename"))
        return await bot.send_document(arguments.pop("chat_id"), file, api_kwargs=arguments)
    if call.method == "answer_inline_query":
        return await bot.do_api_request("answer_inline_query", api_kwargs=arguments)
    return await getattr(bot, call.method)(**_typed(arguments))


def _typed(arguments: dict) -> dict:
    names = ("chat_id", "latitude", "longitude", "title", "address")
    known = {name: arguments.pop(name) for name in names if name in arguments}
    return {**known, "api_kwargs": arguments}


def _refused(call: Call, error: BadRequest) -> Exception:
    reason = error.message.lower()
    if any(known in reason for known in _NO_SUCH_CHAT):
        return Gone()
    if call.method == "answer_inline_query" or any(known in reason for known in _WANTED_ALREADY):
        return Mended(None)
    arguments = dict(call.arguments)
    if call.method == "edit_message_text":
        # The message is gone or too old to be edited.
        del arguments["message_id"]
        return Mended(Call("send_message", arguments))
    if "thread not found" in reason and "message_thread_id" in arguments:
        del arguments["message_thread_id"]
        return Mended(Call(call.method, arguments))
    if arguments.pop("parse_mode", None):
        # A bare answer is better than none.
        arguments["text"] = html.unescape(_TAG.sub("", arguments["text"]))
        arguments.pop("reply_markup", None)
        return Mended(Call(call.method, arguments))
    logger.error("Telegram refuses %s, which is left out: %s", call.method, error_name(error))
    return Mended(None)
