"""The trained model: whether it is up to date, and its training. Rasa itself runs in a child process only."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import shutil
import sys
import time
from pathlib import Path
from typing import Callable, Iterator, List

from bot.command_line import logs
from bot.command_line.environment import child_environment
from bot.command_line.processes import Part, wait_for
from bot.command_line.words import Progress, tell, word
from bot.settings import ROOT, Settings

# What the model is made from. Records are not in it: names are read when the assistant starts.
INGREDIENTS = ("config.yml", "requirements.lock", "bot/domain", "bot/dialogue", "nlu/training", "nlu")
USED = (".yml", ".yaml", ".py", ".json", ".txt", ".lock")
UNUSED = ("nlu/evaluation/",)


class TrainingFailed(RuntimeError):
    """The training ended with an error, which has been shown."""


def model_path(models: Path) -> Path:
    """The model's file in the folder `models`."""
    return models / "bot.tar.gz"


def fingerprint(root: Path = ROOT) -> str:
    """A hash over the content of everything that the model is made from."""
    whole = hashlib.sha256()
    for path in _ingredients(root):
        name = path.relative_to(root).as_posix().encode()
        content = path.read_bytes()
        whole.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return whole.hexdigest()


def is_fresh(models: Path, root: Path = ROOT) -> bool:
    """Whether there is a model, made from what stands in `root` now, and unchanged since."""
    model, note = model_path(models), _note(models)
    return model.is_file() and note.is_file() and note.read_text().split() == [fingerprint(root), _digest(model)]


def ensure(settings: Settings, progress: Progress, force: bool = False) -> bool:
    """Trains when the model is missing or stale, or `force`; whether it did. Raises TrainingFailed."""
    if not force and is_fresh(settings.models_dir):
        return False
    with _alone(settings.models_dir, lambda: progress.still(word("train_waiting"))):
        # Another ./run may have trained it meanwhile.
        if not force and is_fresh(settings.models_dir):
            return False
        _train(settings, progress, force)
    return True


def _train(settings: Settings, progress: Progress, force: bool) -> None:
    progress.say(word("train_needed"))
    models = settings.models_dir
    made_from, log, workshop = fingerprint(), logs.fresh(settings.logs_dir, "train"), models / ".training"
    shutil.rmtree(workshop, ignore_errors=True)
    command = [
        sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "bot/domain",
        "--data", "nlu/training", "bot/dialogue", "--out", str(workshop), "--fixed-model-name", "bot",
    ]
    try:
        part = Part("training", command + (["--force"] if force else []), child_environment(settings), log)
        status = wait_for(part, lambda: progress.still(word("train_going_on")))
        if status or not model_path(workshop).is_file():
            progress.say(word("train_failed", log=logs.shown(log)))
            tell("\n".join(logs.last_lines(log)))
            raise TrainingFailed
        # In one step, so that a server never reads half a model; the note last, so that it never lies.
        _note(models).unlink(missing_ok=True)
        model_path(workshop).replace(model_path(models))
        _note(models).write_text(f"{made_from} {_digest(model_path(models))}\n")
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    progress.say(word("train_done"))


def _ingredients(root: Path) -> List[Path]:
    found = set()
    for name in INGREDIENTS:
        top = root / name
        found |= {top} if top.is_file() else {path for path in top.rglob("*") if path.suffix in USED and path.is_file()}
    return sorted(path for path in found if not path.relative_to(root).as_posix().startswith(UNUSED))


def _note(models: Path) -> Path:
    return models / "bot.fingerprint"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextlib.contextmanager
def _alone(models: Path, still: Callable[[], None]) -> Iterator[None]:
    models.mkdir(parents=True, exist_ok=True)
    with (models / ".training.lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                still()
                time.sleep(0.25)
        yield
