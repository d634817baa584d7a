"""The Telegram channel: receives updates durably, asks Rasa, renders Answers with Telegram's own means."""

import os

# python-telegram-bot then gives times as timedelta everywhere, as it will by default, and does not warn of it.
os.environ.setdefault("PTB_TIMEDELTA", "true")
