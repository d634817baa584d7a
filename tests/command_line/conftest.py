"""Fixtures: `./run`'s commands as processes, with a stand-in for Rasa and folders of the test's own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.command_line import client, ports
from bot.settings import ROOT

FAKE = Path(__file__).parent / "fake_rasa"
PATIENCE = 60


class Command:
    """A running command; `output` is what it said so far, on both streams."""

    def __init__(self, arguments, environment, log):
        self.port, self._log = int(environment["PORT"]), log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot.command_line", *arguments], cwd=ROOT, env=environment,
                stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT, start_new_session=True,
            )

    @property
    def output(self):
        return self._log.read_text()

    def wait_for(self, text):
        """Until it has said `text`; fails when it ends, or takes too long."""
        until = time.monotonic() + PATIENCE
        while text not in self.output:
            assert self.process.poll() is None and time.monotonic() < until, self.output
            time.sleep(0.05)

    def end(self, number=None):
        """Sends a signal, if one is given, and waits for the end; the exit status."""
        if number is not None:
            self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def children(self):
        """Process ids of what it has started, by the port on their command lines and their own children."""
        marks = (str(self.port).encode(), str(self.port + 50).encode())
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                if (folder / "stat").read_text().rpartition(")")[2].split()[0] != "Z" and b"rasa" in words and set(marks) & set(words):
                    found.append(int(folder.name))
            except OSError:
                continue
        return found


def gone(command):
    """Whether everything that `command` has started ends; a kernel's signal may take a moment."""
    until = time.monotonic() + PATIENCE
    while command.children():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


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
