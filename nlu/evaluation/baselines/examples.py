"""The training examples, as every system here gets them: those that stand by themselves, as the sentences of the sets do."""

from __future__ import annotations

from typing import List, Tuple

from knowledge.paths import ROOT
from nlu.evaluation.cache import fingerprint
from nlu.training_files import FOLDER, LANGUAGES, leaning_files, training_examples


def examples() -> List[Tuple[str, str]]:
    """(text, intent) of every example in both languages, in the order of the files."""
    return [(one.text, one.intent) for one in training_examples() if not one.leans]


def state(recipe: str) -> str:
    """Changes whenever an example does, or the file `recipe` of this folder, which says how to train."""
    leaning = [(FOLDER / language / name).relative_to(ROOT).as_posix() for language in LANGUAGES for name in leaning_files()]
    return fingerprint("nlu/training", f"nlu/evaluation/baselines/{recipe}", without=leaning)
