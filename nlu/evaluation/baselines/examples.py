"""The training examples, as every system here gets them: those that stand by themselves, as the sentences of the sets do."""

from __future__ import annotations

from pathlib import Path
from typing import List, Tuple

import yaml

from knowledge.paths import ROOT
from nlu.evaluation.cache import fingerprint

FOLDER = Path(__file__).resolve().parents[2] / "training"
# What only a conversation gives a meaning to.
LEANING = "follow_ups.yml"


def examples() -> List[Tuple[str, str]]:
    """(text, intent) of every example in both languages, in the order of the files."""
    found = []
    for path in sorted(FOLDER.glob("*/*.yml")):
        for block in [] if path.name == LEANING else yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                if line.strip().startswith("- "):
                    found.append((line.strip()[2:].strip(), block["intent"]))
    return found


def state(recipe: str) -> str:
    """Changes whenever an example does, or the file `recipe` of this folder, which says how to train."""
    leaning = tuple(path.relative_to(ROOT).as_posix() for path in FOLDER.glob(f"*/{LEANING}"))
    return fingerprint("nlu/training", f"nlu/evaluation/baselines/{recipe}", without=leaning)
