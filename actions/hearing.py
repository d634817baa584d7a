"""What a message was heard as, in a conversation under way: short ones and those with a pronoun lean on what was said before."""

from __future__ import annotations

from actions.deciding import BOUNDARIES
from actions.readings import is_question
from actions.shorthand import PRONOUNS, short
from actions.turn import Turn
from knowledge.text import tokens

ACTIONS = {
    "find": "action_find_records", "find_nearby": "action_find_records", "find_my_visa": "action_find_my_visa", "compare": "action_compare_records",
    "ask_general": "action_answer_general", "nlu_fallback": "action_search",
    **dict.fromkeys(("refine", "select", "show_more", "ask_more", "correct", "affirm"), "action_follow_up"),
}
# Words that stand for what was spoken of, or point at it.
POINTING = PRONOUNS | frozenset("those these one ones eux celle ceux celles cet l".split())
# At most so many words say little by themselves.
FEW = 4


def action_of(intent: str) -> str:
    """The name of the action that answers an intent, as the rules have it."""
    if intent in BOUNDARIES:
        return "action_out_of_scope"
    return ACTIONS.get(intent) or ("action_answer_question" if is_question(intent) else "action_small_talk")


def hear_in_talk(turn: Turn) -> None:
    """Takes the message for the follow-up that it is heard as, where it leans on something spoken of."""
    in_talk = turn.in_talk
    if turn.pressed or not in_talk or not (turn.focus.records or turn.focus.filter) or not leans_on_talk(turn):
        return
    ranking = [(entry["name"], entry["confidence"]) for entry in in_talk["ranking"]]
    turn.ranking, turn.nearness = ranking, in_talk["nearness"]
    (turn.intent, turn.confidence), turn.second = ranking[0], ranking[1]
    turn.margin = turn.confidence - ranking[1][1]


def leans_on_talk(turn: Turn) -> bool:
    """Whether the message is short beside what it names, and says little by itself or points back."""
    words = tokens(turn.text)
    return short(turn) and (len(words) <= FEW or bool(POINTING & set(words)) or not turn.named)
