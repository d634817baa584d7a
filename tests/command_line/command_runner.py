"""Runs the commands of `./run` as processes, and looks for what they leave behind."""

import subprocess
import sys
import time
from pathlib import Path

from bot.settings import ROOT

# A stand-in for Rasa, to be put on PYTHONPATH.
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
