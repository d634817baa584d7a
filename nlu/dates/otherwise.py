"""Words of time that mean something else where they stand: a person called April, the Tuesday Talks, a street.

What gives them away is in the language files (`otherwise`, `name_cues`, `streets`).
"""

from __future__ import annotations

from typing import Sequence, Set, Tuple

from nlu.dates.vocabulary import Vocabulary

# (folded word, its tag or "", start, end)
Piece = Tuple[str, str, int, int]
NOTHING: Piece = ("", "", 0, 0)
_FIGURES = ("=n", "=o", "=y")


def meant_otherwise(row: Sequence[Piece], text: str, words: Vocabulary) -> Set[int]:
    """The places in `row` of words that tell of no time; `text` is the message as it was typed."""
    found: Set[int] = set()
    said = " " + " ".join(piece[0] for piece in row) + " "
    has_name_cue = _capitals_tell(text) and any(f" {cue} " in said for cue in words.name_cues.anywhere)
    for at, (_, tag, *_) in enumerate(row):
        if tag[:2] not in ("=m", "=w", "=n", "=o"):
            continue
        if tag[:2] in ("=m", "=w"):
            if _is_another_word(row, at, words) or _is_in_a_name(row, at, text, words, has_name_cue):
                found.add(at)
        elif _is_of_a_street(row, at, words):
            found |= {at, at + 1}
    return found


def is_day(row: Sequence[Piece], at: int, words: Vocabulary) -> bool:
    """Whether a rank in words is a day ("the thirtieth", "thirtieth of May"), not a "thirteenth month"."""
    previous, following = (row[at - 1] if at else NOTHING), (row[at + 1] if at + 1 < len(row) else NOTHING)
    if following[1][:2] in ("=u", "=U"):
        return False
    return previous[0] in words.articles | words.joiners or previous[1][:2] in ("=w", "=m") or following[0] == "of" or following[1][:2] == "=m"


def _is_another_word(row: Sequence[Piece], at: int, words: Vocabulary) -> bool:
    """Whether the words on either side make it a person's name, a verb or an adjective."""
    folded, tag = row[at][:2]
    previous = row[at - 1] if at else NOTHING
    following = row[at + 1] if at + 1 < len(row) else NOTHING
    # "My colleague, April 12": a figure makes it a date whatever else is said.
    if tag[:2] == "=m" and (previous[1][:2] in _FIGURES or following[1][:2] in _FIGURES):
        return False
    pair = " ".join((following[0], row[at + 2][0])) if at + 2 < len(row) else ""
    return any(
        folded in group.words
        and (not group.before or previous[0] in group.before)
        and (not group.after or following[0] in group.after or pair in group.after)
        and previous[0] not in group.unless
        for group in words.otherwise
    )


def _is_in_a_name(row: Sequence[Piece], at: int, text: str, words: Vocabulary, asked: bool) -> bool:
    """Whether a day or month begins a capitalised name that is asked about ("who runs the Tuesday Talks?")."""
    if at + 1 >= len(row):
        return False
    (_, _, start, end), (_, tag, next_start, _) = row[at], row[at + 1]
    # A name is capitalised throughout, and its words have nothing but blanks between them.
    if tag or not (text[start].isupper() and text[next_start].isupper()) or text[end:next_start].strip(" "):
        return False
    before = [piece[0] for piece in row[max(0, at - 4) : at]]
    if before and before[-1] in words.name_cues.unless:
        return False
    if before and before[-1] in words.articles | words.name_cues.articles:
        before.pop()
    said = " " + " ".join(before)
    return asked or (_capitals_tell(text) and any(said.endswith(" " + cue) for cue in words.name_cues.before))


def _capitals_tell(text: str) -> bool:
    """Whether capitals mean anything: not where most words have one."""
    letters = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].islower() for word in letters) * 3 >= len(letters)


def _is_of_a_street(row: Sequence[Piece], at: int, words: Vocabulary) -> bool:
    """Whether a day and month are a street's, a square's or a station's (« rue du 4 Septembre »)."""
    if at + 1 >= len(row) or not row[at + 1][1].startswith("=m"):
        return False
    first = at
    while first and row[first - 1][0] in words.street_links:
        first -= 1
    return first > 0 and row[first - 1][0] in (words.streets if first < at else words.bare_streets)
