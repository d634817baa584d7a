"""A message with the names in it replaced by what kind of thing they are: "what to bring for VLS-TS" asks of a visa.

Which record is meant tells nothing about what is asked of it, but its letters lead encoders and word counts astray.
"""

from __future__ import annotations

from typing import Iterable, Tuple

from knowledge.schema import vocabulary

# Less sure links may be ordinary words.
SURE = 0.8


def masked(text: str, names: Iterable[Tuple[int, int, str]], language: str) -> str:
    """`text` with each name, (start, end, kind of its record), replaced by the first word for that kind in `language`.

    Kinds that people have no word for, such as answers, are left as they are typed.
    """
    parts, at = [], 0
    for start, end, kind in sorted(names):
        words = getattr(vocabulary.kinds()[kind].words, language)
        if words and start >= at:
            parts += [text[at:start], words[0]]
            at = end
    return "".join([*parts, text[at:]])
