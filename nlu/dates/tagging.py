"""A message as a row of tags: folded words, and a tag such as `=w4` (Friday) or `=n3` for words that tell of time.

Words that usually mean something else ("may", "mars") become tags only beside a cue; a month also where it is all that is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Dict, List, Optional, Tuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import fold
from nlu.dates.otherwise import NOTHING, Piece, is_day, meant_otherwise
from nlu.dates.vocabulary import MIN_TWO_SLIPS, MIN_TYPO, Vocabulary, vocabulary
from nlu.linking.words import is_known_word

YEARS = range(2015, 2046)
_TOKEN = re.compile(
    r"(?P<iso>(?<![\d./-])\d{4}-\d{1,2}(?:-\d{1,2})?(?![\d./-]))"
    r"|(?P<full>(?<![\d./-])\d{1,2}([./-])\d{1,2}\3\d{4}(?![\d]|[./-]\d))"
    r"|(?P<short>(?<![\d./-])\d{1,2}/\d{1,2}(?:/\d{2})?(?![\d]|[./-]\d))"
    r"|(?P<my>(?<![\d./-])\d{1,2}/\d{4}(?![\d]|[./-]\d))"
    r"|(?P<time>(?<![\d.,:/])(?:\d{1,2}(?:[h:]|\sh\s)\d{2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\s?(?:heures?\b|h\b|[ap]\.?m\b\.?)))"
    r"|(?P<junk>\d+(?:[.,:/]\d+)+(?:[a-z]\b)?|\d+\s?%)"
    r"|(?P<word>[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*(?:\.(?:com|ai|io|fr|org|eu|co|net|dev|city|paris|tech)\b)*)"
    r"|(?P<mark>,(?=\s+[^\W\d_])|[?!;\n…–—→&+€$£/-]|\.+(?=\s+[^\W\d_]))",
    re.IGNORECASE,
)
_ENDS_IN_NUMBER = re.compile(r"(?<!\w)\d+[a-z]{0,3}$", re.IGNORECASE)
_NUMBER = re.compile(r"(\d+)([a-z]*)")
_WORD = re.compile(r"[^\W\d_]+")
_MONEY = frozenset("€$£")
_STOPS = frozenset("?!;\n….")
_OPENERS = frozenset("and or ok okay so then rather instead maybe please well et ou alors plutot donc bon sinon pareil svp stp".split())


@dataclass(frozen=True)
class Token:
    """A tag, or the folded word itself; the `word`; and where it stands in the message."""

    tag: str
    start: int
    end: int
    word: str = ""


def tag(text: str, language: str) -> List[Token]:
    """The row of tags of a message."""
    words = vocabulary(language)
    row = [_corrected(piece, words) for piece in _split(text, words)]
    row = _replace(row, words.rewrite, words.longest, many=True)
    row = _replace(row, words.tags, words.longest, many=False)
    return _settle(row, text, words)


def _split(text: str, words: Vocabulary) -> List[Piece]:
    """The message in pieces; figures are tagged already."""
    row = []
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup, match.group()
        start, end = match.span()
        if kind == "word":
            folded = fold(raw).replace(" ", "_")
            number = _NUMBER.fullmatch(folded)
            glued = number and (words.glued.get(number.group(2)) or _month(number.group(2), words))
            if glued:
                middle = start + len(number.group(1))
                row += [(number.group(1), f"=n{int(number.group(1)[:4])}", start, middle), (glued, "", middle, end)]
            elif number:
                row.append((folded, _number(number, words), start, end))
            else:
                row.append((folded, "", start, end))
        elif kind == "mark":
            if raw in _MONEY:
                row.append((raw, "=x", start, end))
            elif raw == "." and row and _month(row[-1][0], words) and _next_word(text[end:]) in words.joiners:
                # « 30 nov. au 2 déc. »: of an abbreviation.
                pass
            elif raw[0] in _STOPS:
                row.append((".", ".", start, end))
            elif raw == ",":
                # "On the 31st, have you…": the comma ends the day; elsewhere it means nothing.
                if len(row) > 1 and row[-2][0] in words.articles and _is_ranked(row[-1], words) and not _goes_on(text[end:], words):
                    row.append((",", ",", start, end))
            elif raw in "&+":
                row.append((raw, "", start, end))
            elif (
                raw in "–—→"
                or _means_to(text, start, end)
                or (raw == "-" and len(row) > 1 and _is_day_after_month(row, words) and _month_ahead(text[end:], words))
                or (raw == "-" and row and words.tags.get(row[-1][0], "")[:2] in ("=m", "=w") and not _is_compound(row, text[end:], words))
            ):
                row.append(("-", "-", start, end))
        else:
            row.append((raw.lower(), _figure(kind, raw.lower()), start, end))
    return row


def _means_to(text: str, start: int, end: int) -> bool:
    """Whether a hyphen stands between numbers or between blanks, and so means "to"."""
    if text[start] != "-" or not start:
        return False
    if text[start - 1].isspace():
        return text[end : end + 1].isspace()
    return bool(_ENDS_IN_NUMBER.search(text, max(0, start - 6), start)) and text[end : end + 1].isdigit()


def _month(word: str, words: Vocabulary) -> Optional[str]:
    """The word when it is a month's name ("12dec")."""
    return word if len(word) > 2 and words.tags.get(word, "").startswith("=m") else None


def _is_day_after_month(row: List[Piece], words: Vocabulary) -> bool:
    """Whether the row ends in "Nov 30"."""
    return row[-1][1][:2] in ("=n", "=o") and words.tags.get(row[-2][0], "").startswith("=m")


def _month_ahead(rest: str, words: Vocabulary) -> bool:
    """Whether the rest of the message begins with a month ("-Dec 2")."""
    return words.tags.get(_next_word(rest), "").startswith("=m")


def _is_compound(row: List[Piece], rest: str, words: Vocabulary) -> bool:
    """Whether a hyphen joins two words of one name (« mardi-gras »)."""
    return f"{row[-1][0]} {_next_word(rest)}" in words.tags


def _next_word(rest: str) -> str:
    """The folded word that `rest` begins with, or ""."""
    match = _WORD.match(rest.lstrip())
    return fold(match.group()) if match else ""


def _is_ranked(piece: Piece, words: Vocabulary) -> bool:
    """Whether it is "31st" or "thirtieth"; after « 1er » a comma may be a street's ("1er, rue…")."""
    return (piece[1] or words.tags.get(piece[0], ""))[:2] in ("=o", "=r") and not piece[0].endswith("er")


def _goes_on(rest: str, words: Vocabulary) -> bool:
    """Whether what follows a comma goes on with the date ("the 3rd, Friday", "the 3rd, and the 4th")."""
    word = _next_word(rest)
    return word in words.joiners or word in words.articles or bool(words.tags.get(word))


def _number(match: re.Match, words: Vocabulary) -> str:
    """The tag of digits with an optional ending: a year, a day of the month, a rank or a number."""
    digits, ending = match.groups()
    value = int(digits[:5])
    if not ending:
        return f"=y{value}" if value in YEARS and len(digits) == 4 else f"=n{value}" if len(digits) < 4 else "=x"
    if words.day_ending.fullmatch(ending) and 1 <= value <= 31:
        return f"=o{value}"
    return f"=r{value}" if words.rank_ending.fullmatch(ending) and value < 60 else "=x"


def _figure(kind: str, raw: str) -> str:
    """The tag of a figure such as 12/03, 2026-12-12 or 18:30; `=x` when it is no date or time."""
    numbers = [int(n) for n in re.findall(r"\d+", raw)]
    if kind == "iso":
        return (
            "=d" + "-".join(map(str, numbers))
            if len(numbers) == 3
            else f"=k{numbers[0]}-{numbers[1]}"
            if numbers[1] <= 12
            else "=x"
        )
    if kind == "full":
        return f"=d{numbers[2]}-{numbers[1]}-{numbers[0]}"
    if kind == "short":
        if len(numbers) == 3:
            return f"=d{2000 + numbers[2]}-{numbers[1]}-{numbers[0]}"
        # One digit each is as often a fraction ("1/3"): a preposition must make it a date.
        return f"={'g' if len(raw) == 3 else 'e'}{numbers[0]}-{numbers[1]}"
    if kind == "my":
        return f"=k{numbers[1]}-{numbers[0]}" if 1 <= numbers[0] <= 12 and numbers[1] in YEARS else "=x"
    if kind == "time":
        hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
        if re.search(r"[ap]\.?m", raw):
            hour = hour % 12 + (12 if "p" in raw else 0) if 1 <= hour <= 12 else 24
        return f"=t{hour:02d}{minute:02d}" if hour < 24 and minute < 60 else "=x"
    return "=x"


def _replace(row: List[Piece], table: Dict[str, str], longest: int, many: bool) -> List[Piece]:
    """Puts the longest phrases of `table` in place: as words (`many`) or as one tag each."""
    done, at = [], 0
    while at < len(row):
        for size in range(min(longest, len(row) - at), 0, -1):
            phrase = " ".join(piece[0] for piece in row[at : at + size])
            if phrase in table:
                start, end = row[at][2], row[at + size - 1][3]
                if many:
                    done += [(word, "", start, end) for word in table[phrase].split()]
                else:
                    done.append((phrase, table[phrase], start, end))
                break
        else:
            size = 1
            done.append(row[at])
        at += size
    return done


def _all_there_is(row: List[Piece], at: int) -> bool:
    """Whether a month is the whole message ("March?", « et mars ? »): nothing makes it anything else."""
    return row[at][1].startswith("=m") and all(n == at or tag_ == "." or folded in _OPENERS for n, (folded, tag_, *_) in enumerate(row))


def _settle(row: List[Piece], text: str, words: Vocabulary) -> List[Token]:
    """Takes back tags of words meant otherwise, of unsure words without a cue, and of years that count something."""
    found = []
    otherwise = meant_otherwise(row, text, words)
    for at, (folded, tag_, start, end) in enumerate(row):
        if at in otherwise:
            tag_ = "" if tag_[:2] in ("=m", "=w") else "=x"
        elif folded in words.unsure and tag_ and not _has_cue(row, at, words) and not _all_there_is(row, at):
            # "sept" is a number where it is no month.
            tag_ = f"=n{words.numbers[folded]}" if folded in words.numbers else ""
        elif tag_.startswith("=o") and folded[0].isalpha() and not is_day(row, at, words):
            tag_ = "=r" + tag_[2:]
        elif tag_.startswith(("=y", "=n")) and at + 1 < len(row) and row[at + 1][0] in words.counted:
            tag_ = "=x"
        elif tag_.startswith("=g"):
            tag_ = (
                "=e" + tag_[2:]
                if at and (row[at - 1][0] in words.day_cues or row[at - 1][1].startswith("=w"))
                else "=x"
            )
        elif tag_.startswith("=y") and at and row[at - 1][0] in _MONEY:
            tag_ = "=x"
        elif tag_.startswith("=y") and at + 1 < len(row) and row[at + 1][1] == "=x" and row[at + 1][0] in _MONEY:
            tag_ = "=x"
        found.append(Token(tag_ or folded, start, end, folded))
    return found


def _corrected(piece: Piece, words: Vocabulary) -> Piece:
    """The piece with a name of a month, day or unit in place of a word that is one slip away from it."""
    folded = piece[0]
    if (
        len(folded) < MIN_TYPO
        or not folded.isalpha()
        or folded in words.tags
        or folded in words.rewrite
        or is_known_word(folded)
    ):
        return piece
    meant = _closest(folded, words.typos)
    if not meant and len(folded) >= MIN_TWO_SLIPS - 2:
        meant = _closest(folded, words.long_typos, slips=2)
    return (meant or folded, *piece[1:])


@lru_cache(maxsize=4096)
def _closest(word: str, names: Tuple[str, ...], slips: int = 1) -> Optional[str]:
    best = process.extractOne(word, names, scorer=OSA.distance, score_cutoff=slips)
    # With two slips the ends at least must be right: names of firms are as near otherwise.
    return best[0] if best and (slips == 1 or (best[0][0], best[0][-1]) == (word[0], word[-1])) else None


def _has_cue(row: List[Piece], at: int, words: Vocabulary) -> bool:
    """Whether something beside the unsure word at `at` makes it a date's word."""
    cues, kind = words.unsure[row[at][0]], row[at][1][:2]
    previous, following = (row[at - 1] if at else NOTHING), (row[at + 1] if at + 1 < len(row) else NOTHING)
    pair = " ".join(piece[0] for piece in row[at + 1 : at + 3])
    if following[0] in words.articles and at + 2 < len(row):
        following = row[at + 2]
    if previous[0] in cues.before or following[0] in cues.after or pair in cues.after:
        return not (row[at][0] in words.numbers and following[1][:2] in ("=u", "=U"))
    if following[1].startswith("=y") or (
        kind == "=m" and previous[1][:2] in ("=n", "=o", "=r") and previous[1][2:].isdigit()
    ):
        return True
    if kind in ("=m", "=w") and following[1][:2] in ("=n", "=o"):
        after = row[at + 2] if at + 2 < len(row) else NOTHING
        return (
            following[1][:2] == "=o"
            or not after[0]
            or after[1][:2] in ("=m", "=y", "=t", "=D")
            or after[1] in ("-", ".")
            or after[0] in words.joiners
            or (kind == "=m" and after[0] in words.day_closers)
        )
    if kind in ("=m", "=w"):
        for joiner, other in ((at - 1, at - 2), (at + 1, at + 2)):
            if (
                0 <= other < len(row)
                and 0 <= joiner
                and row[joiner][0] in words.joiners
                and row[other][1].startswith(kind)
                # Two short names of days ("Mon to Wed") bear each other out; "may" and "march" do not.
                and (row[other][0] not in words.unsure or (kind == "=w" and row[other][0] != row[at][0]))
            ):
                return True
    return False
