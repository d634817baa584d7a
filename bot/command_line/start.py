"""`./run`: trains when needed, starts both servers, waits until they answer, and stops them together."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from typing import List, Optional

from bot.channels.telegram import settings as telegram_settings
from bot.command_line import client, logs, model, ports
from bot.command_line.environment import child_environment
from bot.command_line.processes import Part, Stopped, first_ended, listen_for_the_end, stop
from bot.command_line.words import Progress, tell, word
from bot.settings import BadSetting, Settings

MISUSED, FAILED = 2, 1
PATIENCE = 300.0


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Runs until someone stops it (0), or a part ends by itself (its exit status, at least 1)."""
    progress = Progress()
    parts: List[Part] = []
    listen_for_the_end()
    try:
        telegram = _telegram()
        taken = ports.trouble(settings)
        if taken:
            tell(taken)
            return FAILED
        if not model.ensure(settings, progress):
            progress.say(word("train_fresh"))
        progress.say(word("starting"))
        _start_servers(settings, parts)
        if not _wait_until_ready(settings, parts, progress):
            return _failed(parts, progress)
        _warm_up(settings)
        progress.say(word("started", address=f"http://localhost:{settings.port}/"))
        if telegram:
            progress.say(word("started_telegram"))
        progress.say(word("started_stop"))
        while first_ended(parts) is None:
            time.sleep(0.2)
        return _failed(parts, progress)
    except BadSetting as bad:
        tell(word("setting_bad", reason=str(bad)))
        return MISUSED
    except model.TrainingFailed:
        return FAILED
    except Stopped:
        progress.say(word("stopping"))
        stop(parts)
        progress.say(word("stopped"))
        return 0
    finally:
        stop(parts)


def _telegram() -> bool:
    return telegram_settings.read() is not None


def _start_servers(settings: Settings, parts: List[Part]) -> None:
    """Adds each to `parts` as soon as it runs, so that it is stopped whatever happens next."""
    environment, rasa = child_environment(settings), [sys.executable, "-m", "rasa", "run"]
    commands = {
        "actions": ["actions", "--actions", "actions.handling", "--port", str(settings.actions_port)],
        "server": [
            "--model", str(model.model_path(settings.models_dir)), "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml",
            "--port", str(settings.port), "-i", settings.host,
        ],
    }
    for name, command in commands.items():
        parts.append(Part(f"part_{name}", rasa + command, environment, logs.fresh(settings.logs_dir, f"{name}-{settings.port}")))


def _wait_until_ready(settings: Settings, parts: List[Part], progress: Progress) -> bool:
    url, until = client.address(settings.port, settings.host), progress.seconds + PATIENCE
    while not client.is_ready(url):
        if first_ended(parts) or progress.seconds > until:
            return False
        progress.still(word("starting_still"))
        time.sleep(0.2)
    return True


def _warm_up(settings: Settings) -> None:
    """One question in advance, so that the first person does not wait for what is loaded at first use."""
    with contextlib.suppress(client.Refused), client.RunningAssistant(client.address(settings.port, settings.host)) as running:
        running.ask(word("warm_up"))


def _failed(parts: List[Part], progress: Progress) -> int:
    ended: Optional[Part] = first_ended(parts)
    if ended is None:
        progress.say(word("start_slow", seconds=int(PATIENCE), log=logs.shown(parts[-1].log)))
        tell("\n".join(logs.last_lines(parts[-1].log)))
        return FAILED
    status = ended.status
    progress.say(word("died", part=word(ended.name), status=status, log=logs.shown(ended.log)))
    tell("\n".join(logs.last_lines(ended.log)))
    # Ending by itself is a failure, whatever the program thought of it.
    return status or FAILED
