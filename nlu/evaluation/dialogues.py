"""Follow-ups: whole conversations, each turn judged by what its answer is about and what it did with the list."""

from __future__ import annotations

import re
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from knowledge.store import Store
from nlu.evaluation import metrics
from nlu.evaluation.judging import speaks_of
from nlu.evaluation.sets import Dialogue, DialogueTurn

Heard = Dict[str, Any]
POSITIONS = {"first": 0, "second": 1, "third": 2, "last": -1}
# `narrowed by <word> <value>` → the part of the list's filter that must hold it.
PARTS = {"topic": "topics", "sector": "sectors", "audience": "audiences", "area": "areas", "kind": "kinds", "language": "languages"}
MONTHS = "january february march april may june july august september october november december".split()
DATED = re.compile(r"narrowed by (?:(?:this|next|early|late|week|month) ?.*|\d{4}|\w+day)$")
KINDS = {
    "smalltalk": ("smalltalk",), "help": ("smalltalk",), "privacy": ("smalltalk",), "report accepted": ("smalltalk",), "erasure asked": ("smalltalk",),
    "refused": ("refusal",), "refused with door": ("refusal",), "says unknown": ("refusal",), "nothing listed": ("refusal",),
    "definition": ("definition",), "no such item": ("refusal", "choice"), "asks which one": ("choice",), "wizard started": ("choice",),
    "list": ("list",), "nearest first": ("list",),
}
ALIKE = {"event": {"event", "meetup"}, "meetup": {"event", "meetup"}}


def measure(dialogues: Sequence[Dialogue], heard: Sequence[Sequence[Heard]], store: Store) -> Dict[str, Any]:
    """Figures, and per turn (in order) whether it passed."""
    passed = [outcome for dialogue, turns in zip(dialogues, heard) for outcome in judged(dialogue, turns, store)]
    later = [outcome for dialogue, turns in zip(dialogues, heard) for outcome in judged(dialogue, turns, store)[1:]]
    whole = [all(judged(dialogue, turns, store)) for dialogue, turns in zip(dialogues, heard)]
    figures = {"turns": metrics.share(passed), "follow_ups": metrics.share(later), "whole": metrics.share(whole)}
    return {"figures": {name: figure.as_dict() for name, figure in figures.items()}, "passed": passed}


def judged(dialogue: Dialogue, heard: Sequence[Heard], store: Store) -> List[bool]:
    """Whether each turn was answered rightly."""
    outcomes = []
    listed: List[Dict[str, Any]] = []
    for at, (turn, said) in enumerate(zip(dialogue.turns, heard)):
        before = heard[at - 1] if at else None
        outcomes.append(_passes(turn, said, before, listed, store))
        listed = said["answer"].get("cards") or listed
    return outcomes


def _passes(turn: DialogueTurn, said: Heard, before: Optional[Heard], listed: List[Dict[str, Any]], store: Store) -> bool:
    answer = said["answer"]
    if answer["kind"] == "error" or not all(speaks_of(said, record, store) for record in turn.records):
        return False
    if turn.list_kind and not _lists(turn.list_kind, said):
        return False
    language = re.search(r" in (en|fr)$", turn.expects)
    if language and answer.get("language") != language.group(1):
        return False
    done = _expected(turn.expects, said, before, listed, store)
    return _question_heard(turn, said) if done is None else done


def _expected(expects: str, said: Heard, before: Optional[Heard], listed: List[Dict[str, Any]], store: Store) -> Optional[bool]:
    """Whether what the key asks for was done; None for a key that only the question can tell."""
    answer = said["answer"]
    item = re.match(r"(first|second|third|last) item", expects)
    if item:
        place = POSITIONS[item.group(1)]
        # What was put side by side, or offered, is numbered too.
        ids = [card["id"] for card in listed] if listed else ((before or {}).get("focus") or {}).get("shown") or []
        return -len(ids) <= place < len(ids) and speaks_of(said, ids[place], store)
    if expects == "next page":
        return bool(answer.get("cards")) and not {card["id"] for card in answer["cards"]} & {card["id"] for card in listed}
    if expects.startswith("narrowed by") and "focus" in said:
        # "I know of none; the nearest I have": what was asked was heard, and the list says so.
        heard = answer["kind"] == "list" and _narrowed(expects, _asked(said.get("parse", {})))
        return heard or _narrowed(expects, said["focus"].get("filter") or {})
    if "table" in expects or expects == "third record added":
        return "table" in answer
    if expects == "source of last answer":
        return bool(answer.get("sources"))
    if expects in KINDS:
        return answer["kind"] in KINDS[expects]
    if expects == "context kept" and before and "focus" in said:
        return said["focus"].get("records") == before["focus"].get("records")
    return None


def _narrowed(expects: str, wanted: Dict[str, Any]) -> Optional[bool]:
    month = re.match(r"narrowed by month (\w+)$", expects)
    if month:
        return int((wanted.get("start") or "0000-00")[5:7]) == MONTHS.index(month.group(1)) + 1
    part = re.match(r"narrowed by (\w+) ([\w-]+)$", expects)
    if part and part.group(1) in PARTS:
        return part.group(2) in (wanted.get(PARTS[part.group(1)]) or [])
    if expects == "narrowed by free":
        return "free" in (wanted.get("price") or [])
    return bool(wanted.get("start")) if DATED.match(expects) else None


def _asked(parse: Dict[str, Any]) -> Dict[str, Any]:
    """What the message itself asks of a list, in the shape of a filter."""
    wanted: Dict[str, Any] = {"start": (parse.get("dates") or {}).get("start")}
    for entity in parse.get("entities", []):
        part = "price" if entity["entity"] == "price" else PARTS.get("language" if entity["entity"] == "spoken" else entity["entity"])
        if part:
            wanted.setdefault(part, []).append(entity["value"])
    return wanted


def _lists(kind: str, said: Heard) -> bool:
    """A list of that kind, or an honest "none" to a question for it."""
    answer, kinds = said["answer"], ALIKE.get(kind, {kind})
    if answer.get("cards"):
        return answer["kind"] == "list" and all(card["kind"] in kinds for card in answer["cards"])
    # Without cards: none of these, or no more of them.
    wanted = (said.get("focus", {}).get("filter") or {}).get("kinds") or []
    return answer["kind"] in ("refusal", "list") and bool(wanted) and set(wanted) <= kinds


def _question_heard(turn: DialogueTurn, said: Heard) -> bool:
    """Whether the question heard, or the one answered, is acceptable."""
    focus = said.get("focus", {})
    return bool({said["parse"]["intent"]["name"], focus.get("heard"), focus.get("intent")} & set(turn.intents))


def converse_all(dialogues: Sequence[Dialogue], converse: Callable[[Sequence[str], str], List[Heard]]) -> List[List[Heard]]:
    """The answers to every dialogue, each in a conversation of its own."""
    return [converse([turn.text for turn in dialogue.turns], dialogue.language) for dialogue in dialogues]


def described(dialogue: Dialogue, at: int, said: Heard) -> Tuple[str, str]:
    """(what the person had said so far, what was expected and what came) of one turn, for a reader."""
    turn, answer = dialogue.turns[at], said["answer"]
    heard = said.get("parse", {}).get("intent", {}).get("name", "?")
    came = f"{answer['kind']} ({heard}, on {said.get('focus', {}).get('records', [])}): {answer['text'][:160]!r}"
    return " / ".join(one.text for one in dialogue.turns[: at + 1]), f"{turn.expects}, {list(turn.intents)} {list(turn.records)} → {came}"
