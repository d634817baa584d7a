"""Which kinds of thing a list is wanted of, when a message names several: "which incubators take start-ups" wants incubators."""

from __future__ import annotations

import re
from typing import List, Tuple

from actions.shorthand import negated
from actions.turn import Turn

_BOTH = re.compile(r"[\s,;/&+]*(?:and|or|et|ou)?\s*(?:the|an?|les|des|une?|du|de la)?\s*", re.IGNORECASE)
# Who asks is not what is looked for ("I am a start-up, which incubators …").
_ASKER = re.compile(
    r"\b(?:i['’]?m|i am|we['’]?re|we are|i have|we have|i run|we run|i own|as|my|our|je suis|nous sommes|on est|j['’]?ai|on a|nous avons|je dirige"
    r"|en tant que?|notre|ma|mon|nos|mes)\s+(?:an?\s+|une?\s+)?(?:[\w-]+\s+){0,2}$", re.IGNORECASE,
)
# "And if we are a university lab".
_BEING_ONE = re.compile(r"\b(?:i['’]?m|i am|we['’]?re|we are|je suis|nous sommes|on est)\s+(?:an?|une?)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
# For whom something is looked for ("cloud credits for start-ups, which programmes").
_FOR = re.compile(r"\b(?:for|pour)\s+(?:an?\s+|the\s+|les?\s+|des\s+|une?\s+|my\s+|our\s+|ma\s+|notre\s+)?$", re.IGNORECASE)
# "What can a researcher use", « qu’a le droit de faire un étudiant »: who would use it, and no wish for people.
_ANYONE = re.compile(r"\b(?:can|could|may|might|should|must|peut|pourrait|doit|puisse|as|comme|en tant que?)\s+(?:an?\s+|une?\s+)?$", re.IGNORECASE)
# "Money for a two-person AI start-up" is no wish for start-ups.
_FOR_ONE = re.compile(r"\b(?:for|pour)\s+(?:an?|une?|my|our|ma|notre)\s+(?:[\w'’-]+\s+){0,4}$", re.IGNORECASE)


def wanted_kinds(turn: Turn) -> Tuple[str, ...]:
    """The kinds to list, in the order of the text: those joined by "and" or "or", not the ones they act on or belong to;
    empty where the only one is the asker's own start-up, or anybody who would use what is asked for."""
    wanted = [one for one in turn.facet_spans if one[0] == "kind" and not negated(turn.text, one[2])]
    spans = sorted((start, end, value) for _, value, start, end in wanted)
    put_aside = {value for facet, value, _, _ in turn.facet_spans if facet == "kind"} - {value for _, value, _, _ in wanted}
    named = tuple(value for value in dict.fromkeys(turn.facets.get("kind", ())) if value not in put_aside)
    if len({(start, end) for start, end, _ in spans}) < 2:
        before = turn.text[: spans[0][0]] if spans else ""
        if before and _BEING_ONE.search(before):
            return ()
        of_asker = named == ("startup",) and (_ASKER.search(before) or _FOR_ONE.search(before))
        return () if of_asker or (named == ("person",) and _ANYONE.search(before)) else named
    looked_for = [one for one in spans if not _asks(turn.text, one[0], [start for start, _, _ in spans])] or spans
    looked_for = [one for one in looked_for if not _FOR.search(turn.text[: one[0]])] or looked_for
    kept: List[Tuple[int, int, str]] = looked_for[:1]
    for start, end, value in looked_for[1:]:
        between = turn.text[kept[-1][1] : start]
        if start == kept[-1][0] or (_BOTH.fullmatch(between) and between.strip()):
            kept.append((start, end, value))
        elif not between.strip(" -") and turn.language == "en":
            # "Start-up incubators": in English the last one is meant, in French the first.
            kept[-1] = (start, end, value)
        else:
            break
    return tuple(value for value in named if value in {value for _, _, value in kept})


def _asks(text: str, start: int, kinds: List[int]) -> bool:
    """Whether the kind named at `start` is the one who asks; what comes after another kind is not."""
    asker = _ASKER.search(text[:start])
    return asker is not None and not any(asker.start() <= other < start for other in kinds)
