"""One update being handled: who wrote where, in which language, and the calls that will answer it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel

from bot.channels.telegram.calls import Call, edit
from bot.channels.telegram.rendering.answer import Texts, render, render_plain

TOPIC = "telegram"
LANGUAGES = ("en", "fr")


def sender_id(chat_id: int, user_id: int) -> str:
    """The sender of Rasa's conversation: a person has one memory in each chat."""
    return f"{TOPIC}:{chat_id}:{user_id}"


def chat_of(sender: str) -> int:
    """The chat id in a sender id. Raises ValueError for what `sender_id` did not make."""
    channel, chat, _ = sender.split(":")
    if channel != TOPIC:
        raise ValueError("not a Telegram sender")
    return int(chat)


def hinted_language(code: Optional[str]) -> str:
    """English unless Telegram's interface language (`language_code`, such as "fr-CA") is French."""
    return "fr" if (code or "").lower().split("-")[0] == "fr" else "en"


@dataclass
class Turn:
    """Collects what is to be sent to `sender`, and what the handlers found out.

    `message_id`: under which Rasa keeps the message. `language`: that of the last answer, else Telegram's; `hint`:
    Telegram's alone. `place`: chat, topic and replied message of the first call. `shown`: the pressed button's
    words. `last_message`: the last one sent to the person; `edited_message`: the one that the answer replaces.
    `repeated`: an earlier attempt at this update was cut off. `left_chat`: the bot was removed or blocked.
    `failure`: what broke a handler. `answered_language`: of the Answer.
    """

    sender: str
    texts: Texts
    message_id: Optional[str] = None
    language: str = "en"
    hint: Optional[str] = None
    place: Dict[str, Any] = field(default_factory=dict)
    calls: List[Call] = field(default_factory=list)
    shown: str = ""
    last_message: Optional[int] = None
    edited_message: Optional[int] = None
    repeated: bool = False
    left_chat: bool = False
    failure: Optional[BaseException] = None
    answered_language: Optional[str] = None

    def say(self, key: str, **values: Any) -> str:
        """A sentence of the channel in the person's language."""
        return self.texts.get(self.language, TOPIC, key, **values)

    def add(self, *calls: Call) -> None:
        """Adds calls, in the order in which they are to be made."""
        self.calls.extend(calls)

    def tell(self, key: str, **values: Any) -> None:
        """Adds a sentence of the channel as a message (Markdown)."""
        self.add(*render_plain(self.say(key, **values)))

    def add_bot_message(self, sent: Dict[str, Any]) -> None:
        """Adds what Rasa says: an Answer's JSON under "answer", else "text" and "buttons"."""
        answer = sent.get("answer")
        if answer:
            self.answered_language = answer.get("language", self.language)
            # In a group everyone would press the same two buttons.
            self.add(*render(answer, self.texts, self.shown, rated=self.place.get("chat_id", 0) > 0))
            self.shown = ""
        elif sent.get("text"):
            self.add(*render_plain(str(sent["text"]), sent.get("buttons")))

    def addressed(self) -> List[Call]:
        """The collected calls with the chat they go to; the first answers the message, or replaces the pressed one."""
        where = {key: value for key, value in self.place.items() if key != "reply_parameters"}
        ready = [call.having(**where) for call in self.calls]
        if ready and self.edited_message and ready[0].method == "send_message":
            # Only a whole answer takes the place of another one.
            ready[0] = edit(ready[0], self.edited_message)
        elif ready:
            ready[0] = ready[0].having(reply_parameters=self.place.get("reply_parameters"))
        return ready


class TurnOutput(OutputChannel):
    """Rasa's output for one turn: nothing is sent before Rasa has finished, so that a crash cannot answer twice."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return TOPIC

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Collects one bot message."""
        self._turn.add_bot_message(message)
