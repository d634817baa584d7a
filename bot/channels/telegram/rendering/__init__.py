"""From an `Answer` to what Telegram shows: HTML messages, keyboards, venues and files."""
