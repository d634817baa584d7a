"""The Telegram channel: receives updates durably, asks Rasa, renders Answers with Telegram's own means."""
