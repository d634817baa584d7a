"""Rasa's default pipeline (word and letter counts, DIET, fallback), trained by Rasa in a process of its own."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from rasa.core.agent import Agent

from knowledge.paths import ROOT
from nlu.evaluation.baselines.examples import state
from nlu.evaluation.cache import Answers, folder
from nlu.evaluation.intents import Reading
from nlu.evaluation.sets import OUT_OF_SCOPE
from nlu.training_files import FOLDER, leaning_files

CONFIG = Path(__file__).with_name("rasa_default.yml")
FALLBACK = "nlu_fallback"


class RasaDefault:
    """Reads with the trained model, which is loaded when a text was not read before; use `load`."""

    def __init__(self, model: Path) -> None:
        self._model, self._agent, self._loop = model, None, asyncio.new_event_loop()
        self._kept = Answers(folder() / "answers.sqlite")

    def read(self, texts: Sequence[str]) -> List[Reading]:
        """The best intent of each text; refused when the fallback classifier says so."""
        return [reading_of(self._kept.get(self._model.name, text, lambda text=text: self._parse(text))) for text in texts]

    def _parse(self, text: str) -> Dict[str, Any]:
        if self._agent is None:
            self._agent = Agent.load(model_path=str(self._model))
        parse = self._loop.run_until_complete(self._agent.parse_message(text))
        return {name: parse[name] for name in ("intent", "intent_ranking")}


def reading_of(parse: Dict[str, Any]) -> Reading:
    """The reading in what Rasa parsed; under the fallback, the intent that it hides."""
    ranking = [one for one in parse["intent_ranking"] if one["name"] != FALLBACK]
    best = ranking[0] if ranking else {"name": FALLBACK, "confidence": 0.0}
    intent, confidence = best["name"], float(best["confidence"])
    return Reading(intent, confidence, -confidence if intent in OUT_OF_SCOPE else confidence, parse["intent"]["name"] == FALLBACK)


def load(train: bool) -> Optional[RasaDefault]:
    """The baseline for the present examples, from disk or, with `train`, trained now (long); None when it is not there.

    Raises subprocess.CalledProcessError when the training fails.
    """
    path = folder() / f"rasa-default-{state(CONFIG.name)}.tar.gz"
    if not path.is_file():
        if not train:
            return None
        with (folder() / "rasa-default.log").open("w") as log, tempfile.TemporaryDirectory() as alone:
            shutil.copytree(FOLDER, alone, ignore=shutil.ignore_patterns(*leaning_files()), dirs_exist_ok=True)
            subprocess.run(
                [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(CONFIG), "--nlu", alone, "--out", str(folder()),
                 "--fixed-model-name", path.name.removesuffix(".tar.gz")],
                cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=True,
            )
    return RasaDefault(path)
