"""Which of the names that the words of a message may be are meant: the longer, the more specific."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Sequence, Tuple

from nlu.linking.gazetteer import Found

# What each name costs: one of two words is better than two of one.
PIECE = 0.5
# What a misspelt name that holds another name must be like.
ALIKE = 0.9


@dataclass(frozen=True)
class Candidate:
    """The words `start:end` (numbers of words) may be one of `found`; `how`: "exact", "reworded", "fuzzy" or "partial"."""

    start: int
    end: int
    found: Found
    how: str
    value: float

    @property
    def words(self) -> range:
        """The numbers of its words."""
        return range(self.start, self.end)


def chosen(candidates: Sequence[Candidate]) -> List[Candidate]:
    """Those without overlaps that together explain most letters, best.

    A reworded or misspelt name may hold a name that is there letter for letter ("French Tek visa"), but not cut into one.
    """
    whole = _best([one for one in candidates if one.how == "exact"])
    return _best([one for one in candidates if one.how == "exact" or not any(_cuts(one, other) or _blurs(one, other) for other in whole)])


def _cuts(one: Candidate, other: Candidate) -> bool:
    return one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end


def _blurs(one: Candidate, other: Candidate) -> bool:
    """Whether a poor likeness takes a name of several words, letter for letter, into another ("statut jeune entreprise innovente")."""
    held = one.start <= other.start and other.end <= one.end
    return held and other.end - other.start > 1 and one.found[0][0] < ALIKE


def _best(candidates: Sequence[Candidate]) -> List[Candidate]:
    """Weighted interval scheduling: the set without overlaps of the greatest value, fewer candidates first."""
    best: Dict[int, Tuple[float, List[Candidate]]] = {0: (0.0, [])}
    ends = sorted({one.end for one in candidates})
    for number, end in enumerate(ends):
        before = ends[number - 1] if number else 0
        best[end] = best[before]
        for one in candidates:
            if one.end == end:
                earlier = max((at for at in (0, *ends[:number]) if at <= one.start), default=0)
                value = best[earlier][0] + one.value - PIECE
                if value > best[end][0]:
                    best[end] = (value, [*best[earlier][1], one])
    return best[ends[-1]][1] if ends else []
