"""What the components that only read a message's text have in common: no settings, nothing learnt, nothing kept."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message


class TextComponent(GraphComponent):
    """A component that looks at one message at a time: `read` is its work."""

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> TextComponent:
        """A new component; it has no settings."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Reads each message that has a text."""
        for message in messages:
            if message.get(TEXT):
                self.read(message, message.get(TEXT))
        return messages

    def read(self, message: Message, text: str) -> None:
        """Adds to `message` what was found in its `text`."""
        raise NotImplementedError
