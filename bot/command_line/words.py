"""What the command line says, in the language of the machine: `bot/responses/<language>/command_line.yml`."""

from __future__ import annotations

import os
import sys
import time
from typing import Any, Mapping, Optional

from actions.texts import texts

TOPIC = "command_line"


def spoken_language(environment: Optional[Mapping[str, str]] = None) -> str:
    """"fr" when LC_ALL, LC_MESSAGES or LANG (the first that is set) asks for French, else "en"."""
    environment = os.environ if environment is None else environment
    named = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "fr" if named.lower().startswith("fr") else "en"


def word(key: str, **values: Any) -> str:
    """A text of the command line in the machine's language. Raises MissingText."""
    return texts().get(spoken_language(), TOPIC, key, **{name: _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    # Numbers would get thousands separators, which ports and process ids do not want.
    return str(value) if isinstance(value, int) else value


class Progress:
    """Lines for the person who waits, each with the seconds since the start; on a terminal one line is rewritten."""

    EVERY = 10.0

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._pending = False
        self._spoke = 0.0
        self._rewrites = _is_terminal()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._began

    def say(self, text: str) -> None:
        """A line that stays."""
        self._write(f"{self._stamp()} {text}", "\n")

    def still(self, text: str) -> None:
        """A line that says that something goes on; elsewhere than on a terminal at most every ten seconds."""
        if self._rewrites:
            self._write(f"{self._stamp()} {text}", "")
        elif self.seconds - self._spoke >= self.EVERY:
            self.say(text)

    def _stamp(self) -> str:
        return f"[{self.seconds:3.0f} s]"

    def _write(self, line: str, end: str) -> None:
        self._spoke = self.seconds
        clear = "\r\x1b[K" if self._pending else ""
        tell(clear + line, end)
        self._pending = not end


def tell(text: str, end: str = "\n") -> None:
    """Prints to standard error; a terminal that was closed meanwhile stops nothing."""
    try:
        sys.stderr.write(text + end)
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def _is_terminal() -> bool:
    try:
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    except ValueError:
        return False
