"""`./run train`: trains the model when what it is made from has changed, or with `--force` in any case."""

from __future__ import annotations

import argparse

from bot.command_line import model
from bot.command_line.processes import Stopped, listen_for_the_end
from bot.command_line.words import Progress, word
from bot.settings import Settings

INTERRUPTED = 130


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 when the model is up to date afterwards, 1 when the training failed, 130 when it was stopped."""
    progress = Progress()
    listen_for_the_end()
    try:
        if not model.ensure(settings, progress, arguments.force):
            progress.say(word("train_fresh"))
        return 0
    except model.TrainingFailed:
        return 1
    except Stopped:
        progress.say(word("stopped"))
        return INTERRUPTED
