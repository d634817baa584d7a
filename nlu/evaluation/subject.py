"""The assistant under test: its trained model in this process, and its answers where the actions are at hand.

The actions live above this package, so whoever calls hands them in as a `Host`.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.engine.graph import GraphNodeHook
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog

from knowledge.freshness import today
from nlu.evaluation.cache import Answers, fingerprint, folder

FOCUS = "focus"


@dataclass(frozen=True)
class Host:
    """What carries the answers: the actions, how a channel cleans a text, and the trust below which no intent is acted on."""

    actions: EndpointConfig
    clean: Callable[[str], str]
    trusted: float


class Collected(OutputChannel):
    """Keeps the `Answer` JSON of every message sent."""

    def __init__(self) -> None:
        self.answers: List[Dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "evaluation"

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keeps one message."""
        self.answers.append(message.get("answer") or {"kind": "smalltalk", "text": message.get("text") or ""})


class Subject:
    """Loads the model at `path` once. Raises ValueError when it is not there."""

    def __init__(self, path: Path, host: Optional[Host] = None) -> None:
        # Rasa would silently take another model of the folder.
        if not path.is_file():
            raise ValueError(f"no model at {path}")
        configure_structlog()
        self.host = host
        self._path, self._loop, self._agent = path, asyncio.new_event_loop(), None
        self._kept = Answers(folder() / "answers.sqlite")
        self.fingerprint = fingerprint(str(path), "nlu", "knowledge", without=("nlu/evaluation/", "nlu/training/"))
        self._whole = f"{self.fingerprint}/{fingerprint('actions', 'bot/responses')}/{today()}"

    def parse(self, text: str) -> Dict[str, Any]:
        """What the model understood of `text`, without features."""
        return self._kept.get(f"parse/{self.fingerprint}", text, lambda: self._parse(text))

    def converse(self, texts: Sequence[str], language: str) -> List[Dict[str, Any]]:
        """A new conversation on a page in `language`; per turn {"parse", "answer", "focus"}, the focus as the actions left it.

        Raises ValueError without a host.
        """
        if self.host is None:
            raise ValueError("the actions are not at hand")
        return self._kept.get(f"converse/{self._whole}", [language, *texts], lambda: self._converse(texts, language))

    def timed(self, texts: Sequence[str]) -> Dict[str, List[float]]:
        """Seconds per message of each component, of the whole parse ("parse") and of the whole answer ("answer")."""
        seconds: Dict[str, List[float]] = defaultdict(list)
        hook = Stopwatch(seconds)
        nodes = self._loaded().processor.graph_runner._instantiated_nodes.values()
        for text in texts:
            for node in nodes:
                node._hooks = [hook]
            began = time.perf_counter()
            self._parse(text)
            seconds["parse"].append(time.perf_counter() - began)
            for node in nodes:
                node._hooks = []
            if self.host:
                began = time.perf_counter()
                # The parse above warmed the encoder for this text, so what this adds is dialogue and actions.
                self._converse([text], "en")
                seconds["dialogue"].append(time.perf_counter() - began)
        return dict(seconds)

    def _loaded(self) -> Agent:
        if self._agent is None:
            self._agent = Agent.load(model_path=str(self._path), action_endpoint=self.host.actions if self.host else None)
        return self._agent

    def _parse(self, text: str) -> Dict[str, Any]:
        cleaned = self.host.clean(text) if self.host else text
        return _plain(self._loop.run_until_complete(self._loaded().parse_message(cleaned)))

    def _converse(self, texts: Sequence[str], language: str) -> List[Dict[str, Any]]:
        sender, turns = uuid.uuid4().hex, []
        metadata = {"channel": "web", "language": {"value": language, "source": "page"}}
        for text in texts:
            output = Collected()
            message = UserMessage(self.host.clean(text), output, sender, input_channel="web", metadata={**metadata, "shown": text})
            self._loop.run_until_complete(self._loaded().handle_message(message))
            tracker = self._loop.run_until_complete(self._agent.processor.get_tracker(sender))
            turns.append({
                "parse": _plain(tracker.latest_message.parse_data), "focus": tracker.get_slot(FOCUS) or {},
                "answer": output.answers[-1] if output.answers else {"kind": "error", "text": ""},
            })
        return turns


class Stopwatch(GraphNodeHook):
    """Notes how long each component of the graph takes."""

    def __init__(self, seconds: Dict[str, List[float]]) -> None:
        self._seconds = seconds

    def on_before_node(self, node_name: str, execution_context: Any, config: Dict[str, Any], received_inputs: Dict[str, Any]) -> Dict[str, float]:
        """Starts the watch."""
        return {"began": time.perf_counter()}

    def on_after_node(
        self, node_name: str, execution_context: Any, config: Dict[str, Any], output: Any, input_hook_data: Dict[str, float]
    ) -> None:
        """Stops it. A node is called "run_<component><position>"."""
        self._seconds[node_name.removeprefix("run_").rsplit(".", 1)[-1].rstrip("0123456789")].append(time.perf_counter() - input_hook_data["began"])


def _plain(parse: Dict[str, Any]) -> Dict[str, Any]:
    kept = ("text", "intent", "intent_ranking", "nearness", "entities", "language", "dates", "ordinals", "unknown_names", "matches")
    return {name: parse[name] for name in kept if name in parse}
