"""Which names the words of a message may be: every span that is a name, whole or reworded, by ear, or with typos."""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from nlu.linking.choosing import Candidate
from nlu.linking.gazetteer import Entry, Found, Gazetteer
from nlu.linking.wording import DROPPED, Token, is_plural_kind, keys, tokens_of
from nlu.linking.words import Word, hardly_heard, is_known_word, is_ordinary, is_unheard, usual

GLUE = frozenset("the a an le la les l un une des du de d of for to in at on au aux en et and with by pour chez is are est qui que c s".split())
# What one asks of a name: a message of these and a name says little else.
_ASKING = GLUE | frozenset(
    "what who whats whos tell me about know you do does it "
    "quoi cest ce quel quelle parlez moi dites connaissez vous ca cela raconte fait font ils elle il".split()
)
# Words that are real, if rare: names only where a capital or a short message says so.
_HOMONYMS = frozenset("maki artefact shaker toucan flatmates citadel holistic harmattan sirene".split())
# Names written in two words, all of them everyday words, must be longer than this ("link up", "next move").
_SPLIT = 9
# Zipf from which two words written apart may be just two words, a mended word was mended rightly, and a word is one
# of those that every message holds.
EVERYDAY, MENDED, COMMONEST = 4.6, 4.5, 6.0
REWORDED = 0.95
# What is asked of permits.
_ASKED = frozenset("cost fee price prix cout taxe tax stamp timbre delai processing time tarif legal fiscal prefecture".split())
# Words that describe as well as name, like those of the facets.
_DESCRIBING = frozenset("ai ia data paris france french european startup".split())
# Letters that may be silent at the end of a word, and still tell words apart ("grant", "grand").
_SILENT = frozenset("stxdp")
_AND = frozenset("and or et ou vs versus than que plus".split())
# What permits and tax credits are called is their name.
_CALLED = ("permit", "tax credit")


class Matcher:
    """Finds candidates among `names`; `facets` are words with a meaning of their own."""

    def __init__(self, names: Gazetteer, facets: Gazetteer) -> None:
        self._names, self._facets = names, facets

    def whole(self, words: List[Word]) -> Iterator[Candidate]:
        """Names as they are written, together, apart, as initials, or with their words put otherwise."""
        shouted = sum(word.capital for word in words) > max(2, len(words) * 0.6)
        longest = [max(self._names.longest_from(word.folded), self._names.longest_from(word.typed)) for word in words]
        for start, end in _spans(words, max(longest, default=0)):
            if end - start > longest[start]:
                continue
            for form in _forms(words[start:end]):
                entries = self._names.exact(form)
                if entries and not _broken(words, start, end) and self._counts(words, start, end, shouted) and not _chance(entries[0], form):
                    yield _candidate(words, start, end, [(1.0, entry) for entry in entries], "exact")
                    break
        yield from self._turned(words)
        mended, typed = [word.folded for word in words], [word.typed for word in words]
        for form in (mended, typed) if typed != mended else (mended,):
            tokens = tokens_of(form)
            known = [self._names.may_reword(token.word) for token in tokens]
            for first, last in _spans(tokens, 9):
                part = tokens[first:last]
                start, end = part[0].start, part[-1].end
                if not all(known[first:last]) or _denied(words, start) or _broken(words, start, end) or not self._may_be_reworded(part, form):
                    continue
                for key in keys(part):
                    entries = self._names.reworded(key)
                    if entries:
                        yield _candidate(words, start, end, [(REWORDED, entry) for entry in entries], "reworded")

    def _turned(self, words: List[Word]) -> Iterator[Candidate]:
        """Names of people as lists have them, the family name first and a comma after it ("Luccioni, Sasha")."""
        for comma in (at for at, word in enumerate(words) if at and word.broken):
            for start, end in ((comma - 1, comma + 1), (comma - 1, comma + 2), (comma - 2, comma + 1)):
                if start < 0 or end > len(words) or _broken(words, start, comma) or _broken(words, comma, end):
                    continue
                entries = self._names.spelt([word.folded for word in (*words[comma:end], *words[start:comma])])
                if entries:
                    yield _candidate(words, start, end, [(1.0, entry) for entry in entries], "exact")

    def near(self, words: List[Word], free: Sequence[bool]) -> Iterator[Candidate]:
        """Names that the words sound like or are typos of; only of words that are `free`."""
        for start, end in _spans(words, 4):
            span = words[start:end]
            if not all(free[start:end]) or span[0].folded in GLUE or span[-1].folded in GLUE:
                continue
            if _broken(words, start, end) or _denied(words, start):
                continue
            found: Found = []
            for form in self._tight(span):
                # Alone, a common word was mended rightly.
                if len(form) > 1 or span[0].folded == form[0] or (usual(span[0].folded) < MENDED and span[0].folded not in self._facets):
                    close = [one for one in (*self._fuzzy(form), *self._heard(form)) if _edges_fit(form, one[1])]
                    found = sorted({*found, *close}, key=lambda one: (-one[0], -one[1].weight, one[1].target))
            if found:
                yield _candidate(words, start, end, found, "fuzzy")

    def beside(self, words: List[Word], linked: Sequence[bool], strange: Sequence[bool]) -> Iterator[Candidate]:
        """Ordinary words that are names because a name is said in the same breath ("Dust or Gradium")."""
        for at, word in enumerate(words):
            entries = self._names.spelt([word.folded])
            if entries and not linked[at] and len(word.folded) > 3 and word.folded not in self._facets and _partner(words, at, linked, strange):
                yield _candidate(words, at, at + 1, [(1.0, entry) for entry in entries], "exact")

    def _counts(self, words: List[Word], start: int, end: int, shouted: bool) -> bool:
        """Whether a span may be a name: not what is denied ("non-EU citizens"); an ordinary word needs a capital, or little else said."""
        if _denied(words, start):
            return False
        weighty = [at for at in range(start, end) if words[at].folded not in GLUE]
        if len(weighty) != 1:
            return True
        at = weighty[0]
        word = words[at]
        if end - start == 1 and (word.folded in self._facets or word.folded.isdigit()):
            return False
        if not _common(word.folded) or word.folded.isdigit():
            return True
        said = [other for other in words if other.folded not in _ASKING]
        others = [other for other in words if other is not word and not is_ordinary(other.folded)]
        # "Dust, what does it do": what stands before a comma is what is spoken of.
        first = at == 0 and not (len(words) > 1 and words[1].broken)
        capital = word.capital and not shouted and (not first or len(said) <= 2)
        return capital or (not others and len(said) <= 2 and len(word.folded) > 3)

    def _may_be_reworded(self, part: Sequence[Token], form: Sequence[str]) -> bool:
        """Not so an everyday word, nor what is but a description ("AI summit"); permits are called by nothing else."""
        if len(part) == 1:
            return not is_known_word(form[part[0].start]) and part[0].word not in self._facets and form[part[0].start] not in self._facets
        telling = [token.word for token in part if token.word not in _DESCRIBING]
        if any(word in _CALLED for word in telling):
            return len(telling) > 1 and not _asks_of_permits(part, form)
        return any(word not in self._facets for word in telling)

    def _fuzzy(self, form: Sequence[str]) -> Found:
        # A span of real words is not a typo of a name, unless part of it is no word at all.
        if not any(self._strange(word) for word in form) or (len(form) == 1 and len(form[0]) < (4 if hardly_heard(form[0]) else 5)):
            return []
        # A word that no one writes but a person with a name in mind may be further off.
        least = (0.8 if sum(map(len, form)) >= 12 else 0.84) if len(form) > 1 else _least_alike(form[0])
        if len(form) == 1:
            return self._names.fuzzy(form, least)
        # What differs from the name must be the strange word, and not one beside it.
        found = [pair for pair in self._names.fuzzy(form, least) if any(self._strange(word) for word in form if word not in pair[1].name.split())]
        return found or self._names.fuzzy(["".join(form)], least=0.86)

    def _heard(self, form: Sequence[str]) -> Found:
        strange = sum(self._strange(word) for word in form)
        if len(form) == 1 and not strange:
            return []
        if strange:
            return [(score, entry) for score, entry in self._names.heard(form) if score >= (0.8 if len(form) > 1 else 0.9)]
        if any(len(word) == 1 for word in form) or all(word in self._facets or word in _DESCRIBING for word in form):
            return []
        # Words that exist must sound just the same, or nearly, word for word; to the last letter.
        found = {*self._names.heard(form, same=True), *(pair for pair in self._names.heard(form) if pair[1].name.count(" ") + 1 == len(form))}
        return [(score, entry) for score, entry in found if score >= 0.92 and not _is_other(form, entry.name)]

    def _tight(self, words: Sequence[Word]) -> Iterator[List[str]]:
        """The forms of the words, and of misspelt ones also without the small words inside."""
        for form in _forms(words):
            yield form
            if len(form) > 2 and any(word in DROPPED for word in form) and any(map(self._strange, form)):
                yield [word for word in form if word not in DROPPED]

    def _strange(self, word: str) -> bool:
        return not is_known_word(word) and word not in self._facets


def _forms(words: Sequence[Word]) -> Iterator[List[str]]:
    """The words as they were mended, and as they were typed where that differs."""
    yield [word.folded for word in words]
    typed = [word.typed for word in words if word.typed]
    if typed and any(word.typed != word.folded for word in words):
        yield typed


def _spans(items: Sequence[object], longest: int) -> Iterator[Tuple[int, int]]:
    """(start, end) of all stretches of at most `longest` items, long ones first."""
    for size in range(min(len(items), longest), 0, -1):
        for start in range(len(items) - size + 1):
            yield start, start + size


def _asks_of_permits(part: Sequence[Token], form: Sequence[str]) -> bool:
    """Whether these words ask something of any permit ("visa cost", "card processing time")."""
    residence = any(word.startswith(("residen", "sejour")) for word in form[part[0].start : part[-1].end])
    return not residence and all(token.head or form[token.start] in _ASKED for token in part)


def _denied(words: Sequence[Word], start: int) -> bool:
    """Whether it is said who is not meant ("non-EU citizens")."""
    return start > 0 and words[start - 1].folded == "non" and not words[start].broken and words[start].folded.startswith(("eu", "brit", "alger"))


def _broken(words: Sequence[Word], start: int, end: int) -> bool:
    """Whether a comma, a full stop or the like stands inside the span."""
    return any(word.broken for word in words[start + 1 : end])


def _edges_fit(form: Sequence[str], entry: Entry) -> bool:
    """Whether no commonest word ("I", "how") nor a plural that asks for a list ("meetups") was taken into a name without it."""
    name = entry.name.split()
    edges = ((form[0], name[0]), (form[-1], name[-1]))
    if len(form) > 1 and any(usual(said) >= COMMONEST and said != written for said, written in edges):
        return False
    return not any(is_plural_kind(word) and word not in name for word in form)


def _is_other(form: Sequence[str], name: str) -> bool:
    """Whether words that sound like a name differ in what is written: in a last letter, or by a letter that stands alone."""
    written = name.split()
    pairs = list(zip(form, written)) if len(form) == len(written) else [(form[-1], written[-1])]
    lasts = [{said[-1], meant[-1]} for said, meant in pairs]
    return any(len(last) > 1 and last & _SILENT and "e" not in last for last in lasts) or any(len(word) == 1 for word in written)


def _common(folded: str) -> bool:
    """Whether a name of this one word needs more evidence."""
    return is_ordinary(folded) or folded in _HOMONYMS


def _chance(entry: Entry, form: Sequence[str]) -> bool:
    """Whether everyday words make a name by chance when run together ("link up"); initials do not ("B. S. P. C. E.")."""
    if len(form) == 1 or entry.name == " ".join(form):
        return False
    if len(form) == 2 and len(form[0]) > 2 and form[1].isdigit():
        return False
    if any(len(word) == 1 for word in form):
        return len(form) < 3 or any(len(word) > 1 for word in form)
    return len(entry.name) < _SPLIT and all(usual(word) >= EVERYDAY for word in form)


def _candidate(words: Sequence[Word], start: int, end: int, found: Found, how: str) -> Candidate:
    """The candidate, worth the letters it explains; small words at its edges count only where the name holds them."""
    weighty = [at for at in range(start, end) if how == "exact" or words[at].folded not in GLUE] or [start]
    letters = sum(len(word.folded) for word in words[weighty[0] : weighty[-1] + 1])
    return Candidate(start, end, found, how, letters * found[0][0])


def _partner(words: Sequence[Word], at: int, linked: Sequence[bool], strange: Sequence[bool]) -> bool:
    """Whether a name stands beyond an "and" or "or" beside this word."""
    for step in (-1, 1):
        joint, other = at + step, at + 2 * step
        if 0 <= other < len(words) and words[joint].folded in _AND and (linked[other] or strange[other]):
            return True
    return False


def _least_alike(word: str) -> float:
    """How like a name a single misspelt word must be: the less, the rarer it is."""
    if is_unheard(word) and len(word) >= 6:
        return 0.74
    return 0.8 if hardly_heard(word) else 0.82
