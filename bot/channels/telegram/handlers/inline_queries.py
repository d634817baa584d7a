"""`@bot station f` in any chat: records to send there, each with its sources."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.channels.telegram.context import TurnContext
from bot.channels.telegram.inline import LIMIT, results


async def search(update: Update, context: TurnContext) -> None:
    """Answers a search with up to LIMIT records, or with a way into the private chat."""
    asked, turn = update.inline_query, context.turn
    words = " ".join(asked.query.split())
    search = context.parts.search
    # Reading the knowledge takes a while that other people must not wait.
    found = await asyncio.to_thread(search, words, turn.language, LIMIT) if words and search else []
    turn.add(results(asked.id, found, turn, context.me.username))
