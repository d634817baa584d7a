"""Child processes in groups of their own, of which none is ever left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from pathlib import Path
from types import FrameType
from typing import Callable, Iterable, Mapping, Optional, Sequence

from bot.settings import ROOT

GRACE = 10.0
# Of Linux's prctl(2).
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36
_LIBRARY = ctypes.CDLL(None, use_errno=True)


class Stopped(Exception):
    """Someone asked for the end: Ctrl-C, a service manager, or the terminal that was closed."""


class Part:
    """One program with its children, writing into one log file. `name` is for people."""

    def __init__(self, name: str, arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name, self.log = name, log
        # What it leaves behind becomes a child of ours, so that it can be ended and buried.
        _LIBRARY.prctl(_PR_SET_CHILD_SUBREAPER, 1)
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                list(arguments), env=dict(environment), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=_end_with_parent(),
            )

    @property
    def status(self) -> Optional[int]:
        """Exit status once it has ended (128 + n when signal n ended it), else None."""
        code = self._process.poll()
        return code if code is None or code >= 0 else 128 - code

    @property
    def alive(self) -> bool:
        """Whether it or anything it started still runs."""
        if self._process.poll() is not None:
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-self._process.pid, os.WNOHANG)[0]:
                    pass
        return self._signal(0)

    def wait(self, seconds: float) -> None:
        """Waits until it has ended, `seconds` at most."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def terminate(self) -> None:
        """Asks all of it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """Ends all of it, and waits for that."""
        self._signal(signal.SIGKILL)
        self._process.wait()
        until = time.monotonic() + GRACE
        while self.alive and time.monotonic() < until:
            time.sleep(0.01)

    def _signal(self, number: int) -> bool:
        # Its process id names the group: it leads its own session.
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):
            return False
        return True


def stop(parts: Iterable[Part], grace: float = GRACE) -> None:
    """Ends `parts`: politely first, by force after `grace` seconds or when asked to stop once more."""
    parts = list(parts)
    for part in parts:
        part.terminate()
    until = time.monotonic() + grace
    try:
        while any(part.alive for part in parts) and time.monotonic() < until:
            time.sleep(0.05)
    except Stopped:
        pass
    finally:
        for part in parts:
            part.kill()


def first_ended(parts: Iterable[Part]) -> Optional[Part]:
    """The first of `parts` that has ended, or None."""
    return next((part for part in parts if part.status is not None), None)


def listen_for_the_end() -> None:
    """From now on Ctrl-C, SIGTERM and the closing of the terminal raise Stopped in the main thread."""
    def raise_stopped(number: int, frame: Optional[FrameType]) -> None:
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stopped)


def wait_for(part: Part, still: Callable[[], None]) -> int:
    """Waits until `part` has ended, calling `still` about four times a second; its exit status. Kills it on Stopped."""
    try:
        while part.status is None:
            still()
            time.sleep(0.25)
    finally:
        stop([part])
    return part.status or 0


def _end_with_parent() -> Callable[[], None]:
    parent = os.getpid()

    def ask_the_kernel() -> None:
        # Even when this program is killed and can stop nothing, its children get the signal to end.
        _LIBRARY.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return ask_the_kernel

