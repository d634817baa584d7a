"""What is told beside a list of free things: of how many the price is known at all."""

from __future__ import annotations

from dataclasses import replace
from typing import List

from actions import payload
from actions.answer import Answer, Suggestion
from actions.turn import Turn
from knowledge.store import Filter

# Properties that tell a price, as a figure or in words.
TOLD_BY = ("price", "fee", "price_note")


def wished(filter_: Filter) -> bool:
    """Whether the list was asked to be free of charge."""
    return "free" in filter_.price


def unknown_prices(turn: Turn, shown: Filter) -> int:
    """Of how many results no price is known, of all that the filter would show whatever the price."""
    whole = replace(shown, price=())
    return len(turn.store.find(whole)) - len(turn.store.find(replace(whole, properties=TOLD_BY)))


def known_free(turn: Turn, shown: Filter) -> str:
    """The sentence under a list of what is known to be free."""
    return turn.say("lists", "free_known", unknown=unknown_prices(turn, shown))


def none_free(turn: Turn, shown: Filter, what: str) -> str:
    """The sentence over a list shown because nothing in it is known to be free; `what` is the list in words."""
    n = len(turn.store.find(replace(shown, price=())))
    return turn.say("lists", "free_none", n=n, priced=n - unknown_prices(turn, shown), what=what)


def no_prices(turn: Turn) -> Answer:
    """The answer to a wish for the cheapest of things none of which tells a price: their pages."""
    shown = turn.focus.shown[:5]
    options = [Suggestion(turn.name(one), payload.ask("ask_contact", one)) for one in shown]
    names = turn.say("lists", "join_or").join(f"**{turn.name(one)}**" for one in shown)
    return Answer(text=turn.say("lists", "no_prices", names=names), language=turn.language, kind="refusal", suggestions=options, confidence=0.6)


def all_prices(turn: Turn, shown: Filter) -> List[Suggestion]:
    """The offer to list the rest too, when there is a rest."""
    typed = payload.text(turn.say("lists", "any_price"))
    return [Suggestion(turn.say("lists", "any_price"), typed)] if typed and unknown_prices(turn, shown) else []
