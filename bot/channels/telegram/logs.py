"""Keeps the bot's token out of every log record: messages, arguments and tracebacks alike.

The token is part of each Bot API address, which httpx logs, and of some of python-telegram-bot's errors.
"""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path
from typing import Any

_HIDDEN = "<telegram token>"
# Also tokens that are not ours: a wrong one pasted into a setting is as secret.
_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}")


def redact(text: str, token: str = "") -> str:
    """`text` without the `token` and whatever else looks like one."""
    if token:
        text = text.replace(token, _HIDDEN)
    return _TOKEN.sub(_HIDDEN, text)


def hide(token: str) -> None:
    """From now on no log record of this process holds `token`. May be called again."""
    previous = logging.getLogRecordFactory()
    if getattr(previous, "hides", None) == token:
        return

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = previous(*args, **kwargs)
        try:
            written = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # A record whose arguments do not fit is reported by its handler, with the arguments: drop them.
            record.args = ()
            written = record.getMessage()
        if redact(written, token) != written:
            record.msg, record.args = redact(written, token), ()
        if record.exc_info and record.exc_info[1] is not None:
            trace = "".join(traceback.format_exception(*record.exc_info)).rstrip()
            if redact(trace, token) != trace:
                record.exc_text, record.exc_info = redact(trace, token), None
        return record

    make.hides = token  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make)


def error_name(error: BaseException) -> str:
    """What may be logged of an error: its class and where it was raised; of Telegram's own also what they say.

    Other messages may quote what a person wrote.
    """
    if type(error).__module__.startswith("telegram"):
        return f"{type(error).__name__}: {redact(str(error))[:200]}"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    cause = error.__cause__ or error.__context__
    return type(error).__name__ + place + (f" because of {error_name(cause)}" if cause else "")
