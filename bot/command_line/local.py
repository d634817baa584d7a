"""The whole assistant in this process, without servers: for a question when none is running.

Conversations live in memory only. Importing Rasa takes several seconds, so it is imported here alone.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk.executor import ActionExecutor

from bot.channels.intake import from_text, user_message
from bot.channels.web.output import StreamOutput

SENDER = "terminal"


class InProcessActions(EndpointConfig):
    """Stands for the action server: runs the actions here instead of sending them over HTTP."""

    def __init__(self) -> None:
        super().__init__(url="")
        self._executor = ActionExecutor()
        self._executor.register_package("actions.handling")

    async def request(self, *_: Any, json: Optional[Dict[str, Any]] = None, **__: Any) -> Optional[Dict[str, Any]]:
        """What the action server would answer to `json`."""
        return await self._executor.run(json or {})


class LocalAssistant:
    """One conversation with the model at `model`; use as a context manager. Raises ValueError for no model."""

    def __init__(self, model: Path) -> None:
        # Rasa would silently take another model of the folder.
        if not model.is_file():
            raise ValueError(f"no model at {model}")
        # Rasa's servers do this at their start; without it every step is printed, texts included.
        configure_structlog()
        self._agent = Agent.load(model_path=str(model), action_endpoint=InProcessActions())
        self._loop = asyncio.new_event_loop()

    def __enter__(self) -> LocalAssistant:
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.close()

    def ask(self, text: str, language: Optional[str] = None) -> List[Dict[str, Any]]:
        """The answers to `text` as JSON; `language` is a choice. Raises bot.channels.intake.Rejected."""
        output = StreamOutput()
        message = user_message(
            from_text(text), SENDER, output, channel="web", language=language, language_source="choice", shown=text
        )
        self._loop.run_until_complete(self._agent.handle_message(message))
        return [output.queue.get_nowait() for _ in range(output.queue.qsize())]
