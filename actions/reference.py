"""Which records a message means: those it names, the ones picked from a list, or those last spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import List, Optional, Set

from actions.focus import PAGE
from actions.gathering import gather
from actions.kindred import belonging, counterpart, of_the_person, tied_to
from actions.picking import described, singled_out, told
from actions.readings import is_question
from actions.recalling import called_by_a_word, last_two, named_in_context, of_last_two, of_that_kind, people_meant, somebody_spoken_of, the_other
from actions.shorthand import joined, negated, says
from actions.turn import Named, Turn

# Below this a link is not believed; between typo and certainty the answer says how it read the name.
BELIEVED, CERTAIN = 0.74, 0.97
MAX_RECORDS = 3
# What every record answers, though by none of its facts.
ASKED_OF_ANY = ("ask_source", "ask_status", "ask_contact")
# What a permit of its own is of the family of permits that bears its name.
_OF_A_WHOLE = ("route_of", "part_of")
# The number that stands before a row, rather than its rank in what is seen.
_NUMBERED = re.compile(r"\b(?:number|num[eé]ro|no|nr|option)\b|[#°]|(?<![\w.,])\d+(?![\w.,]*\w)", re.IGNORECASE)


@dataclass
class Reference:
    """`records`: ids meant, main one first. `candidates`: ids to choose from when it is not clear.

    `read_as`: (typed, name) when a misspelt name was understood; `out_of_list`: the number asked for when the
    list shown has no such item; `from_focus`: the message itself named nothing, and describes none or several.
    """

    records: List[str] = field(default_factory=list)
    candidates: List[str] = field(default_factory=list)
    read_as: Optional[tuple] = None
    out_of_list: Optional[int] = None
    from_focus: bool = False


def resolve(turn: Turn, use_focus: bool = True) -> Reference:
    """The records meant by the turn."""
    two = last_two(turn) if use_focus and not turn.named else []
    if two:
        return Reference(two)
    if turn.ordinals and told(turn):
        return _picked(turn)
    of_two = of_last_two(turn) if use_focus and turn.ordinals and not turn.named else None
    if of_two:
        return Reference([of_two])
    named = [one for one in wanted(turn) if one.score >= BELIEVED]
    if use_focus and len(named) == 1 and named[0].record not in turn.focus.shown and _one_is_meant(turn):
        # "The Xavier Niel one", of a list, is not Xavier Niel.
        fitting = described(turn)
        if fitting:
            return Reference(candidates=fitting, from_focus=True) if len(fitting) > MAX_RECORDS else Reference(fitting)
    still = somebody_spoken_of(turn) if use_focus and len(named) == 1 else None
    if still:
        return Reference([still], from_focus=True)
    if named:
        other = counterpart(turn) if use_focus and (turn.intent in ("refine", "select", "compare") or joined(turn) or _one_is_meant(turn)) else None
        return Reference([other]) if other else _named(turn, named)
    in_context = named_in_context(turn) or called_by_a_word(turn)
    if in_context:
        return Reference(in_context[:MAX_RECORDS])
    if not use_focus or not turn.focus.records:
        return Reference()
    return _pointed_at(turn) or _in_focus(turn)


def _one_is_meant(turn: Turn) -> bool:
    return singled_out(turn) or says(turn.text, "cheapest")


def guessed(turn: Turn) -> Optional[Reference]:
    """What a word of the message may be a slip of, where nothing else tells what is asked about."""
    if turn.pressed or len(turn.guesses) != 1 or turn.facets.get("elsewhere"):
        return None
    guess = turn.guesses[0]
    if len(guess["records"]) > 1:
        return Reference(candidates=guess["records"])
    return Reference(guess["records"], read_as=(turn.as_typed(guess["start"], guess["end"]), turn.name(guess["records"][0])))


def wanted(turn: Turn) -> List[Named]:
    """The names of the message without those it puts aside ("not the CIR, the CII"), unless it names nothing else."""
    return [one for one in turn.named if not one.end or not negated(turn.text, one.start)] or turn.named


def _pointed_at(turn: Turn) -> Optional[Reference]:
    """What the message describes without naming it."""
    other = the_other(turn) or belonging(turn)
    if other:
        return Reference([other])
    people, fitting = people_meant(turn), described(turn)
    if len(people) > 1 or len(fitting) > MAX_RECORDS:
        return Reference(candidates=people or fitting, from_focus=True)
    if people or fitting:
        return Reference(people or fitting)
    kind = of_that_kind(turn) or of_the_person(turn)
    return Reference([kind], from_focus=True) if kind else None


def _in_focus(turn: Turn) -> Reference:
    """What was last spoken of: its main record, or what was told beside it when only that answers the question."""
    main = turn.focus.records[0]
    compared = turn.focus.records if turn.focus.records == turn.focus.shown else []
    if len(compared) > 1 and is_question(turn.intent) and not set(turn.facets.get("audience", ())) - {"family"}:
        # Side by side they were put, and so they are asked about.
        return Reference(compared[:MAX_RECORDS], from_focus=True)
    route = route_for_audience(turn, main)
    if route is None and is_question(turn.intent) and turn.intent not in ASKED_OF_ANY and not gather(turn, turn.record(main), turn.intent):
        beside = (one for one in turn.focus.records[1:] if turn.record(one) and gather(turn, turn.record(one), turn.intent))
        return Reference([next(beside, None) or _of_theirs(turn, main) or main], from_focus=True)
    return Reference([route or main], from_focus=True)


def _of_theirs(turn: Turn, person: str) -> Optional[str]:
    """"And how large is her team?": what the person leads or works at, where that answers what nothing told of a person does."""
    if turn.record(person).kind != "person":
        return None
    return next((one for one in tied_to(turn, person) if turn.record(one) and gather(turn, turn.record(one), turn.intent)), None)


def _picked(turn: Turn) -> Reference:
    shown, picked = turn.focus.shown if turn.focus.shown and turn.focus.intent != "ask_who" else told(turn), []
    # Rows are numbered throughout; "the second one" is that of the page in sight.
    before = 0 if turn.focus.intent != "find" or _NUMBERED.search(turn.text) else max(0, (turn.focus.offset - 1) // PAGE * PAGE)
    ordinals = [one + before if 0 < one <= len(shown) - before else one for one in turn.ordinals]
    for ordinal in ordinals:
        index = ordinal - 1 if ordinal > 0 else len(shown) + ordinal
        if not 0 <= index < len(shown):
            return Reference(out_of_list=ordinal)
        picked.append(shown[index])
    return Reference(picked[:MAX_RECORDS])


def _named(turn: Turn, named: List[Named]) -> Reference:
    first = named[0]
    if first.rivals and len(named) == 1:
        candidates = [first.record, *first.rivals]
        kinds = turn.facets.get("kind", [])
        fitting = [c for c in candidates if turn.record(c) and turn.record(c).kind in kinds]
        if len(fitting) == 1:
            return Reference(fitting)
        in_focus = [c for c in candidates if c in turn.focus.records]
        if len(in_focus) == 1:
            return Reference(in_focus)
        return Reference(candidates=candidates[:4])
    records: List[str] = []
    for one in named:
        meant = (route_for_audience(turn, one.record) if len(named) == 1 else None) or one.record
        if meant not in records:
            records.append(meant)
    records = _without_parents(turn, records)
    read_as = None
    if first.how != "exact" and first.score < CERTAIN and not turn.pressed and first.how == "fuzzy":
        read_as = (turn.as_typed(first.start, first.end), turn.name(first.record))
    return Reference(records[:MAX_RECORDS], read_as=read_as)


def route_for_audience(turn: Turn, record_id: str) -> Optional[str]:
    """The route for the audience named ("for employees"), from the whole or from a sibling route."""
    wanted = set(turn.facets.get("audience", []))
    if not wanted:
        return None
    parents = [record_id] + [target for _, target, _ in turn.store.related(record_id, "route_of") if target]
    for parent in parents:
        for _, route in turn.store.inverse(parent, "route_of"):
            record = turn.record(route)
            if record and wanted & set(record.audience):
                return route
    return _part_for(turn, record_id, wanted - {"family"})


def _part_for(turn: Turn, record_id: str, wanted: Set[str]) -> Optional[str]:
    """Of a family of permits the only one for that audience: the Talent permit for researchers."""
    families = [record_id, *(target for _, target, _ in turn.store.related(record_id, "part_of") if target)]
    for family in families if wanted and turn.record(record_id) and turn.record(record_id).kind == "visa" else ():
        parts = [turn.record(part) for _, part in turn.store.inverse(family, "part_of")]
        permits = [part for part in parts if part and part.kind == "visa" and part.audience]
        # First of all for them, rather than for them too.
        for fitting in ([part.id for part in permits if part.audience[0] in wanted], [part.id for part in permits if wanted & set(part.audience)]):
            if len(fitting) == 1:
                return fitting[0]
    return None


def _without_parents(turn: Turn, records: List[str]) -> List[str]:
    """Drops the whole when one of its routes is named too ("French Tech Visa … the founders route")."""
    relations = ("route_of",) if turn.intent == "compare" else _OF_A_WHOLE
    wholes = {target for record in records for relation in relations for _, target, _ in turn.store.related(record, relation)}
    kept = [record for record in records if record not in wholes]
    return kept or records
