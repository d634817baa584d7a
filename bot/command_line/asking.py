"""What `ask` and `chat` share: the assistant that runs on PORT, else one in this process."""

from __future__ import annotations

import contextlib
from typing import Any, Dict, Iterator, List, Optional, Protocol

from bot.command_line import client, model
from bot.command_line.environment import prepare_this_process
from bot.command_line.words import Progress, spoken_language, tell, word
from bot.settings import Settings

MAX_CHARACTERS = 2000


class Assistant(Protocol):
    """Whoever answers."""

    def ask(self, text: str, language: Optional[str] = None) -> List[Dict[str, Any]]:
        """The answers to one question, as JSON."""


@contextlib.contextmanager
def assistant(settings: Settings) -> Iterator[Assistant]:
    """One conversation with the running assistant, or with one loaded here. Raises Refused, TrainingFailed."""
    url = client.address(settings.port, settings.host)
    if client.is_ready(url):
        with client.RunningAssistant(url) as running:
            yield running
        return
    tell(word("ask_loading", port=settings.port))
    model.ensure(settings, Progress())
    prepare_this_process(settings)
    from bot.command_line.local import LocalAssistant

    with LocalAssistant(model.model_path(settings.models_dir)) as local:
        yield local


def trouble(question: str) -> Optional[str]:
    """Why `question` cannot be asked, or None."""
    if not question.strip():
        return word("empty")
    return word("too_long", n=MAX_CHARACTERS) if len(question) > MAX_CHARACTERS else None


def reason(refused: client.Refused, settings: Settings) -> str:
    """Why there was no answer, for people."""
    said = refused.message.get(spoken_language())
    return word("ask_refused", port=settings.port, reason=said) if said else word("ask_no_answer")
