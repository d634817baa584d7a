"""A Bot API server on loopback that enforces Telegram's rules, for tests; it knows nothing of the bot under test."""
