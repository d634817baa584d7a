"""A text as the encoder's word pieces: the likeliest way to cut it, as the SentencePiece unigram model has it."""

from __future__ import annotations

import re
from typing import List, Optional, Tuple

from nlu.encoding.model_file import ModelFile

BEGIN, END, PADDING = 0, 2, 1
PREFIX = "query: "
SPACE = "\u2581"
# A character that no piece holds is this much less likely than the rarest piece (Kudo's unigram model).
UNKNOWN_PENALTY = 10.0


class Pieces:
    """Cuts texts into ids of pieces."""

    def __init__(self, model: ModelFile) -> None:
        self._ids = {piece: at for at, piece in reversed(list(enumerate(model.pieces))) if piece}
        self._scores, self._characters, self._unknown = model.scores, model.characters, model.unknown
        self._longest = max(map(len, self._ids))
        self._rarest = float(model.scores.min()) - UNKNOWN_PENALTY

    def ids(self, text: str) -> List[int]:
        """The ids of `text` with the prefix of a query, between the marks of beginning and end."""
        line = "".join(self._characters.get(ord(letter), letter) for letter in PREFIX + text)
        line = re.sub("  +", " ", line if line.startswith(" ") else " " + line).replace(" ", SPACE)
        letters = [letter.encode("utf-8", "surrogatepass") for letter in line]
        best: List[Tuple[float, Optional[int], int]] = [(0.0, None, 0)] + [(float("-inf"), None, 0)] * len(letters)
        for start in range(len(letters)):
            self._extend(letters, start, best)
        ids, at = [], len(letters)
        while at:
            _, piece, at = best[at]
            ids.append(piece if piece is not None else self._unknown)
        return [BEGIN, *ids[::-1], END]

    def _extend(self, letters: List[bytes], start: int, best: List[Tuple[float, Optional[int], int]]) -> None:
        so_far, piece = best[start][0], b""
        for end in range(start + 1, len(letters) + 1):
            piece += letters[end - 1]
            if len(piece) > self._longest:
                break
            found = self._ids.get(piece, self._unknown)
            if found != self._unknown and so_far + self._scores[found] > best[end][0]:
                best[end] = (so_far + float(self._scores[found]), found, start)
        if so_far + self._rarest > best[start + 1][0]:
            best[start + 1] = (so_far + self._rarest, None, start)
