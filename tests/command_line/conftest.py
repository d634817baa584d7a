"""Fixtures: `./run`'s commands as processes, with a stand-in for Rasa and folders of the test's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from command_runner import FAKE, PATIENCE, Command

from bot.command_line import client, ports
from bot.settings import ROOT


@pytest.fixture
def environment(tmp_path):
    """An environment in English with a free port and folders of its own, without this machine's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    port = str(ports.free())
    folders = {name: str(tmp_path / name.lower()) for name in ("DATA_DIR", "MODELS_DIR", "LOGS_DIR", "CACHE_DIR")}
    return {**kept, "LANG": "en_GB.UTF-8", "PYTHONPATH": str(FAKE), "PORT": port, **folders}


@pytest.fixture
def call(environment, tmp_path):
    """`call("help", LANG="fr_FR")` runs a command to its end: (status, standard output, standard error)."""
    def run(*arguments, input="", **changed):
        done = subprocess.run(
            [sys.executable, "-m", "bot.command_line", *arguments], cwd=ROOT, env={**environment, **changed},
            input=input, capture_output=True, text=True, timeout=PATIENCE,
        )
        return done.returncode, done.stdout, done.stderr
    return run


@pytest.fixture
def launch(environment, tmp_path):
    """`launch("start", FAKE_RASA="deaf")` starts a command and gives a Command; all are killed at the end."""
    launched = []

    def run(*arguments, **changed):
        launched.append(Command(arguments, {**environment, **changed}, tmp_path / f"output-{len(launched)}"))
        return launched[-1]

    yield run
    for command in launched:
        command.process.kill()
        command.process.wait()
        for child in command.children():
            os.kill(child, signal.SIGKILL)


@pytest.fixture
def started(launch):
    """The assistant, running."""
    command = launch("start")
    command.wait_for("Press Ctrl-C")
    assert client.is_ready(client.address(command.port))
    return command
