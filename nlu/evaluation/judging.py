"""What an answer was worth: right, understood without a fact to give, a question back, a refusal, or confidently wrong."""

from __future__ import annotations

from typing import Any, Dict

from knowledge.store import Store
from nlu.evaluation.sets import LEANING, OUT_OF_SCOPE, Sentence

RIGHT, NO_FACT, ASKED, REFUSED, WRONG = "right", "no_fact", "asked", "refused", "wrong"
OUTCOMES = (RIGHT, NO_FACT, ASKED, REFUSED, WRONG)
UNDERSTOOD = frozenset({RIGHT, NO_FACT})
# What each outcome costs the person who asked: a wrong answer said with confidence is twice as bad as none.
COST = {RIGHT: 0, NO_FACT: 1, ASKED: 1, REFUSED: 1, WRONG: 2}


# What an answer of some kinds says of the intent that was acted on in the end.
ACTED = {"article": "ask_general", "list": "find"}


def judge(sentence: Sentence, turn: Dict[str, Any], store: Store) -> str:
    """The outcome of the first turn of a conversation, {"answer"} and, where they can be seen, "parse" and "focus".

    Out of scope, a refusal is right. In scope, an answer is right when the intent was heard rightly, or when it is
    about the record the sentence names. A sentence that leans on an earlier one is right when its intent was heard.
    """
    kind = turn["answer"]["kind"]
    heard = turn.get("parse", {}).get("intent", {}).get("name")
    # An article or a list is the answer to that intent, whatever was heard first.
    acted = ACTED.get(kind) in sentence.accepted
    accepted = heard in sentence.accepted or acted
    if kind == "error":
        return WRONG
    if not sentence.in_scope:
        if kind == "refusal" or acted or (accepted and heard not in OUT_OF_SCOPE):
            return RIGHT
        return ASKED if kind == "choice" else WRONG
    if sentence.intent in LEANING and accepted:
        return RIGHT
    about = bool(sentence.record) and speaks_of(turn, sentence.record, store)
    if kind == "refusal":
        if heard == "ask_personal_case" and turn["answer"].get("about") and "ask_general" in sentence.accepted:
            # A case is not judged, and the general rule told all the same.
            return RIGHT
        # "We have none", "we do not know that of it": the question was heard, the records are silent.
        empty_list = accepted and turn.get("focus", {}).get("intent") == "find"
        return NO_FACT if about or empty_list else REFUSED
    if kind == "choice":
        # The visa finder's first question is its answer.
        return RIGHT if accepted and heard == "find_my_visa" else ASKED
    return RIGHT if accepted or about else WRONG


def speaks_of(turn: Dict[str, Any], record_id: str, store: Store) -> bool:
    """Whether the answer is about a record: in focus afterwards, on a card, behind a suggestion, or named in the text."""
    wanted = store.resolve(record_id) or record_id
    answer = turn["answer"]
    carried = {card["id"] for card in answer.get("cards", [])} | set(turn.get("focus", {}).get("records", []))
    # `a|intent|record` and `s|record`: see the payloads' grammar.
    carried |= {one["payload"].rsplit("|", 1)[-1] for one in answer.get("suggestions", []) if one["payload"][:2] in ("a|", "s|")}
    if any((store.resolve(one) or one) == wanted for one in carried):
        return True
    record = store.record(wanted)
    return record is not None and any(folded(name) in folded(answer["text"]) for name in {record.name.en, record.name.fr})


def folded(text: str) -> str:
    """Lower case, with plain spaces and straight apostrophes."""
    return text.casefold().replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def trust(parse: Dict[str, Any]) -> float:
    """How surely a message is in scope: margin of the best intent over the next plus twice the nearness of its best example.

    Negative when the best intent is an out-of-scope one, so that the surest of those come last.
    """
    ranking = parse.get("intent_ranking") or []
    margin = ranking[0]["confidence"] - ranking[1]["confidence"] if len(ranking) > 1 else 1.0
    sure = margin + 2 * parse.get("nearness", 0.0)
    return -sure if parse["intent"]["name"] in OUT_OF_SCOPE else sure
