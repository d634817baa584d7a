"""`@bot station f` in any chat: records to send there, each with its sources."""

from __future__ import annotations

from telegram import Update

from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.inline import LIMIT, results


async def search(update: Update, context: TurnContext) -> None:
    """Answers a search with up to LIMIT records, or with a way into the private chat."""
    asked, turn = update.inline_query, context.turn
    language = turn.language
    words = " ".join(asked.query.split())
    found = context.parts.search(words, language, LIMIT) if words and context.parts.search else []
    turn.add(results(asked.id, found, turn, context.me.username))
